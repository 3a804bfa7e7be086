"""What of the alliance waits for somebody: applications to answer, invitations sent in vain."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from tinkuy.alliance.models import Application, SeatInvitation
from tinkuy.core.models import Mail, User
from tinkuy.core.waiting import grouped


def applications_to_answer_by(user: User) -> QuerySet[Any, Any]:
    """The applications without an answer that `user` may decide."""
    return grouped(Application.objects.visible_to(user).filter(decision=""), about="pk", name="name", since="proven_at")


def unanswered_invitations_of(user: User) -> QuerySet[Any, Any]:
    """Invitations that `user` sent and that wait in vain, by organization: their days are over, or no letter could be sent."""
    given_up = Mail.objects.given_up(timezone.now()).filter(kind="alliance.seat_invitation").exclude(address="")
    in_vain = Q(expires_at__lte=timezone.now()) | Q(email__in=given_up.values("address"))
    waiting = SeatInvitation.objects.waiting().filter(in_vain, invited_by=user)
    return grouped(waiting, about="organization__slug", name="organization__name", since="sent_at")
