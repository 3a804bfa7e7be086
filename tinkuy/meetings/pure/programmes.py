"""The programme of a meeting: its sessions in their order, and what changed from one edition of it to another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

_NO_DAY, _NO_HOUR = 1_000, time.max


@dataclass(frozen=True)
class Slot:
    """A session, as it is prepared or as an edition told it. `number` is the day of the meeting, 1 the first, and `day` its date;
    None where nobody knows.
    """

    key: UUID
    title: str
    position: int
    number: int | None = None
    day: date | None = None
    begins: time | None = None
    ends: time | None = None
    room: str = ""
    lead_id: UUID | None = None
    lead: str = ""
    organization_id: UUID | None = None
    organization: str = ""
    # Somebody led it who took her name back.
    is_unnamed: bool = False

    @property
    def when(self) -> tuple[int | None, time | None, time | None]:
        return self.number, self.begins, self.ends

    @property
    def led_by(self) -> tuple[UUID | None, UUID | None]:
        return self.lead_id, self.organization_id

    @property
    def place(self) -> tuple[int, time]:
        """What is of one day and one hour stands side by side; only there the position says what comes first."""
        return self.number or _NO_DAY, self.begins or _NO_HOUR


class Kind(StrEnum):
    ADDED = "ADDED"
    REMOVED = "REMOVED"
    RENAMED = "RENAMED"
    MOVED = "MOVED"
    ROOM = "ROOM"
    LED = "LED"
    ORDER = "ORDER"


@dataclass(frozen=True)
class Change:
    """What became of one session; of ORDER there is one for the whole, with the sessions as they stand now."""

    kind: Kind
    before: Slot | None = None
    after: Slot | None = None
    order: tuple[Slot, ...] = ()


def in_order(slots: Iterable[Slot]) -> list[Slot]:
    """By day and hour, and then as they were put; those of unknown day or hour come last."""
    return sorted(slots, key=lambda slot: (*slot.place, slot.position))


def by_day(slots: Iterable[Slot]) -> list[tuple[Slot, list[Slot]]]:
    """The sessions of each day in their order, each day told by its first session."""
    days = [list(group) for _number, group in groupby(in_order(slots), key=lambda slot: slot.number)]
    return [(day[0], day) for day in days]


def differences(earlier: Sequence[Slot], later: Sequence[Slot]) -> list[Change]:
    """What changed from one to the other, session by session in their order; nothing when they say the same.

    That the whole meeting moved to other days is no change of its sessions: they are compared by the day of the meeting.
    """
    before, after = ({slot.key: slot for slot in in_order(slots)} for slots in (earlier, later))
    found = [Change(Kind.ADDED, after=slot) for key, slot in after.items() if key not in before]
    found += [Change(Kind.REMOVED, before=slot) for key, slot in before.items() if key not in after]
    for key, slot in after.items():
        if key in before:
            found += _of_one(before[key], slot)
    if order := _new_order(before, after):
        found.append(Change(Kind.ORDER, order=order))
    return found


def _of_one(before: Slot, after: Slot) -> Iterable[Change]:
    compared: list[tuple[Kind, Any, Any]] = [
        (Kind.RENAMED, before.title, after.title),
        (Kind.MOVED, before.when, after.when),
        (Kind.ROOM, before.room, after.room),
        (Kind.LED, before.led_by, after.led_by),
    ]
    return [Change(kind, before, after) for kind, was, now in compared if was != now]


def _new_order(before: dict[UUID, Slot], after: dict[UUID, Slot]) -> tuple[Slot, ...]:
    """Those that stayed at their hour, in their order now, when they stood in another one; else none."""
    stayed = [key for key in after if key in before and before[key].place == after[key].place]
    was = [key for key in before if key in set(stayed)]
    return () if was == stayed else tuple(after[key] for key in stayed)
