"""The paper sheet that went round at a meeting, typed in afterwards: all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from tinkuy.core.errors import DomainError
from tinkuy.core.models import User
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import fold
from tinkuy.core.recording import InvalidError
from tinkuy.meetings.enums import Origin, RegistrationState
from tinkuy.meetings.models import Meeting, Registration
from tinkuy.meetings.services.check_in import add_arrival, check_in


class PaperRefusedError(DomainError):
    """Some rows cannot be kept, and so none was. `problems` says by row, counted from 0, what is wrong with each field."""

    def __init__(self, problems: dict[int, dict[str, list[str]]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{row + 1}: {said}" for row, said in problems.items()))


@dataclass(frozen=True)
class SheetRow:
    """One row as it was typed. `id` is made with the page, so that sending twice counts once."""

    id: UUID
    people: int = 1
    name: str = ""
    may_be_named: bool = False
    counted: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Typed:
    """What came of a sheet: how many people were written down, and how many had been before, who are not counted again."""

    added: int
    known: int


@transaction.atomic
def type_sheet(meeting: Meeting, rows: Sequence[SheetRow], *, by: User) -> Typed:
    """Write down everybody on the sheet. Who registered under the name that stands there is received as such.

    Sending it twice counts nobody twice. When any row is refused none is kept: PaperRefusedError says what is wrong where.
    """
    require(by, "meetings.check_in", meeting)
    registered = _registered(meeting)
    problems: dict[int, dict[str, list[str]]] = {}
    added = known = 0
    for place, row in enumerate(rows):
        try:
            is_new = _write(meeting, row, registered, by)
        except InvalidError as refusal:
            problems[place] = refusal.errors
        else:
            added, known = (added + row.people, known) if is_new else (added, known + row.people)
    if problems:
        raise PaperRefusedError(problems)
    return Typed(added, known)


def _registered(meeting: Meeting) -> dict[str, Registration]:
    """Those who registered, by name whatever its accents and capitals. Of two with one name neither is taken for the other."""
    rows = meeting.registrations.filter(origin=Origin.SITE).exclude(state=RegistrationState.CANCELLED)
    found: dict[str, list[Registration]] = {}
    for each in rows.select_related("registrant", "meeting").exclude(registrant=None):
        found.setdefault(_name_key(each.registrant.name), []).append(each)
    return {name: same[0] for name, same in found.items() if len(same) == 1}


def _name_key(name: str) -> str:
    return " ".join(fold(name).split())


def _write(meeting: Meeting, row: SheetRow, registered: dict[str, Registration], by: User) -> bool:
    """Whether the row counted somebody who had not been counted."""
    if row.name and (registration := registered.get(_name_key(row.name))):
        return check_in(registration, by=by)
    if Registration.objects.filter(pk=row.id).exists():
        return False
    said = {"people": row.people, "name": row.name, "may_be_named": row.may_be_named, **row.counted}
    add_arrival(meeting, row.id, origin=Origin.SHEET, by=by, **said)
    return True
