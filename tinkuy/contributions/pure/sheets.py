"""Spreadsheets as people send them, read without trusting them.

`read` takes XLSX, ODS and CSV and gives back rows of text, numbered as the spreadsheet numbers them. What makes a whole
file unreadable raises NotASheetError; what is odd about single cells is listed, to be shown beside its row.
"""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from tinkuy.contributions.pure import separated
from tinkuy.contributions.pure.sheet_xml import DamagedXMLError, Oddity, TooWideError, ods_oddities, xlsx_oddities

UNPACKED_LIMIT = 200 * 1024 * 1024
RATIO_LIMIT = 100
# Small files may well be packed harder than that: a sheet of one repeated word.
RATIO_APPLIES_FROM = 10 * 1024 * 1024
ROWS_LIMIT = 20_000


class Reason(Enum):
    """Why a file is not read."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    NOT_A_SHEET = "not-a-sheet"
    LOCKED = "locked"
    MACROS = "macros"
    BOMB = "bomb"
    ENCODING = "encoding"
    DAMAGED = "damaged"
    TOO_MANY_ROWS = "too-many-rows"


class NotASheetError(ValueError):
    """The file cannot be read as a spreadsheet. `found` names what it is instead, when that is known."""

    def __init__(self, reason: Reason, found: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.found = found


@dataclass(frozen=True)
class Row:
    """One row, by the number it has in the spreadsheet."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The first sheet of a file. `oddities` are cells that say less than they seem to: formulas and merged cells."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    oddities: tuple[Oddity, ...] = ()
    encoding: str = ""


_MAGIC = [
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"{\\rtf", "RTF"),
]
_OLE = b"\xd0\xcf\x11\xe0"
_PAGE = (b"<!doctype html", b"<html", b"<?xml")


def read(data: bytes, file_name: str, limit: int = 20 * 1024 * 1024) -> Sheet:
    """The first sheet of the file. Raises NotASheetError, with the reason, when it cannot or must not be read."""
    extension = file_name.rpartition(".")[2].lower()
    _refuse_from_outside(data, extension, limit)
    if data.startswith(b"PK\x03\x04"):
        return _from_zip(data)
    if extension in {"xlsx", "ods"}:
        raise NotASheetError(Reason.NOT_A_SHEET)
    return _from_text(data)


def _refuse_from_outside(data: bytes, extension: str, limit: int) -> None:
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise NotASheetError(Reason.EMPTY)
    if len(data) > limit:
        raise NotASheetError(Reason.TOO_LARGE)
    if extension in {"xlsm", "xltm", "xlsb"}:
        raise NotASheetError(Reason.MACROS)
    if data.startswith(_OLE):
        raise NotASheetError(Reason.LOCKED)
    for magic, found in _MAGIC:
        if data.startswith(magic):
            raise NotASheetError(Reason.NOT_A_SHEET, found)
    if data.lstrip()[:20].lower().startswith(_PAGE):
        raise NotASheetError(Reason.NOT_A_SHEET, "HTML")


def _from_zip(data: bytes) -> Sheet:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bomb(archive, len(data))
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names):
                raise NotASheetError(Reason.MACROS)
            if "xl/workbook.xml" in names:
                oddities = xlsx_oddities(archive)
            elif "content.xml" in names and b"spreadsheet" in archive.read("mimetype" if "mimetype" in names else "content.xml"):
                oddities = ods_oddities(archive)
            else:
                raise NotASheetError(Reason.NOT_A_SHEET, "ZIP")
        rows = _values(data)
    except TooWideError as error:
        raise NotASheetError(Reason.BOMB) from error
    except (zipfile.BadZipFile, CalamineError, DamagedXMLError, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise NotASheetError(Reason.DAMAGED) from error
    return _sheet(rows, oddities)


def _refuse_bomb(archive: zipfile.ZipFile, packed: int) -> None:
    """By what the archive says of itself, before anything is unpacked; unpacking never gives more than it says."""
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > UNPACKED_LIMIT or (unpacked > RATIO_APPLIES_FROM and unpacked > packed * RATIO_LIMIT):
        raise NotASheetError(Reason.BOMB)


def _values(data: bytes) -> Iterable[tuple[str, ...]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    first = book.get_sheet_by_index(0)
    return (tuple(_text(value) for value in row) for row in first.to_python(skip_empty_area=False))


def _text(value: Any) -> str:
    """A cell as a person would have typed it."""
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value)


def _from_text(data: bytes) -> Sheet:
    try:
        text, encoding = separated.decode(data)
        rows = separated.rows(text)
    except separated.UnknownEncodingError as error:
        raise NotASheetError(Reason.ENCODING) from error
    except separated.BinaryError as error:
        raise NotASheetError(Reason.NOT_A_SHEET) from error
    return _sheet(rows, (), encoding)


def _sheet(rows: Iterable[tuple[str, ...]], oddities: Iterable[Oddity], encoding: str = "") -> Sheet:
    numbered = [Row(number, cells) for number, cells in enumerate(rows, start=1) if any(cell.strip() for cell in cells)]
    if not numbered:
        raise NotASheetError(Reason.EMPTY)
    if len(numbered) > ROWS_LIMIT + 1:
        raise NotASheetError(Reason.TOO_MANY_ROWS)
    header, *rest = numbered
    headers = tuple(cell.strip() for cell in header.cells)
    body = tuple(oddity for oddity in oddities if oddity.row > header.number)
    return Sheet(headers, tuple(rest), body, encoding)
