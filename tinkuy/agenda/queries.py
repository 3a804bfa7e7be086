"""Named reads of the agenda. None depends on how many wordings or citations there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from tinkuy.agenda.models import Citation, Version, Wording
from tinkuy.contributions.models import Contribution
from tinkuy.meetings.models import Meeting


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
    return (
        contributions_behind(version)
        .exclude(pk__in=quoted_by(version).values("contribution"))
        .select_related("meeting", "territory")
        .order_by("-id")
    )


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
