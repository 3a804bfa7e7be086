"""What a person may send about organizations."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance import queries
from tinkuy.alliance.enums import Standing
from tinkuy.alliance.forms.parts import RowForm, SourcedForm, last_read, places
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.core.conditional import remembered
from tinkuy.core.filters import FiltersForm, RowField
from tinkuy.core.inputs import DayField, PublicTextField, TerritoryField, ThingField, WrittenDateField
from tinkuy.core.pure.ids import uuid7
from tinkuy.vocabulary.models import Territory, Theme


def _kinds() -> list[tuple[str, Any]]:
    """The kinds that there are, read once until something happens."""
    return [("", _("any")), *((kind, kind) for kind in remembered("alliance.kinds", queries.kinds))]


class FilterForm(FiltersForm):
    """By what the list is narrowed. Parameters are Spanish: they are part of the address."""

    nombre = forms.CharField(
        label=_("Name or acronym"), max_length=100, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    region = RowField(Territory.objects.regions(), label=_("Region"))
    mesa = RowField(WorkingGroup.objects.exclude(name=""), label=_("Working group"))
    tema = RowField(Theme.objects.all(), label=_("Theme of its meetings or working groups"))
    situacion = forms.ChoiceField(choices=[("", _("any")), *Standing.choices], required=False, label=_("Standing"))
    tipo = forms.ChoiceField(choices=_kinds, required=False, label=_("Kind"))
    dia = DayField(label=_("In a working group on the day"), required=False)

    def filters(self) -> dict[str, Any]:
        """What `queries.organizations` takes; what was not understood does not narrow."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "name": data.get("nombre", ""),
            "region": data.get("region"),
            "group": data.get("mesa"),
            "theme": data.get("tema"),
            "standing": data.get("situacion", ""),
            "kind": data.get("tipo", ""),
            "day": data.get("dia"),
        }


class OrganizationForm(SourcedForm):
    """One organization. `id` is made with the page, so that sending twice makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("As the organization calls itself."),
    )
    acronym = forms.CharField(
        label=_("Acronym"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocapitalize": "characters"})
    )
    kind = forms.CharField(
        label=_("Kind"), max_length=80, required=False, help_text=_("For example: association, collective, theatre group.")
    )
    territory = TerritoryField(Territory.objects.none(), label=_("Territory"), required=False, empty_label=_("to be completed"))
    standing = forms.ChoiceField(label=_("Standing"), choices=Standing.choices, initial=Standing.NOT_STATED)
    founded_on = WrittenDateField(label=_("Founded"))
    site = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    description = PublicTextField(label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    legal_personality = forms.CharField(
        label=_("Legal personality"), max_length=120, required=False, help_text=_("Nobody needs one to take part.")
    )
    field_order = [
        "name", "acronym", "kind", "territory", "standing", "founded_on", "site", "description", "legal_personality"
    ]  # fmt: skip

    def __init__(self, *args: Any, like: Organization | None = None, **kwargs: Any) -> None:
        """After `like` was recorded, the next one of a list begins with its territory, its standing and its source."""
        if like:
            kwargs["initial"] = _shared_with(like) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        territory = self.fields["territory"]
        assert isinstance(territory, forms.ModelChoiceField)
        territory.queryset = places(self.row.territory_id if isinstance(self.row, Organization) else like and like.territory_id)


def _shared_with(like: Organization) -> dict[str, Any]:
    return {"territory": like.territory_id, "standing": like.standing, **last_read(like)}


class OwnPageForm(OrganizationForm):
    """What an organization says of itself: all but its standing in the alliance, and without sources."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("id", "standing", "source_url", "source_title"):
            del self.fields[name]


class MergeForm(RowForm):
    """Which organization stays, and why both are the same. What it would do is shown before it is confirmed."""

    into = ThingField(Organization.objects.none(), label=_("The one that stays"), empty_label=_("choose one"))
    reason = forms.CharField(
        label=_("How you know that both are the same"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, gone: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = Organization.objects.standing_alone().exclude(pk=gone.pk).order_by("name", "id")

    @property
    def is_confirmed(self) -> bool:
        """Whether the preview of this very merge was confirmed."""
        return self.data.get("confirmed") == str(self.cleaned_data["into"].pk)


class LeaveForm(RowForm):
    """On which day an organization leaves, and why."""

    on = DayField(label=_("Last day"), initial=timezone.localdate, help_text=_("It still counts."))
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("It stays in the history.")
    )


class TakeBackForm(RowForm):
    """Why something that was written down never was so."""

    reason = forms.CharField(
        label=_("What the mistake was"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the history."),
    )
