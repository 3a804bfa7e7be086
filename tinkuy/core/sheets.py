"""Spreadsheets that somebody sends: read, refused in words, and looked at before anything is kept."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tinkuy.core.datasets import csv_lines, unguarded
from tinkuy.core.errors import DomainError
from tinkuy.core.pure import sheets
from tinkuy.core.pure.sheet_cells import Names, Problem, named_columns, unused_headers
from tinkuy.core.pure.sheet_xml import Oddity, OddityKind
from tinkuy.core.pure.sheets import Reason, Row, Sheet

ROWS_WITH_PROBLEM_SHOWN, ROWS_WITHOUT_PROBLEM_SHOWN = 100, 20
# Of a sheet that goes to the page and comes back from it.
LOOKED_AT_LIMIT = 1024 * 1024
_ODD = re.compile(r"([0-9]{1,7}):([0-9]{1,5}):(formula|merged)")
# What the column with the problems is called in a sheet that is given back.
PROBLEMS = "problemas"


class SheetRefusedError(DomainError):
    """The file is not a spreadsheet that can be read."""


class HasProblemsError(DomainError):
    """Some rows have problems, so none is kept."""


class SheetField(forms.FileField):
    """A spreadsheet to be sent. An empty one is let in: what reads it says what is missing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"allow_empty_file": True, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> Any:
        sent = super().clean(data, initial)
        if sent and sent.size > settings.UPLOAD_LIMIT:
            limit = filesizeformat(settings.UPLOAD_LIMIT)
            raise forms.ValidationError(_("This file is larger than %(limit)s. Split it into several.") % {"limit": limit})
        return sent


class LookedAtForm(forms.Form):
    """A spreadsheet, or its rows again once they were looked at: until somebody confirms them they are kept nowhere.

    `known` are the columns, `needed` the one that must be there. `cleaned_data` has the `sheet` as it was sent, which columns
    stand where (`columns`), the `unused` headers, and what the page sends again when it is confirmed: `text` and `odd`.
    """

    known: ClassVar[Names]
    needed: ClassVar[str]

    file = SheetField(label=_lazy("Spreadsheet"), widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}))
    text = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    # Formulas and merged cells, which a CSV cannot tell: 2:1:formula 3:4:merged
    odd = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("text")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        sheet = self._sheet(cleaned)
        text, odd = as_text(sheet), " ".join(f"{odd.row}:{odd.column}:{odd.kind.value}" for odd in sheet.oddities)
        if len(text.encode()) > LOOKED_AT_LIMIT:
            raise forms.ValidationError(_("The file is larger than 1 MB. Divide it."))
        columns = named_columns(sheet.headers, self.known)
        if self.needed not in columns:
            said = _("The column “%(name)s” is missing. The first row must hold the columns' names.")
            raise forms.ValidationError(said % {"name": self.known[self.needed][0]})
        if not sheet.rows:
            raise forms.ValidationError(_("The file has no rows under its header."))
        more = {"columns": columns, "unused": unused_headers(sheet.headers, columns)}
        return {**cleaned, "sheet": sheet, "text": text, "odd": odd, **more}

    def _sheet(self, cleaned: dict[str, Any]) -> Sheet:
        """What was sent, with the cells as they were before a CSV guarded them."""
        file = cleaned.get("file")
        data, name = (file.read(), file.name) if file else (cleaned["text"].encode(), "filas.csv")
        try:
            sheet = read_sheet(data, name)
        except SheetRefusedError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if not sheet.encoding:
            return sheet
        told = [] if file else _ODD.findall(cleaned["odd"])
        oddities = tuple(Oddity(int(row), int(column), OddityKind(kind)) for row, column, kind in told)
        rows = tuple(Row(row.number, [unguarded(cell) for cell in row.cells]) for row in sheet.rows)
        return replace(sheet, rows=rows, oddities=oddities)


def as_text(sheet: Sheet) -> str:
    """The sheet as a CSV in which each row has the number that it had; between them stand empty lines."""
    by_number = {row.number: list(row.cells) for row in sheet.rows}
    rows = (by_number.get(number, []) for number in range(2, max(by_number, default=1) + 1))
    return "".join(csv_lines(list(sheet.headers), rows))


@contextmanager
def refused(said: Mapping[Reason, str] | None = None) -> Iterator[None]:
    """What is no spreadsheet becomes SheetRefusedError, saying what the file is and how to mend it; `said` are a room's own
    words for some of the reasons.
    """
    try:
        yield
    except sheets.NotASheetError as error:
        raise SheetRefusedError((said or {}).get(error.reason) or _why_refused(error)) from error


def read_sheet(data: bytes, file_name: str, said: Mapping[Reason, str] | None = None) -> Sheet:
    """The first sheet of a file of at most 20,000 rows, or SheetRefusedError."""
    with refused(said):
        return sheets.read(data, file_name, settings.UPLOAD_LIMIT)


def _why_refused(error: sheets.NotASheetError) -> str:
    reasons = {
        Reason.EMPTY: _("This file is empty. Choose the one that holds the rows."),
        Reason.TOO_LARGE: _("This file is too large. Split it into several."),
        Reason.NOT_A_SHEET: _("This is not a spreadsheet. Send XLSX, ODS or CSV."),
        Reason.LOCKED: _("This file has a password or is of an old kind. Save it as XLSX without password."),
        Reason.MACROS: _("This file carries macros, which could do harm. Save it as XLSX, without macros."),
        Reason.BOMB: _("This file unpacks to far more than any spreadsheet holds. Copy its rows into a new file."),
        Reason.ENCODING: _("The letters of this file cannot be read. Save it as CSV in UTF-8, or as XLSX."),
        Reason.DAMAGED: _("This file is damaged. Open it in your spreadsheet program and save it again."),
        Reason.TOO_MANY_ROWS: _("This file has more than 20,000 rows. Split it into several."),
    }
    if error.reason is Reason.NOT_A_SHEET and error.found:
        return _("This is a %(kind)s file, whatever its name says. Send XLSX, ODS or CSV.") % {"kind": error.found}
    return reasons[error.reason]


def problem_text(problem: Problem, known: Names, words: Mapping[str, str]) -> str:
    """What is wrong in a cell, and how to mend it: in the words of the room, by the code, or in those for any sheet."""
    general = {
        "no-rows": _("The sheet has no row under its headers."),
        "too-long": _("%(column)s: %(value)s characters are too many. Split the row."),
        "wrong-encoding": _("%(column)s: the letters came out wrong (“%(value)s”). Save the file as UTF-8 or XLSX."),
        "not-yes-or-no": _("%(column)s: write sí or no, not “%(value)s”."),
        "unknown-territory": "%(value)s",
        "ambiguous-territory": "%(value)s",
        "reniec-code": "%(value)s",
        "unknown-theme": _("No theme is called “%(value)s”."),
        "formula": _("%(column)s: the cell holds a formula. Paste its value instead."),
        "merged": _("%(column)s: the cell is merged with others. Separate them."),
    }
    said = words.get(problem.code) or general[problem.code]
    return said % {"column": column_name(problem, known), "value": problem.value}


def column_name(problem: Problem, known: Names) -> str:
    """What the column is called in a sheet."""
    return known[problem.column][0] if problem.column in known else problem.column


Problems = dict[int, list[str]]


def by_row(problems: Iterable[tuple[int, str]]) -> Problems:
    """The problems in words, by the number of their row; 0 is the file."""
    found: Problems = {}
    for row, said in problems:
        found.setdefault(row, []).append(said)
    return found


@dataclass(frozen=True)
class ShownRow:
    number: int
    cells: tuple[str, ...]
    problems: list[str]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ShownSheet:
    """What a page shows of a sheet: the first rows with problems and the first without, and how many there are of each."""

    sheet: Sheet
    rows: list[ShownRow]
    of_file: list[str]
    bad_count: int
    unused: str

    @property
    def count(self) -> int:
        return len(self.sheet.rows)

    @property
    def more_bad(self) -> int:
        return max(0, self.bad_count - ROWS_WITH_PROBLEM_SHOWN)

    @property
    def may_be_kept(self) -> bool:
        return not self.bad_count and not self.of_file


def shown(sheet: Sheet, problems: Problems, unused: Iterable[str] = (), notes: Problems | None = None) -> ShownSheet:
    """A page of the sheet, not the whole. `unused` are the headers of columns that say nothing to us; `notes`, by row, are
    what should be looked at and keeps nothing out.
    """
    rows, noted = [], notes or {}
    left = {True: ROWS_WITH_PROBLEM_SHOWN, False: ROWS_WITHOUT_PROBLEM_SHOWN}
    for row in sheet.rows:
        is_told = row.number in problems or row.number in noted
        if left[is_told]:
            left[is_told] -= 1
            cells = tuple(cells_under(sheet, row.cells))
            rows.append(ShownRow(row.number, cells, problems.get(row.number, []), noted.get(row.number, [])))
    bad_count = len(problems) - (0 in problems)
    return ShownSheet(sheet, rows, problems.get(0, []), bad_count, ", ".join(name for name in unused if name != PROBLEMS))


def cells_under(sheet: Sheet, cells: Iterable[str]) -> list[str]:
    """The cells of a row, one under each header."""
    width, found = len(sheet.headers), list(cells)
    return [*found[:width], *[""] * (width - len(found))]
