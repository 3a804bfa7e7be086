"""What was written down by mistake is taken back: it never held, and history keeps what was written and why it went.

Ending is another thing: what ended was so until its last day. What somebody acted by, or what was decided or read in a
source, was no slip of the pen, and is ended instead. Later rooms refuse theirs by following `alliance.…_taken_back`.
"""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from tinkuy.alliance.enums import ApplicationDecision
from tinkuy.alliance.models import Application, Coordination, Membership, Organization, Seat, SeatInvitation, WorkingGroup
from tinkuy.alliance.services.invitations import withdraw_unfounded
from tinkuy.alliance.services.refusals import hold
from tinkuy.alliance.services.sources import By
from tinkuy.core import history
from tinkuy.core.errors import ConflictError
from tinkuy.core.models import HistoryEntry, User
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError

# What somebody does for an organization because she speaks for it.
_BY_SEAT = ("alliance.group_left", "alliance.alliance_left")


@transaction.atomic
def take_back_membership(membership: Membership, *, reason: str, by: By) -> Organization:
    """The organization never worked in that group. Invitations that only a coordinator of the group could send are
    withdrawn. Taking it back again changes nothing.

    Refuses no reason, and raises ConflictError for one that a source states, that came of an accepted application, or that
    the organization left.
    """
    require(by, "alliance.record_membership", membership.working_group)
    hold(membership.working_group)
    organization, pk = membership.organization, membership.pk
    if not Membership.objects.filter(pk=pk).exists():
        return organization
    reason = _reason(reason)
    _refuse_membership(membership)
    told = {"working_group": str(membership.working_group_id), "since_on": membership.since_on, "until_on": membership.until_on}
    sources = [source.url for source in membership.sources.all()]
    history.record("alliance.membership_taken_back", organization, by=by, reason=reason, sources=sources, **told)
    _remove(membership)
    withdraw_unfounded(organization.seat_invitations.waiting(), by=by)
    return organization


def _refuse_membership(row: Membership) -> None:
    about = history.of(row.organization).filter(details__working_group=str(row.working_group_id))
    if row.sources.exists() and not about.filter(action="alliance.membership_recorded", by__isnull=False).exists():
        raise ConflictError(_("A source states it, and what sources say stays. If it is over, end it."))
    joined = Application.objects.filter(decision=ApplicationDecision.ACCEPTED, working_group=row.working_group_id)
    if joined.filter(organization=row.organization_id).exists():
        raise ConflictError(_("It joined by an application that was accepted. If it works there no longer, end it."))
    if row.until_on and about.filter(action="alliance.group_left", details__on=row.until_on).exists():
        raise ConflictError(_("It left this group, and history says when and why. If the day is wrong, correct it."))


@transaction.atomic
def take_back_seat(seat: Seat, *, reason: str, by: By) -> Organization:
    """The person never spoke for the organization, and may do nothing by this seat from this moment on. Again changes nothing.

    Refuses no reason, and raises ConflictError when she acted for the organization by it.
    """
    require(by, "alliance.record_seat", seat.organization)
    hold(seat.organization)
    organization = seat.organization
    if not Seat.objects.filter(pk=seat.pk).exists():
        return organization
    reason = _reason(reason)
    if done_since(seat).filter(action__in=_BY_SEAT, target_id=organization.pk).exists():
        raise acted(str(seat.person))
    told = {"organization": str(organization.pk), "person": str(seat.person_id), "role": seat.role}
    history.record(
        "alliance.seat_taken_back", seat, by=by, reason=reason, is_substitute=seat.is_substitute, **told, **_days(seat)
    )
    # The invitation that she accepted stays as one that was used.
    SeatInvitation.objects.filter(seat=seat).update(seat=None)
    _remove(seat)
    return organization


@transaction.atomic
def take_back_coordination(coordination: Coordination, *, reason: str, by: By) -> WorkingGroup:
    """The person never coordinated the group, and may do nothing by it from this moment on. Again changes nothing.

    Invitations that she sent by it are withdrawn. Refuses no reason, and raises ConflictError when she acted for the group.
    """
    require(by, "alliance.record_coordination", coordination.working_group)
    hold(coordination.working_group)
    group, user = coordination.working_group, coordination.person.user
    if not Coordination.objects.filter(pk=coordination.pk).exists():
        return group
    reason = _reason(reason)
    if done_since(coordination).filter(details__working_group=str(group.pk)).exists() or _decided(user, group):
        raise acted(str(coordination.person))
    told = {"working_group": str(group.pk), "person": str(coordination.person_id)}
    history.record("alliance.coordination_taken_back", coordination, by=by, reason=reason, **told, **_days(coordination))
    _remove(coordination)
    if user:
        withdraw_unfounded(SeatInvitation.objects.waiting().filter(invited_by=user), by=by)
    return group


def acted(name: str) -> ConflictError:
    """The refusal of whoever acted by what would be taken back."""
    return ConflictError(_("%(name)s acted by it, and what was done stays. End it instead.") % {"name": name})


def done_since(row: Seat | Coordination) -> "models.QuerySet[HistoryEntry]":
    """What the person did here since this was written down; nothing without an account."""
    if row.person.user is None:
        return HistoryEntry.objects.none()
    written = history.of(row).filter(action__endswith="_recorded").first()
    return HistoryEntry.objects.filter(by=row.person.user, pk__gt=written.pk if written else 0)


def _decided(user: User | None, group: WorkingGroup) -> bool:
    return user is not None and Application.objects.filter(working_group=group, decided_by=user).exists()


def _days(row: Seat | Coordination) -> dict[str, Any]:
    return {"since_on": row.since_on.isoformat(), "until_on": row.until_on and row.until_on.isoformat()}


def _remove(row: models.Model) -> None:
    """Take the row away and leave the caller's as it was. What rests on it in other rooms keeps it."""
    try:
        type(row)._default_manager.filter(pk=row.pk).delete()
    except models.ProtectedError as error:
        raise ConflictError(_("Other things rest on it. End it instead.")) from error


def _reason(reason: str) -> str:
    if not (said := clean(reason)):
        raise InvalidError.beside("reason", _("Say what the mistake was; it stays in the history."))
    return said
