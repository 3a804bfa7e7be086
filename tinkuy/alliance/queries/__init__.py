"""Named reads of the alliance."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from tinkuy.alliance.models import (
    Application,
    Body,
    BodyMember,
    Coordination,
    Dated,
    MemberList,
    Membership,
    Organization,
    Person,
    Seat,
    SeatInvitation,
    WorkingGroup,
)
from tinkuy.alliance.queries.waiting import applications_to_answer_by, unanswered_invitations_of
from tinkuy.core.addresses import address_of
from tinkuy.core.enums import Role
from tinkuy.core.models import RoleGrant, User
from tinkuy.core.permissions import may
from tinkuy.core.pure.texts import fold
from tinkuy.core.queries.digest import Followed
from tinkuy.vocabulary.models import Territory, Theme

__all__ = ["applications_to_answer_by", "unanswered_invitations_of"]

D = TypeVar("D", bound=Dated)
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


@dataclass(frozen=True)
class Terms(Generic[D]):
    """Seats or coordinations as a day sees them: those in force, those to come, and those that ended."""

    now: list[D]
    coming: list[D]
    past: list[D]


def terms(rows: Iterable[D], day: date) -> Terms[D]:
    """`rows`, in their order, as `day` sees them."""
    found: Terms[D] = Terms([], [], [])
    for row in rows:
        is_past = row.until_on is not None and row.until_on < day
        (found.past if is_past else found.coming if row.since_on > day else found.now).append(row)
    return found


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
    if group is None:
        return Q(pk__in=members.values("organization"))
    mine = Q(pk__in=members.filter(working_group=group).values("organization"))
    listed = MemberList.organizations.through.objects.filter(memberlist__working_group=group)
    return mine if day else mine | Q(pk__in=listed.values("organization"))


def kinds() -> list[str]:
    """The kinds of organization that somebody wrote down, each once, as they are written."""
    found = Organization.objects.standing_alone().exclude(kind="").order_by("kind")
    return list(found.values_list("kind", flat=True).distinct())


def listed(found: QuerySet[Organization]) -> QuerySet[Organization]:
    """`found` with no more than a list shows of each: `place` is the name of its territory."""
    shown = ("slug", "name", "acronym", "standing", "is_sample")
    return found.select_related(None).prefetch_related(None).annotate(place=F("territory__full_name")).only(*shown)


def with_groups(rows: Sequence[Organization]) -> Sequence[Organization]:
    """`rows`, each with the `groups` in which it works or worked, in the order of its memberships. One query."""
    groups: dict[UUID, dict[str, GroupInBrief]] = defaultdict(dict)
    memberships = Membership.objects.filter(organization__in=[row.pk for row in rows]).order_by("since_on", "id")
    shown = (f"working_group__{column}" for column in ("slug", "name", "territory__name"))
    for organization, slug, name, place in memberships.values_list("organization_id", *shown):
        groups[organization][slug] = GroupInBrief(slug, name, place or slug)
    for row in rows:
        row.groups = list(groups[row.pk].values())
    return rows


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


def applications(user: User | AnonymousUser) -> QuerySet[Application]:
    """The applications that `user` may read: those that wait first, then the latest decided."""
    found = Application.objects.visible_to(user).select_related("working_group", "territory", "organization", "decided_by")
    return found.annotate(is_decided=Q(decided_at__isnull=False)).order_by("is_decided", "-decided_at", "proven_at", "id")


# Who speaks, who coordinates


def seats_on(day: date) -> QuerySet[Seat]:
    """Every seat in force on `day`, with person and organization: who speaks for an organization before its substitutes."""
    return (
        Seat.objects.in_force(day)
        .filter(SHOWN)
        .select_related("person", "organization")
        .order_by("organization__name", "organization_id", "is_substitute", "since_on", "id")
    )


def who_held(organization: Organization, day: date) -> QuerySet[Seat]:
    """The seats of this organization in force on `day`: first who spoke for it, then its substitutes."""
    return seats_on(day).filter(organization=organization)


def invitations_to(organization: Organization, user: User | AnonymousUser) -> list[SeatInvitation]:
    """The invitations of this organization that wait for an answer, for who may invite; for everybody else none."""
    if not may(user, "alliance.invite_delegate", organization):
        return []
    return [each for each in organization.seat_invitations.waiting() if may(user, "alliance.withdraw_invitation", each)]


def has_password(email: str) -> bool:
    """Whether this address has an account whose password was chosen."""
    return User.objects.filter(email__iexact=email).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def seats_of(organization: Organization) -> QuerySet[Seat]:
    """All seats there are and were, the newest first; of one day, who speaks before who stands in."""
    return organization.seats.select_related("person").order_by("-since_on", "is_substitute", "person__name", "id")


def coordinations_of(group: WorkingGroup) -> QuerySet[Coordination]:
    """Who coordinates and coordinated this group, the newest first."""
    return group.coordinations.select_related("person").order_by("-since_on", "person__name", "id")


def persons() -> QuerySet[Person]:
    """Everybody by name, each with account, seats, coordinations and bodies."""
    return (
        Person.objects.select_related("user")
        .prefetch_related(
            Prefetch("seats", Seat.objects.select_related("organization").order_by("-since_on", "id")),
            Prefetch("coordinations", Coordination.objects.select_related("working_group").order_by("-since_on", "id")),
            Prefetch("body_memberships", BodyMember.objects.select_related("body").order_by("-as_of", "id")),
        )
        .order_by("folded_name", "id")
    )


def who_answers_for(of: WorkingGroup | Body, day: date) -> list[User]:
    """The accounts of who coordinates the group on `day`, or is named in the body at its latest date; if none, the
    secretariat's of that day.
    """
    persons: QuerySet[Any, Any]
    if isinstance(of, Body):
        latest = of.members.order_by("-as_of").values("as_of")[:1]
        persons = of.members.filter(as_of__in=list(latest.values_list("as_of", flat=True))).values("person__user")
    else:
        persons = Coordination.objects.in_force(day).filter(working_group=of).values("person__user")
    secretariat = RoleGrant.objects.in_force(day).filter(role=Role.SECRETARIAT).values("user")
    active = User.objects.filter(is_active=True).order_by("pk")
    return list(active.filter(pk__in=persons)) or list(active.filter(pk__in=secretariat))


# Bodies


def bodies() -> QuerySet[Body]:
    """The bodies by name, each with how many persons are named in it."""
    return Body.objects.annotate(person_count=Count("members__person", distinct=True)).order_by("name", "id")


def members_of(body: Body) -> QuerySet[BodyMember]:
    """Who is named in this body, the latest date first and those without a date last, each with its sources."""
    return body.members.select_related("person").prefetch_related("sources").order_by("-as_of", "person__name", "id")


# Rows as tables take them


def all_memberships() -> QuerySet[Membership]:
    return (
        Membership.objects.filter(SHOWN)
        .select_related("organization", "working_group")
        .prefetch_related("sources")
        .order_by("working_group__slug", "organization__name", "since_on", "id")
    )


def named_in_bodies() -> QuerySet[Body]:
    """A row for each person named in a body, and one for each body in which nobody is."""
    return Body.objects.annotate(
        person_name=F("members__person__name"),
        person_role=F("members__role"),
        person_as_of=F("members__as_of"),
        person_confidence=F("members__confidence"),
    ).order_by("name", "id", "person_as_of", "person_name")


def groups_with_coordinators(day: date) -> QuerySet[WorkingGroup]:
    """As `working_groups`, each with `coordinations` of `day`."""
    in_force = Coordination.objects.in_force(day).select_related("person").order_by("since_on", "id")
    return working_groups().prefetch_related(Prefetch("coordinations", in_force))


def all_seats() -> QuerySet[Seat]:
    return (
        Seat.objects.filter(SHOWN)
        .select_related("person", "organization")
        .order_by("organization__name", "organization_id", "since_on", "id")
    )


def coordinated_by(user: User) -> QuerySet[Coordination, UUID]:
    """Ids of the working groups that `user` coordinates today, to be asked inside another query."""
    mine = Coordination.objects.in_force(timezone.localdate()).filter(person__user=user)
    return mine.order_by().values_list("working_group", flat=True)


def organizations_of(user: User) -> QuerySet[Seat, UUID]:
    """Ids of the organizations for which `user` speaks today or stands in, to be asked inside another query."""
    mine = Seat.objects.in_force(timezone.localdate()).filter(person__user=user)
    return mine.order_by().values_list("organization", flat=True)


def groups_of(user: User) -> QuerySet[WorkingGroup]:
    """The working groups that `user` coordinates, and those in which her organizations work without an end being known."""
    memberships = Membership.objects.filter(organization__in=organizations_of(user), until_on="")
    return WorkingGroup.objects.filter(Q(pk__in=coordinated_by(user)) | Q(pk__in=memberships.values("working_group")))


def places_of(user: User, _reader: object = None) -> dict[str, Any]:
    """The groups that `user` coordinates today and the organizations for which she speaks, as `_my_places.html` shows them."""
    return {
        "coordinated": list(WorkingGroup.objects.filter(pk__in=coordinated_by(user)).exclude(name="")),
        "spoken_for": list(Organization.objects.filter(pk__in=organizations_of(user))),
    }


def followed_by(user: User) -> Iterator[Followed]:
    """Her organizations with their seats, her working groups with who coordinates them, and the applications she may read."""
    organizations = Organization.objects.filter(pk__in=organizations_of(user))
    yield Followed(organizations)
    yield Followed(organizations, Seat.objects.all(), "organization")
    yield Followed(groups_of(user))
    yield Followed(groups_of(user), Coordination.objects.all(), "working_group")
    yield Followed(groups_of(user), MemberList.objects.all(), "working_group")
    yield Followed(Application.objects.visible_to(user))


def functions_of(user: User) -> Iterator[dict[str, Any]]:
    """The public functions that `user` holds and held, as `core.personal` takes them."""
    for seat in Seat.objects.filter(person__user=user).select_related("person", "organization").order_by("since_on", "id"):
        function = "suplente" if seat.is_substitute else "delegación"
        yield _function(seat.person, function, seat.organization, seat.since_on, seat.until_on)
    coordinations = Coordination.objects.filter(person__user=user).select_related("person", "working_group")
    for each in coordinations.order_by("since_on", "id"):
        yield _function(each.person, "coordinación", each.working_group, each.since_on, each.until_on)
    for member in BodyMember.objects.filter(person__user=user).select_related("person", "body").order_by("as_of", "id"):
        yield _function(member.person, member.role, member.body, member.as_of, None)


def _function(person: Person, function: str, where: Any, since: Any, until: Any) -> dict[str, Any]:
    return {"nombre": person.name, "funcion": function, "de": str(where), "desde": since, "hasta": until}
