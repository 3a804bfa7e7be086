"""Tables that leave the house: columns named one by one, as CSV and as a spreadsheet, in one pass whatever their length.

A cell that begins with = + - @, a tab or a carriage return is a formula to a spreadsheet that opens a CSV file. There it
gets a leading apostrophe, the spreadsheets' own sign for text; `unguarded` takes it away again. In XLSX every text is
written as text, so there nothing is added and nothing can run.
"""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

import xlsxwriter
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, StreamingHttpResponse

from tinkuy.core.models import User

Visitor = User | AnonymousUser

CHUNK = 2_000
ROWS_OF_A_SHEET = 1_000_000
CHARACTERS_OF_A_CELL = 32_767
CUT_MARK = " […] (el texto completo está en el CSV)"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class Kind(StrEnum):
    """What the cells of a column hold. EDTF: a date as honest as its source (2019-05); DATE: a day; MOMENT: day and time."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    UUID = "uuid"
    EDTF = "edtf"
    DATE = "date"
    MOMENT = "moment"


@dataclass(frozen=True)
class Column:
    """One column: its name in the file, what it means in Spanish, and how it is read from a row, without a query."""

    name: str
    describe_es: str
    value: Callable[[Any], Any]
    kind: Kind = Kind.TEXT


class Rows(Protocol):
    """What a table is read from: a QuerySet, or rows that are computed."""

    def count(self) -> int: ...

    def iterator(self, chunk_size: int) -> Iterator[Any]: ...


# What a column that marks fictitious rows is called.
SAMPLE_COLUMN = "ejemplo_ficticio"


@dataclass(frozen=True)
class Dataset:
    """A table. `queryset(user)`, a QuerySet or other `Rows`, holds what this visitor may read, with all that the columns need.

    `about` says in one Spanish sentence what a row is; `origin` whose work it is when it is not the alliance's, under `licence`.
    """

    slug: str
    title: str
    columns: tuple[Column, ...]
    queryset: Callable[[Visitor], Any]
    about: str = ""
    licence: str = "CC-BY-4.0"
    origin: str = ""

    @property
    def sample_column(self) -> Column | None:
        """The column that says which rows are a fictitious example; None when the table can hold none."""
        return next((column for column in self.columns if column.name == SAMPLE_COLUMN), None)

    @property
    def header(self) -> list[str]:
        return [column.name for column in self.columns]

    def rows(self, found: Rows) -> Iterator[list[Any]]:
        """The cells of each row of `found`, read in chunks."""
        for row in found.iterator(chunk_size=CHUNK):
            yield [_cell(column.value(row)) for column in self.columns]


class _Line:
    """What csv writes to: gives the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def as_csv(dataset: Dataset, user: Visitor, found: Rows | None = None) -> StreamingHttpResponse:
    """The table as CSV (UTF-8 with its mark, commas, CRLF). `found`, a filtered `dataset.queryset(user)`, narrows it."""
    rows = dataset.rows(dataset.queryset(user) if found is None else found)
    response = StreamingHttpResponse(csv_lines(dataset.header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{dataset.slug}.csv"'
    return response


def csv_lines(header: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(header)
    for row in rows:
        yield writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])


def as_xlsx(dataset: Dataset, user: Visitor, found: Rows | None = None) -> FileResponse:
    """The table as XLSX, with a second sheet that says what each column means. `found` narrows it, as in `as_csv`."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_urls": False}) as book:
        _write_rows(book, dataset, dataset.queryset(user) if found is None else found)
        _write_meanings(book, dataset)
    file.seek(0)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{dataset.slug}.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def _write_rows(book: Any, dataset: Dataset, found: Rows) -> None:
    sheet, at = _new_sheet(book, dataset, "datos"), 0
    for row in dataset.rows(found):
        at += 1
        if at > ROWS_OF_A_SHEET:
            sheet, at = _new_sheet(book, dataset), 1
        for column, cell in enumerate(row):
            _write_cell(sheet, at, column, cell)


def _new_sheet(book: Any, dataset: Dataset, name: str | None = None) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(dataset.header):
        sheet.write_string(0, column, title)
    return sheet


def _write_cell(sheet: Any, row: int, column: int, cell: Any) -> None:
    if not isinstance(cell, str):
        sheet.write_number(row, column, cell)
    elif len(cell) > CHARACTERS_OF_A_CELL:
        sheet.write_string(row, column, cell[: CHARACTERS_OF_A_CELL - len(CUT_MARK)] + CUT_MARK)
    elif cell:
        sheet.write_string(row, column, cell)


def _write_meanings(book: Any, dataset: Dataset) -> None:
    sheet = book.add_worksheet("columnas")
    for row, column in enumerate(dataset.columns):
        sheet.write_string(row, 0, column.name)
        sheet.write_string(row, 1, column.describe_es)


def _cell(value: Any) -> str | int | float | Decimal:
    """What a file can hold: nothing is an empty cell, yes and no are «sí» and «no», many are joined by «; »."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "; ".join(str(_cell(each)) for each in value)
    return str(value)


def guarded(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def unguarded(text: str) -> str:
    """`text` as it was before `guarded`; other texts as they are."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_SIGNS) else text
