"""Named reads of the alliance."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from tinkuy.alliance.models import MemberList, Membership, Organization, WorkingGroup
from tinkuy.vocabulary.models import Territory


@dataclass(frozen=True)
class ListedOrganization:
    """An organization and, list by list, whether a group's dated lists name it."""

    organization: Organization
    is_in: tuple[bool, ...]

    @property
    def is_in_all(self) -> bool:
        return all(self.is_in)


def working_groups() -> QuerySet[WorkingGroup]:
    """All groups, those with a name first, each with its sources and how many organizations its memberships name."""
    return (
        WorkingGroup.objects.select_related("territory", "theme")
        .prefetch_related("sources")
        .annotate(
            organization_count=Count("memberships__organization", distinct=True),
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
    everybody = {organization.pk: organization for each in lists for organization in each.organizations.all()}
    return [
        ListedOrganization(organization, tuple(organization.pk in those for those in named))
        for organization in sorted(everybody.values(), key=lambda organization: (organization.name, organization.pk))
    ]


def memberships_of(owner: WorkingGroup | Organization) -> QuerySet[Membership]:
    """The memberships of a group or an organization, with both ends and their sources."""
    return (
        owner.memberships.select_related("organization", "working_group")
        .prefetch_related("sources")
        .order_by("since_on", "organization__name", "id")
    )


def organizations(
    *, region: Territory | None = None, group: WorkingGroup | None = None, standing: str = ""
) -> QuerySet[Organization]:
    """Organizations by name, each with its territory and groups; `group` finds its members and those its lists name."""
    found = Organization.objects.select_related("territory").prefetch_related(
        Prefetch("memberships", Membership.objects.select_related("working_group").order_by("since_on", "id"))
    )
    if region:
        found = found.filter(territory__path__startswith=region.path)
    if group:
        members = Membership.objects.filter(working_group=group).values("organization")
        listed = MemberList.organizations.through.objects.filter(memberlist__working_group=group).values("organization")
        found = found.filter(Q(pk__in=members) | Q(pk__in=listed))
    if standing:
        found = found.filter(standing=standing)
    return found.order_by("name", "id")


def lists_naming(organization: Organization) -> QuerySet[MemberList]:
    """The dated lists of members that name this organization."""
    return organization.member_lists.select_related("working_group").prefetch_related("sources").order_by("as_of", "id")
