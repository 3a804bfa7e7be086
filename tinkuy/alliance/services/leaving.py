"""An organization leaves a group, or the alliance: on a day, for a reason, and what it did stays."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.alliance.enums import Standing
from tinkuy.alliance.models import Membership, Organization, Seat
from tinkuy.alliance.pure.periods import Period, ends_before_it_starts, may_hold_on
from tinkuy.alliance.services.invitations import withdraw_waiting
from tinkuy.alliance.services.refusals import hold
from tinkuy.alliance.services.sources import By
from tinkuy.core import history
from tinkuy.core.errors import ConflictError
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError, put


@transaction.atomic
def leave_group(membership: Membership, *, on: date, reason: str, by: By) -> Membership:
    """`on` is the last day of this membership. Saying it again changes nothing; the page and the history stay.

    Refuses a day before it began, and no reason. Raises ConflictError when it ended on another day already.
    """
    require(by, "alliance.leave_group", membership)
    hold(membership.working_group)
    membership.refresh_from_db()
    if membership.until_on == on.isoformat():
        return membership
    if membership.until_on:
        raise ConflictError(_("It left this group already. If the day is wrong, correct the membership on the group's page."))
    reason = _reason(reason)
    _end_membership(membership, on)
    about = {"working_group": str(membership.working_group_id), "on": on.isoformat(), "reason": reason}
    history.record("alliance.group_left", membership.organization, by=by, **about)
    return membership


@transaction.atomic
def leave_alliance(organization: Organization, *, on: date, reason: str, by: By) -> Organization:
    """From the day after `on` it is a former member: its memberships and seats have that day as their last.

    Invitations to speak for it that wait are withdrawn. Its page, meetings and contributions stay. Of a former member it
    changes nothing. Refuses a day to come, a day before a membership or a seat began, and no reason.
    """
    require(by, "alliance.leave_alliance", organization)
    hold(organization)
    organization.refresh_from_db()
    if organization.standing == Standing.FORMER:
        return organization
    reason = _reason(reason)
    if on > timezone.localdate():
        raise InvalidError.beside("on", _("That day has not come yet. Write it down on that day, or choose an earlier one."))
    memberships = [row for row in organization.memberships.select_related("working_group") if _outlasts(row, on)]
    for row in memberships:
        _end_membership(row, on)
    seats = _end_seats(organization, on, by=by)
    withdraw_waiting(organization, by=by)
    before = organization.standing
    put(organization, {"standing": Standing.FORMER}, is_new=False)
    told = {"memberships": len(memberships), "seats": seats, "standing": before}
    history.record("alliance.alliance_left", organization, by=by, on=on.isoformat(), reason=reason, **told)
    return organization


def _outlasts(row: Membership, on: date) -> bool:
    """Whether it may still hold on the day, or begins later."""
    holds = may_hold_on(Period(row.since_on, row.until_on), on)
    return row.until_on != on.isoformat() and (holds or ends_before_it_starts(Period(row.since_on, on.isoformat())))


def _end_membership(row: Membership, on: date) -> None:
    if ends_before_it_starts(Period(row.since_on, on.isoformat())):
        raise InvalidError.beside(
            "on", _("It joined “%(group)s” after that day. Choose a later day.") % {"group": row.working_group}
        )
    put(row, {"until_on": on.isoformat()}, is_new=False)


def _end_seats(organization: Organization, on: date, *, by: By) -> int:
    seats = Seat.objects.filter(organization=organization).overlapping(on, None).exclude(until_on=on).select_related("person")
    for seat in seats:
        if seat.since_on > on:
            raise InvalidError.beside(
                "on", _("The seat of %(name)s begins after that day. Choose a later day.") % {"name": seat.person}
            )
        history.record("alliance.seat_changed", seat, by=by, changes=put(seat, {"until_on": on}, is_new=False))
    return len(seats)


def _reason(reason: str) -> str:
    if not (said := clean(reason)):
        raise InvalidError.beside("reason", _("Say why; it stays in the history."))
    return said
