"""Receipt codes: what a person takes home from a meeting, written XXXXX-XXXXX.

Nine symbols are drawn at random among 23 (1.8 million million codes) and the tenth checks them. No two symbols of the
alphabet look alike, and without vowels they spell no words.

The check: the ten symbols, as numbers 0-22, each multiplied by its weight (10 for the first down to 1 for the last),
add up to a multiple of 23. As 23 is prime and the weights differ, one wrong symbol always shows, and so do two symbols
that changed places, neighbours or not.
"""

import re
import secrets
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator
from enum import Enum

ALPHABET = "2346789CDFHJKMNPQRTVWXY"
LENGTH = 10
_BASE = len(ALPHABET)
_NUMBER = {symbol: number for number, symbol in enumerate(ALPHABET)}

# Unicode knows some thirty dashes and a dozen spaces, and phones put them in unasked.
_SEPARATORS = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212_.\u200b-\u200f\u2060\ufeff]+")

_DIGIT_NAMES = {
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve".split(),
    "en": "zero one two three four five six seven eight nine".split(),
}


class Reason(Enum):
    """Why what was typed is not a receipt code."""

    LENGTH = "length"
    SYMBOL = "symbol"
    CHECK = "check"


class NotACodeError(ValueError):
    """What was typed is no receipt code. `symbol` is the first one that no code contains, when that is the reason; else
    ''.
    """

    def __init__(self, reason: Reason, symbol: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.symbol = symbol


def new_code() -> str:
    """A code nobody can guess."""
    return next(_random_codes(1))


def new_codes(how_many: int) -> list[str]:
    """`how_many` codes, all different from each other. Whether one was given before, only the database knows."""
    return _distinct(how_many, _random_codes)


def normalize(typed: str) -> str:
    """The code as it is stored, from what a person typed: any case, spaces or dashes anywhere. Raises NotACodeError."""
    symbols = _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed)).upper()
    if len(symbols) != LENGTH:
        raise NotACodeError(Reason.LENGTH)
    if foreign := next((symbol for symbol in symbols if symbol not in _NUMBER), ""):
        raise NotACodeError(Reason.SYMBOL, foreign)
    if sum(weight * _NUMBER[symbol] for weight, symbol in zip(range(LENGTH, 0, -1), symbols, strict=True)) % _BASE:
        raise NotACodeError(Reason.CHECK)
    return f"{symbols[:5]}-{symbols[5:]}"


def spelled_out(code: str, language: str = "es") -> str:
    """`code` for reading aloud, with a longer pause between its halves: «K, siete, M, dos, X; …». Spanish for languages
    not known here.
    """
    names = _DIGIT_NAMES["en" if language.partition("-")[0] == "en" else "es"]
    halves = (
        ", ".join(names[int(symbol)] if symbol.isdigit() else symbol for symbol in half)  # one name for each symbol
        for half in code.split("-")
    )
    return "; ".join(halves)


# Codes are written three symbols at a time: 12,167 triples, each with its text and, for each of its three places in a
# code, its share of the check.
_TRIPLE = _BASE**3
_TRIPLES = [(a, b, c) for a in range(_BASE) for b in range(_BASE) for c in range(_BASE)]
_TEXTS = [ALPHABET[a] + ALPHABET[b] + ALPHABET[c] for a, b, c in _TRIPLES]
_FIRST, _SECOND, _THIRD = ([w * a + (w - 1) * b + (w - 2) * c for a, b, c in _TRIPLES] for w in (10, 7, 4))
_CODES = _TRIPLE**3
_FAIR = 2**64 - 2**64 % _CODES
_DRAWN_AT_ONCE = 8_192


def _distinct(how_many: int, draw: Callable[[int], Iterable[str]]) -> list[str]:
    codes: dict[str, None] = {}
    while missing := how_many - len(codes):
        codes.update(dict.fromkeys(draw(missing)))
    return list(codes)


def _random_codes(how_many: int) -> Iterator[str]:
    """Codes drawn with equal chances, repetitions included."""
    while how_many > 0:
        numbers = array("Q", secrets.token_bytes(8 * min(how_many, _DRAWN_AT_ONCE)))
        for number in numbers:
            if number < _FAIR:  # beyond it the lowest codes would come up a little more often
                yield _code(number % _CODES)
                how_many -= 1


def _code(number: int) -> str:
    rest, third = divmod(number, _TRIPLE)
    first, second = divmod(rest, _TRIPLE)
    check = -(_FIRST[first] + _SECOND[second] + _THIRD[third]) % _BASE
    middle = _TEXTS[second]
    return f"{_TEXTS[first]}{middle[:2]}-{middle[2]}{_TEXTS[third]}{ALPHABET[check]}"
