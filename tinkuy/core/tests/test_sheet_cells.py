"""What cells say, whatever the room whose columns they stand in."""

import io

import pytest
from python_calamine import CalamineWorkbook

from tinkuy.core import sheets, workbooks
from tinkuy.core.pure import sheet_cells
from tinkuy.core.pure.sheet_cells import Problem
from tinkuy.core.tests.sheets_made import csv_file, xlsx

KNOWN = {"name": ("nombre", "name"), "themes": ("temas",)}


def test_columns_are_known_by_any_of_their_names_whatever_the_case_and_accents():
    found = sheet_cells.named_columns(["Ciudad", " NÓMBRE ", "name", "Temas"], KNOWN)
    assert found == {"name": 1, "themes": 3}
    assert sheet_cells.unused_headers(["Ciudad", "Nombre"], {"name": 1}) == ["Ciudad"]


@pytest.mark.parametrize(
    ("answer", "value", "codes"),
    [
        (sheet_cells.listed_many("Música; DANZA ;Música", {"musica": 1, "danza": 2}, "unknown-theme"), (1, 2), []),
        (sheet_cells.listed_many("Música; Cine", {"musica": 1}, "unknown-theme"), (1,), ["unknown-theme"]),
        (sheet_cells.yes_or_no("Sí", False), True, []),
        (sheet_cells.yes_or_no("quizá", False), False, ["not-yes-or-no"]),
        (sheet_cells.long_text(" La organizaciÃ³n "), "La organizaciÃ³n", ["wrong-encoding"]),
        (sheet_cells.long_text("aaaa", limit=3), "aaaa", ["too-long"]),
    ],
)
def test_a_cell_gives_what_it_says_and_what_is_wrong_in_it(answer, value, codes):
    assert (answer[0], [code for code, _value in answer[1]]) == (value, codes)


def test_a_room_says_its_own_problems_and_the_house_those_of_any_sheet():
    words = {"no-name": "Falta el nombre."}
    assert sheets.problem_text(Problem(2, "name", "no-name"), KNOWN, words) == "Falta el nombre."
    assert "nombre" in sheets.problem_text(Problem(2, "name", "formula"), KNOWN, words)


def test_a_page_shows_some_rows_of_a_sheet_and_counts_all():
    sheet = sheets.read_sheet(csv_file(*[["Una"]] * 200, headers=["nombre", "otra"]), "a.csv")
    shown = sheets.shown(sheet, sheets.by_row([(0, "De todo"), (3, "Mal"), (3, "Peor")]), ["otra", "problemas"])

    assert (shown.count, shown.bad_count, shown.more_bad, shown.of_file, shown.unused) == (200, 1, 0, ["De todo"], "otra")
    assert len(shown.rows) == 21
    assert [row.problems for row in shown.rows if row.problems] == [["Mal", "Peor"]]
    assert shown.rows[0].cells == ("Una", "")
    assert not shown.may_be_kept


def test_a_sheet_given_back_says_what_is_wrong_beside_each_row():
    sheet = sheets.read_sheet(xlsx(["=1+1"], ["Otra"], headers=["nombre"]), "a.xlsx")
    given = workbooks.with_problems("problemas.xlsx", sheet, {3: ["Falta algo."]}).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(given)).get_sheet_by_index(0).to_python()
    assert rows == [["nombre", "problemas"], ["=1+1", ""], ["Otra", "Falta algo."]]
