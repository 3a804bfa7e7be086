"""What a person may send about minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinkuy.core.answering import AnswerableForm
from tinkuy.core.inputs import PublicTextField
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.enums import Heading
from tinkuy.meetings.models import Revision

# No text was ever saved so often; the database takes no higher number to look for.
MOST_NUMBERED = 30_000


class BasedForm(AnswerableForm):
    """Knows on which revision it was written, so that nobody's work is overwritten."""

    based_on = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def rebase(self, number: int) -> None:
        """Its writer has seen the revision of this number: what she sends next is based on it."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["based_on"] = str(number)  # type: ignore[index]


def _heading(label: Any, rows: int = 6, **kwargs: Any) -> PublicTextField:
    return PublicTextField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class MinutesForm(BasedForm):
    summary = _heading(Heading.SUMMARY.label, help_text=_("What was talked about, in its order."))
    achievements = _heading(Heading.ACHIEVEMENTS.label, help_text=_("What went well, and what was reached."))
    difficulties = _heading(Heading.DIFFICULTIES.label, help_text=_("What was hard, and what was missing."))
    findings = _heading(Heading.FINDINGS.label, help_text=_("What is known now that was not known before."))
    headcount = _heading(
        Heading.HEADCOUNT.label,
        3,
        help_text=_("Only how many, never who. One count on each line: 34 women, and below it 12 guests of the city."),
    )


class AmendmentForm(MinutesForm):
    """As the minutes, and why."""

    reason = PublicTextField(
        label=_("Why they are amended"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads it with the minutes; what they said before stays to be read too."),
    )


def texts_of(revision: Revision | None) -> dict[str, Any]:
    """What the form opens with: the newest revision, or nothing."""
    return {"based_on": revision.number, **revision.texts} if revision else {"based_on": 0}


class CirculateForm(AnswerableForm):
    days = forms.IntegerField(
        label=_("For how many days corrections are taken"),
        initial=7,
        min_value=1,
        max_value=60,
        help_text=_("The last day counts whole."),
    )


class ValidateForm(AnswerableForm):
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RestoreForm(BasedForm):
    """Drafts are restored with a yes."""


class RestoreWithReasonForm(BasedForm):
    """What was validated is restored for a reason."""

    reason = PublicTextField(label=_("Why they are amended"), widget=forms.Textarea(attrs={"rows": 3}))


class CorrectionForm(AnswerableForm):
    """One correction. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    heading = forms.ChoiceField(label=_("Under which heading"), choices=Heading.choices, widget=forms.RadioSelect)
    proposal = PublicTextField(
        label=_("What it should say"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As you would write it."),
    )
    why = PublicTextField(label=_("Why"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))


class CorrectionByLinkForm(CorrectionForm):
    called = PublicTextField(
        label=_("How we may call you"),
        max_length=120,
        required=False,
        help_text=_("Only those who write the minutes see it. You may leave it empty."),
    )


class AcceptForm(BasedForm):
    text = PublicTextField(label=_("What it says from now on"), required=False, widget=forms.Textarea(attrs={"rows": 10}))


class DeclineForm(AnswerableForm):
    reason = PublicTextField(
        label=_("Why it is not taken up"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is shown beside the correction."),
    )


class CompareForm(forms.Form):
    """Which two are compared. Parameters are Spanish: they are part of the address."""

    de = forms.IntegerField(min_value=1, max_value=MOST_NUMBERED)
    a = forms.IntegerField(min_value=1, max_value=MOST_NUMBERED)
