"""Bodies of governance, and whom a source or the secretariat names in them."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.alliance.models import Body, BodyMember, Person
from tinkuy.alliance.services.persons import Who, settled
from tinkuy.alliance.services.sources import By, Sources, with_sources
from tinkuy.core.permissions import require
from tinkuy.core.pure.ids import named
from tinkuy.core.recording import InvalidError, free_slug, upsert


@transaction.atomic
def record_body(id: UUID | None, *, by: By, sources: Sources = None, **values: Any) -> Body:
    """A body of governance: technical secretariat, promoter group, a committee."""
    require(by, "alliance.record_body")
    is_new = id is None or not Body.objects.filter(pk=id).exists()
    if is_new and "slug" not in values:
        values["slug"] = free_slug(Body, values.get("name", ""))
    return upsert(Body, id, with_sources(values, sources, by=by), by=by, action_prefix="alliance.body")[0]


@transaction.atomic
def record_body_member(
    body: Body, person: Person | Who, *, role: str = "", as_of: str = "", by: By, sources: Sources = None, **values: Any
) -> BodyMember:
    """Whom a source names in this body at a date, in which role."""
    require(by, "alliance.record_body", body)
    person = settled(person, by=by)
    found = BodyMember.objects.filter(body=body, person=person, as_of=as_of).first()
    values = {**values, "body": body, "person": person, "role": role, "as_of": as_of}
    key = found.pk if found else named("body-member", f"{body.pk}/{person.pk}/{as_of}")
    return upsert(BodyMember, key, with_sources(values, sources, by=by), by=by, action_prefix="alliance.body_member")[0]


@transaction.atomic
def change_body_member(
    member: BodyMember, *, role: str, as_of: str, by: By, sources: Sources = None, **values: Any
) -> BodyMember:
    """Correct the role or the date at which somebody is named in a body."""
    require(by, "alliance.record_body", member.body)
    if BodyMember.objects.filter(body=member.body, person=member.person, as_of=as_of).exclude(pk=member.pk).exists():
        raise InvalidError.beside("as_of", _("%(name)s is already named here at this date.") % {"name": member.person})
    values = with_sources({**values, "role": role, "as_of": as_of}, sources, by=by)
    return upsert(BodyMember, member.pk, values, by=by, action_prefix="alliance.body_member")[0]
