"""Meetings: lists of them, narrowed, and all that the page of one shows."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from tinkuy.alliance.models import WorkingGroup
from tinkuy.alliance.queries import coordinated_by
from tinkuy.core import history, search
from tinkuy.core.addresses import address_of
from tinkuy.core.conditional import remembered
from tinkuy.core.fields import label_of
from tinkuy.core.models import HistoryEntry, User
from tinkuy.core.pagination import Page
from tinkuy.core.permissions import may
from tinkuy.meetings.enums import MeetingKind, MeetingState, Modality
from tinkuy.meetings.models import Attendance, Meeting, Programme, Session
from tinkuy.vocabulary.models import Territory, Theme
from tinkuy.vocabulary.queries import Tile, region_tiles

# Of a question that more meetings answer, the list shows those that answer it best, or the newest.
MOST_FOUND = 1_000
METROPOLITAN_LIMA = "1501"


@dataclass(frozen=True)
class Wanted:
    """By what a list is narrowed; what is empty narrows nothing."""

    kind: str = ""
    year: int | None = None
    is_undated: bool = False
    region: Territory | None = None
    programme: Programme | None = None
    theme: Theme | None = None
    group: WorkingGroup | None = None
    words: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingInBrief:
    """A meeting as a list shows it; `place` may be empty. Made of rows: objects of them took a tenth of a page."""

    slug: str
    name: str
    kind: str
    held_on: str
    state: str
    is_sample: bool
    place: str

    @property
    def url(self) -> str:
        return address_of("meetings:meeting", self.slug)


_LISTED = ("slug", "kind", "number", "name", "held_on", "state", "is_sample", "territory__full_name")


def meetings(wanted: Wanted = Wanted()) -> QuerySet[Meeting]:
    """Meetings, newest first and those of unknown date last; a year, or days, find all that may have fallen in it.

    Words are looked for without regard to accents and inflection, in what `core.search` knows of each.
    """
    found = Meeting.objects.select_related("territory", "programme")
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.year:
        found = found.filter(_may_fall_in(wanted.year))
    if wanted.since:
        found = found.filter(Q(latest_on__gte=wanted.since) | Q(latest_on=None), earliest_on__isnull=False)
    if wanted.until:
        found = found.filter(earliest_on__lte=wanted.until)
    if wanted.is_undated:
        found = found.filter(held_on="")
    if wanted.region:
        found = found.filter(territory__in=Territory.objects.within(wanted.region))
    if wanted.programme:
        found = found.filter(programme=wanted.programme)
    if wanted.theme:
        found = found.filter(themes=wanted.theme)
    if wanted.group:
        found = found.filter(convening_groups=wanted.group)
    if wanted.words:
        hits = search.find(wanted.words, kinds=[Meeting._meta.label_lower], limit=MOST_FOUND)
        found = found.filter(pk__in=[hit.object_id for hit in hits])
    return found


def listed(wanted: Wanted = Wanted()) -> QuerySet[Meeting, Any]:
    """As `meetings`, as rows of which `listed_meetings` makes what a list shows of each."""
    return meetings(wanted).select_related(None).values_list(*_LISTED)


def listed_meetings(page: Page) -> Page:
    """`page` of rows that `listed` gave, as meetings in brief."""
    made = [
        MeetingInBrief(
            slug=slug,
            name=name or str(Meeting(kind=kind, number=number)),
            kind=label_of(MeetingKind, kind),
            held_on=held_on,
            state=label_of(MeetingState, state),
            is_sample=is_sample,
            place=place or "",
        )
        for slug, kind, number, name, held_on, state, is_sample, place in page
    ]
    return replace(page, rows=made)


def beginning_of(group: str, user: User) -> dict[str, Any]:
    """What a new meeting begins with: the group with this slug convenes it, or those that `user` coordinates, in their place."""
    mine = Q(slug=group) if group else Q(pk__in=coordinated_by(user))
    groups = list(WorkingGroup.objects.filter(mine).exclude(name=""))
    places = {each.territory_id for each in groups}
    return {"convening_groups": groups, "territory": places.pop() if len(places) == 1 else None} if groups else {}


def convening(group: WorkingGroup, user: User | AnonymousUser) -> dict[str, Any]:
    """Whether `user` may record a meeting that this group convenes, as `_convene.html` takes it."""
    return {"can_convene": bool(group.name) and may(user, "meetings.record_meeting", [group])}


def _may_fall_in(year: int) -> Q:
    ends = Q(latest_on__gte=date(year, 1, 1)) | Q(latest_on=None)
    return ends & Q(earliest_on__lte=date(year, 12, 31))


def counts_by_region(found: QuerySet[Meeting]) -> dict[str, int]:
    """How many of `found` lie in each region, by its two digits, and how many of Lima's in Lima Metropolitana. One query."""
    counts: dict[str, int] = {}
    for path, count in found.order_by().exclude(territory=None).values_list("territory__path").annotate(Count("pk")):
        parts = path.strip("/").split("/")
        for code in (parts[1] if len(parts) > 1 else "", METROPOLITAN_LIMA if METROPOLITAN_LIMA in parts else ""):
            if code:
                counts[code] = counts.get(code, 0) + count
    return counts


def tiles_of(wanted: Wanted, asked: QueryDict) -> list[Tile]:
    """The map: how many meetings lie in each region, narrowed as `wanted` but for the region; each tile asks for its own."""
    others = asked.copy()
    for name in ("region", "pagina"):
        others.pop(name, None)
    kept = f"{others.urlencode()}&" if others else ""
    elsewhere = replace(wanted, region=None)
    if elsewhere == Wanted():
        # Counting ten thousand meetings takes as long as all the rest of the page.
        counts = remembered("meetings.by_region", lambda: counts_by_region(meetings()))
    else:
        counts = counts_by_region(meetings(elsewhere))
    return region_tiles(counts, lambda region: f"?{kept}region={region.slug}#lista")


def meetings_with_conveners() -> QuerySet[Meeting]:
    """As `meetings`, each with its themes, conveners and the meetings it feeds."""
    return with_conveners(meetings())


def with_conveners(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return found.prefetch_related("themes", "convening_organizations", "convening_groups", "feeds")


def meeting_pages() -> QuerySet[Meeting]:
    """Meetings with all that the page of one shows."""
    return Meeting.objects.select_related("territory", "programme", "desk").prefetch_related(
        "themes", "convening_organizations", "convening_groups", "feeds", "fed_by", "sources"
    )


def attendances_of(meeting: Meeting) -> QuerySet[Attendance]:
    """How many came, each count with its sources."""
    return meeting.attendances.prefetch_related("sources").order_by("of_whom", "id")


def map_link(meeting: Meeting) -> str:
    """Where a map of others shows its place; "" without a place, or where nobody goes anywhere. The page itself asks nothing."""
    if not meeting.place or meeting.modality == Modality.ONLINE:
        return ""
    where = [meeting.place, *([meeting.territory.full_name] if meeting.territory else [])]
    return "https://www.openstreetmap.org/search?" + urlencode({"query": ", ".join(dict.fromkeys(where))})


def last_change_of_state(meeting: Meeting) -> HistoryEntry | None:
    """When and why it came into the state in which it is, if a person changed it."""
    last = history.of(meeting).filter(action="meetings.meeting_state_changed").last()
    return last if last and last.details["after"] == meeting.state else None


def attendances() -> QuerySet[Attendance]:
    """Every count, with its meeting."""
    return Attendance.objects.select_related("meeting").order_by("meeting__slug", "of_whom", "id")


def sessions() -> QuerySet[Session]:
    """Every table or slot, with its meeting."""
    return Session.objects.select_related("meeting").order_by("meeting__slug", "position")
