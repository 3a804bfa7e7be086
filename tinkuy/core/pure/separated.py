"""CSV as people save it: of any separator, and of the encodings that spreadsheets still write."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from charset_normalizer import from_bytes

SEPARATORS = ",;\t|"
LONGEST_CELL = 10_000_000
# What Spanish, Portuguese and the languages of Peru are written with, and what word processors put in.
_EXPECTED = re.compile("[\t\n\r\x20-\x7eáéíóúüñÁÉÍÓÚÜÑàâãçêôõÀÂÃÇÊÔÕïäëöÄËÏÖèìòùª°º¿¡«»·§²³½¼¾±×÷€–—‘’‚“”„…•´¨\xa0™©®]*")


Blocks = Callable[[], Iterable[bytes]]


class UnknownEncodingError(ValueError):
    """Read in no way that we know do these bytes make words."""


class BinaryError(ValueError):
    """These bytes are no text at all."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and the encoding it was in. Raises UnknownEncodingError rather than guess wrong words."""
    encoding = encoding_of(lambda: [data])
    return data.decode("utf-8-sig" if encoding == "utf-8" else encoding), encoding


def encoding_of(blocks: Blocks) -> str:
    """The encoding of a file, whose bytes `blocks` gives from the beginning whenever asked.

    UTF-8 when it can be; UTF-16 when it says so; else Windows-1252 when it gives only letters that belong, or the best
    guess that does. Raises BinaryError, or UnknownEncodingError rather than guess wrong words.
    """
    start = next(iter(blocks()), b"")
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _first_fit(blocks, ["utf-16"])
    if any(b"\x00" in block for block in blocks()):
        raise BinaryError
    if _fits(blocks, "utf-8"):
        return "utf-8"
    return _first_fit(blocks, ["cp1252", *(match.encoding for match in from_bytes(start[:200_000]))], _EXPECTED)


def _first_fit(blocks: Blocks, encodings: Iterable[str], letters: re.Pattern[str] | None = None) -> str:
    if found := next((encoding for encoding in encodings if _fits(blocks, encoding, letters)), ""):
        return found
    raise UnknownEncodingError


def _fits(blocks: Blocks, encoding: str, letters: re.Pattern[str] | None = None) -> bool:
    """Whether all can be read so, and gives only `letters` when that is asked."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        texts = chain(map(decoder.decode, blocks()), (decoder.decode(b"", True) for _ in [0]))
        return all(letters is None or letters.fullmatch(text) for text in texts)
    except UnicodeDecodeError:
        return False


def separator(text: str) -> str:
    """Whichever of comma, semicolon, tab and bar stands most often in the first line."""
    first = re.sub(r'"[^"]*"', "", text.lstrip().partition("\n")[0])
    return max(SEPARATORS, key=first.count)


def rows(text: str) -> Iterator[tuple[str, ...]]:
    """The rows of `text`, one for each record: a cell may hold line breaks."""
    csv.field_size_limit(LONGEST_CELL)
    return (tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)))
