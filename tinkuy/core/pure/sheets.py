"""Spreadsheets as people send them, read without trusting them.

`read` takes XLSX, ODS and CSV and gives back rows of text, numbered as the spreadsheet numbers them. What makes a whole
file unreadable raises NotASheetError; what is odd about single cells is listed, to be shown beside its row.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from itertools import islice
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from tinkuy.core.pure import separated
from tinkuy.core.pure.sheet_xml import DamagedXMLError, Oddity, TooWideError, ods_oddities, xlsx_oddities

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


class Row(NamedTuple):
    """One row, by the number it has in the spreadsheet."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True)
class Table:
    """The first sheet of a file. `oddities` are cells that say less than they seem to: formulas and merged cells.

    `rows` can be walked through as often as wanted; of a large file they are read anew each time.
    """

    headers: tuple[str, ...]
    rows: Iterable[Row]
    oddities: tuple[Oddity, ...] = ()
    encoding: str = ""


@dataclass(frozen=True)
class Sheet(Table):
    """A table whose rows are all at hand."""

    rows: tuple[Row, ...]


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


def read(data: bytes, file_name: str, limit: int = 20 * 1024 * 1024, rows_limit: int = ROWS_LIMIT) -> Sheet:
    """The first sheet of the file. Raises NotASheetError, with the reason, when it cannot or must not be read."""
    if len(data) > limit:
        raise NotASheetError(Reason.TOO_LARGE)
    if is_packed(data, file_name):
        return _from_zip(data, rows_limit)
    return _from_text(data, rows_limit)


def is_packed(start: bytes, file_name: str) -> bool:
    """Whether a file that begins so is an XLSX or ODS, else it may be text. Raises NotASheetError when it is neither."""
    extension = file_name.rpartition(".")[2].lower()
    _refuse_from_outside(start, extension)
    packed = start.startswith(b"PK\x03\x04")
    if extension in {"xlsx", "ods"} and not packed:
        raise NotASheetError(Reason.NOT_A_SHEET)
    return packed


def _refuse_from_outside(data: bytes, extension: str) -> None:
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise NotASheetError(Reason.EMPTY)
    if extension in {"xlsm", "xltm", "xlsb"}:
        raise NotASheetError(Reason.MACROS)
    if data.startswith(_OLE):
        raise NotASheetError(Reason.LOCKED)
    for magic, found in _MAGIC:
        if data.startswith(magic):
            raise NotASheetError(Reason.NOT_A_SHEET, found)
    if data.lstrip()[:20].lower().startswith(_PAGE):
        raise NotASheetError(Reason.NOT_A_SHEET, "HTML")


def _from_zip(data: bytes, rows_limit: int) -> Sheet:
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
    return _sheet(rows, oddities, rows_limit)


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


def _from_text(data: bytes, rows_limit: int) -> Sheet:
    try:
        text, encoding = separated.decode(data)
        rows = separated.rows(text)
    except separated.UnknownEncodingError as error:
        raise NotASheetError(Reason.ENCODING) from error
    except separated.BinaryError as error:
        raise NotASheetError(Reason.NOT_A_SHEET) from error
    return _sheet(rows, (), rows_limit, encoding)


def numbered(rows: Iterable[Sequence[str]]) -> Iterator[Row]:
    """The rows in which anything stands, each with its number; the first row of all is number 1."""
    for number, cells in enumerate(rows, start=1):
        if any(cells) and any(cell and not cell.isspace() for cell in cells):
            yield Row(number, cells)


def _sheet(rows: Iterable[Sequence[str]], oddities: Iterable[Oddity], rows_limit: int, encoding: str = "") -> Sheet:
    found = list(islice(numbered(rows), rows_limit + 2))
    if not found:
        raise NotASheetError(Reason.EMPTY)
    if len(found) > rows_limit + 1:
        raise NotASheetError(Reason.TOO_MANY_ROWS)
    header, *rest = found
    headers = tuple(cell.strip() for cell in header.cells)
    body = tuple(oddity for oddity in oddities if oddity.row > header.number)
    return Sheet(headers, rows=tuple(rest), oddities=body, encoding=encoding)
