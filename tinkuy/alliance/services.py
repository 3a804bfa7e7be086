"""The verbs of the alliance. Each one makes or changes a row, remembers it, and may be said twice.

`sources=None` leaves the sources as they are; a list replaces them, and that is remembered too. Values that the model
refuses raise `core.recording.InvalidError`, with the message of each field.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from tinkuy.alliance import rules as _rules  # noqa: F401
from tinkuy.alliance.models import (
    Body,
    BodyMember,
    Conflict,
    Coordination,
    Fact,
    Gap,
    MemberList,
    Membership,
    Organization,
    Person,
    Seat,
    WorkingGroup,
)
from tinkuy.core.enums import Confidence
from tinkuy.core.models import Source, User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.ids import named
from tinkuy.core.recording import free_slug, remember, upsert

By = User | Operator
Sources = Iterable[Source] | None


def _with(values: dict[str, Any], sources: Sources) -> dict[str, Any]:
    return values if sources is None else {**values, "sources": list(sources)}


@transaction.atomic
def record_organization(id: UUID | None, *, by: By, sources: Sources = None, **values: Any) -> Organization:
    """The organization with this id holds `values`. No tax number and no legal personality is ever asked for."""
    found = Organization.objects.filter(pk=id).first() if id else None
    require(by, "alliance.record_organization", found)
    if found is None and "slug" not in values:
        values["slug"] = free_slug(Organization, values.get("name", ""))
    return upsert(Organization, id, _with(values, sources), by=by, action_prefix="alliance.organization")[0]


@transaction.atomic
def record_working_group(id: UUID | None, *, by: By, sources: Sources = None, **values: Any) -> WorkingGroup:
    """The working group with this id holds `values`. Without a name it is one that a source counts and nobody names."""
    require(by, "alliance.record_working_group")
    return upsert(WorkingGroup, id, _with(values, sources), by=by, action_prefix="alliance.working_group")[0]


@transaction.atomic
def record_membership(
    organization: Organization,
    working_group: WorkingGroup,
    *,
    since_on: str = "",
    until_on: str = "",
    by: By,
    sources: Sources = None,
    confidence: str = Confidence.RECORDED,
) -> Membership:
    """This organization works in that group. Its history is the organization's: the row has no id of its own."""
    require(by, "alliance.record_membership", working_group)
    found = Membership.objects.filter(organization=organization, working_group=working_group, since_on=since_on).first()
    row = found or Membership(organization=organization, working_group=working_group, since_on=since_on)
    values = _with({"since_on": since_on, "until_on": until_on, "confidence": confidence}, sources)
    return remember(
        row,
        values,
        is_new=found is None,
        by=by,
        action_prefix="alliance.membership",
        target=organization,
        working_group=str(working_group.pk),
        since_on=since_on,
    )[0]


@transaction.atomic
def record_member_list(
    working_group: WorkingGroup,
    as_of: str,
    organizations: Iterable[Organization],
    *,
    by: By,
    sources: Sources = None,
    confidence: str = Confidence.RECORDED,
    source_note: str = "",
) -> MemberList:
    """Whom a source lists in this group on a date. Lists of other dates stay as they are, beside it."""
    require(by, "alliance.record_member_list", working_group)
    found = MemberList.objects.filter(working_group=working_group, as_of=as_of).first()
    values = {
        "working_group": working_group,
        "as_of": as_of,
        "organizations": list(organizations),
        "confidence": confidence,
        "source_note": source_note,
    }
    key = found.pk if found else named("member-list", f"{working_group.pk}/{as_of}")
    return upsert(MemberList, key, _with(values, sources), by=by, action_prefix="alliance.member_list")[0]


@transaction.atomic
def record_person(id: UUID | None, *, by: By, **values: Any) -> Person:
    """Somebody who speaks for an organization or a body: a name, and an account where there is one."""
    require(by, "alliance.record_person")
    return upsert(Person, id, values, by=by, action_prefix="alliance.person")[0]


@transaction.atomic
def record_seat(
    person: Person,
    organization: Organization,
    *,
    since_on: date,
    until_on: date | None = None,
    is_substitute: bool = False,
    by: By,
) -> Seat:
    """This person speaks for that organization from one day on. Saying it again with `until_on` ends the seat."""
    require(by, "alliance.record_seat", organization)
    values = {
        "person": person,
        "organization": organization,
        "since_on": since_on,
        "until_on": until_on,
        "is_substitute": is_substitute,
    }
    key = named("seat", f"{person.pk}/{organization.pk}/{since_on}")
    return upsert(Seat, key, values, by=by, action_prefix="alliance.seat")[0]


@transaction.atomic
def record_coordination(
    person: Person, working_group: WorkingGroup, *, since_on: date, until_on: date | None = None, by: By
) -> Coordination:
    """This person coordinates that group from one day on. Saying it again with `until_on` ends it."""
    require(by, "alliance.record_coordination", working_group)
    values = {"person": person, "working_group": working_group, "since_on": since_on, "until_on": until_on}
    key = named("coordination", f"{person.pk}/{working_group.pk}/{since_on}")
    return upsert(Coordination, key, values, by=by, action_prefix="alliance.coordination")[0]


@transaction.atomic
def record_body(id: UUID | None, *, by: By, sources: Sources = None, **values: Any) -> Body:
    """A body of governance: technical secretariat, promoter group, a committee."""
    require(by, "alliance.record_body")
    return upsert(Body, id, _with(values, sources), by=by, action_prefix="alliance.body")[0]


@transaction.atomic
def record_body_member(
    body: Body, person: Person, *, role: str = "", as_of: str = "", by: By, sources: Sources = None, **values: Any
) -> BodyMember:
    """Whom a source names in this body at a date, in which role."""
    require(by, "alliance.record_body", body)
    found = BodyMember.objects.filter(body=body, person=person, as_of=as_of).first()
    values = {**values, "body": body, "person": person, "role": role, "as_of": as_of}
    key = found.pk if found else named("body-member", f"{body.pk}/{person.pk}/{as_of}")
    return upsert(BodyMember, key, _with(values, sources), by=by, action_prefix="alliance.body_member")[0]


@transaction.atomic
def record_fact(key: str, *, by: By, sources: Sources = None, **values: Any) -> Fact:
    """What a source states, as it states it, under a key of its own."""
    require(by, "alliance.record_fact")
    return upsert(Fact, named("fact", key), _with({**values, "key": key}, sources), by=by, action_prefix="alliance.fact")[0]


@transaction.atomic
def record_conflict(key: str, *, by: By, sources: Sources = None, **values: Any) -> Conflict:
    """Sources disagree: the question, and each side with its source."""
    require(by, "alliance.record_conflict")
    values = _with({**values, "key": key}, sources)
    return upsert(Conflict, named("conflict", key), values, by=by, action_prefix="alliance.conflict")[0]


@transaction.atomic
def record_gap(key: str, *, by: By, **values: Any) -> Gap:
    """What no source at hand says."""
    require(by, "alliance.record_gap")
    return upsert(Gap, named("gap", key), {**values, "key": key}, by=by, action_prefix="alliance.gap")[0]
