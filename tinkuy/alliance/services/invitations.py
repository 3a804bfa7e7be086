"""Asking somebody by mail to speak for an organization, and her answer."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tinkuy.alliance.models import Organization, Person, Seat, SeatInvitation
from tinkuy.alliance.services.links import LinkError, behind, seal, was_sent_just_now
from tinkuy.alliance.services.refusals import hold
from tinkuy.alliance.services.seats import require_room, seat_id, write_seat
from tinkuy.alliance.services.sources import By
from tinkuy.core import history
from tinkuy.core.jobs import send_to_address_later
from tinkuy.core.mail import forget_addresses
from tinkuy.core.models import User
from tinkuy.core.permissions import may, require
from tinkuy.core.pure.texts import clean, fold
from tinkuy.core.recording import InvalidError, put, upsert
from tinkuy.core.services import open_account

DAYS = 14


@transaction.atomic
def invite_delegate(
    organization: Organization,
    *,
    name: str,
    email: str,
    since_on: date,
    role: str = "",
    is_substitute: bool = False,
    by: By,
) -> SeatInvitation:
    """Send `email` a link, good once and for 14 days, with which its reader takes a seat of `organization`.

    The same address again, while it waits, is the same invitation: corrected, and sent anew unless it just went out.
    Refuses who already has a seat there, and a second one who is not a substitute.
    """
    require(by, "alliance.invite_delegate", organization)
    hold(organization)
    email = checked_email(email)
    person = _person_called(name, organization, email, by)
    require_room(organization, person, since_on, None, is_substitute=is_substitute)
    waiting = SeatInvitation.objects.waiting().filter(organization=organization, email=email).first()
    row = waiting or SeatInvitation(organization=organization, email=email)
    values = {"name": name, "person": person, "role": role, "is_substitute": is_substitute, "since_on": since_on}
    if waiting and was_sent_just_now(waiting) and not history.changes(waiting, {**values, "name": clean(name)}):
        return waiting
    return _sent(row, {**values, "invited_by": by if isinstance(by, User) else None}, is_new=waiting is None, by=by)


def _sent(row: SeatInvitation, values: dict[str, Any], *, is_new: bool, by: By) -> SeatInvitation:
    seal(row, days=DAYS)
    put(row, values, is_new=is_new)
    row.save()
    details = {"organization": str(row.organization_id), "since_on": row.since_on.isoformat()}
    if is_new:
        history.record("alliance.seat_invitation_sent", row, by=by, **details)
    else:
        history.record("alliance.seat_invitation_sent_again", row, by=by, **details)
    send_to_address_later("alliance.seat_invitation", row.email, invitation=str(row.pk))
    return row


def checked_email(email: str) -> str:
    """`email` as it is kept. Refuses what is no address."""
    email = clean(email).lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise InvalidError.beside(
            "email", _("“%(email)s” is not an e-mail address. It looks like name@place.pe.") % {"email": email}
        ) from error
    return email


def _person_called(name: str, organization: Organization, email: str, by: By) -> Person | None:
    """Who is meant: whose account it is, or else the only one of this name without an account; None for somebody new.

    Whoever is not of the secretariat names by her name alone only who spoke for this very organization and for nothing
    else: otherwise a name and a mailbox would be enough to take over what another person may do.
    """
    if found := Person.objects.filter(user__email__iexact=email).first():
        return found
    namesakes = Person.objects.filter(folded_name=fold(clean(name)), user=None)
    if not may(by, "alliance.record_person"):
        elsewhere = Seat.objects.exclude(organization=organization).values("person")
        namesakes = namesakes.filter(seats__organization=organization, coordinations=None, body_memberships=None)
        namesakes = namesakes.exclude(pk__in=elsewhere).distinct()
    known = list(namesakes[:2])
    return known[0] if len(known) == 1 else None


@transaction.atomic
def withdraw_invitation(invitation: SeatInvitation, *, by: By) -> SeatInvitation:
    """From now on its link opens nothing, and the address is forgotten. Twice is once; one that was used stays used."""
    require(by, "alliance.withdraw_invitation", invitation)
    _withdraw(invitation, by=by)
    invitation.refresh_from_db()
    if invitation.used_at:
        raise LinkError(_("%(name)s accepted it already. End the seat instead.") % {"name": invitation.name})
    return invitation


def withdraw_waiting(organization: Organization, *, by: By) -> None:
    """Withdraw all that wait for an answer. Asks for no permission: its callers did."""
    for invitation in SeatInvitation.objects.waiting().filter(organization=organization):
        _withdraw(invitation, by=by)


def withdraw_unfounded(found: QuerySet[SeatInvitation], *, by: By) -> None:
    """Withdraw those of them whose sender may not send them any more. Asks for no permission: its callers did."""
    for invitation in found.select_related("organization", "invited_by"):
        if invitation.invited_by and not may(invitation.invited_by, "alliance.invite_delegate", invitation.organization):
            _withdraw(invitation, by=by)


def _withdraw(invitation: SeatInvitation, *, by: By) -> None:
    if SeatInvitation.objects.waiting().filter(pk=invitation.pk).update(withdrawn_at=timezone.now(), email=""):
        forget_addresses(invitation=str(invitation.pk))
        history.record("alliance.seat_invitation_withdrawn", invitation, by=by, organization=str(invitation.organization_id))


def invitation_behind(token: str, *, by: User | None) -> SeatInvitation:
    """The invitation that this link opens for `by`, or for whoever holds it when nobody is signed in.

    Raises LinkError when it was used or withdrawn, when its days are over, or when it is for another address than that of
    `by`.
    """
    found = behind(SeatInvitation, token)
    if found.used_at:
        said = _("This invitation was used on %(day)s. If it was you, sign in: there is nothing more to do.")
        raise LinkError(said % {"day": date_format(found.used_at)})
    if found.withdrawn_at:
        raise LinkError(_("This invitation was withdrawn. Ask whoever invited you."))
    if found.has_expired:
        said = _("This invitation was good until %(day)s. Ask whoever invited you for another one.")
        raise LinkError(said % {"day": date_format(found.expires_at)})
    if by and by.email.lower() != found.email:
        raise LinkError(
            _("You are signed in as %(email)s, and this invitation is for another address. Sign out, and open it again.")
            % {"email": by.email}
        )
    return found


@transaction.atomic
def accept_invitation(token: str, *, by: User | None = None, password: str = "") -> Seat:
    """Who opened the link has the seat, from the day that was written or, when that is past, from today.

    The link is the permission: it proves the mailbox that was invited. A new account takes `password`. Raises what
    `invitation_behind` raises, and InvalidError for a password that is too weak or when somebody speaks there by now.
    """
    invitation = invitation_behind(token, by=by)
    hold(invitation.organization)
    if not SeatInvitation.objects.waiting().filter(pk=invitation.pk).update(used_at=timezone.now(), email=""):
        raise LinkError(_("This invitation was used or withdrawn a moment ago."))
    user = by or open_account(invitation.email, invitation.name, password)
    person = _tied(invitation, user)
    seat = _seat(invitation, person, user)
    SeatInvitation.objects.filter(pk=invitation.pk).update(seat=seat)
    forget_addresses(invitation=str(invitation.pk))
    details = {"organization": str(invitation.organization_id), "person": str(person.pk)}
    history.record("alliance.seat_invitation_accepted", invitation, by=user, **details)
    return seat


def _tied(invitation: SeatInvitation, user: User) -> Person:
    """Who takes the seat: the person of this account, the one whom the invitation means, or a new one."""
    if mine := Person.objects.filter(user=user).first():
        return mine
    known = invitation.person if invitation.person and invitation.person.user_id is None else None
    values = {"user": user} if known else {"user": user, "name": invitation.name}
    return upsert(Person, known.pk if known else None, values, by=user, action_prefix="alliance.person")[0]


def _seat(invitation: SeatInvitation, person: Person, user: User) -> Seat:
    since_on = max(invitation.since_on, timezone.localdate())
    values = {
        "person": person,
        "organization": invitation.organization,
        "since_on": since_on,
        "until_on": None,
        "is_substitute": invitation.is_substitute,
        "role": invitation.role,
    }
    try:
        return write_seat(seat_id(person, invitation.organization, since_on), values, by=user)
    except InvalidError as refusal:
        said = " ".join(message for messages in refusal.errors.values() for message in messages)
        raise LinkError(
            _("The seat cannot be yours as things stand. %(why)s Tell whoever invited you.") % {"why": said}
        ) from refusal
