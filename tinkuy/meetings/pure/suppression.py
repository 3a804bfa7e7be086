"""Which counts of people may be published, so that nobody is recognised and no hidden count can be worked out.

A count under the minimum is hidden. As its parts are published with their sum, a hidden part could be worked out by
subtraction; so the smallest of the larger parts is always hidden with the small ones. Where some hidden part could still
be only one number, nothing of the breakdown is published.

What is hidden never depends on how small the small ones are: whoever knows this rule learns nothing from it either.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

MINIMUM = 5
K = TypeVar("K")


@dataclass(frozen=True)
class Published(Generic[K]):
    """One part as everybody may read it. `count` is None when it is hidden: for being small, or to protect one that is."""

    key: K
    count: int | None
    is_small: bool = False


def published_total(counts: Iterable[int], minimum: int = MINIMUM) -> int | None:
    """The sum, or None when so few people may not be counted in public."""
    total = sum(counts)
    return None if 0 < total < minimum else total


def published(parts: Mapping[K, int], minimum: int = MINIMUM) -> list[Published[K]] | None:
    """The parts as they may be published beside their sum, in their order; None when none of them may.

    Every part counts at least one person: what nobody belongs to is no part.
    """
    counts = list(parts.values())
    if any(count < 1 for count in counts):
        raise ValueError("A part counts at least one person.")
    hidden = hidden_places(counts, minimum)
    if hidden is None:
        return None
    return [
        Published(key, None if place in hidden else count, count < minimum) for place, (key, count) in enumerate(parts.items())
    ]


def hidden_places(counts: Sequence[int], minimum: int = MINIMUM) -> set[int] | None:
    """The places of the counts that stay hidden; None when hiding them would not do."""
    small = {place for place, count in enumerate(counts) if count < minimum}
    if not small:
        return set()
    larger = sorted((count, place) for place, count in enumerate(counts) if place not in small)
    bounds = dict.fromkeys(small, (1, minimum - 1))
    if larger:
        place = larger[0][1]
        bounds[place] = (minimum, _most(counts, place, larger[1:]))
    rest = sum(counts[place] for place in bounds)
    return set(bounds) if _is_safe(list(bounds.values()), rest) else None


def _most(counts: Sequence[int], place: int, shown: Sequence[tuple[int, int]]) -> int:
    """The highest number that the larger hidden part could be: it comes before the smallest shown, which everybody reads."""
    if not shown:
        return sum(counts)
    count, its_place = shown[0]
    return count if place < its_place else count - 1


def _is_safe(bounds: Sequence[tuple[int, int]], rest: int) -> bool:
    """Whether each of the hidden parts, which lie within these bounds and add up to `rest`, could be another number."""
    least, most = sum(low for low, _high in bounds), sum(high for _low, high in bounds)
    return all(max(low, rest - (most - high)) < min(high, rest - (least - low)) for low, high in bounds)
