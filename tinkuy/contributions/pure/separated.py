"""CSV as people save it: of any separator, and of the encodings that spreadsheets still write."""

import csv
import io
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

SEPARATORS = ",;\t|"
LONGEST_CELL = 10_000_000
# What Spanish, Portuguese and the languages of Peru are written with, and what word processors put in.
_EXPECTED = re.compile("[\t\n\r\x20-\x7eáéíóúüñÁÉÍÓÚÜÑàâãçêôõÀÂÃÇÊÔÕïäëöÄËÏÖèìòùª°º¿¡«»·§²³½¼¾±×÷€–—‘’‚“”„…•´¨\xa0™©®]*")


class UnknownEncodingError(ValueError):
    """Read in no way that we know do these bytes make words."""


class BinaryError(ValueError):
    """These bytes are no text at all."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and the encoding it was in. Raises UnknownEncodingError rather than guess wrong words."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16"), "utf-16"
    if b"\x00" in data:
        raise BinaryError
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return _from_old(data)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnknownEncodingError from error


def _from_old(data: bytes) -> tuple[str, str]:
    """Windows-1252 when it gives only letters that belong; else the best guess that does."""
    guesses = ["cp1252", *(match.encoding for match in from_bytes(data[:200_000]))]
    for encoding in guesses:
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _EXPECTED.fullmatch(text):
            return text, encoding
    raise UnknownEncodingError


def separator(text: str) -> str:
    """Whichever of comma, semicolon, tab and bar stands most often in the first line."""
    first = re.sub(r'"[^"]*"', "", text.lstrip().partition("\n")[0])
    return max(SEPARATORS, key=first.count)


def rows(text: str) -> Iterator[tuple[str, ...]]:
    """The rows of `text`, one for each record: a cell may hold line breaks."""
    csv.field_size_limit(LONGEST_CELL)
    return (tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)))
