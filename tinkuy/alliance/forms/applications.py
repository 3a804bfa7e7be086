"""What anybody may send to join, and what who decides sends back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.enums import CampaignState
from tinkuy.alliance.forms.parts import RowForm, places
from tinkuy.alliance.models import Application, MappingCampaign, Organization, WorkingGroup
from tinkuy.alliance.services import Writer
from tinkuy.core.inputs import PublicTextField, TerritoryField, ThingField
from tinkuy.core.pure.ids import uuid7
from tinkuy.vocabulary.models import Territory


class ApplicationForm(RowForm):
    """An organization asks to join. `id` is made with the page, so that sending twice is once."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = forms.CharField(label=_("Name of the organization"), max_length=200, help_text=_("As it calls itself."))
    kind = forms.CharField(
        label=_("Kind"), max_length=80, required=False, help_text=_("For example: association, collective, theatre group.")
    )
    territory = TerritoryField(Territory.objects.none(), label=_("Territory"), required=False, empty_label=_("to be completed"))
    description = PublicTextField(
        label=_("What it does"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In a few lines: since when, with whom, what for. No papers are needed."),
    )
    site = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    working_group = ThingField(WorkingGroup.objects.exclude(name="").order_by("name"), label=_("Working group it would join"))
    # The mapping campaign from whose page somebody came.
    campaign = forms.ModelChoiceField(
        MappingCampaign.objects.filter(state=CampaignState.OPEN), to_field_name="slug", required=False, widget=forms.HiddenInput
    )
    writer_name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.CharField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A letter goes there with a link to confirm the application, and later the answer. It is not published."),
    )
    consents = forms.BooleanField(
        label=_("I agree that my name and e-mail are kept to answer this application, and for nothing else."),
        required=False,
        help_text=_("Law 29733. They are erased 90 days after the answer. You may ask for it sooner."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        territory = self.fields["territory"]
        assert isinstance(territory, forms.ModelChoiceField)
        territory.queryset = places(None)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        writer = Writer(data.pop("writer_name", ""), data.pop("email", ""), data.pop("consents", False))
        return {**data, "writer": writer}


class _ReasonForm(RowForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It goes to who wrote the application, and stays in the history."),
    )


class AcceptForm(_ReasonForm):
    """The organization joins."""

    known = ThingField(
        Organization.objects.standing_alone().order_by("name", "id"),
        label=_("Is it here already?"),
        required=False,
        empty_label=_("no, it is new"),
        help_text=_("Choose it if the list has it, perhaps under another name."),
    )
    invites = forms.BooleanField(
        label=_("Invite who wrote the application to speak for the organization"), required=False, initial=True
    )
    field_order = ["known", "reason", "invites"]

    def __init__(self, *args: Any, row: Application, **kwargs: Any) -> None:
        kwargs["initial"] = {"known": row.organization_id} | kwargs.get("initial", {})
        super().__init__(*args, row=None, **kwargs)


class DeclineForm(_ReasonForm):
    """The organization does not join."""
