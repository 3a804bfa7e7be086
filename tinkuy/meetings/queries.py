"""Named reads of meetings."""

from datetime import date

from django.db.models import Q, QuerySet

from tinkuy.meetings.models import Attendance, Meeting, Programme
from tinkuy.vocabulary.models import Territory


def meetings(
    *,
    kind: str = "",
    year: int | None = None,
    is_undated: bool = False,
    region: Territory | None = None,
    programme: Programme | None = None,
) -> QuerySet[Meeting]:
    """Meetings, newest first and those of unknown date last; `year` finds all that may have fallen in it."""
    found = Meeting.objects.select_related("territory", "programme")
    if kind:
        found = found.filter(kind=kind)
    if year:
        found = found.filter(Q(latest_on__gte=date(year, 1, 1)) | Q(latest_on=None), earliest_on__lte=date(year, 12, 31))
    if is_undated:
        found = found.filter(held_on="")
    if region:
        found = found.filter(territory__path__startswith=region.path)
    if programme:
        found = found.filter(programme=programme)
    return found


def meetings_with_conveners() -> QuerySet[Meeting]:
    """As `meetings`, each with its themes, conveners and the meetings it feeds."""
    return meetings().prefetch_related("themes", "convening_organizations", "convening_groups", "feeds")


def meeting_pages() -> QuerySet[Meeting]:
    """Meetings with all that the page of one shows."""
    return Meeting.objects.select_related("territory", "programme").prefetch_related(
        "themes", "convening_organizations", "convening_groups", "feeds", "fed_by", "sessions", "sources"
    )


def attendances_of(meeting: Meeting) -> QuerySet[Attendance]:
    """How many came, each count with its sources."""
    return meeting.attendances.prefetch_related("sources").order_by("of_whom", "id")
