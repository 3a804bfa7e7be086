"""What a person may send about an agenda."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tinkuy.agenda.enums import AddresseeLevel, LineageKind
from tinkuy.agenda.models import Agenda, Axis, Version, Wording
from tinkuy.contributions.models import Contribution
from tinkuy.core.inputs import DayField, ThingField, ThingsField
from tinkuy.core.models import User
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import FrameworkArea, Territory, Theme

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)


class NumberedForm(forms.Form):
    """Brings the id of what it makes: sent twice, it makes one."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class AgendaForm(NumberedForm):
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("For example: Shared Advocacy Agenda."))
    slug = forms.SlugField(
        label=_("Address"), max_length=80, help_text=_("Small letters, numbers and hyphens. It never changes.")
    )


class VersionForm(NumberedForm):
    agenda = ThingField(Agenda.objects.none(), label=_("Agenda"))
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=999)
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As people call it: AIC3."))
    slug = forms.SlugField(
        label=_("Address"), max_length=80, help_text=_("Small letters, numbers and hyphens: aic3. It never changes.")
    )
    previous = forms.ModelChoiceField(Version.objects.none(), label=_("Version before"), required=False)
    linked_meeting = ThingField(Meeting.objects.none(), label=_("Meeting that it goes with"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agenda"].queryset = Agenda.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["previous"].queryset = Version.objects.order_by("agenda", "number")  # type: ignore[attr-defined]
        self.fields["linked_meeting"].queryset = Meeting.objects.all()  # type: ignore[attr-defined]


class AxisForm(NumberedForm):
    position = forms.IntegerField(label=_("Place"), min_value=1, max_value=999)
    title = forms.CharField(label=_("Title"), max_length=200)


class WordingForm(NumberedForm):
    block_code = forms.CharField(label=_("Block's code"), max_length=12, help_text=_("The same as in the version before: B07."))
    axis = forms.ModelChoiceField(Axis.objects.none(), label=_("Axis"))
    position = forms.IntegerField(label=_("Place in the axis"), min_value=1, max_value=999)
    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(label=_("What we say"), widget=forms.Textarea(attrs={"rows": 8}), max_length=20_000)
    demand = forms.CharField(label=_("What we ask"), widget=forms.Textarea(attrs={"rows": 4}), max_length=20_000, required=False)
    addressee_level = forms.ChoiceField(
        label=_("Of whom"), choices=[("", _("not said")), *AddresseeLevel.choices], required=False
    )
    themes = ThingsField(Theme.objects.none(), label=_("Themes"), required=False)
    territories = forms.ModelMultipleChoiceField(Territory.objects.none(), label=_("Territories"), required=False)
    framework_areas = forms.ModelMultipleChoiceField(FrameworkArea.objects.none(), label=_("Framework areas"), required=False)

    def __init__(self, *args: Any, version: Version, wording: Wording | None = None, **kwargs: Any) -> None:
        if wording:
            kwargs["initial"] = _values_of(wording) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if wording:
            self.fields["block_code"].disabled = True
            self.fields["id"].disabled = True
        regions = Q(level=Level.REGION) | Q(wordings=wording) if wording else Q(level=Level.REGION)
        rows = {
            "axis": version.axes.order_by("position"),
            "themes": Theme.objects.order_by("name"),
            "territories": Territory.objects.filter(regions).distinct(),
            "framework_areas": FrameworkArea.objects.select_related("framework"),
        }
        for name, found in rows.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]


class CiteForm(NumberedForm):
    contribution = forms.CharField(label=_("Contribution"), help_text=_("Paste the address of its page."))
    typed = forms.CharField(
        label=_("Quote"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=20_000,
        help_text=_("Word for word, as it was said."),
    )
    of_translation = forms.BooleanField(label=_("The quote is from the translation"), required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_contribution(self) -> Contribution:
        written = _UUID.search(self.cleaned_data["contribution"])
        readable = Contribution.objects.visible_to(self.by)
        found = readable.filter(pk=UUID(written[0])).first() if written else None
        if found is None:
            raise forms.ValidationError(_("No contribution has this address. Copy it from the page of the contribution."))
        return found


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000)


class AdoptionForm(forms.Form):
    on = DayField(label=_("Day on which the organizations adopted it"))
    note = forms.CharField(label=_("Where and how"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000, required=False)


class LineageForm(forms.Form):
    kind = forms.ChoiceField(label=_("What became of it"), choices=LineageKind.choices)
    earlier = forms.ModelChoiceField(Wording.objects.none(), label=_("Block in the version before"), required=False)
    later = forms.ModelChoiceField(Wording.objects.none(), label=_("Block in this version"), required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000)

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Wording.objects.select_related("block").order_by("block__code")
        self.fields["earlier"].queryset = rows.filter(version=version.previous_id)  # type: ignore[attr-defined]
        self.fields["later"].queryset = rows.filter(version=version)  # type: ignore[attr-defined]
        for name in ("earlier", "later"):
            self.fields[name].label_from_instance = lambda row: f"{row.block.code} {row.title}"  # type: ignore[attr-defined]


def _values_of(wording: Wording) -> dict[str, Any]:
    return {
        "id": wording.pk,
        "block_code": wording.block.code,
        "axis": wording.axis_id,
        "position": wording.position,
        "title": wording.title,
        "text": wording.text,
        "demand": wording.demand,
        "addressee_level": wording.addressee_level,
        "themes": [row.pk for row in wording.themes.all()],
        "territories": [row.pk for row in wording.territories.all()],
        "framework_areas": [row.pk for row in wording.framework_areas.all()],
    }
