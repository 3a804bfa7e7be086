"""A meeting that is moved or cancelled after people registered: they are told."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from tinkuy.core import history
from tinkuy.core.models import User
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError
from tinkuy.meetings.enums import RegistrationState
from tinkuy.meetings.models import Meeting, Registration
from tinkuy.meetings.queries import WHEN_AND_WHERE
from tinkuy.meetings.services.asked import By
from tinkuy.meetings.services.letters import tell


def moves(found: Meeting | None, values: dict[str, Any]) -> bool:
    """Whether `values` give a meeting that stands another day, hour or place."""
    if found is None:
        return False
    return any(name in values and _cleaned(values[name]) != getattr(found, name) for name in WHEN_AND_WHERE)


def _cleaned(value: Any) -> Any:
    return clean(value) if isinstance(value, str) else value


def refuse_to_move_unsaid(found: Meeting | None, values: dict[str, Any], *, tells: bool, by: By) -> None:
    """Whoever moves a meeting for which people registered says first that they are to be told (InvalidError)."""
    if tells or found is None or not isinstance(by, User) or not moves(found, values):
        return
    if count := registered(found).count():
        said = ngettext(
            "One person registered for the day and place that stand. Tick this, and she gets a letter with the new ones.",
            "%(count)s people registered for the day and place that stand. Tick this, and they get a letter with the new ones.",
            count,
        )
        raise InvalidError.beside("tells_registered", said % {"count": count})


def registered(meeting: Meeting) -> QuerySet[Registration]:
    """Those who mean to come, or wait for a place."""
    return meeting.registrations.filter(
        state__in=[RegistrationState.PLACED, RegistrationState.WAITING, RegistrationState.ASKED]
    ).exclude(registrant__email="")


def tell_registered(kind: str, meeting: Meeting, *, by: By, **about: str) -> None:
    """Write to everybody who registered, and remember that it was done and to how many."""
    count = 0
    for registration in registered(meeting):
        tell(kind, registration, **about)
        count += 1
    if count:
        history.record("meetings.registered_told", meeting, by=by, letter=kind, count=count)
