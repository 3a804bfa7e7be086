"""Quoting word for word: a TextQuoteSelector of the W3C Web Annotation model, found in the text or refused.

What people type may differ from the text only in ways nobody reads: white space, composed or decomposed accents,
straight or curly quotation marks. What is kept is always the text's own slice. Half a word is no quote: "posible" is
not found in "imposible".
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby, pairwise
from typing import Protocol

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from tinkuy.core.pure.texts import clean

CONTEXT_LENGTH = 32
SHORTEST_QUOTE = 3

_ALIKE = ("'\u2018\u2019\u02bc", '"\u201c\u201d\u201e«»')
_EITHER = {sign: f"[{signs}]" for signs in _ALIKE for sign in signs}
_IN_WORD = r"[\w\u0300-\u036f]"
_NOT_INSIDE_A_WORD_BEFORE = rf"(?<!{_IN_WORD})(?<!{_IN_WORD}['\u2019\u02bc])"
_NOT_INSIDE_A_WORD_AFTER = rf"(?!['\u2019\u02bc]?{_IN_WORD})"
_WORD_SIGN = re.compile(_IN_WORD)

# Below this, what is nearest is only as near as any two Spanish sentences are.
_WORTH_SHOWING = 50
# Characters of a longer quote by which its nearest place is sought: the search takes milliseconds at this size and
# minutes at forty thousand.
_ENOUGH_TO_FIND_IT = 500


@dataclass(frozen=True)
class Quote:
    """Exact words of a text: `text[start:end] == exact`, between `prefix` and `suffix`, in characters.

    `occurrences`: in how many places these words, with the context that was given, fit equally well. Above 1, the first
    was taken.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    occurrences: int = 1


class Kind(Enum):
    SAME = "same"
    TYPED_ONLY = "typed-only"
    TEXT_ONLY = "text-only"


@dataclass(frozen=True)
class Difference:
    """A run of words that both have, or only what was typed, or only the text."""

    kind: Kind
    words: str


@dataclass(frozen=True)
class NearestPlace:
    """Where a text most resembles what was typed. `similarity` runs from 0 to 99: 100 would have been found."""

    start: int
    end: int
    text: str
    similarity: int
    differences: tuple[Difference, ...]


class QuoteTooShortError(ValueError):
    """Fewer letters or digits than SHORTEST_QUOTE: such a quote stands anywhere and says nothing."""


class QuoteNotFoundError(ValueError):
    """The words are not in the text. `nearest` is where it says something like them, if anywhere."""

    def __init__(self, nearest: NearestPlace | None) -> None:
        super().__init__()
        self.nearest = nearest


class Span(Protocol):
    """Anything that starts and ends somewhere in a text, such as a Quote."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Segment:
    """A piece of a text from `start`, and the indices of the quotes that cover it."""

    text: str
    start: int
    quotes: tuple[int, ...]


def locate(text: str, exact: str, prefix: str = "", suffix: str = "") -> Quote:
    """The place in `text` where `exact` stands, word for word.

    Of several, the one whose surroundings most resemble `prefix` and `suffix`; of equals, the first.
    Raises QuoteTooShortError or QuoteNotFoundError.
    """
    exact = clean(exact)
    if sum(sign.isalnum() for sign in exact) < SHORTEST_QUOTE:
        raise QuoteTooShortError
    view = _View(text)
    places = [match.span() for match in _pattern(exact).finditer(view.text)]
    if not places:
        raise QuoteNotFoundError(_nearest(view, exact))
    before, after = _comparable(prefix)[-2 * CONTEXT_LENGTH :], _comparable(suffix)[: 2 * CONTEXT_LENGTH]
    fits = [_fit(view.text, place, before, after) for place in places]
    best = max(fits)
    return _quote(view, places[fits.index(best)], fits.count(best))


def marked(text: str, quotes: Sequence[Span]) -> list[Segment]:
    """`text` cut where a quote starts or ends; joined, the segments are the text again. Quotes may overlap."""
    cuts = sorted({0, len(text), *(min(max(at, 0), len(text)) for quote in quotes for at in (quote.start, quote.end))})
    return [
        Segment(
            text[start:end],
            start,
            tuple(n for n, quote in enumerate(quotes) if quote.start <= start and end <= quote.end),
        )
        for start, end in pairwise(cuts)
    ]


class _View:
    """A text in NFC, whose places can be told in the text as it was given."""

    def __init__(self, given: str) -> None:
        self.given = given
        self.text = given
        # For each place in NFC, where it is in the given text; None when they are the same text.
        self._starts: list[int] | None = None
        if not unicodedata.is_normalized("NFC", given):
            self._compose()

    def _compose(self) -> None:
        pieces: list[str] = []
        self._starts = []
        for cluster in _clusters(self.given):
            piece = unicodedata.normalize("NFC", cluster.group())
            pieces.append(piece)
            self._starts += [cluster.start()] * len(piece)
        self._starts.append(len(self.given))
        self.text = "".join(pieces)

    def slice(self, start: int, end: int) -> tuple[int, int, str]:
        """Start, end and words, in the given text, of a place in this view."""
        if self._starts is not None:
            start, end = self._starts[start], next(at for at in self._starts[end:] if at > self._starts[end - 1])
        return start, end, self.given[start:end]


def _clusters(text: str) -> Iterator[re.Match[str]]:
    """A letter with its combining marks at a time. Composing each composes the text (but Korean written by letters)."""
    return re.finditer(r"(?s).[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]*", text)


def _pattern(exact: str) -> re.Pattern[str]:
    """Finds the words of `exact` whatever the white space between them, and never half a word at either end."""
    words = [re.sub("|".join(_EITHER), lambda sign: _EITHER[sign[0]], re.escape(word)) for word in exact.split()]
    before = _NOT_INSIDE_A_WORD_BEFORE if _WORD_SIGN.match(exact[0]) else ""
    after = _NOT_INSIDE_A_WORD_AFTER if _WORD_SIGN.match(exact[-1]) else ""
    return re.compile(before + r"\s+".join(words) + after)


def _comparable(context: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", context))


def _fit(text: str, place: tuple[int, int], prefix: str, suffix: str) -> int:
    """How many characters next to the place, on both sides, are those of the context."""
    start, end = place
    before = _comparable(text[max(0, start - 2 * len(prefix)) : start])
    after = _comparable(text[end : end + 2 * len(suffix)])
    same_before = _common(reversed(before.rstrip()), reversed(prefix.rstrip()))
    return same_before + _common(iter(after.lstrip()), iter(suffix.lstrip()))


def _common(one: Iterator[str], other: Iterator[str]) -> int:
    count = 0
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            break
        count += 1
    return count


def _quote(view: _View, place: tuple[int, int], occurrences: int) -> Quote:
    start, end, exact = view.slice(*place)
    prefix = view.given[max(0, start - CONTEXT_LENGTH) : start]
    suffix = view.given[end : end + CONTEXT_LENGTH]
    if start > CONTEXT_LENGTH and not view.given[start - CONTEXT_LENGTH - 1].isspace():
        prefix = re.sub(r"^\S+", "", prefix)
    if end + CONTEXT_LENGTH < len(view.given) and not view.given[end + CONTEXT_LENGTH].isspace():
        suffix = re.sub(r"\S+\Z", "", suffix)
    return Quote(exact, prefix, suffix, start, end, occurrences)


def _nearest(view: _View, exact: str) -> NearestPlace | None:
    typed = " ".join(exact.split())
    # One space for each white-space character: the places stay where they are.
    spaced = re.sub(r"\s", " ", view.text)
    beginning = typed[:_ENOUGH_TO_FIND_IT]
    found = fuzz.partial_ratio_alignment(beginning, spaced, score_cutoff=_WORTH_SHOWING)
    if found is None:
        return None
    start, end = (found.dest_start, found.dest_end) if len(beginning) <= len(spaced) else (0, len(spaced))
    start, end = _whole_words(spaced, start, min(len(spaced), end + len(typed) - len(beginning)))
    start, end, words = view.slice(start, end)
    similarity = min(99, round(fuzz.ratio(typed, " ".join(words.split()))))
    return NearestPlace(start, end, words, similarity, tuple(_differences(typed.split(), clean(words).split())))


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The words of which the place covers at least half; the words it touches when it covers half of none."""
    touched = [word.span() for word in re.finditer(r"\S+", text) if word.start() < end and word.end() > start]
    halves = [(left, right) for left, right in touched if 2 * (min(right, end) - max(left, start)) >= right - left] or touched
    return halves[0][0], halves[-1][1]


def _differences(typed: list[str], text: list[str]) -> Iterator[Difference]:
    """Both texts in one reading; where they differ, first what was typed, then what the text says."""
    for is_same, steps in groupby(Indel.opcodes(typed, text), key=lambda step: step.tag == "equal"):
        run = list(steps)
        mine = " ".join(typed[run[0].src_start : run[-1].src_end])
        theirs = " ".join(text[run[0].dest_start : run[-1].dest_end])
        if is_same:
            yield Difference(Kind.SAME, mine)
            continue
        if mine:
            yield Difference(Kind.TYPED_ONLY, mine)
        if theirs:
            yield Difference(Kind.TEXT_ONLY, theirs)
