"""What a person may send about a meeting, and by what the list of them is narrowed."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.alliance.services import Cited
from tinkuy.core.answering import AnswerableForm
from tinkuy.core.enums import Confidence
from tinkuy.core.filters import FiltersForm, RowField
from tinkuy.core.inputs import DayField, PublicTextField, TerritoryField, ThingField, ThingsField, WrittenDateField
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.enums import MeetingKind, MeetingState, Modality
from tinkuy.meetings.models import Meeting, Programme
from tinkuy.meetings.queries import Wanted
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory, Theme

# A meeting is cancelled on a page of its own, which asks why.
STATES_AT_FIRST = [(state.value, state.label) for state in MeetingState if state != MeetingState.CANCELLED]
# What another meeting like it does not take from the former one.
FEW = 80
NOT_COPIED = ("id", "number", "held_on", "state", "outcomes")


class HourInput(forms.TimeInput):
    """An hour, with the telephone's own clock."""

    input_type = "time"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs, format="%H:%M")


class FilterForm(FiltersForm):
    """By what the list is narrowed. Parameters are Spanish: they are part of the address."""

    palabras = forms.CharField(max_length=200, required=False, label=_("Words"))
    tipo = forms.ChoiceField(choices=[("", _("any")), *MeetingKind.choices], required=False, label=_("Kind"))
    anio = forms.IntegerField(min_value=1900, max_value=2999, required=False, label=_("Year"))
    desde = DayField(required=False, label=_("From"))
    hasta = DayField(required=False, label=_("Until"))
    sin_fecha = forms.BooleanField(required=False, label=_("Only those whose date is to be completed"))
    region = RowField(Territory.objects.regions(), label=_("Region"))
    programa = RowField(Programme.objects.all(), label=_("Programme"))
    tema = RowField(Theme.objects.all(), label=_("Theme"))
    mesa = RowField(WorkingGroup.objects.exclude(name=""), label=_("Working group"))

    def wanted(self) -> Wanted:
        """What `queries.meetings` takes; what was not understood does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        return Wanted(
            kind=data.get("tipo", ""),
            year=data.get("anio"),
            is_undated=data.get("sin_fecha", False),
            region=data.get("region"),
            programme=data.get("programa"),
            theme=data.get("tema"),
            group=data.get("mesa"),
            words=data.get("palabras", ""),
            since=data.get("desde"),
            until=data.get("hasta"),
        )


class MeetingForm(AnswerableForm):
    """One meeting. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind.choices, initial=MeetingKind.PRE_MEETING)
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("As the announcement calls it."),
    )
    number = forms.CharField(
        label=_("Number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
        help_text=_("Where it has one: 5ENC."),
    )
    held_on = WrittenDateField(
        label=_("When"),
        help_text=_(
            "As exactly as you know it: 12 July 2018, July 2018, 2018, or 3 to 5 August 2017. Leave it empty if you do not know."
        ),
    )
    begins_at = forms.TimeField(label=_("Hour at which it begins"), required=False, widget=HourInput)
    ends_at = forms.TimeField(
        label=_("Hour at which it ends"), required=False, widget=HourInput, help_text=_("Of its last day, if it takes several.")
    )
    tells_registered = forms.BooleanField(
        label=_("Tell those who registered, by letter, if the day or the place changes"), required=False
    )
    place = PublicTextField(label=_("Place"), max_length=200, required=False, help_text=_("The hall, the square, the address."))
    territory = TerritoryField(Territory.objects.none(), label=_("Territory"), required=False, empty_label=_("to be completed"))
    state = forms.ChoiceField(label=_("State"), choices=STATES_AT_FIRST, initial=MeetingState.CONVENED)
    modality = forms.ChoiceField(label=_("Modality"), choices=[("", _("to be completed")), *Modality.choices], required=False)
    programme = ThingField(
        Programme.objects.all(), label=_("Programme"), required=False, empty_label=_("none, or to be completed")
    )
    convening_groups = ThingsField(
        WorkingGroup.objects.exclude(name=""),
        label=_("Working groups that convene it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    convening_organizations = ThingsField(
        Organization.objects.standing_alone(), label=_("Organizations that convene it"), required=False
    )
    conveners_text = PublicTextField(label=_("Others who convene it"), max_length=300, required=False)
    themes = ThingsField(
        Theme.objects.all(),
        label=_("Themes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("If one is missing, the technical secretariat adds it; this meeting may be completed later."),
    )
    convocation = PublicTextField(label=_("Text of the call"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    outcomes = PublicTextField(
        label=_("What came of it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One result on each line."),
    )
    copies_sessions = forms.BooleanField(
        label=_("Also its tables and sessions, with their hours and rooms"),
        required=False,
        initial=True,
        help_text=_("Without who led them: each meeting asks anew who agrees to be named."),
    )

    source_url = forms.URLField(
        label=_("Where it was read"),
        required=False,
        assume_scheme="https",
        max_length=500,
        help_text=_("The address of the page that says so. Leave it empty if you know it because you took part."),
    )
    source_title = forms.CharField(label=_("Title of that page"), max_length=300, required=False)

    def __init__(self, *args: Any, meeting: Meeting | None = None, like: Meeting | None = None, **kwargs: Any) -> None:
        """With `meeting` it shows what is written of it; with `like`, what another one like it may take from it."""
        self.meeting = meeting
        if shown := meeting or like:
            kwargs["initial"] = _as_initial(shown, self.base_fields, is_copy=meeting is None) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if meeting:
            del self.fields["state"]
        if not (meeting and meeting.registrations.exists()):
            del self.fields["tells_registered"]
        if not (like and not meeting and like.sessions.exists()):
            del self.fields["copies_sessions"]
        _as_boxes_when_few(self.fields["convening_organizations"])
        places = self.fields["territory"]
        assert isinstance(places, forms.ModelChoiceField)
        mine = Q(pk=shown.territory_id) if shown else Q()
        places.queryset = Territory.objects.filter(~Q(level=Level.DISTRICT) | mine).select_related("parent")

    def clean(self) -> dict[str, Any]:
        """What a page says is stated by it, beside the sources there are; without one, nothing is said of sources."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        url, title = data.pop("source_url", ""), data.pop("source_title", "")
        if url:
            before = self.meeting.sources.all() if self.meeting else []
            data |= {"sources": [*before, Cited(url, title)], "confidence": Confidence.STATED}
        elif title and "source_url" not in self.errors:
            self.add_error("source_url", _("Write the address of that page too, or leave its title empty."))
        return data

    def clean_outcomes(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["outcomes"].splitlines() if line.strip()]


def _as_boxes_when_few(field: forms.Field) -> None:
    """A box for each is quicker on a telephone than a list of which several are held down; hundreds of boxes are not."""
    assert isinstance(field, forms.ModelMultipleChoiceField)
    if field.queryset is not None and field.queryset.count() <= FEW:
        field.widget = forms.CheckboxSelectMultiple()
        field.widget.choices = field.choices


def _as_initial(meeting: Meeting, names: Any, *, is_copy: bool) -> dict[str, Any]:
    many = {field.name for field in meeting._meta.many_to_many}
    kept = [name for name in names if hasattr(meeting, name)]
    initial = {name: getattr(meeting, name).all() if name in many else getattr(meeting, name) for name in kept}
    initial["outcomes"] = "\n".join(map(str, meeting.outcomes))
    return {name: value for name, value in initial.items() if not (is_copy and name in NOT_COPIED)}
