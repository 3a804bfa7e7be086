"""What a person may send about what was agreed, and by what the list of it is narrowed."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.models import Body, Organization, WorkingGroup
from tinkuy.core.answering import AnswerableForm
from tinkuy.core.filters import FiltersForm, RowField
from tinkuy.core.inputs import DayField, PublicTextField, ThingField
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.enums import AgreementState
from tinkuy.meetings.models import Agreement
from tinkuy.meetings.queries import OVERDUE, WantedAgreements
from tinkuy.vocabulary.models import Territory, Theme

STATES = [("", _("any")), (OVERDUE, _("overdue")), *AgreementState.choices]
NONE = _("none of these")


class AgreementsFilterForm(FiltersForm):
    """By what the list is narrowed. Parameters are Spanish: they are part of the address."""

    estado = forms.ChoiceField(choices=STATES, required=False, label=_("State"))
    # Words, not a list: ten thousand names in a list are half a megabyte.
    organizacion = forms.CharField(
        label=_("Organization that does it"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    mesa = RowField(WorkingGroup.objects.exclude(name=""), label=_("Working group that does it"))
    instancia = RowField(Body.objects.all(), label=_("Body that does it"))
    region = RowField(Territory.objects.regions(), label=_("Region of the meeting"))
    tema = RowField(Theme.objects.all(), label=_("Theme of the meeting"))
    desde = DayField(label=_("To be done from"), required=False)
    hasta = DayField(label=_("To be done until"), required=False)

    def wanted(self) -> WantedAgreements:
        """What `queries.agreements` takes; what was not understood does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        return WantedAgreements(
            state=data.get("estado", ""),
            organization=data.get("organizacion", ""),
            group=data.get("mesa"),
            body=data.get("instancia"),
            region=data.get("region"),
            theme=data.get("tema"),
            since=data.get("desde"),
            until=data.get("hasta"),
        )


class AgreementForm(AnswerableForm):
    """One agreement. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    text = PublicTextField(label=_("What was agreed"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))
    organization = ThingField(
        Organization.objects.standing_alone(),
        label=_("Organization that does it"),
        required=False,
        empty_label=NONE,
        help_text=_("Choose one organization, one group or one body; or write a public function."),
    )
    working_group = ThingField(
        WorkingGroup.objects.exclude(name=""),
        label=_("Working group that does it"),
        required=False,
        empty_label=NONE,
    )
    body = ThingField(Body.objects.all(), label=_("Body that does it"), required=False, empty_label=NONE)
    office = PublicTextField(
        label=_("Public function that does it"),
        max_length=160,
        required=False,
        help_text=_("The function, not the name of a person: head of culture of the municipality of Belén."),
    )
    due_on = DayField(label=_("By when"), required=False, help_text=_("Leave it empty if no day was set."))


class SettleForm(AnswerableForm):
    """What became of it."""

    state = forms.ChoiceField(label=_("What became of it"), choices=AgreementState.choices, widget=forms.RadioSelect)
    on = DayField(label=_("On which day"), required=False, initial=timezone.localdate)
    note = PublicTextField(
        label=_("Note"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How it was done, or why it is dropped or open again. Everybody reads it."),
    )


class AgreementField(forms.ModelChoiceField):
    """What was agreed, and where."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{Truncator(obj.text).chars(90)} ({obj.minutes.meeting})"


class FollowUpForm(AnswerableForm):
    """How something that an earlier meeting agreed stands."""

    agreement = AgreementField(Agreement.objects.none(), label=_("What was agreed"), empty_label=_("choose"))
    note = PublicTextField(label=_("How it stands"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, open_ones: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreement"].queryset = open_ones  # type: ignore[attr-defined]
