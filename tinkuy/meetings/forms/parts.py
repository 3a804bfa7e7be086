"""What a person may send about the parts of a meeting: its tables, who came, what fed it, what became of it."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tinkuy.core.answering import AnswerableForm
from tinkuy.core.errors import DomainError
from tinkuy.core.inputs import PublicTextField
from tinkuy.core.pure.written_dates import written
from tinkuy.core.widgets import with_its_label
from tinkuy.meetings.enums import MeetingState
from tinkuy.meetings.models import MOST_PEOPLE, Meeting
from tinkuy.meetings.services import NoReasonError

INTO, OUT = "RECOGE", "LLEVA"


class AttendanceForm(AnswerableForm):
    """How many came; never who."""

    of_whom = forms.CharField(
        label=_("Who is counted"),
        max_length=80,
        required=False,
        help_text=_(
            "Leave it empty to count everybody. Or a part: women, 18 to 29 years old, from Cusco. A count of the same people "
            "replaces the former one."
        ),
    )
    count = forms.IntegerField(
        label=_("How many people"),
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text=_("The public page says “fewer than 5” where the number is smaller than that."),
    )
    is_approximate = forms.BooleanField(label=_("It is more or less, not counted one by one"), required=False)


class MeetingField(forms.ModelChoiceField):
    """A meeting and its date: names come again every year."""

    def label_from_instance(self, obj: Any) -> str:
        when = written(obj.held_on, get_language() or "es")
        return with_its_label(obj, f"{obj} ({when})" if when else str(obj))


class FeedForm(AnswerableForm):
    """This meeting and another, and which way what was said went."""

    way = forms.ChoiceField(
        label=_("Which way"),
        choices=[
            (INTO, _("This meeting takes up what was said at the other")),
            (OUT, _("What was said here was carried to the other")),
        ],
        initial=INTO,
        widget=forms.RadioSelect,
    )
    other = MeetingField(Meeting.objects.none(), to_field_name="slug", label=_("The other meeting"), empty_label=_("choose"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = self.fields["other"]
        assert isinstance(others, forms.ModelChoiceField)
        others.queryset = Meeting.objects.exclude(pk=meeting.pk).defer("convocation", "outcomes", "source_note")

    def refuse(self, refusal: DomainError) -> None:
        """What cannot be joined is the other meeting's field to mend."""
        self.add_error("other", str(refusal))


class ReasonForm(AnswerableForm):
    reason = PublicTextField(
        label=_("The reason"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("It stays in the history, with your name.")
    )


class StateForm(AnswerableForm):
    """What became of the meeting. Whether a reason is needed is for the service to say."""

    state = forms.ChoiceField(label=_("State"), choices=MeetingState.choices, widget=forms.RadioSelect)
    reason = PublicTextField(
        label=_("The reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("To cancel it, or to take back what was said. It is shown on the page of the meeting."),
    )

    def refuse(self, refusal: DomainError) -> None:
        if isinstance(refusal, NoReasonError):
            self.add_error("reason", str(refusal))
        else:
            super().refuse(refusal)
