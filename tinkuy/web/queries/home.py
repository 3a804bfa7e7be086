"""The figures and lists of the front page: stated by a source at a date, or counted from rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinkuy.agenda.models import Version
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.contributions.models import Contribution
from tinkuy.meetings.enums import MeetingKind, MeetingState
from tinkuy.meetings.models import Meeting
from tinkuy.web.queries.sources import Question, Stated, questions, stated_many

TALLY_SECONDS = 300
LONGEST = timedelta(days=30)


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
        organizations=Organization.objects.standing_alone().filter(is_sample=False).count(),
        groups_named=WorkingGroup.objects.filter(is_sample=False).exclude(name="").count(),
        pre_meetings=Meeting.objects.filter(is_sample=False, kind=MeetingKind.PRE_MEETING).count(),
        meetings=Meeting.objects.filter(is_sample=False).count(),
        contributions=Contribution.objects.public().filter(meeting__is_sample=False).count(),
        voices_by_region=_voices_by_region(),
    )


def _voices_by_region() -> dict[str, int]:
    """How many public contributions came from each region, by the contribution's place or its meeting's."""
    return dict(Contribution.objects.public().exclude(region="").order_by().values_list("region").annotate(Count("pk")))


@dataclass(frozen=True)
class Figure:
    """What a source states, and how many of those are known here by name. Either may be missing; they are never added."""

    stated: Stated | None
    known: int | None = None
    known_label: str | Promise = ""
    url: str = ""


# Stated fact → what of it is counted here: the tally's field, how it is called, and where those stand.
FIGURES: dict[str, tuple[str, str | Promise, str, str]] = {
    "network.organizations_count": ("organizations", _("known here by name"), "alliance:organizations", ""),
    "network.working_groups_count": ("groups_named", _("known here by name"), "alliance:groups", ""),
    "counts.pre-encuentros": ("pre_meetings", _("with their place or date known here"), "meetings:meetings", "?tipo=PRE_MEETING"),
    "counts.regiones": ("", "", "", ""),
    "counts.organizaciones-de-pre-encuentros": ("", "", "", ""),
}


def figures(counted: Tally) -> list[Figure]:
    """The figures of the front page, each as what it is. Two queries."""
    said = stated_many(FIGURES)
    found = []
    for key, (field, label, page, query) in FIGURES.items():
        if field:
            found.append(Figure(said.get(key), getattr(counted, field), label, reverse(page) + query))
        elif key in said:
            found.append(Figure(said[key]))
    return found


@dataclass(frozen=True)
class AgendaShown:
    """An agenda's newest public version and those before it, and where sources disagree about any of them."""

    in_force: Version
    earlier: list[Version]
    questions: list[Question]


def agendas() -> list[AgendaShown]:
    """Each agenda of which the public may read something, the alliance's own first. Two queries."""
    by_agenda: dict[object, list[Version]] = {}
    for version in Version.objects.public().select_related("agenda").order_by("agenda__is_sample", "agenda", "-number"):
        by_agenda.setdefault(version.agenda_id, []).append(version)
    asked = questions()
    return [
        AgendaShown(newest, earlier, [q for q in asked if any(q.is_named_in(v.source_note) for v in (newest, *earlier))])
        for newest, *earlier in by_agenda.values()
    ]


def latest_meetings(are_sample: bool, count: int = 3) -> list[Meeting]:
    """The newest meetings that are over, of those whose date is known."""
    over = Meeting.objects.filter(is_sample=are_sample, earliest_on__lte=timezone.localdate())
    return list(over.select_related("territory").order_by("-earliest_on")[:count])


def next_meetings(count: int = 3) -> list[Meeting]:
    """The meetings to come, the nearest first. A meeting that lasts is still to come on its last day."""
    to_come = Meeting.objects.filter(earliest_on__gte=timezone.localdate() - LONGEST, latest_on__gte=timezone.localdate())
    return list(to_come.exclude(state=MeetingState.CANCELLED).select_related("territory").order_by("earliest_on")[:count])
