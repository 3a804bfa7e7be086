"""Spreadsheets that lie on this machine, of any size: a CSV is read as a stream, so that a million rows take no room."""

import csv
from collections.abc import Iterator
from pathlib import Path

from tinkuy.core.pure import separated, sheets
from tinkuy.core.pure.sheets import NotASheetError, Reason, Row, Table

# XLSX and ODS are unpacked whole: what they hold must fit into memory.
PACKED_LIMIT = 100 * 1024 * 1024
ROWS_OF_PACKED = 1_048_576
_BLOCK = 1024 * 1024


def open_table(path: Path) -> Table:
    """The table in the file at `path`. Raises NotASheetError, with the reason, when it is none."""
    with path.open("rb") as stream:
        start = stream.read(4096)
    if sheets.is_packed(start, path.name):
        if path.stat().st_size > PACKED_LIMIT:
            raise NotASheetError(Reason.TOO_LARGE)
        return sheets.read(path.read_bytes(), path.name, PACKED_LIMIT, ROWS_OF_PACKED)
    return _open_csv(path)


def _open_csv(path: Path) -> Table:
    try:
        encoding = separated.encoding_of(lambda: _blocks(path))
    except separated.UnknownEncodingError as error:
        raise NotASheetError(Reason.ENCODING) from error
    except separated.BinaryError as error:
        raise NotASheetError(Reason.NOT_A_SHEET) from error
    rows = _RowsOfFile(path, encoding)
    header = next(rows.with_header(), None)
    if header is None:
        raise NotASheetError(Reason.EMPTY)
    return Table(tuple(cell.strip() for cell in header.cells), rows, encoding=encoding)


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield block


class _RowsOfFile:
    """The rows under the header, read from the file each time that somebody walks through them."""

    def __init__(self, path: Path, encoding: str) -> None:
        self.path = path
        self.encoding = "utf-8-sig" if encoding == "utf-8" else encoding

    def __iter__(self) -> Iterator[Row]:
        rows = self.with_header()
        next(rows, None)
        return rows

    def with_header(self) -> Iterator[Row]:
        csv.field_size_limit(separated.LONGEST_CELL)
        with self.path.open(encoding=self.encoding, newline="") as stream:
            delimiter = separated.separator(stream.readline())
            stream.seek(0)
            try:
                yield from sheets.numbered(csv.reader(stream, delimiter=delimiter))
            except csv.Error as error:
                raise NotASheetError(Reason.DAMAGED) from error
