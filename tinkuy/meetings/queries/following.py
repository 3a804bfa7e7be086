"""Which meetings somebody follows."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from tinkuy.alliance.queries import groups_of, organizations_of
from tinkuy.core.models import User
from tinkuy.core.queries.digest import Followed
from tinkuy.meetings.models import Agreement, Attendance, Edition, Material, Meeting, Minutes, Session


def meetings_of(user: User) -> QuerySet[Meeting]:
    """Meetings that her organizations or her working groups convened."""
    by_group = Meeting.convening_groups.through.objects.filter(workinggroup__in=groups_of(user).order_by().values("pk"))
    by_organization = Meeting.convening_organizations.through.objects.filter(organization__in=organizations_of(user))
    return Meeting.objects.filter(Q(pk__in=by_group.values("meeting")) | Q(pk__in=by_organization.values("meeting")))


def followed_by(user: User) -> Iterator[Followed]:
    """Her meetings, with tables, editions, counts of who came, and what she may read of materials, minutes and agreements."""
    yield Followed(meetings_of(user))
    yield Followed(meetings_of(user), Session.objects.all(), "meeting")
    yield Followed(meetings_of(user), Edition.objects.published(), "meeting")
    yield Followed(meetings_of(user), Attendance.objects.all(), "meeting")
    yield Followed(meetings_of(user), Material.objects.visible_to(user), "meeting")
    yield Followed(meetings_of(user), Minutes.objects.visible_to(user), "meeting")
    yield Followed(meetings_of(user), Agreement.objects.visible_to(user), "minutes__meeting")
