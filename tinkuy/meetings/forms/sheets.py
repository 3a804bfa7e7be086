"""The rows of a paper sheet, as somebody types them in."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinkuy.alliance.models import Organization
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.forms.registrations import AGES, GENDERS
from tinkuy.meetings.services import SheetRow
from tinkuy.vocabulary.models import Territory

ROWS = 25
MOST_ROWS = 100
COUNTED = ("organization", "territory", "gender", "age_band")


@dataclass(frozen=True)
class Known:
    """The organizations and regions to choose from, read once for all the rows."""

    organizations: dict[str, Organization]
    regions: dict[str, Territory]

    @classmethod
    def read(cls) -> "Known":
        return cls(
            {each.slug: each for each in Organization.objects.standing_alone()},
            {each.slug: each for each in Territory.objects.regions()},
        )


class SheetRowForm(forms.Form):
    """One row. What is left empty was not said; a row of which nothing was typed is nobody."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    may_be_named = forms.BooleanField(label=_("Agrees to be named"), required=False)
    organization = forms.ChoiceField(label=_("Organization"), required=False)
    territory = forms.ChoiceField(label=_("Region"), required=False)
    gender = forms.ChoiceField(label=_("Gender"), choices=GENDERS, required=False)
    age_band = forms.ChoiceField(label=_("Age"), choices=AGES, required=False)
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=1000, required=False)

    def __init__(self, *args: Any, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        for name, rows in (("organization", known.organizations), ("territory", known.regions)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "–"), *((slug, str(row)) for slug, row in rows.items())]
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = field.label
            if name == "name":
                field.widget.attrs["autocomplete"] = "off"

    def has_changed(self) -> bool:
        """The id comes with the page; it alone is nobody."""
        return any(name != "id" for name in self.changed_data)

    def row(self) -> SheetRow:
        data = self.cleaned_data
        found = {
            "organization": self.known.organizations.get(data["organization"]),
            "territory": self.known.regions.get(data["territory"]),
        }
        counted = {name: found[name] if name in found else data[name] for name in COUNTED}
        return SheetRow(data["id"], data["people"] or 1, data["name"], data["may_be_named"], counted)


class _Sheet(forms.BaseFormSet):
    def typed(self) -> list[SheetRowForm]:
        """The rows of which something was typed, in their order."""
        return [form for form in self.forms if isinstance(form, SheetRowForm) and form.has_changed()]

    def refuse(self, problems: dict[int, dict[str, list[str]]]) -> None:
        """Put what the service refused beside each row."""
        typed = self.typed()
        for place, errors in problems.items():
            for name, said in errors.items():
                typed[place].add_error(name if name in typed[place].fields else None, said)


SheetFormSet = forms.formset_factory(SheetRowForm, formset=_Sheet, extra=ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
