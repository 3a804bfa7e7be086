"""Spreadsheets that are given: an empty one to fill in, and one given back with its problems."""

import io
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tinkuy.contributions.pure.sheet_rows import COLUMNS, KINDS
from tinkuy.core.enums import Language
from tinkuy.vocabulary.models import Theme

ROWS_WITH_LISTS = 2_000
LONGEST_CELL = 32_767
# What each column holds; names are those that a sheet says, which are Spanish whatever language the page is in.
COLUMN_HELP = {
    "text": gettext_lazy("What was said. The only one that must be there."),
    "language": gettext_lazy("Language of these words: choose it from the list, or write es, qu, quz, quy, ay… Empty is es."),
    "kind": gettext_lazy("problema, propuesta, experiencia, pregunta, compromiso or otro."),
    "territory": gettext_lazy("INEI code, name of a region, or region / province / district. Empty is that of the meeting."),
    "themes": gettext_lazy("One or several, separated by a semicolon."),
    "speaker_role": gettext_lazy("Who speaks, without a name: weaver, teacher, manager of a theatre."),
    "organization": gettext_lazy("Name or acronym of an organization that is already on this site."),
    "may_publish": gettext_lazy("sí or no: whether this person agrees to be published. Empty is no."),
    "may_attribute": gettext_lazy("sí or no: whether this person agrees to be named. Empty is no."),
    "speaker_name": gettext_lazy("Kept only if this person agreed to be named."),
    "translation": gettext_lazy("A translation, when there is one."),
    "translation_language": gettext_lazy("Language of the translation. Empty is es."),
    "translated_by": gettext_lazy("Who translated it. It is not published."),
}


def column_help() -> list[tuple[str, Any]]:
    """Each column by its name in a sheet, with what it holds."""
    return [(COLUMNS[column][0], says) for column, says in COLUMN_HELP.items()]


def empty_workbook() -> HttpResponse:
    """A sheet with every column, lists to choose from, and two more sheets: what each column holds, and the lists."""
    lists = _lists()
    with _given("plantilla-de-aportes.xlsx") as (answer, book):
        sheet = book.add_worksheet("aportes")
        meanings, choices = book.add_worksheet("columnas"), book.add_worksheet("listas")
        _write_columns(book, sheet, lists)
        _write(meanings, [(_("Column"), _("What it holds")), *((name, str(says)) for name, says in column_help())])
        meanings.set_column(0, 1, 40, book.add_format({"text_wrap": True, "valign": "top"}))
        _write(choices, zip_longest(*([COLUMNS[column][0], *words] for column, words in lists.items()), fillvalue=""))
        choices.set_column(0, len(lists), 30)
    return answer


def _write_columns(book: Any, sheet: Any, lists: dict[str, list[str]]) -> None:
    """The headers, over cells that keep what is typed as text (a code keeps its first zero) and offer what may be chosen."""
    bold, as_text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(COLUMN_HELP):
        sheet.set_column(at, at, 60 if column in {"text", "translation"} else 20, as_text)
        sheet.write_string(0, at, COLUMNS[column][0], bold)
        if column in lists and column != "themes":
            letter, end = chr(ord("A") + list(lists).index(column)), len(lists[column]) + 1
            chosen = {"validate": "list", "source": f"=listas!${letter}$2:${letter}${end}"}
            sheet.data_validation(1, at, ROWS_WITH_LISTS, at, chosen)


def _lists() -> dict[str, list[str]]:
    with override("es"):
        languages = [str(language.label) for language in Language]
    yes_or_no = ["sí", "no"]
    themes = list(Theme.objects.values_list("name", flat=True))
    return {
        "kind": list(KINDS),
        "language": languages,
        "translation_language": languages,
        "may_publish": yes_or_no,
        "may_attribute": yes_or_no,
        "themes": themes,
    }


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
