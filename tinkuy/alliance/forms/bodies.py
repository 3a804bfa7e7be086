"""What a person may send about bodies of governance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.forms.parts import SourcedForm, WhoForm
from tinkuy.core.inputs import WrittenDateField
from tinkuy.core.pure.ids import uuid7


class BodyForm(SourcedForm):
    """One body. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("For example: technical secretariat, promoter group, organizing committee.")
    )
    field_order = ["name"]


class _Named(SourcedForm):
    role = forms.CharField(label=_("Role in the body"), max_length=80, required=False)
    as_of = WrittenDateField(label=_("As of"))


class BodyMemberForm(WhoForm, _Named):
    """Who is in the body, in which role, as of which date."""

    field_order = ["person", "name", "email", "role", "as_of", "source_url", "source_title"]


class BodyMemberTermForm(_Named):
    """The role and the date of somebody who is named there."""

    field_order = ["role", "as_of"]
