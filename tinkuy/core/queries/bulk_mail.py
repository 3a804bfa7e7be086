"""Letters to many."""

from typing import Any

from django.db.models import Count, QuerySet

from tinkuy.core.enums import BulkMailState, Role
from tinkuy.core.models import BulkMail, User
from tinkuy.core.waiting import grouped


def letters_to_many() -> QuerySet[BulkMail]:
    """All of them, the newest first, each with its `addressee_count` and who proposed and answered it."""
    counted = BulkMail.objects.annotate(addressee_count=Count("to"))
    return counted.select_related("proposed_by", "answered_by").order_by("-proposed_at", "-id")


def waiting_for_a_yes_of(user: User) -> QuerySet[Any, Any] | None:
    """Letters to many that nobody has answered: the secretariat's to read."""
    if Role.SECRETARIAT not in user.roles:
        return None
    waiting = BulkMail.objects.filter(state=BulkMailState.WAITING)
    return grouped(waiting, about="pk", name="title", since="proposed_at")
