"""Organizations and working groups, and which works in which."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from tinkuy.alliance.enums import Standing
from tinkuy.alliance.models import (
    MemberList,
    Membership,
    Organization,
    WorkingGroup,
)
from tinkuy.core.addresses import address_of
from tinkuy.core.fields import label_of
from tinkuy.core.models import User
from tinkuy.core.permissions import may
from tinkuy.core.pure.texts import fold
from tinkuy.vocabulary.models import Territory, Theme

# What stayed with an organization that was merged into another is shown with none: the other has its own.
SHOWN = Q(organization__merged_into=None)


@dataclass(frozen=True)
class ListedOrganization:
    """An organization and, list by list, whether a group's dated lists name it."""

    organization: Organization
    as_of: tuple[str, ...]
    is_in: tuple[bool, ...]

    @property
    def places(self) -> list[tuple[str, bool]]:
        """The date of each list, and whether it names the organization."""
        return list(zip(self.as_of, self.is_in, strict=True))

    @property
    def is_in_all(self) -> bool:
        return all(self.is_in)


@dataclass(frozen=True)
class GroupInBrief:
    """A working group as a list names it: by its name, or by its place while the name is to be completed."""

    slug: str
    name: str
    place: str

    @property
    def url(self) -> str:
        return address_of("alliance:group", self.slug)


@dataclass(frozen=True, slots=True)
class OrganizationInBrief:
    """An organization as a list shows it; `place` may be empty. Made of rows: objects of them took a tenth of a page."""

    slug: str
    name: str
    acronym: str
    standing: str
    place: str
    is_sample: bool
    groups: list[GroupInBrief]

    @property
    def url(self) -> str:
        return address_of("alliance:organization", self.slug)


_LISTED = ("pk", "slug", "name", "acronym", "standing", "is_sample", "place")


def working_groups() -> QuerySet[WorkingGroup]:
    """All groups, those with a name first, each with its sources and how many organizations its memberships name."""
    return (
        WorkingGroup.objects.select_related("territory", "theme")
        .prefetch_related("sources")
        .annotate(
            organization_count=Count(
                "memberships__organization", filter=Q(memberships__organization__merged_into=None), distinct=True
            ),
            is_unnamed=Q(name=""),
        )
        .order_by("is_unnamed", "name", "slug")
    )


def member_lists_of(group: WorkingGroup) -> list[MemberList]:
    """The group's dated lists, oldest first, with whom each names and what it rests on."""
    return list(group.member_lists.prefetch_related("organizations", "sources").order_by("as_of", "id"))


def side_by_side(lists: Sequence[MemberList]) -> list[ListedOrganization]:
    """Everybody whom any of `lists` names, by name, and in which of them. Runs no query on what `member_lists_of` gives."""
    named = [{organization.pk for organization in each.organizations.all()} for each in lists]
    dates = tuple(each.as_of for each in lists)
    everybody = {organization.pk: organization for each in lists for organization in each.organizations.all()}
    return [
        ListedOrganization(organization, dates, tuple(organization.pk in those for those in named))
        for organization in sorted(everybody.values(), key=lambda organization: (organization.name, organization.pk))
    ]


def memberships_of(owner: WorkingGroup | Organization) -> QuerySet[Membership]:
    """The memberships of a group or an organization, with both ends and their sources."""
    return (
        owner.memberships.filter(SHOWN)
        .select_related("organization", "working_group")
        .prefetch_related("sources")
        .order_by("since_on", "organization__name", "id")
    )


def organizations(
    *,
    name: str = "",
    region: Territory | None = None,
    group: WorkingGroup | None = None,
    theme: Theme | None = None,
    standing: str = "",
    kind: str = "",
    day: date | None = None,
) -> QuerySet[Organization]:
    """Organizations by name, each with its territory and groups; `group` finds its members and those its lists name.

    `theme` finds those that convened a meeting about it, and those in a group that is about it. `day` finds those that may have
    worked in a group on it, as far as their dates say; with `group` in that one, and then lists, which have their own day, are
    not asked.
    `name` finds those with every one of its words in their name or acronym, whatever the accents and capitals.
    """
    found = (
        Organization.objects.standing_alone()
        .select_related("territory")
        .prefetch_related(Prefetch("memberships", Membership.objects.select_related("working_group").order_by("since_on", "id")))
    )
    for word in fold(name).split():
        found = found.filter(folded_name__contains=word)
    if region:
        found = found.filter(territory__in=Territory.objects.within(region))
    if kind:
        found = found.filter(kind=kind)
    if group or day:
        found = found.filter(_members(group, day))
    if theme:
        convened = Organization.objects.filter(meetings_convened__themes=theme).order_by().values("pk")
        in_group = Membership.objects.filter(working_group__theme=theme).values("organization")
        found = found.filter(Q(pk__in=convened) | Q(pk__in=in_group))
    if standing:
        found = found.filter(standing=standing)
    return found.order_by("name", "id")


def _members(group: WorkingGroup | None, day: date | None) -> Q:
    members = Membership.objects.may_hold_on(day) if day else Membership.objects.all()
    members = members.filter(organization=OuterRef("pk"))
    if group is None:
        return Q(Exists(members))
    listed = MemberList.organizations.through.objects.filter(memberlist__working_group=group, organization=OuterRef("pk"))
    mine = Q(Exists(members.filter(working_group=group)))
    return mine if day else mine | Q(Exists(listed))


def kinds() -> list[str]:
    """The kinds of organization that somebody wrote down, each once, as they are written."""
    found = Organization.objects.standing_alone().exclude(kind="").order_by("kind")
    return list(found.values_list("kind", flat=True).distinct())


def listed(found: QuerySet[Organization]) -> QuerySet[Organization, Any]:
    """`found` as rows of which `in_brief` makes what a list shows."""
    place = F("territory__full_name")
    return found.select_related(None).prefetch_related(None).annotate(place=place).values_list(*_LISTED)


def in_brief(rows: Iterable[tuple[Any, ...]]) -> list[OrganizationInBrief]:
    """The organizations of rows that `listed` gave, in their order. One query, for the groups in which each works or worked."""
    rows = list(rows)
    groups: dict[UUID, dict[str, GroupInBrief]] = defaultdict(dict)
    memberships = Membership.objects.filter(organization__in=[row[0] for row in rows]).order_by("since_on", "id")
    shown = (f"working_group__{column}" for column in ("slug", "name", "territory__name"))
    for organization, slug, name, place in memberships.values_list("organization_id", *shown):
        groups[organization][slug] = GroupInBrief(slug, name, place or slug)
    return [
        OrganizationInBrief(slug, name, acronym, label_of(Standing, standing), place or "", is_sample, list(groups[pk].values()))
        for pk, slug, name, acronym, standing, is_sample, place in rows
    ]


def held_by(organization: Organization) -> dict[str, int]:
    """How many rows of every room name this organization, by the name of the relation: memberships, seats, meetings…"""
    names = [str(each.get_accessor_name()) for each in Organization._meta.related_objects if each.related_name != "merged"]
    return {name: getattr(organization, name).count() for name in names}


def leavable(memberships: Iterable[Membership], user: User | AnonymousUser) -> set[int]:
    """Ids of those memberships that have no end yet and that `user` may end."""
    if not user.is_authenticated:
        return set()
    return {row.pk for row in memberships if not row.until_on and may(user, "alliance.leave_group", row)}


def lists_naming(organization: Organization) -> QuerySet[MemberList]:
    """The dated lists of members that name this organization."""
    return organization.member_lists.select_related("working_group").prefetch_related("sources").order_by("as_of", "id")


def all_memberships() -> QuerySet[Membership]:
    return (
        Membership.objects.filter(SHOWN)
        .select_related("organization", "working_group")
        .prefetch_related("sources")
        .order_by("working_group__slug", "organization__name", "since_on", "id")
    )
