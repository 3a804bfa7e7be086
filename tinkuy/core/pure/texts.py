"""Text as people write it: made safe to keep, and made comparable for search.

`clean` is for what is stored: it takes away only what nobody sees. `fold` and `stems` are for what is searched and are
never shown.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from tinkuy.core.pure.spanish import is_function_word, spanish_stem

# Kept on purpose: the joiners U+200C and U+200D, without which emoji and several scripts fall apart.
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls, except tab and what ends a line
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that turn the reading direction
    "\ufeff\u200b\u2060"  # byte-order mark, zero-width space, word joiner
    "\ud800-\udfff"  # halves of a character, which no file or database can hold
    "]"
)
# Besides CR, what word processors put inside a paragraph (vertical tab), between pages (form feed) and on mainframes
# (NEL).
_NEW_LINE = re.compile("\r\n?|[\x0b\x0c\x85]")

# A tilde over n makes another letter in Spanish; any other mark is an accent.
_LETTER_ENYE = re.compile("n\u0303")
_ACCENTS = re.compile("[\u0300-\u036f]+")

# The apostrophe inside a word is a letter in Quechua (p'unchay, t'anta). People type any of three; one is kept in the
# index: U+02BC, which counts as a letter for SQLite's and PostgreSQL's tokenizers, where the other two would cut the
# word in half.
LETTER_APOSTROPHE = "\u02bc"
_APOSTROPHES = str.maketrans({"'": LETTER_APOSTROPHE, "\u2019": LETTER_APOSTROPHE})
_SIGN = r"[^\W_]"
_WORD = re.compile(rf"{_SIGN}[^\W_\u0300-\u036f]*(?:[\u0300-\u036f'\u2019\u02bc]+{_SIGN}+|[\u0300-\u036f]+)*")

_WORDS_REMEMBERED = 200_000


def clean(text: str) -> str:
    """The text to store: NFC, lines ended by LF, without controls, direction marks, zero-width junk or outer white
    space.

    Nothing else changes, and cleaning twice changes nothing.
    """
    if text.isprintable():  # none of what is taken away inside, nor a line's end, is printable
        return unicodedata.normalize("NFC", text).strip()
    visible = _INVISIBLE.sub("", _NEW_LINE.sub("\n", text))
    return unicodedata.normalize("NFC", visible).strip()


def fold(text: str) -> str:
    """`text` without differences of case or accent; ñ stays ñ, however it was typed."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    protected = _LETTER_ENYE.sub("ñ", unicodedata.normalize("NFD", lowered))
    return unicodedata.normalize("NFC", _ACCENTS.sub("", protected))


class _Stems(dict[str, str]):
    """Word to stem, worked out once per word; forgets everything when it grows past its bound."""

    def __init__(self, language: str, remembered: int = _WORDS_REMEMBERED) -> None:
        super().__init__()
        self.is_spanish = language == "es"
        self.remembered = remembered

    def __missing__(self, word: str) -> str:
        if len(self) >= self.remembered:
            self.clear()
        stem = self[word] = self._stem(fold(word).translate(_APOSTROPHES))
        return stem

    def _stem(self, word: str) -> str:
        if not self.is_spanish:
            return word
        return "" if is_function_word(word) else spanish_stem(word)


_SPANISH, _OTHER = _Stems("es"), _Stems("")


def _stems_for(language: str) -> _Stems:
    return _SPANISH if language.partition("-")[0].lower() in {"es", "spa"} else _OTHER


def stems(text: str, language: str = "es") -> list[str]:
    """The words of `text` in order, each reduced to what inflected forms and spellings without accents share.

    Spanish (`es`, `es-PE`) is stemmed and loses its function words; any other language keeps all its words, folded.
    """
    known = _stems_for(language)
    return [stem for word in _WORD.findall(unicodedata.normalize("NFC", text.lower())) if (stem := known[word])]


def stem_words(words: Iterable[str], language: str = "es") -> list[str]:
    """The stems to look for when somebody asks for `words`: reduced exactly as `stems` reduces a text, without
    repetition.
    """
    return list(dict.fromkeys(stem for word in words for stem in stems(word, language)))


def excerpt_around(text: str, words: Iterable[str], length: int, language: str = "es") -> list[tuple[str, bool]]:
    """About `length` characters of `text` where most of `words` stand, as (piece, is_hit), cut between words.

    A cut end is marked by an ellipsis. Without any hit, the beginning of the text.
    """
    wanted = set(stem_words(words, language))
    known = _stems_for(language)
    found = list(_WORD.finditer(text))
    hits = [(*word.span(), stem) for word in found if (stem := known[word[0].lower()]) in wanted]
    start, end = _richest_window(hits, length, len(text))
    start, end = _between_words(text, start, end)
    return _pieces(text, start, end, [(begin, stop) for begin, stop, _ in hits if start <= begin and stop <= end])


def _richest_window(hits: Sequence[tuple[int, int, str]], length: int, size: int) -> tuple[int, int]:
    """Where the most different words stand within `length` characters, the hits in its middle; of equals, the first."""
    if size <= length or not hits:
        return 0, min(length, size)
    best_span, best_count = (hits[0][0], hits[0][1]), 0
    first = 0
    for last, (_, stop, _) in enumerate(hits):
        while first < last and stop - hits[first][0] > length:
            first += 1
        count = len({stem for _, _, stem in hits[first : last + 1]})
        if count > best_count:
            best_span, best_count = (hits[first][0], stop), count
    margin = max(0, length - (best_span[1] - best_span[0])) // 2
    start = min(max(0, best_span[0] - margin), max(0, size - length))
    return start, min(size, max(start + length, best_span[1]))


def _between_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The window without the words it cuts; a window inside one single word stays as it is."""
    begin, stop = start, end
    if start > 0 and not text[start - 1].isspace():
        begin = next((at + 1 for at in range(start, end) if text[at].isspace()), start)
    if end < len(text) and not text[end].isspace():
        stop = next((at for at in range(end - 1, begin, -1) if text[at].isspace()), end)
    return begin, stop


def _pieces(text: str, start: int, end: int, hits: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    pieces, at = [("…", False)] if start > 0 else [], start
    for begin, stop in hits:
        pieces += [(text[at:begin], False), (text[begin:stop], True)]
        at = stop
    pieces += [(text[at:end], False), ("…" if end < len(text) else "", False)]
    return [piece for piece in pieces if piece[0]]
