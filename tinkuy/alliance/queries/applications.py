"""Who would join, and who is asked to speak."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from tinkuy.alliance.models import (
    Application,
    Organization,
    SeatInvitation,
)
from tinkuy.core.models import User
from tinkuy.core.permissions import may


def applications(user: User | AnonymousUser) -> QuerySet[Application]:
    """The applications that `user` may read: those that wait first, then the latest decided."""
    found = Application.objects.visible_to(user).select_related("working_group", "territory", "organization", "decided_by")
    return found.annotate(is_decided=Q(decided_at__isnull=False)).order_by("is_decided", "-decided_at", "proven_at", "id")


def invitations_to(organization: Organization, user: User | AnonymousUser) -> list[SeatInvitation]:
    """The invitations of this organization that wait for an answer, for who may invite; for everybody else none."""
    if not may(user, "alliance.invite_delegate", organization):
        return []
    return [each for each in organization.seat_invitations.waiting() if may(user, "alliance.withdraw_invitation", each)]


def has_password(email: str) -> bool:
    """Whether this address has an account whose password was chosen."""
    return User.objects.filter(email__iexact=email).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()
