"""What a person may send about meetings."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.core.fields import validate_fuzzy_date
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.widgets import FiltersForm
from tinkuy.meetings.enums import MeetingKind, MeetingState, Modality
from tinkuy.meetings.models import Meeting, Programme
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory, Theme


class TerritoryField(forms.ModelChoiceField):
    """A place and what it lies in: a name alone never identifies it."""

    def label_from_instance(self, obj: Any) -> str:
        inside = f", {obj.parent}" if obj.parent else ""
        return f"{obj.name} ({obj.get_level_display()}{inside})"


class FilterForm(FiltersForm):
    """By what the list is narrowed. Parameters are Spanish: they are part of the address."""

    tipo = forms.ChoiceField(choices=[("", _("any")), *MeetingKind.choices], required=False, label=_("Kind"))
    anio = forms.IntegerField(min_value=1900, max_value=2999, required=False, label=_("Year"))
    sin_fecha = forms.BooleanField(required=False, label=_("Only those whose date is to be completed"))
    region = forms.ModelChoiceField(
        Territory.objects.regions().only("slug", "name"),
        to_field_name="slug",
        required=False,
        label=_("Region"),
        empty_label=_("any"),
    )
    programa = forms.ModelChoiceField(
        Programme.objects.only("slug", "name"), to_field_name="slug", required=False, label=_("Programme"), empty_label=_("any")
    )

    def filters(self) -> dict[str, Any]:
        """What `queries.meetings` takes; what was not understood does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "kind": data.get("tipo", ""),
            "year": data.get("anio"),
            "is_undated": data.get("sin_fecha", False),
            "region": data.get("region"),
            "programme": data.get("programa"),
        }


class MeetingForm(forms.Form):
    """One meeting. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind.choices, initial=MeetingKind.PRE_MEETING)
    name = forms.CharField(label=_("Name"), max_length=200, required=False, help_text=_("As the announcement calls it."))
    number = forms.CharField(label=_("Number"), max_length=20, required=False, help_text=_("Where it has one: 5ENC."))
    held_on = forms.CharField(
        label=_("When"),
        max_length=40,
        required=False,
        validators=[validate_fuzzy_date],
        help_text=_(
            "As exactly as you know it: 2017-08-05, 2017-08, 2017, or 2017-08-03/2017-08-05 for several days. "
            "Leave it empty if you do not know."
        ),
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False, help_text=_("The hall, the square, the address."))
    territory = TerritoryField(Territory.objects.none(), label=_("Territory"), required=False, empty_label=_("to be completed"))
    state = forms.ChoiceField(label=_("State"), choices=MeetingState.choices, initial=MeetingState.CONVENED)
    modality = forms.ChoiceField(label=_("Modality"), choices=[("", _("to be completed")), *Modality.choices], required=False)
    programme = forms.ModelChoiceField(
        Programme.objects.all(), label=_("Programme"), required=False, empty_label=_("none, or to be completed")
    )
    convening_groups = forms.ModelMultipleChoiceField(
        WorkingGroup.objects.exclude(name=""),
        label=_("Working groups that convene it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    convening_organizations = forms.ModelMultipleChoiceField(
        Organization.objects.all(), label=_("Organizations that convene it"), required=False
    )
    conveners_text = forms.CharField(label=_("Others who convene it"), max_length=300, required=False)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    convocation = forms.CharField(label=_("Text of the call"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    outcomes = forms.CharField(
        label=_("What came of it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One result on each line."),
    )

    def __init__(self, *args: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        if meeting:
            kwargs["initial"] = _as_initial(meeting, self.base_fields) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        places = self.fields["territory"]
        assert isinstance(places, forms.ModelChoiceField)
        mine = Q(pk=meeting.territory_id) if meeting else Q()
        places.queryset = Territory.objects.filter(~Q(level=Level.DISTRICT) | mine).select_related("parent")

    def clean_outcomes(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["outcomes"].splitlines() if line.strip()]

    def refuse(self, errors: dict[str, list[str]]) -> None:
        """Put what the service refused beside its field."""
        for name, said in errors.items():
            self.add_error(name if name in self.fields else None, said)


def _as_initial(meeting: Meeting, names: Any) -> dict[str, Any]:
    many = {field.name for field in meeting._meta.many_to_many}
    initial = {name: getattr(meeting, name).all() if name in many else getattr(meeting, name) for name in names}
    return {**initial, "outcomes": "\n".join(map(str, meeting.outcomes))}
