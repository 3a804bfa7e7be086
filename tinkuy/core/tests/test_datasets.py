import csv
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from python_calamine import CalamineWorkbook

from tinkuy.core.datasets import CHARACTERS_OF_A_CELL, CUT_MARK, Column, Dataset, as_csv, as_xlsx, guarded, unguarded
from tinkuy.core.models import Source

pytestmark = pytest.mark.django_db
NASTY = '=HYPERLINK("http://mal.pe")'
SOURCES = Dataset(
    "fuentes",
    "Fuentes",
    (Column("titulo", "Cómo se llama", lambda s: s.title), Column("hallada", "Si se halló", lambda s: bool(s.publisher))),
    lambda user: Source.objects.order_by("url"),
)


def table():
    for number, title in enumerate([NASTY, "canción, «ñandú»\notra línea", "- un guion"]):
        Source.objects.create(url=f"https://ejemplo.pe/{number}", title=title, publisher="x" if number else "")


def body(response):
    content = b"".join(response.streaming_content)
    response.close()
    return content


def test_as_csv_gives_every_row_and_no_formula():
    table()
    response = as_csv(SOURCES, AnonymousUser())
    text = body(response).decode("utf-8-sig")
    assert list(csv.reader(StringIO(text))) == [
        ["titulo", "hallada"],
        ["'" + NASTY, "no"],
        ["canción, «ñandú»\notra línea", "sí"],
        ["'- un guion", "sí"],
    ]
    assert response["Content-Disposition"] == 'attachment; filename="fuentes.csv"'


def test_as_xlsx_gives_text_as_text_unchanged():
    table()
    book = CalamineWorkbook.from_filelike(BytesIO(body(as_xlsx(SOURCES, AnonymousUser()))))
    rows = book.get_sheet_by_name("datos").to_python()
    assert rows == [["titulo", "hallada"], [NASTY, "no"], ["canción, «ñandú»\notra línea", "sí"], ["- un guion", "sí"]]
    assert book.get_sheet_by_name("columnas").to_python()[0] == ["titulo", "Cómo se llama"]


def test_as_xlsx_says_when_a_cell_was_too_long():
    Source.objects.create(url="https://ejemplo.pe/", title="x")
    long = Dataset("x", "X", (Column("texto", "Texto", lambda s: "a" * 100_000),), SOURCES.queryset)
    book = CalamineWorkbook.from_filelike(BytesIO(body(as_xlsx(long, AnonymousUser()))))
    cell = book.get_sheet_by_name("datos").to_python()[1][0]
    assert len(cell) == CHARACTERS_OF_A_CELL
    assert cell.endswith(CUT_MARK)


def test_as_csv_narrows_to_what_was_found():
    table()
    text = body(as_csv(SOURCES, AnonymousUser(), Source.objects.filter(title=NASTY))).decode("utf-8-sig")
    assert len(list(csv.reader(StringIO(text)))) == 2


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "hola", "'tis", ""])
def test_unguarded_gives_back_what_guarded_took(text):
    assert unguarded(guarded(text)) == text
