"""Which meeting fed which, and the drawing of it."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tinkuy.meetings.models import Feed, Meeting, Programme
from tinkuy.meetings.pure.river import River, Spot, draw

# More knots than this nobody follows with her thumb; the table below the drawing has all.
MOST_DRAWN = 60
# One meeting that fed another is a line of text; where two flow together there is something to see.
WORTH_DRAWING = 2


def reached_from(meeting: Meeting) -> set[UUID]:
    """The meetings that what was said at `meeting` reached, by way of however many others. One query for each step."""
    reached: set[UUID] = set()
    edge = {meeting.pk}
    while edge:
        edge = set(Feed.objects.filter(from_meeting__in=edge).values_list("to_meeting", flat=True)) - reached
        reached |= edge
    return reached


def programmes() -> QuerySet[Programme]:
    """All programmes, the newest first, each with how many meetings are recorded of it."""
    return Programme.objects.annotate(meeting_count=Count("meetings")).order_by("-held_on", "name")


def river_of_programme(programme: Programme) -> River | None:
    """The programme's meetings, and those of others that they fed or were fed by. None when no feed is written down.

    Three queries. Of more than MOST_DRAWN meetings those that no feed joins are left out first.
    """
    touching = Feed.objects.filter(Q(from_meeting__programme=programme) | Q(to_meeting__programme=programme))
    pairs = list(touching.order_by("pk").values_list("from_meeting", "to_meeting"))
    if not pairs:
        return None
    ids = {pk for pair in pairs for pk in pair}
    joined = list(Meeting.objects.filter(pk__in=ids)[:MOST_DRAWN])
    alone = programme.meetings.exclude(pk__in=ids)[: MOST_DRAWN - len(joined)]
    return replace(draw(_spots([*joined, *alone]), pairs), left_out=len(ids) - len(joined))


def river_around(meeting: Meeting) -> River | None:
    """What flowed into this meeting and where it went on. None when too little did. No query after `meeting_pages`."""
    sources, targets = list(meeting.fed_by.all())[: MOST_DRAWN - 1], list(meeting.feeds.all())
    if len(sources) < WORTH_DRAWING:
        return None
    pairs = [(one.pk, meeting.pk) for one in sources] + [(meeting.pk, one.pk) for one in targets]
    return draw(_spots([*sources, meeting, *targets], here=meeting.pk), pairs)


def _spots(found: Iterable[Meeting], here: UUID | None = None) -> list[Spot]:
    return [
        Spot(
            key=one.pk,
            name=str(one),
            when=one.held_on,
            day=one.earliest_on,
            url=one.get_absolute_url(),
            is_sample=one.is_sample,
            is_here=one.pk == here,
        )
        for one in found
    ]
