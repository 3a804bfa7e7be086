import pytest

from tinkuy.core.pure.sheet_xml import OddityKind
from tinkuy.core.pure.sheets import NotASheetError, Reason, read
from tinkuy.core.tests.sheets_made import GOOD, HEADERS, csv_file, ods, with_entry, xlsx, zipped


def reason_of(data, name="aportes.xlsx", **limits):
    with pytest.raises(NotASheetError) as refusal:
        read(data, name, **limits)
    return refusal.value.reason


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (xlsx(GOOD), "a.xlsx"),
        (ods(GOOD), "a.ods"),
        (csv_file(GOOD), "a.csv"),
        (csv_file(GOOD, separator=";"), "a.csv"),
        (csv_file(GOOD, separator="\t"), "a.tsv"),
        (csv_file(GOOD, encoding="utf-8-sig"), "a.csv"),
        (csv_file(GOOD, encoding="utf-16"), "a.csv"),
        (csv_file(GOOD, encoding="cp1252", separator=";"), "a.csv"),
        (xlsx(GOOD), "named-otherwise.csv"),
    ],
)
def test_read_gives_the_same_rows_from_every_kind(data, name):
    sheet = read(data, name)
    assert list(sheet.headers) == HEADERS
    assert [(row.number, list(row.cells)) for row in sheet.rows] == [(2, GOOD)]


def test_read_keeps_the_numbers_of_rows_beyond_blank_ones():
    sheet = read(xlsx(GOOD, ["", ""], GOOD), "a.xlsx")
    assert [row.number for row in sheet.rows] == [2, 4]


def test_read_says_numbers_as_people_typed_them():
    assert read(xlsx([8, 1.5, True]), "a.xlsx").rows[0].cells[:3] == ("8", "1.5", "sí")


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.xlsx", Reason.EMPTY),
        (b"\r\n\r\n", "a.csv", Reason.EMPTY),
        (xlsx(headers=[]), "a.xlsx", Reason.EMPTY),
        (b"%PDF-1.7 whatever", "a.xlsx", Reason.NOT_A_SHEET),
        (b"just words", "a.xlsx", Reason.NOT_A_SHEET),
        (b"<!DOCTYPE html><html>", "a.csv", Reason.NOT_A_SHEET),
        (b"texto\n\x00\x01\x02", "a.csv", Reason.NOT_A_SHEET),
        (zipped({"readme.txt": "words"}), "a.xlsx", Reason.NOT_A_SHEET),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", Reason.LOCKED),
        (xlsx(GOOD), "a.xlsm", Reason.MACROS),
        (with_entry(xlsx(GOOD), "xl/vbaProject.bin", "Sub"), "a.xlsx", Reason.MACROS),
        (with_entry(xlsx(GOOD), "xl/media/big.xml", " " * 11_000_000), "a.xlsx", Reason.BOMB),
        (xlsx(GOOD)[:900], "a.xlsx", Reason.DAMAGED),
        (zipped({"xl/workbook.xml": "<broken"}), "a.xlsx", Reason.DAMAGED),
        (zipped({"xl/workbook.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "a.xlsx", Reason.DAMAGED),
        (b"texto\n" + bytes(range(0x80, 0x100)), "a.csv", Reason.ENCODING),
        (csv_file(*[GOOD] * 20_001), "a.csv", Reason.TOO_MANY_ROWS),
    ],
)
def test_read_refuses_what_is_no_spreadsheet_and_says_why(data, name, reason):
    assert reason_of(data, name) is reason


def test_read_refuses_a_file_over_the_limit():
    assert reason_of(xlsx(GOOD), limit=1_000) is Reason.TOO_LARGE


def test_read_refuses_a_cell_at_the_end_of_the_world_before_making_room_for_it():
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    data = zipped(
        {
            "xl/workbook.xml": f'<workbook {main} {relations}><sheets><sheet r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Some><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Some>',
            "xl/worksheets/sheet1.xml": f'<worksheet {main}><sheetData><row><c r="XFD1048576"/></row></sheetData></worksheet>',
        }
    )
    assert reason_of(data) is Reason.BOMB


def test_read_tells_formulas_and_merged_cells_by_their_rows():
    sheet = read(xlsx(GOOD, GOOD, GOOD, merge="A3:B4", formulas=[("A2", "=1+1", "2")]), "a.xlsx")
    assert [(oddity.row, oddity.kind) for oddity in sheet.oddities] == [
        (2, OddityKind.FORMULA),
        (3, OddityKind.MERGED),
        (4, OddityKind.MERGED),
    ]


@pytest.mark.parametrize(
    ("attribute", "kind"),
    [('table:formula="of:=1+1"', OddityKind.FORMULA), ('table:number-columns-spanned="2"', OddityKind.MERGED)],
)
def test_read_tells_formulas_and_merged_cells_of_ods(attribute, kind):
    sheet = read(ods(["Texto"], cell_attributes=attribute), "a.ods")
    assert [(oddity.row, oddity.column, oddity.kind) for oddity in sheet.oddities] == [(2, 1, kind)]
