"""Who speaks for an organization, and who coordinates a working group: from one day to another, both included."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tinkuy.alliance.models import Coordination, Organization, Person, Seat, WorkingGroup
from tinkuy.alliance.services.persons import Who, settled
from tinkuy.alliance.services.refusals import hold, require_order
from tinkuy.alliance.services.sources import By
from tinkuy.core.permissions import require
from tinkuy.core.pure.ids import named
from tinkuy.core.recording import InvalidError, upsert


@transaction.atomic
def record_seat(
    person: Person | Who,
    organization: Organization,
    *,
    since_on: date,
    until_on: date | None = None,
    is_substitute: bool = False,
    role: str = "",
    by: By,
) -> Seat:
    """This person speaks for that organization from one day on. Saying it again with `until_on` ends the seat.

    Refuses a second seat of hers there on the same days, and a second one who is not a substitute.
    """
    require(by, "alliance.record_seat", organization)
    hold(organization)
    person = settled(person, by=by)
    values = {
        "person": person,
        "organization": organization,
        "since_on": since_on,
        "until_on": until_on,
        "is_substitute": is_substitute,
        "role": role,
    }
    return write_seat(seat_id(person, organization, since_on), values, by=by)


def seat_id(person: Person, organization: Organization, since_on: date) -> UUID:
    """The same seat, said twice, is one."""
    return named("seat", f"{person.pk}/{organization.pk}/{since_on}")


@transaction.atomic
def change_seat(seat: Seat, *, since_on: date, until_on: date | None, is_substitute: bool, role: str = "", by: By) -> Seat:
    """End this seat, or correct what was written of it. Who holds it, and for whom, does not change: that is another seat."""
    require(by, "alliance.record_seat", seat.organization)
    hold(seat.organization)
    values = {"since_on": since_on, "until_on": until_on, "is_substitute": is_substitute, "role": role}
    return write_seat(seat.pk, {"person": seat.person, "organization": seat.organization, **values}, by=by)


def write_seat(id: UUID, values: dict[str, Any], *, by: By) -> Seat:
    """The seat holds `values`, when there is room for it. Asks for no permission: its callers did."""
    require_order(values["since_on"], values["until_on"])
    days = values["since_on"], values["until_on"]
    require_room(values["organization"], values["person"], *days, is_substitute=values["is_substitute"], but=id)
    return upsert(Seat, id, values, by=by, action_prefix="alliance.seat")[0]


def require_room(
    organization: Organization,
    person: Person | None,
    since_on: date,
    until_on: date | None,
    *,
    is_substitute: bool,
    but: UUID | None = None,
) -> None:
    """Refuse a second seat of `person` on the same days, and a second one who is not a substitute. `but` does not count."""
    others = Seat.objects.filter(organization=organization).select_related("person")
    others = others.overlapping(since_on, until_on)
    if but:
        others = others.exclude(pk=but)
    if same := person and others.filter(person=person).first():
        said = _("%(name)s already has a seat here, %(days)s. End or correct that one first.")
        raise InvalidError.beside("since_on", said % {"name": same.person, "days": _days(same)})
    if not is_substitute and (titular := others.filter(is_substitute=False).first()):
        said = _("%(name)s already speaks for this organization, %(days)s. End that seat first, or mark this one as substitute.")
        raise InvalidError.beside("since_on", said % {"name": titular.person, "days": _days(titular)})


@transaction.atomic
def record_coordination(
    person: Person | Who, working_group: WorkingGroup, *, since_on: date, until_on: date | None = None, by: By
) -> Coordination:
    """This person coordinates that group from one day on. Saying it again with `until_on` ends it.

    Several persons may coordinate at once; the same one twice on the same days is refused.
    """
    require(by, "alliance.record_coordination", working_group)
    hold(working_group)
    person = settled(person, by=by)
    values = {"person": person, "working_group": working_group, "since_on": since_on, "until_on": until_on}
    return _write_coordination(named("coordination", f"{person.pk}/{working_group.pk}/{since_on}"), values, by=by)


@transaction.atomic
def change_coordination(coordination: Coordination, *, since_on: date, until_on: date | None, by: By) -> Coordination:
    """End this coordination, or correct its days."""
    require(by, "alliance.record_coordination", coordination.working_group)
    hold(coordination.working_group)
    values = {"person": coordination.person, "working_group": coordination.working_group}
    return _write_coordination(coordination.pk, {**values, "since_on": since_on, "until_on": until_on}, by=by)


def _write_coordination(id: UUID, values: dict[str, Any], *, by: By) -> Coordination:
    require_order(values["since_on"], values["until_on"])
    others = Coordination.objects.filter(working_group=values["working_group"], person=values["person"]).exclude(pk=id)
    if same := others.overlapping(values["since_on"], values["until_on"]).select_related("person").first():
        said = _("%(name)s already coordinates this group, %(days)s. End or correct that first.")
        raise InvalidError.beside("since_on", said % {"name": same.person, "days": _days(same)})
    return upsert(Coordination, id, values, by=by, action_prefix="alliance.coordination")[0]


def _days(row: Seat | Coordination) -> str:
    since = date_format(row.since_on)
    if row.until_on is None:
        return _("since %(since)s") % {"since": since}
    return _("from %(since)s to %(until)s") % {"since": since, "until": date_format(row.until_on)}
