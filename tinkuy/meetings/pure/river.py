"""Which meeting fed which, drawn as a river: time runs down, each meeting is a knot, and what was said flows into the next.

Every meeting that others fed has a bed. Whoever feeds it flows into its bed, which grows wider with every meeting whose
words it carries. So a bed takes one column however many flow into it, and thirty meetings fit on a telephone.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten, wrap

from tinkuy.meetings.pure.river_beds import Bed, Key, Pair, Plan, Spot, in_order, planned, upstream

__all__ = ["Knot", "River", "Spot", "Stream", "draw"]

WIDTH = 360
ROW = 72
# A made-up meeting says so on a line of its own.
ROW_WITH_LABEL = 92
COLUMN = 26
# However many columns there are, the rest of the width is left for words.
COLUMNS_WIDE_AT_MOST = 150
# What a letter is wide on average, in the widest of the fonts that telephones have.
LETTER = 8.4
LINE = 18
LINES = 2
# How much of a row below its knot a tributary has joined the bed.
JOINED = 0.62
NARROWEST, WIDEST = 3.5, 14.0


@dataclass(frozen=True)
class Scale:
    """From rows and columns to units of the drawing."""

    row: int
    column: float

    def x(self, column: int) -> float:
        return round(12 + column * self.column, 1)

    def y(self, row: int) -> float:
        return self.row * row + self.row / 2


@dataclass(frozen=True)
class Knot:
    """A meeting where it is drawn, with its name in lines, and the meetings to which it flows.

    `is_alone` when nothing flows to it nor from it.
    """

    spot: Spot
    x: float
    y: float
    top: float
    words_x: float
    lines: tuple[str, ...]
    into: tuple[Spot, ...]
    is_alone: bool

    @property
    def placed_lines(self) -> list[tuple[float, str]]:
        """The lines of the name, each with its baseline; then come `when_y` and, for a made-up meeting, `label_y`."""
        count = len(self.lines) + self.spot.is_sample
        first = self.y + 5 - LINE / 2 * count
        return [(first + LINE * number, line) for number, line in enumerate(self.lines)]

    @property
    def when_y(self) -> float:
        return self.placed_lines[-1][0] + LINE

    @property
    def label_y(self) -> float:
        return self.when_y + LINE


@dataclass(frozen=True)
class Stream:
    """A stretch of water: its path, and how wide it is."""

    path: str
    width: float


@dataclass(frozen=True)
class River:
    """The drawing, ready for a template. `left_out` says how many more flow together than are drawn."""

    height: int
    knots: tuple[Knot, ...]
    streams: tuple[Stream, ...]
    left_out: int = 0
    row: int = ROW
    width: int = WIDTH


def draw(spots: Sequence[Spot], feeds: Iterable[Pair]) -> River:
    """The river of `spots`; each of `feeds` is (from, to), and those of other meetings are left out.

    Raises ValueError when the feeds make a circle.
    """
    known = {spot.key for spot in spots}
    pairs = [pair for pair in dict.fromkeys(feeds) if known.issuperset(pair)]
    ordered = in_order(spots, pairs)
    plan = planned(ordered, pairs)
    row = ROW_WITH_LABEL if any(spot.is_sample for spot in spots) else ROW
    scale = Scale(row, min(COLUMN, COLUMNS_WIDE_AT_MOST / plan.columns))
    carried = upstream(pairs)
    streams = [stream for bed in plan.beds for stream in _streams(bed, plan, scale, carried)]
    return River(
        height=row * len(ordered),
        row=row,
        knots=tuple(_knot(spot, plan, scale, _flows_to(spot, ordered, pairs), spot.key not in carried) for spot in ordered),
        # The widest first, so that the thin ones that flow into them stay in sight.
        streams=tuple(sorted(streams, key=lambda stream: -stream.width)),
    )


def _streams(bed: Bed, plan: Plan, scale: Scale, carried: dict[Key, set[Key]]) -> Iterator[Stream]:
    """What flows into one meeting: each that joins from beside, and the bed from one that joins to the next."""
    x = scale.x(bed.column)
    joins = [scale.y(plan.row[key]) + (scale.row * JOINED if plan.column[key] != bed.column else 0) for key in bed.feeders]
    words: set[Key] = set()
    for key, joined, end in zip(bed.feeders, joins, [*joins[1:], scale.y(bed.last)], strict=True):
        words |= carried[key]
        yield Stream(f"M{x:g} {joined:g}V{end:g}", _wide(len(words)))
        if plan.column[key] != bed.column:
            yield _tributary(scale.x(plan.column[key]), x, scale.y(plan.row[key]), scale.row * JOINED, _wide(len(carried[key])))


def _tributary(from_x: float, to_x: float, top: float, fall: float, width: float) -> Stream:
    bend, bottom = top + fall * 0.6, top + fall
    return Stream(f"M{from_x:g} {top:g}C{from_x:g} {bend:g} {to_x:g} {bottom - fall * 0.6:g} {to_x:g} {bottom:g}", width)


def _wide(meetings: int) -> float:
    return round(min(WIDEST, NARROWEST + 2.2 * math.log2(meetings)), 1)


def _flows_to(spot: Spot, ordered: Sequence[Spot], pairs: Sequence[Pair]) -> tuple[Spot, ...]:
    ends = {end for start, end in pairs if start == spot.key}
    return tuple(other for other in ordered if other.key in ends)


def _knot(spot: Spot, plan: Plan, scale: Scale, into: tuple[Spot, ...], is_alone: bool) -> Knot:
    words_x = scale.x(plan.columns - 1) + 20
    row = plan.row[spot.key]
    return Knot(
        spot=spot,
        x=scale.x(plan.column[spot.key]),
        y=scale.y(row),
        top=scale.row * row,
        words_x=words_x,
        lines=tuple(_lines(spot.name, int((WIDTH - words_x) / LETTER))),
        into=into,
        is_alone=is_alone,
    )


def _lines(name: str, letters: int) -> list[str]:
    lines = wrap(name, letters)
    if len(lines) <= LINES:
        return lines
    return [*lines[: LINES - 1], shorten(" ".join(lines[LINES - 1 :]), letters, placeholder=" …")]
