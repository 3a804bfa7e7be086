"""Who speaks, who coordinates, who is named in a body."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

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
    WorkingGroup,
)
from tinkuy.alliance.queries.organizations import SHOWN, working_groups
from tinkuy.core.enums import Role
from tinkuy.core.models import RoleGrant, User
from tinkuy.core.queries.digest import Followed

D = TypeVar("D", bound=Dated)


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


def bodies() -> QuerySet[Body]:
    """The bodies by name, each with how many persons are named in it."""
    return Body.objects.annotate(person_count=Count("members__person", distinct=True)).order_by("name", "id")


def members_of(body: Body) -> QuerySet[BodyMember]:
    """Who is named in this body, the latest date first and those without a date last, each with its sources."""
    return body.members.select_related("person").prefetch_related("sources").order_by("-as_of", "person__name", "id")


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
    return Coordination.objects.held_by(user).order_by().values_list("working_group", flat=True)


def organizations_of(user: User) -> QuerySet[Seat, UUID]:
    """Ids of the organizations for which `user` speaks today or stands in, to be asked inside another query."""
    return Seat.objects.held_by(user).order_by().values_list("organization", flat=True)


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
