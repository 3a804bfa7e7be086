"""One organization written down twice becomes one; the address of the other leads there for ever."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.alliance import queries
from tinkuy.alliance.models import Application, MemberList, Membership, Organization, Profile, Seat, SeatInvitation
from tinkuy.alliance.pure.periods import Period, certainly_overlap
from tinkuy.alliance.services.sources import By
from tinkuy.core import history
from tinkuy.core.errors import ConflictError
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError, put


@dataclass(frozen=True)
class Staying:
    """What cannot be moved, because the one that stays has its own for the same time."""

    memberships: list[Membership]
    seats: list[Seat]

    def __bool__(self) -> bool:
        return bool(self.memberships or self.seats)


def staying(gone: Organization, kept: Organization) -> Staying:
    """What would stay with `gone` if it were merged into `kept`: it is kept, and no list shows it twice."""
    own = list(kept.memberships.all())
    memberships = [
        row
        for row in gone.memberships.select_related("working_group").order_by("pk")
        if any(other.working_group_id == row.working_group_id and _collide(row, other) for other in own)
    ]
    seats = [row for row in gone.seats.select_related("person").order_by("since_on", "pk") if not _has_room(row, kept)]
    return Staying(memberships, seats)


def _collide(one: Membership, other: Membership) -> bool:
    return one.since_on == other.since_on or certainly_overlap(
        Period(one.since_on, one.until_on), Period(other.since_on, other.until_on)
    )


def _has_room(seat: Seat, kept: Organization) -> bool:
    others = Seat.objects.filter(organization=kept).overlapping(seat.since_on, seat.until_on)
    same = others.filter(person=seat.person)
    return not same.exists() and (seat.is_substitute or not others.filter(is_substitute=False).exists())


@transaction.atomic
def merge_organizations(gone: Organization, *, into: Organization, reason: str, by: By) -> Organization:
    """All that `gone` has is from now on that of `into`, and its address leads there. Merging them again changes nothing.

    Later rooms follow `alliance.organizations_merged`, in the same transaction. Memberships and seats for which `into` has
    its own on the same days stay where they are, and history says which. Refuses an organization into itself, into one that
    was merged, a second merge elsewhere, and no reason.
    """
    require(by, "alliance.merge_organizations", gone)
    gone, kept = _held(gone, into)
    if gone.merged_into_id == kept.pk:
        return kept
    reason = _possible(gone, kept, reason)
    stays = staying(gone, kept)
    _move_memberships(gone, kept, stays, by=by)
    _move_seats(gone, kept, stays, by=by)
    _move_rest(gone, kept, by=by)
    # Those that led to `gone` lead on at once: an address never leads twice, so no circle can close.
    Organization.objects.filter(merged_into=gone).update(merged_into=kept)
    Organization.objects.filter(pk=gone.pk).update(merged_into=kept)
    gone.merged_into = kept
    history.record("alliance.organizations_merged", kept, by=by, organization=str(gone.pk), reason=reason)
    left = {name: count for name, count in queries.held_by(gone).items() if count}
    history.record("alliance.organization_merged_away", gone, by=by, organization=str(kept.pk), reason=reason, **left)
    return kept


def _held(*rows: Organization) -> tuple[Organization, ...]:
    """The rows as they stand, while nobody else merges them; always asked for in one order, so that two never wait crosswise."""
    found = {row.pk: row for row in Organization.objects.select_for_update().filter(pk__in=[r.pk for r in rows]).order_by("pk")}
    return tuple(found[row.pk] for row in rows)


def _possible(gone: Organization, kept: Organization, reason: str) -> str:
    if gone.pk == kept.pk:
        raise InvalidError.beside("into", _("This is the same organization. Choose the other one."))
    if gone.merged_into_id:
        raise ConflictError(_("%(name)s was merged already, into another organization.") % {"name": gone})
    if kept.merged_into_id:
        raise InvalidError.beside(
            "into", _("%(name)s was merged into another one itself. Choose the one that stands.") % {"name": kept}
        )
    if gone.is_sample != kept.is_sample:
        raise InvalidError.beside("into", _("A made-up example and a real organization are not the same."))
    if not (said := clean(reason)):
        raise InvalidError.beside("reason", _("Say how you know that both are the same; it stays in the history."))
    return said


def _move_memberships(gone: Organization, kept: Organization, stays: Staying, *, by: By) -> None:
    fixed = {row.pk for row in stays.memberships}
    for row in gone.memberships.order_by("pk"):
        if row.pk not in fixed:
            put(row, {"organization": kept}, is_new=False)
            about = {"working_group": str(row.working_group_id), "since_on": row.since_on}
            history.record("alliance.membership_moved", kept, by=by, organization=str(gone.pk), **about)
    for list_ in MemberList.objects.filter(organizations=gone):
        changed = put(list_, {"organizations": {*list_.organizations.exclude(pk=gone.pk), kept}}, is_new=False)
        history.record("alliance.member_list_changed", list_, by=by, changes=changed)


def _move_seats(gone: Organization, kept: Organization, stays: Staying, *, by: By) -> None:
    fixed = {row.pk for row in stays.seats}
    for row in gone.seats.order_by("pk"):
        if row.pk not in fixed:
            history.record("alliance.seat_changed", row, by=by, changes=put(row, {"organization": kept}, is_new=False))


def _move_rest(gone: Organization, kept: Organization, *, by: By) -> None:
    """Invitations that wait, but for addresses that `kept` invited too; and the applications and profiles that led to `gone`."""
    waiting = SeatInvitation.objects.waiting()
    twice = waiting.filter(organization=kept).values("email")
    waiting.filter(organization=gone).exclude(email__in=list(twice.values_list("email", flat=True))).update(organization=kept)
    Application.objects.filter(organization=gone).update(organization=kept)
    Profile.objects.filter(organization=gone).update(organization=kept)
