"""Who came: told at the door, once."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.models import User
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError
from tinkuy.meetings.enums import Origin, RegistrationState
from tinkuy.meetings.models import Meeting, Registrant, Registration

MOST_AT_ONCE = 1_000
COUNTED_BY = ("organization", "territory", "gender", "age_band")


@transaction.atomic
def check_in(registration: Registration, *, by: User) -> bool:
    """She came. False when that was written down before: `registration` then says when and by whom, and nothing changes."""
    require(by, "meetings.check_in", registration.meeting)
    not_yet = Registration.objects.filter(pk=registration.pk, checked_in_at=None)
    is_first = bool(not_yet.update(checked_in_at=timezone.now(), checked_in_by=by))
    if is_first:
        history.record("meetings.registration_checked_in", registration, by=by)
    registration.refresh_from_db(fields=["checked_in_at", "checked_in_by"])
    return is_first


@transaction.atomic
def undo_check_in(registration: Registration, *, by: User) -> None:
    """She had not come after all: a wrong line was ticked. Who was written down at the door is struck out whole."""
    require(by, "meetings.check_in", registration.meeting)
    if not Registration.objects.filter(pk=registration.pk).present().update(checked_in_at=None, checked_in_by=None):
        return
    history.record("meetings.check_in_undone", registration, by=by)
    if registration.origin != Origin.SITE:
        registration.delete()


@transaction.atomic
def add_arrival(
    meeting: Meeting,
    id: UUID,
    *,
    people: int = 1,
    name: str = "",
    may_be_named: bool = False,
    origin: str = Origin.DOOR,
    by: User,
    **counted: Any,
) -> Registration:
    """Somebody came without registering, or several alike: counted, and named only when she agrees. The same id is once.

    `counted` holds organization, territory, gender and age_band as far as they are known. Raises InvalidError.
    """
    require(by, "meetings.check_in", meeting)
    name = clean(name)
    _check(people, name, may_be_named)
    if found := Registration.objects.filter(pk=id, meeting=meeting).first():
        return found
    values = {field: value for field, value in counted.items() if field in COUNTED_BY and value}
    arrival = Registration.objects.create(
        id=id,
        meeting=meeting,
        origin=origin,
        state=RegistrationState.PLACED,
        people=people,
        checked_in_at=timezone.now(),
        checked_in_by=by,
        **values,
    )
    if name:
        Registrant.objects.create(registration=arrival, meeting=meeting, name=name, may_be_named=may_be_named)
    history.record("meetings.arrival_added", arrival, by=by, meeting=str(meeting.pk), count=people)
    return arrival


def _check(people: int, name: str, may_be_named: bool) -> None:
    errors = {}
    if not 1 <= people <= MOST_AT_ONCE:
        errors["people"] = _("Write a number of people from 1 to %(most)s.") % {"most": MOST_AT_ONCE}
    elif name and people > 1:
        errors["people"] = _("A name is one person's. Add the others on another line.")
    if name and not may_be_named:
        errors["may_be_named"] = _("A name is written down only when the person agrees. Without that, leave it empty.")
    if len(name) > 200:
        errors["name"] = _("Write the name in 200 characters at most.")
    if errors:
        raise InvalidError(ValidationError(errors))
