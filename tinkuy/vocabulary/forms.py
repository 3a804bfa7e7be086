"""What a person may send to this room."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinkuy.core.datasets import csv_lines, unguarded
from tinkuy.core.pure.sheet_cells import named_columns, unused_headers
from tinkuy.core.pure.sheet_xml import Oddity, OddityKind
from tinkuy.core.pure.sheets import Row, Sheet
from tinkuy.core.pure.texts import clean
from tinkuy.core.sheets import SheetField, SheetRefusedError, read_sheet
from tinkuy.core.widgets import with_its_label
from tinkuy.vocabulary import queries
from tinkuy.vocabulary.models import Theme
from tinkuy.vocabulary.pure.territory_rows import slugged
from tinkuy.vocabulary.pure.theme_rows import COLUMNS, DEFINITION_LIMIT, NAME_LIMIT, RESERVED

SIZE_LIMIT = 1024 * 1024
ODD = re.compile(r"([0-9]{1,7}):([0-9]{1,5}):(formula|merged)")


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


class ThemesForm(forms.Form):
    """A themes file, or its rows again once they were looked at, as the text of a CSV."""

    file = SheetField(
        label=_("Spreadsheet"),
        required=False,
        help_text=_(
            "XLSX, ODS or CSV with the columns slug, name, parent, definition. "
            "Only name is needed; parent is the slug of the theme above."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
    )
    text = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    # Formulas and merged cells, which a CSV cannot tell: 2:1:formula 3:4:merged
    odd = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200_000)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        sheet = self._sheet(cleaned)
        text = _as_text(sheet)
        if len(text.encode()) > SIZE_LIMIT:
            raise forms.ValidationError(_("The file is larger than 1 MB. Divide it."))
        columns = named_columns(sheet.headers, COLUMNS)
        if "name" not in columns:
            raise forms.ValidationError(_("The column “name” is missing. The first row must hold the columns' names."))
        if not sheet.rows:
            raise forms.ValidationError(_("The file has no rows under its header."))
        rows = {row.number: {name: _cell(row, at) for name, at in columns.items()} for row in sheet.rows}
        unused = unused_headers(sheet.headers, columns)
        return {**cleaned, "sheet": sheet, "text": text, "odd": _said(sheet.oddities), "rows": rows, "unused": unused}

    def _sheet(self, cleaned: dict[str, Any]) -> Sheet:
        """What was sent, with the cells as they were before a CSV guarded them."""
        file = cleaned.get("file")
        if file is None and not cleaned.get("text"):
            raise forms.ValidationError(_("Choose the file to import."))
        data, name = (file.read(), file.name) if file else (cleaned["text"].encode(), "temas.csv")
        try:
            sheet = read_sheet(data, name)
        except SheetRefusedError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if not sheet.encoding:
            return sheet
        oddities = (
            () if file else tuple(Oddity(int(row), int(at), OddityKind(kind)) for row, at, kind in ODD.findall(cleaned["odd"]))
        )
        rows = tuple(Row(row.number, [unguarded(cell) for cell in row.cells]) for row in sheet.rows)
        return replace(sheet, rows=rows, oddities=oddities)


def _said(oddities: tuple[Oddity, ...]) -> str:
    return " ".join(f"{odd.row}:{odd.column}:{odd.kind.value}" for odd in oddities)


def _cell(row: Row, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


def _as_text(sheet: Sheet) -> str:
    """The sheet as a CSV in which each row has the number that it had; between them stand empty lines."""
    by_number = {row.number: list(row.cells) for row in sheet.rows}
    rows = (by_number.get(number, []) for number in range(2, max(by_number, default=1) + 1))
    return "".join(csv_lines(list(sheet.headers), rows))
