"""Which meetings wait for a word of somebody."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from tinkuy.alliance.queries import coordinated_by
from tinkuy.core.enums import Role
from tinkuy.core.models import User
from tinkuy.core.waiting import grouped
from tinkuy.meetings.enums import MeetingState
from tinkuy.meetings.models import Meeting


def without_word_of(user: User) -> QuerySet[Any, Any]:
    """Meetings that are past and of which nobody said whether they were held: those that a group of `user` convened.

    For the secretariat those that no working group convened: nobody else would say it.
    """
    mine = Q(pk__in=Meeting.convening_groups.through.objects.filter(workinggroup__in=coordinated_by(user)).values("meeting"))
    if Role.SECRETARIAT in user.roles:
        mine |= Q(convening_groups=None)
    past = Meeting.objects.filter(mine, state=MeetingState.CONVENED, latest_on__lt=timezone.localdate())
    return grouped(past, about="slug", name="name", since="latest_on")
