"""Where each meeting stands in the drawing of a river, before anything is measured: its row, by time, and its column."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import count

Key = Hashable
Pair = tuple[Key, Key]


@dataclass(frozen=True)
class Spot:
    """A meeting to draw: what it is called, when that is said to have been, and its first possible day."""

    key: Key
    name: str
    when: str
    day: date | None
    url: str
    is_sample: bool = False
    is_here: bool = False


@dataclass
class Bed:
    """Where what flows into one meeting runs: from the row of the first that feeds it down to its own."""

    into: Key
    feeders: list[Key]
    first: int
    last: int
    column: int = 0


@dataclass
class Plan:
    row: dict[Key, int]
    column: dict[Key, int] = field(default_factory=dict)
    beds: list[Bed] = field(default_factory=list)

    @property
    def columns(self) -> int:
        return 1 + max(self.column.values(), default=0)


def in_order(spots: Sequence[Spot], pairs: Sequence[Pair]) -> list[Spot]:
    """By date, yet each after those that fed it, even where a date is unknown or contradicts that.

    Raises ValueError when the feeds make a circle.
    """
    place = {spot.key: number for number, spot in enumerate(spots)}
    into: dict[Key, list[Key]] = {spot.key: [] for spot in spots}
    waits_for = dict.fromkeys(into, 0)
    for start, end in pairs:
        into[start].append(end)
        waits_for[end] += 1
    days = _days(spots, into)
    ready = [(days[key], place[key]) for key, number in waits_for.items() if not number]
    heapify(ready)
    found = []
    while ready:
        spot = spots[heappop(ready)[1]]
        found.append(spot)
        for key in into[spot.key]:
            waits_for[key] -= 1
            if not waits_for[key]:
                heappush(ready, (days[key], place[key]))
    if len(found) < len(spots):
        raise ValueError("These feeds make a circle.")
    return found


def _days(spots: Sequence[Spot], into: dict[Key, list[Key]]) -> dict[Key, date]:
    """The day of each for ordering: its own; without one, that of the earliest that it fed; without any, the last of all."""
    days = {spot.key: spot.day or date.max for spot in spots}
    unknown = [spot.key for spot in spots if spot.day is None]
    # Each round carries a day one step up the river.
    for _round in unknown:
        for key in unknown:
            days[key] = min((days[other] for other in into[key]), default=date.max)
    return days


def upstream(pairs: Sequence[Pair]) -> dict[Key, set[Key]]:
    """For each meeting of `pairs`, itself and all whose words reached it. The pairs make no circle."""
    sources: dict[Key, list[Key]] = {}
    for start, end in pairs:
        sources.setdefault(start, [])
        sources.setdefault(end, []).append(start)
    found: dict[Key, set[Key]] = {}

    def of(key: Key) -> set[Key]:
        if key not in found:
            found[key] = {key}.union(*(of(source) for source in sources[key]))
        return found[key]

    return {key: of(key) for key in sources}


def planned(ordered: Sequence[Spot], pairs: Sequence[Pair]) -> Plan:
    """A row for each, in this order, and columns so that no two beds run in one at the same time."""
    plan = Plan({spot.key: number for number, spot in enumerate(ordered)})
    feeders: dict[Key, list[Key]] = {}
    for start, end in sorted(pairs, key=lambda pair: plan.row[pair[0]]):
        feeders.setdefault(end, []).append(start)
    beds = [Bed(into, those, plan.row[those[0]], plan.row[into]) for into, those in feeders.items()]
    for bed in sorted(beds, key=lambda bed: (bed.first, bed.last)):
        bed.column = _free_column(bed, plan)
        plan.beds.append(bed)
        plan.column[bed.into] = bed.column
    for spot in ordered:
        if spot.key not in plan.column:
            plan.column[spot.key] = _column_of_spring(spot.key, plan)
    return plan


def _free_column(bed: Bed, plan: Plan) -> int:
    """Where the bed of its first feeder ends, if it can go on there; else the first column where none runs beside it."""
    goes_on = [other for other in plan.beds if other.into == bed.feeders[0]]
    taken = {
        other.column
        for other in plan.beds
        if other.first <= bed.last and bed.first <= other.last and not (other in goes_on and other.last == bed.first)
    }
    wished = [other.column for other in goes_on if other.column not in taken]
    return wished[0] if wished else next(number for number in count() if number not in taken)


def _column_of_spring(key: Key, plan: Plan) -> int:
    """Where a meeting that nobody fed stands: at the head of the bed that begins with it, else beside the beds."""
    for bed in plan.beds:
        if bed.feeders[0] == key:
            return bed.column
    row = plan.row[key]
    taken = {bed.column for bed in plan.beds if bed.first <= row <= bed.last}
    return next(number for number in count() if number not in taken)
