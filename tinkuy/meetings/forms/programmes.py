"""What a person may send about programmes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tinkuy.core.answering import AnswerableForm
from tinkuy.core.inputs import PublicTextField, WrittenDateField
from tinkuy.core.pure.ids import uuid7


class ProgrammeForm(AnswerableForm):
    """One programme. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("For example: Pre/Encuentros 2016-2017."))
    held_on = WrittenDateField(
        label=_("When"),
        help_text=_("As exactly as you know it: 2016-2017, or from June 2016 to June 2017. Leave it empty if you do not know."),
    )
    description = PublicTextField(label=_("What it is about"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
