"""Where people register for a meeting: opening it, and giving its places in turn."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.errors import DomainError
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.ids import named
from tinkuy.core.recording import InvalidError, upsert
from tinkuy.meetings.enums import MeetingState, Question, RegistrationState
from tinkuy.meetings.models import MOST_PEOPLE, Meeting, Registration, RegistrationDesk
from tinkuy.meetings.services.asked import By
from tinkuy.meetings.services.letters import tell

LONGEST_KEPT = 730


@transaction.atomic
def open_registration(
    meeting: Meeting,
    *,
    capacity: int | None = None,
    closes_on: date | None = None,
    asks: Iterable[str] = (),
    keep_days: int = 90,
    is_open: bool = True,
    by: By,
) -> RegistrationDesk:
    """People may register for `meeting`, as is said here; saying it again changes it, `is_open=False` closes it.

    When there are more places than before, the first who wait have them. Refuses fewer places than are taken.
    """
    require(by, "meetings.open_registration", meeting)
    # Two who open it at once wait for each other.
    meeting = Meeting.objects.select_for_update().order_by().get(pk=meeting.pk)
    if meeting.state != MeetingState.CONVENED and is_open:
        raise DomainError(_("Only a meeting that is convened takes registrations. Say first that it is convened."))
    desk = RegistrationDesk.objects.filter(meeting=meeting).first()
    _check(meeting, capacity, closes_on, keep_days)
    values = {
        "meeting": meeting,
        "capacity": capacity,
        "closes_on": closes_on,
        "asks": [question for question in Question.values if question in set(asks)],
        "keep_days": keep_days,
        "is_open": is_open,
    }
    key = desk.pk if desk else named("registration-desk", str(meeting.pk))
    made, _outcome = upsert(RegistrationDesk, key, values, by=by, action_prefix="meetings.desk")
    give_places(held(meeting), by=by)
    return made


def _check(meeting: Meeting, capacity: int | None, closes_on: date | None, keep_days: int) -> None:
    errors = {}
    taken = meeting.registrations.with_place().count()
    if capacity is not None and not 1 <= capacity <= MOST_PEOPLE:
        errors["capacity"] = _("Write how many places there are, or leave it empty if everybody fits.")
    elif capacity is not None and capacity < taken:
        errors["capacity"] = _("%(taken)s people have a place already. Write that number or a higher one.") % {"taken": taken}
    if closes_on and meeting.latest_on and closes_on > meeting.latest_on:
        errors["closes_on"] = _("The meeting will be over by then. Write its day or an earlier one.")
    if not 1 <= keep_days <= LONGEST_KEPT:
        errors["keep_days"] = _("Write a number of days from 1 to %(most)s.") % {"most": LONGEST_KEPT}
    if errors:
        raise InvalidError(ValidationError(errors))


def held(meeting: Meeting) -> RegistrationDesk | None:
    """The meeting's desk, held until the transaction ends: whoever else wants a place there waits. SQLite has one writer."""
    desk = RegistrationDesk.objects.select_for_update().filter(meeting=meeting).first()
    if desk:
        desk.meeting = meeting
    return desk


def has_free_place(desk: RegistrationDesk) -> bool:
    return desk.capacity is None or Registration.objects.filter(meeting=desk.meeting_id).with_place().count() < desk.capacity


def give_places(desk: RegistrationDesk | None, *, by: User | Operator) -> None:
    """While there are free places, the first who waits has one, and is told by letter. Only for whoever holds the desk."""
    if desk is None or not desk.meeting_is_to_come:
        return
    while has_free_place(desk) and (first := desk.meeting.registrations.waiting().first()):
        first.state = RegistrationState.PLACED
        first.save(update_fields=["state"])
        history.record("meetings.registration_given_place", first, by=by)
        tell("meetings.place_freed", first)
