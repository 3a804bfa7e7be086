"""How many came, by organization, region, gender and age: computed from who was received and from the lines typed in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.meetings.enums import AgeBand, Gender, MeetingState
from tinkuy.meetings.models import Meeting, Registration
from tinkuy.meetings.pure.suppression import published, published_total

Parts = Mapping[str, int]
_PARTS = ("organization__name", "territory__name", "gender", "age_band")
_MEETING = ("meeting__slug", "meeting__name", "meeting__held_on", "meeting__is_sample")


@dataclass(frozen=True)
class Part:
    """One part of those who came. `people` is None when it is not published: `is_small`, or to protect one that is."""

    label: str
    people: int | None
    is_small: bool = False


@dataclass(frozen=True)
class Breakdown:
    """All who came, by one thing said of them. `parts` is None when none of it may be published."""

    key: str
    by: str
    parts: list[Part] | None
    # Nobody said it: there is nothing to tell apart.
    is_unsaid: bool = False


@dataclass(frozen=True)
class Attended:
    """How many came; `people` is None when they are too few to be counted in public."""

    people: int | None
    breakdowns: list[Breakdown]


@dataclass(frozen=True)
class CountRow:
    """One count of one meeting, as it leaves the house."""

    meeting: str
    held_on: str
    is_sample: bool
    by: str
    part: str
    people: int | None
    is_small: bool


def attended(meeting: Meeting, *, for_organizers: bool = False) -> Attended | None:
    """How many came to `meeting`; None when nobody was received there. One query.

    Everybody reads it once the meeting is over, without counts under five nor those from which one could be worked out:
    numbers that change while people come in would tell who came last. Who organizes it reads all of them at any time.
    """
    if not (for_organizers or _is_over(meeting)):
        return None
    rows = list(_summed(meeting.registrations.present()))
    if not rows:
        return None
    total = sum(row["people"] for row in rows)
    breakdowns = [_breakdown(key, by, parts, in_full=for_organizers) for key, by, parts in _by_each(rows)]
    return Attended(total if for_organizers else published_total([total]), breakdowns)


def _is_over(meeting: Meeting) -> bool:
    is_past = meeting.latest_on is not None and meeting.latest_on < timezone.localdate()
    return is_past or meeting.state == MeetingState.HELD


def _summed(found: QuerySet[Registration]) -> Any:
    return found.order_by().values(*_PARTS).annotate(people=Sum("people"))


def _by_each(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, str, Parts]]:
    """The parts by each thing said of people. In the order of their names or lists: by size, the order would tell sizes."""
    rows, unsaid = list(rows), _("not said")
    named = ("organization__name", "territory__name")
    by = (_("organization"), _("region"), _("gender"), _("age"))
    keys = ("organizacion", "region", "genero", "edad")
    labels: dict[str, dict[str, str]] = {
        "gender": {value: str(label) for value, label in Gender.choices},
        "age_band": {value: str(label) for value, label in AgeBand.choices},
    }
    found: list[tuple[str, str, Parts]] = []
    for key, words, field in zip(keys, by, _PARTS, strict=True):
        sums: dict[str, int] = {}
        for row in rows:
            sums[row[field] or ""] = sums.get(row[field] or "", 0) + row["people"]
        order = sorted(filter(None, sums)) if field in named else [value for value in labels[field] if value in sums]
        parts = {labels.get(field, {}).get(value, value): sums[value] for value in order}
        if "" in sums:
            parts[_("another, none or not said") if field == "organization__name" else unsaid] = sums[""]
        found.append((key, words, parts))
    return found


def _breakdown(key: str, by: str, parts: Parts, *, in_full: bool) -> Breakdown:
    is_unsaid = list(parts) in ([_("not said")], [_("another, none or not said")])
    if in_full:
        return Breakdown(key, by, [Part(label, count) for label, count in parts.items()], is_unsaid)
    shown = published(parts)
    published_parts = None if shown is None else [Part(each.key, each.count, each.is_small) for each in shown]
    return Breakdown(key, by, published_parts, is_unsaid)


class PublicCounts:
    """Every published count of every meeting that is over: what a dataset reads. One query."""

    def iterator(self, chunk_size: int = 2_000) -> Iterator[CountRow]:
        found = Registration.objects.present().filter(meeting__in=_meetings_over())
        rows = found.order_by("meeting__slug").values(*_MEETING, *_PARTS).annotate(people=Sum("people"))
        for _slug, group in groupby(rows.iterator(chunk_size=chunk_size), key=lambda row: row["meeting__slug"]):
            yield from _rows_of(list(group))

    def count(self) -> int:
        return sum(1 for _row in self.iterator())


def _meetings_over() -> QuerySet[Meeting]:
    past = Meeting.objects.filter(latest_on__lt=timezone.localdate())
    return (past | Meeting.objects.filter(state=MeetingState.HELD)).order_by().values("pk")  # type: ignore[return-value]


def _rows_of(rows: list[Mapping[str, Any]]) -> Iterator[CountRow]:
    first = rows[0]
    about = (first["meeting__slug"], first["meeting__held_on"], first["meeting__is_sample"])
    total = sum(row["people"] for row in rows)
    shown = published_total([total])
    yield CountRow(*about, "total", "", shown, shown is None)
    for key, _by, parts in _by_each(rows):
        for each in published(parts) or []:
            yield CountRow(*about, key, each.key, each.count, each.is_small)
