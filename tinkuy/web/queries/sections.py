"""What later rooms know of a meeting, a group, an organization, a place, a theme: shown on the earlier room's page.

Public rows only, whoever asks: the lists that these sections lead to show what each may read besides. The number of
queries of each section does not grow with the rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from tinkuy.agenda.enums import VersionState
from tinkuy.agenda.models import Citation, Version, Wording
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.contributions.models import Contribution
from tinkuy.contributions.queries import as_cards, on_cards, spoken_in
from tinkuy.core.models import User
from tinkuy.core.pages import add_section
from tinkuy.meetings.models import Meeting, Programme
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory, Theme
from tinkuy.web.queries.home import tally

Visitor = User | AnonymousUser
FEW = 5


@dataclass(frozen=True)
class Few:
    """The first rows of a list, how many there are, and where all of them stand (empty when no list shows just these)."""

    rows: Sequence[Any]
    count: int
    all_url: str = ""

    @property
    def has_more(self) -> bool:
        return self.count > len(self.rows)


def register() -> None:
    """Say once, when the house opens, which sections stand on which pages."""
    add_section("meetings:meeting", "web/sections/meeting.html", of_meeting)
    add_section("meetings:programme", "web/sections/convener.html", of_programme)
    add_section("alliance:organization", "web/sections/convener.html", of_organization)
    add_section("alliance:group", "web/sections/convener.html", of_group)
    add_section("vocabulary:territory", "web/sections/territory.html", of_territory)
    add_section("vocabulary:theme", "web/sections/theme.html", of_theme)


def of_meeting(meeting: Meeting, user: Visitor) -> dict[str, Any]:
    """What was said there, and which versions that she may read quote it."""
    said = Contribution.objects.public().filter(meeting=meeting)
    quoting = Citation.objects.filter(contribution__meeting=meeting).values("wording__version")
    return {
        "said": _few(said, reverse("contributions:of-meeting", args=[meeting.slug])),
        "quoted_in": Version.objects.visible_to(user)
        .filter(pk__in=quoting)
        .select_related("agenda")
        .order_by("agenda", "number"),
    }


def of_programme(programme: Programme, user: Visitor) -> dict[str, Any]:
    return _of_convener(Q(meeting__programme=programme))


def of_organization(organization: Organization, user: Visitor) -> dict[str, Any]:
    return _of_convener(Q(meeting__convening_organizations=organization))


def of_group(group: WorkingGroup, user: Visitor) -> dict[str, Any]:
    return _of_convener(Q(meeting__convening_groups=group))


def _of_convener(at_its_meetings: Q) -> dict[str, Any]:
    """How much was said at the meetings of a programme or a convener, and the blocks in force that rest on that."""
    said = Contribution.objects.public().filter(at_its_meetings)
    counted = dict(said.order_by().values_list("meeting").annotate(Count("pk")))
    most = sorted(counted, key=lambda pk: -counted[pk])[:FEW]
    meetings = sorted(Meeting.objects.filter(pk__in=most), key=lambda meeting: -counted[meeting.pk])
    quoting = Citation.objects.filter(contribution__in=said.order_by().values("pk")).values("wording")
    return {
        "said_count": sum(counted.values()),
        "said_at": Few([(meeting, counted[meeting.pk]) for meeting in meetings], len(counted)),
        "blocks": _few(blocks_in_force().filter(pk__in=quoting)),
    }


def of_territory(territory: Territory, user: Visitor) -> dict[str, Any]:
    """Who and what is there, or in a place in it. Lists can be narrowed to a region only; other places show no link to all."""
    if territory.level == Level.COUNTRY:
        return _of_country()
    query = f"?{urlencode({'region': territory.slug})}" if territory.level == Level.REGION else ""

    def listed(name: str) -> str:
        return reverse(name) + query if query else ""

    inside = Q(territory__in=Territory.objects.within(territory).values("pk"))
    about = Wording.territories.through.objects.filter(inside).values("wording")
    return _fews(
        meetings=(Meeting.objects.filter(inside).select_related("territory"), listed("meetings:meetings")),
        organizations=(Organization.objects.standing_alone().filter(inside), listed("alliance:organizations")),
        said=(Contribution.objects.public().filter(spoken_in(territory)), listed("contributions:contributions")),
        blocks=(blocks_in_force().filter(pk__in=about), ""),
    )


def _of_country() -> dict[str, Any]:
    """Everything is there. How many voices that is was counted for the front page."""
    return _fews(
        {"said": sum(tally().voices_by_region.values())},
        meetings=(Meeting.objects.select_related("territory"), reverse("meetings:meetings")),
        organizations=(Organization.objects.standing_alone(), reverse("alliance:organizations")),
        said=(Contribution.objects.public(), reverse("contributions:contributions")),
        blocks=(blocks_in_force(), ""),
    )


def of_theme(theme: Theme, user: Visitor) -> dict[str, Any]:
    about = f"{reverse('contributions:contributions')}?{urlencode({'tema': theme.slug})}"
    fews = _fews(
        meetings=(Meeting.objects.filter(themes=theme).select_related("territory"), ""),
        said=(Contribution.objects.public().filter(themes=theme), about),
        blocks=(blocks_in_force().filter(themes=theme), ""),
    )
    return {"groups": WorkingGroup.objects.filter(theme=theme).select_related("territory")[:FEW], **fews}


def blocks_in_force() -> QuerySet[Wording]:
    """The wordings of the newest version that each agenda has published here."""
    newer = Version.objects.filter(agenda=OuterRef("agenda"), state=VersionState.PUBLISHED, number__gt=OuterRef("number"))
    in_force = Version.objects.filter(~Exists(newer), state=VersionState.PUBLISHED).values("pk")
    found = Wording.objects.filter(version__in=in_force).select_related("version__agenda", "block")
    return found.defer("version__document").order_by("version__agenda", "block__code")


def _few(found: QuerySet[Any], all_url: str = "") -> Few:
    """The beginning of a list, and how many there are."""
    return Few(_first(found), found.order_by().count(), all_url)


def _fews(counted: Mapping[str, int] | None = None, /, **lists: tuple[QuerySet[Any], str]) -> dict[str, Few]:
    """The beginning of each list; `counted` says how many there are of some. One query counts all others."""
    counts = dict(counted or {})
    counts |= _counts({name: found for name, (found, _all) in lists.items() if name not in counts})
    return {name: Few(_first(found), counts[name], all_url) for name, (found, all_url) in lists.items()}


def _first(found: QuerySet[Any]) -> list[Any]:
    """The first rows; of contributions the newest, as cards."""
    if found.model is not Contribution:
        return list(found[:FEW])
    keys = found.order_by("-id").values("pk")[:FEW]
    return as_cards(on_cards(Contribution.objects.filter(pk__in=keys)))


def _counts(lists: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each has. One query, whatever they are of."""
    first, *others = (found.order_by().values_list(Value(name)).annotate(Count("pk")) for name, found in lists.items())
    return dict.fromkeys(lists, 0) | dict(first.union(*others, all=True))
