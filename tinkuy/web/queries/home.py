"""The figures and lists of the front page: stated by a source at a date, or counted from rows."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Count
from django.utils import timezone

from tinkuy.agenda.models import Version
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.contributions.models import Contribution
from tinkuy.meetings.enums import MeetingKind
from tinkuy.meetings.models import Meeting

TALLY_SECONDS = 300


@dataclass(frozen=True)
class Tally:
    """What was counted from rows, and when. Counting a hundred thousand voices takes longer than a page may."""

    at: datetime
    organizations: int
    groups_named: int
    pre_meetings: int
    meetings: int
    contributions: int
    voices_by_region: dict[str, int]


def tally() -> Tally:
    """The counts, not older than five minutes. Fictitious rows are not counted, except where voices came from is drawn."""
    found = cache.get("home.tally")
    if found is None:
        found = _count()
        cache.set("home.tally", found, TALLY_SECONDS)
    return found


def _count() -> Tally:
    return Tally(
        at=timezone.now(),
        organizations=Organization.objects.filter(is_sample=False).count(),
        groups_named=WorkingGroup.objects.filter(is_sample=False).exclude(name="").count(),
        pre_meetings=Meeting.objects.filter(is_sample=False, kind=MeetingKind.PRE_MEETING).count(),
        meetings=Meeting.objects.filter(is_sample=False).count(),
        contributions=Contribution.objects.public().filter(meeting__is_sample=False).count(),
        voices_by_region=_voices_by_region(),
    )


def _voices_by_region() -> dict[str, int]:
    """How many public contributions came from each region, by the contribution's place or its meeting's."""
    voices: Counter[str] = Counter()
    places = Contribution.objects.public().order_by().values_list("territory__path", "meeting__territory__path")
    for own, meetings, count in places.annotate(Count("pk")):
        parts = (own or meetings or "").strip("/").split("/")
        if len(parts) > 1:
            voices[parts[1]] += count
    return dict(voices)


def agendas_in_force() -> list[Version]:
    """The newest version of each agenda that the public may read, the alliance's own first."""
    newest: dict[object, Version] = {}
    for version in Version.objects.public().select_related("agenda").order_by("agenda__is_sample", "agenda", "number"):
        newest[version.agenda_id] = version
    return list(newest.values())


def latest_meetings(count: int = 4) -> list[Meeting]:
    """The newest meetings of which the date is known."""
    dated = Meeting.objects.exclude(earliest_on=None).select_related("territory")
    return list(dated.order_by("is_sample", "-earliest_on")[:count])
