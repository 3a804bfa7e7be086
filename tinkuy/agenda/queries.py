"""Named reads of the agenda. None depends on how many wordings or citations there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from tinkuy.agenda.enums import LineageKind, VersionState
from tinkuy.agenda.models import Agenda, Citation, Lineage, Version, Wording
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.contributions.models import Contribution
from tinkuy.core.enums import Role
from tinkuy.core.models import User
from tinkuy.core.queries.digest import Followed
from tinkuy.core.waiting import grouped
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.models import Territory, Theme


@dataclass(frozen=True)
class Figures:
    """On how much something rests. Contributions whose words were withdrawn go on counting: their stone stays.

    Groups and organizations are those that convened the meetings; organizations also those whose speakers consented to
    be named with their organization.
    """

    contributions: int = 0
    meetings: int = 0
    territories: int = 0
    groups: int = 0
    organizations: int = 0
    languages: int = 0

    def __str__(self) -> str:
        return _(
            "Contributions: %(contributions)s · meetings: %(meetings)s · territories: %(territories)s · groups: %(groups)s · "
            "organizations: %(organizations)s · languages: %(languages)s"
        ) % vars(self)


@dataclass(frozen=True)
class Share:
    """How many of the public contributions of the meetings behind a version it quotes."""

    quoted: int
    base: int

    @property
    def percent(self) -> float | None:
        return round(100 * self.quoted / self.base, 1) if self.base else None


_CONVENERS = """
SELECT {by} AS of_id, COUNT(DISTINCT convened.{column}) FROM agenda_citation c
JOIN agenda_wording w ON w.id = c.wording_id JOIN contributions_contribution k ON k.id = c.contribution_id
JOIN {table} convened ON convened.meeting_id = k.meeting_id
WHERE w.version_id = %s GROUP BY {by}
"""
_ORGANIZATIONS = """
SELECT of_id, COUNT(DISTINCT organization_id) FROM (
  SELECT {by} AS of_id, convened.organization_id FROM agenda_citation c
  JOIN agenda_wording w ON w.id = c.wording_id JOIN contributions_contribution k ON k.id = c.contribution_id
  JOIN meetings_meeting_convening_organizations convened ON convened.meeting_id = k.meeting_id WHERE w.version_id = %s
  UNION
  SELECT {by} AS of_id, k.organization_id FROM agenda_citation c
  JOIN agenda_wording w ON w.id = c.wording_id JOIN contributions_contribution k ON k.id = c.contribution_id
  WHERE w.version_id = %s AND k.may_attribute AND k.organization_id IS NOT NULL
) voices GROUP BY of_id
"""


def figures_of_wordings(version: Version) -> dict[UUID, Figures]:
    """The legitimacy figures of each wording of `version` that cites somebody. Three queries."""
    return _figures(version, "wording", "c.wording_id")


def figures_of_version(version: Version) -> Figures:
    """The legitimacy figures of the whole version. Three queries."""
    return _figures(version, "wording__version", "w.version_id").get(version.pk, Figures())


def with_figures(found: QuerySet[Any], of: str) -> QuerySet[Any]:
    """`found`, wordings or versions, each with its legitimacy figures as `n_contributions`, `n_meetings`…, in its own query.

    `of` is how a citation names what is in `found`: "wording" or "wording__version". The same figures as above, for many at once.
    """
    cited = Citation.objects.filter(**{of: OuterRef("pk")}).order_by()

    def count(what: Any) -> Coalesce:
        return Coalesce(Subquery(cited.values(of).annotate(n=Count(what, distinct=True)).values("n")), 0)

    place = Coalesce("contribution__territory", "contribution__meeting__territory")
    return found.annotate(
        n_contributions=count("contribution"),
        n_meetings=count("contribution__meeting"),
        n_territories=count(place),
        n_groups=count("contribution__meeting__convening_groups"),
        n_organizations=_count_of_organizations(of),
        n_languages=count("contribution__language"),
    )


def _count_of_organizations(of: str) -> Coalesce:
    cited = Citation.objects.filter(**{of: OuterRef(OuterRef("pk"))}).order_by()
    named = cited.filter(contribution__may_attribute=True, contribution__organization__isnull=False)
    heard = Q(
        pk__in=cited.filter(contribution__meeting__convening_organizations__isnull=False).values(
            "contribution__meeting__convening_organizations"
        )
    ) | Q(pk__in=named.values("contribution__organization"))
    counted = Organization.objects.filter(heard).order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def fed_by(version: Version) -> QuerySet[Meeting]:
    """The meetings behind `version`: those it quotes, and the other meetings of the same programmes (seasons).

    A season's meeting from which nothing was quoted counts too: its voices are among those left out.
    """
    quoted = Citation.objects.filter(wording__version=version).values("contribution__meeting")
    seasons = Meeting.objects.filter(pk__in=quoted, programme__isnull=False).values("programme")
    return Meeting.objects.filter(Q(pk__in=quoted) | Q(programme__in=seasons))


def contributions_behind(version: Version) -> QuerySet[Contribution]:
    """The public contributions of the meetings behind `version`: the base of its share."""
    return Contribution.objects.public().filter(meeting__in=fed_by(version).values("pk"))


def quoted_by(version: Version) -> QuerySet[Citation]:
    """The citations of `version`, naming contributions once or more."""
    return Citation.objects.filter(wording__version=version)


def not_quoted(version: Version) -> QuerySet[Contribution]:
    """The public contributions behind `version` that it does not quote, newest first."""
    return contributions_behind(version).exclude(pk__in=quoted_by(version).values("contribution")).order_by("-id")


def share_of(version: Version) -> Share:
    """What share of the contributions behind it `version` quotes. One query."""
    behind = contributions_behind(version).order_by()
    counted = behind.aggregate(base=Count("pk"), quoted=Count("pk", filter=Q(pk__in=quoted_by(version).values("contribution"))))
    return Share(counted["quoted"], counted["base"])


def wordings_of(version: Version) -> QuerySet[Wording]:
    """The version's wordings in agenda order, with their block and axis."""
    return version.wordings.select_related("block", "axis").order_by("axis__position", "position")


def _figures(version: Version, by: str, column: str) -> dict[UUID, Figures]:
    rows = (
        quoted_by(version)
        .order_by()
        .values(by)
        .annotate(
            contributions=Count("contribution", distinct=True),
            meetings=Count("contribution__meeting", distinct=True),
            territories=Count(Coalesce("contribution__territory", "contribution__meeting__territory"), distinct=True),
            languages=Count("contribution__language", distinct=True),
        )
    )
    groups = _counted(
        _CONVENERS.format(by=column, column="workinggroup_id", table="meetings_meeting_convening_groups"), version, 1
    )
    organizations = _counted(_ORGANIZATIONS.format(by=column), version, 2)
    return {row[by]: _figures_from(row, by, groups, organizations) for row in rows}


def _figures_from(row: Mapping[str, Any], by: str, groups: Mapping[UUID, int], organizations: Mapping[UUID, int]) -> Figures:
    return Figures(
        contributions=row["contributions"],
        meetings=row["meetings"],
        territories=row["territories"],
        groups=groups.get(row[by], 0),
        organizations=organizations.get(row[by], 0),
        languages=row["languages"],
    )


def _counted(sql: str, version: Version, times: int) -> dict[UUID, int]:
    # SQLite keeps a UUID as its hex digits; both databases read those.
    with connection.cursor() as cursor:
        cursor.execute(sql, [version.pk.hex] * times)
        return {UUID(str(key)): count for key, count in cursor.fetchall()}


@dataclass(frozen=True)
class Origin:
    """Where a wording comes from, each list in the order of its names."""

    meetings: list[Meeting]
    territories: list[Territory]
    themes: list[Theme]
    groups: list[WorkingGroup]
    organizations: list[Organization]
    languages: list[str]

    @property
    def is_sample(self) -> bool:
        return any(meeting.is_sample for meeting in self.meetings)


def agendas_for(user: User | AnonymousUser) -> QuerySet[Agenda]:
    """Every agenda with the versions that `user` may read; the fictitious ones last. Four queries."""
    versions = Version.objects.visible_to(user).select_related("linked_meeting").prefetch_related("sources").order_by("number")
    return Agenda.objects.order_by("is_sample", "name").prefetch_related(Prefetch("versions", versions, to_attr="readable"))


def versions_for(user: User | AnonymousUser) -> QuerySet[Version]:
    """The versions that `user` may read, each with its agenda and its neighbour."""
    return (
        Version.objects.visible_to(user)
        .select_related("agenda", "previous", "linked_meeting")
        .defer("document", "previous__document")
    )


def key_fingerprint(version: Version) -> str:
    """The fingerprint of the key that sealed `version`. Its whole document is read for it: megabytes of a large one."""
    return Version.objects.filter(pk=version.pk).values_list(KT("document__seal__key_fingerprint"), flat=True).get() or ""


def wordings_for(user: User | AnonymousUser) -> QuerySet[Wording]:
    """The wordings that `user` may read, each with its block, axis and version."""
    return (
        Wording.objects.filter(version__in=Version.objects.visible_to(user).values("pk"))
        .select_related("block", "axis", "version__agenda")
        .defer("version__document")
    )


def citations_of(wording: Wording) -> list[Citation]:
    """The citations of `wording` in the order in which they were made, with where each was said. One query."""
    return list(
        wording.citations.select_related(
            "contribution__meeting__territory", "contribution__territory", "contribution__organization"
        ).order_by("cited_at", "pk")
    )


def origin_of(citations: Sequence[Citation]) -> Origin:
    """Where the words of these citations were said, and who convened. Three queries."""
    said = [citation.contribution for citation in citations]
    meetings = {row.meeting_id: row.meeting for row in said}
    places = {place.pk: place for row in said if (place := row.territory or row.meeting.territory)}
    convened = Q(meetings_convened__in=list(meetings))
    attributed = [row.organization_id for row in said if row.may_attribute and row.organization_id]
    themes = Theme.objects.filter(contributions__in=[row.pk for row in said]).distinct().order_by("name")
    groups = WorkingGroup.objects.filter(convened).distinct().order_by("slug")
    organizations = Organization.objects.filter(convened | Q(pk__in=attributed)).distinct().order_by("name")
    return Origin(
        meetings=list(meetings.values()),
        territories=sorted(places.values(), key=lambda place: place.name),
        themes=list(themes),
        groups=list(groups),
        organizations=list(organizations),
        languages=sorted({row.get_language_display() for row in said}),
    )


def origins_of(wording: Wording) -> QuerySet[Lineage]:
    """What this wording was in the version before."""
    return wording.origins.select_related("earlier__block", "earlier__version").defer("earlier__version__document")


def successions_of(wording: Wording, user: User | AnonymousUser) -> QuerySet[Lineage]:
    """What became of this wording in the versions after that `user` may read."""
    readable = Version.objects.visible_to(user).values("pk")
    return (
        wording.successions.filter(Q(later=None) | Q(later__version__in=readable))
        .select_related("later__block", "later__version")
        .defer("later__version__document")
    )


def lineage_of(version: Version) -> list[Lineage]:
    """How `version` comes from the one before: dropped blocks too. One query."""
    told = Q(later__version=version)
    if version.previous_id:
        told |= Q(kind=LineageKind.DROPPED, earlier__version=version.previous_id)
    rows = Lineage.objects.filter(told).select_related("earlier__block", "later__block")
    return sorted(rows, key=_place_of_lineage)


def wordings_without_lineage(version: Version) -> QuerySet[Wording]:
    """The wordings of which nobody told where they come from."""
    return wordings_of(version).filter(origins=None)


def omission_reasons(version: Version, contributions: Iterable[UUID]) -> dict[UUID, str]:
    """Why `version` does not quote these, for those of which a reason was given. One query."""
    rows = version.omissions.filter(contribution__in=contributions)
    return dict(rows.values_list("contribution", "reason"))


def _place_of_lineage(lineage: Lineage) -> tuple[str, str]:
    earlier = lineage.earlier.block.code if lineage.earlier else "~"
    return earlier, lineage.later.block.code if lineage.later else ""


def adopted_for(user: User) -> QuerySet[Any, Any] | None:
    """Versions that the organizations adopted and the secretariat has not published."""
    if Role.SECRETARIAT not in user.roles:
        return None
    adopted = Version.objects.filter(state=VersionState.ADOPTED)
    return grouped(adopted, about="slug", name="name", since="adopted_on")


def wordings_to_source_for(user: User) -> QuerySet[Any, Any] | None:
    """Wordings of drafts that quote nobody yet, by version: the systematiser's to mend."""
    if Role.SYSTEMATISER not in user.roles:
        return None
    unsourced = Wording.objects.filter(version__state=VersionState.DRAFT, citations=None)
    return grouped(unsourced, about="version__slug", name="version__name", since=None)


def followed_by(user: User) -> Iterator[Followed]:
    """The versions that `user` may read, with their wordings: drafts for who works on them, published ones for everybody."""
    versions = Version.objects.visible_to(user)
    yield Followed(versions)
    yield Followed(versions, Wording.objects.all(), "version")
