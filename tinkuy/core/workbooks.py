"""Spreadsheets that are given: an empty one to fill in, and one given back with its problems."""

import io
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _

from tinkuy.core.pure.sheets import Sheet
from tinkuy.core.sheets import PROBLEMS, Problems, cells_under

ROWS_WITH_LISTS = 2_000
LONGEST_CELL = 32_767


@dataclass(frozen=True)
class TemplateColumn:
    """A column to fill in: its name in the sheet, what it holds, and the words that may be chosen.

    With `many`, several of them may stand in a cell, so that the list is only to be read.
    """

    name: str
    says: Any
    choices: Sequence[str] = ()
    many: bool = False
    width: int = 20


def empty_workbook(file_name: str, sheet_name: str, columns: Sequence[TemplateColumn]) -> HttpResponse:
    """A sheet with every column, lists to choose from, and two more sheets: what each column holds, and the lists."""
    with _given(file_name) as (answer, book):
        sheet = book.add_worksheet(sheet_name)
        meanings, choices = book.add_worksheet("columnas"), book.add_worksheet("listas")
        _write_columns(book, sheet, columns)
        _write(meanings, [(_("Column"), _("What it holds")), *((column.name, str(column.says)) for column in columns)])
        meanings.set_column(0, 1, 40, book.add_format({"text_wrap": True, "valign": "top"}))
        lists = _with_lists(columns)
        _write(choices, zip_longest(*([column.name, *column.choices] for column in lists), fillvalue=""))
        choices.set_column(0, len(lists), 30)
    return answer


def _with_lists(columns: Sequence[TemplateColumn]) -> list[TemplateColumn]:
    return [column for column in columns if column.choices]


def _write_columns(book: Any, sheet: Any, columns: Sequence[TemplateColumn]) -> None:
    """The headers, over cells that keep what is typed as text (a code keeps its first zero) and offer what may be chosen."""
    bold, as_text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    lists = _with_lists(columns)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width, as_text)
        sheet.write_string(0, at, column.name, bold)
        if column in lists and not column.many:
            letter, end = chr(ord("A") + lists.index(column)), len(column.choices) + 1
            chosen = {"validate": "list", "source": f"=listas!${letter}$2:${letter}${end}"}
            sheet.data_validation(1, at, ROWS_WITH_LISTS, at, chosen)


def with_problems(file_name: str, sheet: Sheet, problems: Problems) -> HttpResponse:
    """The same sheet with a column that says what is wrong in each row."""
    rows = (_and_what_is_wrong(sheet, row.cells, problems.get(row.number, [])) for row in sheet.rows)
    return workbook(file_name, chain([[*sheet.headers, PROBLEMS]], rows))


def _and_what_is_wrong(sheet: Sheet, cells: Iterable[str], problems: list[str]) -> list[str]:
    """The cells in the order of the headers; the problems in one more.

    A cell that no spreadsheet can hold is left empty and says so, so that nobody sends back half of it unawares.
    """
    found, said = cells_under(sheet, cells), list(problems)
    for column, cell in enumerate(found):
        if len(cell) > LONGEST_CELL:
            found[column] = ""
            header = {"column": sheet.headers[column]}
            said.append(_("%(column)s: too long for a spreadsheet; take it from your own file.") % header)
    return [*found, " ".join(said)]


def workbook(file_name: str, rows: Iterable[Sequence[str]]) -> HttpResponse:
    """`rows` as a spreadsheet."""
    with _given(file_name, constant_memory=True) as (answer, book):
        _write(book.add_worksheet(), rows)
    return answer


@contextmanager
def _given(file_name: str, **options: Any) -> Any:
    answer = HttpResponse(content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        yield answer, book
    answer.write(stream.getvalue())


def _write(sheet: Any, rows: Iterable[Sequence[str]]) -> None:
    """Cells are written as text only: what people typed never becomes a formula or a link."""
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(line, column, cell)
