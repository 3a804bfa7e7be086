"""What somebody says of herself to come to a meeting, and what whoever receives her writes down."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.models import Organization
from tinkuy.core.answering import AnswerableForm
from tinkuy.core.filters import FiltersForm
from tinkuy.core.inputs import DayField, ThingField
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.enums import AgeBand, Gender, Question, RegistrationState
from tinkuy.meetings.models import MOST_PEOPLE, RegistrationDesk
from tinkuy.vocabulary.models import Territory

UNSAID = ("", _("not said"))
GENDERS = [UNSAID, *[(gender.value, gender.label) for gender in Gender if gender != Gender.OWN_WORDS]]
AGES = [UNSAID, *AgeBand.choices]


def organization_field() -> forms.ModelChoiceField:
    return ThingField(
        Organization.objects.standing_alone(), label=_("Organization"), required=False, empty_label=_("none, or another one")
    )


def region_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(Territory.objects.regions(), label=_("Region"), required=False, empty_label=_("not said"))


class DeskForm(AnswerableForm):
    """How people register for a meeting."""

    is_open = forms.BooleanField(label=_("People may register"), required=False, initial=True)
    capacity = forms.IntegerField(
        label=_("How many places there are"),
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        help_text=_("Leave it empty if everybody fits. When all are taken, the next people get a number on a waiting list."),
    )
    closes_on = DayField(label=_("Last day to register"), required=False)
    asks = forms.MultipleChoiceField(
        label=_("What is asked, besides name and e-mail"),
        choices=Question.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ask only what you will use. Nobody has to answer."),
    )
    keep_days = forms.IntegerField(
        label=_("Days after the meeting until names and addresses are erased"), min_value=1, max_value=730, initial=90
    )


class RegistrationForm(AnswerableForm):
    """What somebody says of herself; fields that the meeting does not ask are not there."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.CharField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("There goes the link with which you confirm. It is shown to nobody."),
    )
    organization = organization_field()
    organization_name = forms.CharField(label=_("If it is not on the list, its name"), max_length=200, required=False)
    territory = region_field()
    gender = forms.ChoiceField(label=_("Gender"), choices=GENDERS, required=False)
    gender_words = forms.CharField(label=_("Or say it in your own words"), max_length=80, required=False)
    age_band = forms.ChoiceField(label=_("Age"), choices=AGES, required=False)
    access_needs = forms.CharField(
        label=_("What do you need to take part?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A ramp, sign language, an interpreter, childcare… Only who organizes the meeting reads it."),
    )
    consents = forms.BooleanField(required=False)
    may_be_named = forms.BooleanField(
        required=False,
        label=_("My name may stand in the public list of those who came. You may leave it empty and come all the same."),
    )

    ASKED_BY = {
        Question.ORGANIZATION: ("organization", "organization_name"),
        Question.TERRITORY: ("territory",),
        Question.GENDER: ("gender", "gender_words"),
        Question.AGE_BAND: ("age_band",),
        Question.ACCESS_NEEDS: ("access_needs",),
    }

    def __init__(self, *args: Any, desk: RegistrationDesk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question, names in self.ASKED_BY.items():
            for name in names if not desk.asks_for(question) else ():
                del self.fields[name]
        agreed = _("I agree that %(alliance)s keeps this to organize the meeting, and erases it %(days)s days after it.")
        self.fields["consents"].label = agreed % {"alliance": settings.ALLIANCE_NAME, "days": desk.keep_days}


class ArrivalForm(AnswerableForm):
    """One line for who came without registering. `id` is made with the page, so that sending twice counts once."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=1000, initial=1)
    organization = organization_field()
    territory = region_field()
    gender = forms.ChoiceField(label=_("Gender"), choices=GENDERS, required=False)
    age_band = forms.ChoiceField(label=_("Age"), choices=AGES, required=False)
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("Only if one person came and agrees to be named.")
    )
    may_be_named = forms.BooleanField(label=_("She agrees to be named among those who came"), required=False)


class CodeForm(AnswerableForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("The eight signs under the QR. Or open the phone's camera and point it at the QR."),
    )


class RegistrantsFilterForm(FiltersForm):
    """By what the list of who registered is narrowed."""

    palabras = forms.CharField(label=_("Name"), max_length=200, required=False)
    estado = forms.ChoiceField(label=_("State"), choices=[("", _("any")), *RegistrationState.choices], required=False)

    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {"words": self.cleaned_data.get("palabras", ""), "state": self.cleaned_data.get("estado", "")}
