"""What a person may send to this room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinkuy.core.pure.sheets import Row
from tinkuy.core.pure.texts import clean
from tinkuy.core.sheets import LookedAtForm
from tinkuy.core.widgets import with_its_label
from tinkuy.vocabulary import queries
from tinkuy.vocabulary.models import Theme
from tinkuy.vocabulary.pure.territory_rows import slugged
from tinkuy.vocabulary.pure.theme_rows import COLUMNS, DEFINITION_LIMIT, NAME_LIMIT, RESERVED


class ThemeForm(forms.Form):
    """One theme. Its slug, which makes its address, comes from the name it was born with and never changes."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LIMIT)
    parent = forms.ModelChoiceField(
        Theme.objects.none(),
        to_field_name="slug",
        required=False,
        label=_("Under"),
        empty_label=_("no other theme: it stands alone"),
    )
    definition = forms.CharField(
        label=_("What belongs under it"),
        required=False,
        max_length=DEFINITION_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("So that two people sort the same words under the same theme. Say also what does not belong."),
    )

    def __init__(self, *args: Any, theme: Theme | None = None, **kwargs: Any) -> None:
        if theme:
            stated = {"name": theme.name, "parent": theme.parent and theme.parent.slug, "definition": theme.definition}
            kwargs["initial"] = {**stated, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.theme = theme
        tree = queries.themes_outside(theme)
        parent: Any = self.fields["parent"]
        parent.queryset = Theme.objects.filter(pk__in=[each.pk for _depth, each in tree])
        parent.choices = [
            ("", parent.empty_label),
            *((each.slug, "— " * depth + with_its_label(each, each.name)) for depth, each in tree),
        ]

    def clean_name(self) -> str:
        name = clean(self.cleaned_data["name"])
        slug = slugged(name)
        if not slug:
            raise forms.ValidationError(_("Write a name with letters or digits."))
        if self.theme is None and slug in RESERVED:
            raise forms.ValidationError(_("That name is taken by a page of this site. Write another."))
        if self.theme is None and Theme.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is a theme of that name already. Change that one, or write another name."))
        return name

    @property
    def slug(self) -> str:
        return self.theme.slug if self.theme else slugged(self.cleaned_data["name"])


class ThemesForm(LookedAtForm):
    """A themes file, or its rows again once they were looked at. `rows` are by their number in the file."""

    known, needed = COLUMNS, "name"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "XLSX, ODS or CSV with the columns slug, name, parent, definition. "
            "Only name is needed; parent is the slug of the theme above."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "sheet" in cleaned:
            places = cleaned["columns"].items()
            cleaned["rows"] = {row.number: {name: _cell(row, at) for name, at in places} for row in cleaned["sheet"].rows}
        return cleaned


def _cell(row: Row, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""
