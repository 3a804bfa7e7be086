"""What a person may send about the programme of a meeting."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.models import Organization
from tinkuy.core.answering import AnswerableForm
from tinkuy.core.inputs import PublicTextField, ThingField
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings import queries
from tinkuy.meetings.forms.meetings import HourInput
from tinkuy.meetings.models import Meeting, Session


class SessionForm(AnswerableForm):
    """One table or slot. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    title = PublicTextField(label=_("Name of the table or session"), max_length=200)
    day = forms.TypedChoiceField(label=_("Day"), required=False, coerce=int, empty_value=None)
    begins_at = forms.TimeField(label=_("Hour at which it begins"), required=False, widget=HourInput)
    ends_at = forms.TimeField(label=_("Hour at which it ends"), required=False, widget=HourInput)
    room = forms.CharField(
        label=_("Room or place"),
        max_length=120,
        required=False,
        help_text=_("Inside the place of the meeting: the big hall, tent 2."),
    )
    lead_organization = ThingField(
        Organization.objects.standing_alone(),
        label=_("Organization that leads it"),
        required=False,
        empty_label=_("no organization, or to be completed"),
    )
    lead = PublicTextField(
        label=_("Who leads it"),
        max_length=200,
        required=False,
        help_text=_("A person, or a function: the methodology commission."),
    )
    lead_agrees = forms.BooleanField(
        label=_("Who is named agrees to stand in the published programme, or nobody is named here"), required=False
    )
    position = forms.IntegerField(
        label=_("Its place"), min_value=1, help_text=_("1 is the first. Those of the same hour stand in this order.")
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """A meeting of one day, or whose days are not known, does not ask for the day."""
        super().__init__(*args, **kwargs)
        days = queries.days_of(meeting)
        if len(days) < 2:
            del self.fields["day"]
            return
        chosen = self.fields["day"]
        assert isinstance(chosen, forms.TypedChoiceField)
        named = [(at, f"{at}: {date_format(day, 'l')} {date_format(day)}") for at, day in enumerate(days, start=1)]
        chosen.choices = [("", _("to be completed")), *named]


def session_as_initial(session: Session) -> dict[str, Any]:
    """What the form opens with for a session that stands."""
    names = ("title", "position", "day", "begins_at", "ends_at", "room", "lead_organization")
    lead = {"lead": session.lead.name, "lead_agrees": True} if session.lead else {}
    return {"id": session.pk, **{name: getattr(session, name) for name in names}, **lead}


class EditionForm(AnswerableForm):
    """Publishing the programme. `id` is made with the page, and `number` is the one that the page showed would come."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    note = PublicTextField(
        label=_("What changes, in your words"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For those who registered: why it changes, and what they should look at."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        number = self["number"].value()
        # The first edition changes nothing that anybody knew.
        if str(number) == "1":
            del self.fields["note"]
