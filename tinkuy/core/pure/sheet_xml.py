"""What the values of a spreadsheet do not tell: which cells are formulas, and which are merged.

Read from the XML inside, before any value is: so a file that claims a million times a million cells is refused in time.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from xml.etree import ElementTree

CELLS_LIMIT = 5_000_000


class OddityKind(Enum):
    FORMULA = "formula"
    MERGED = "merged"


@dataclass(frozen=True)
class Oddity:
    """Row and column count from 1, as the spreadsheet does."""

    row: int
    column: int
    kind: OddityKind


class DamagedXMLError(ValueError):
    """The XML inside is broken, or declares entities, which no spreadsheet program writes."""


class TooWideError(ValueError):
    """The sheet claims more cells than any that people type."""


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def xlsx_oddities(archive: zipfile.ZipFile) -> list[Oddity]:
    """The formulas and merged cells of the first sheet."""
    found: list[Oddity] = []
    reach = [0, 0]
    for element in _elements(archive, _first_sheet(archive)):
        if element.tag == f"{_MAIN}c":
            row, column = _place(element.get("r", ""))
            reach = _within_reach(max(reach[0], row), max(reach[1], column))
            if element.find(f"{_MAIN}f") is not None:
                found.append(Oddity(row, column, OddityKind.FORMULA))
            element.clear()
        elif element.tag == f"{_MAIN}row":
            element.clear()
        elif element.tag == f"{_MAIN}mergeCell":
            found += _merged(element.get("ref", ""))
    return found


def ods_oddities(archive: zipfile.ZipFile) -> list[Oddity]:
    """The formulas and merged cells of the first table."""
    found: list[Oddity] = []
    row = 1
    for element in _elements(archive, "content.xml"):
        if element.tag == f"{_TABLE}table-row":
            repeated = _count(element, "number-rows-repeated")
            width, odd = _ods_row(element, row)
            _within_reach(row + repeated if width else row, width)
            found += odd
            row += repeated
            element.clear()
        elif element.tag == f"{_TABLE}table":
            break
    return found


def _ods_row(element: ElementTree.Element, row: int) -> tuple[int, list[Oddity]]:
    """How many cells of the row hold something, counting up to the last of them; and its oddities."""
    column, width, found = 1, 0, []
    for cell in element:
        repeated = _count(cell, "number-columns-repeated")
        if cell.get(f"{_TABLE}formula"):
            found.append(Oddity(row, column, OddityKind.FORMULA))
        if _count(cell, "number-columns-spanned") > 1 or _count(cell, "number-rows-spanned") > 1:
            found.append(Oddity(row, column, OddityKind.MERGED))
        column += repeated
        if len(cell) or cell.get(f"{_TABLE}formula"):
            width = column - 1
    return width, found


def _count(element: ElementTree.Element, name: str) -> int:
    value = element.get(f"{_TABLE}{name}", "1")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 1


def _within_reach(rows: int, columns: int) -> list[int]:
    if rows * columns > CELLS_LIMIT:
        raise TooWideError
    return [rows, columns]


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """Where in the archive the first sheet is."""
    sheets = [element.get(_REL) for element in _elements(archive, "xl/workbook.xml") if element.tag == f"{_MAIN}sheet"]
    for relation in _elements(archive, "xl/_rels/workbook.xml.rels"):
        if sheets and relation.get("Id") == sheets[0]:
            target = relation.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise DamagedXMLError


def _elements(archive: zipfile.ZipFile, name: str) -> Iterator[ElementTree.Element]:
    """The finished elements of one file of the archive."""
    try:
        with archive.open(name) as start:
            if b"<!DOCTYPE" in start.read(4096):
                raise DamagedXMLError
        with archive.open(name) as stream:
            for _, element in ElementTree.iterparse(stream):
                yield element
    except (ElementTree.ParseError, KeyError) as error:
        raise DamagedXMLError from error


def _place(reference: str) -> tuple[int, int]:
    match = _REFERENCE.match(reference)
    if not match:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _merged(reference: str) -> list[Oddity]:
    """One for each row that the merged cells cover: all of them lost what they said."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, _right) = _place(first), _place(last or first)
    return [Oddity(row, left, OddityKind.MERGED) for row in range(top, min(bottom, top + 1_000) + 1)]
