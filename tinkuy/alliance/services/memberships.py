"""Which organizations work in a group, and whom a source lists in it on a date."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.alliance.models import MemberList, Membership, Organization, WorkingGroup
from tinkuy.alliance.pure.periods import Period, certainly_overlap, ends_before_it_starts
from tinkuy.alliance.services.refusals import hold
from tinkuy.alliance.services.sources import By, Sources, with_sources
from tinkuy.core.enums import Confidence
from tinkuy.core.permissions import require
from tinkuy.core.pure.edtf_dates import NotADateError
from tinkuy.core.pure.ids import named
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError, remember, upsert


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
    """This organization works in that group. Its history is the organization's: the row has no id of its own.

    Saying it without any date where it is known with dates changes nothing: those who know more have said it.
    Refuses a membership that ends before it starts, or that certainly overlaps another of the same two.
    """
    require(by, "alliance.record_membership", working_group)
    hold(working_group)
    organization = organization.as_it_stands
    known = list(Membership.objects.filter(organization=organization, working_group=working_group).order_by("since_on", "id"))
    if not (since_on or until_on) and (dated := next((each for each in known if each.since_on or each.until_on), None)):
        return dated
    found = next((each for each in known if each.since_on == clean(since_on)), None)
    row = found or Membership(organization=organization, working_group=working_group)
    values = {"since_on": since_on, "until_on": until_on, "confidence": confidence}
    return _write(row, with_sources(values, sources, by=by), known, by=by)


@transaction.atomic
def change_membership(
    membership: Membership,
    *,
    since_on: str,
    until_on: str,
    by: By,
    sources: Sources = None,
    confidence: str = Confidence.RECORDED,
) -> Membership:
    """End this membership, or correct its dates. Refuses what `record_membership` refuses."""
    require(by, "alliance.record_membership", membership.working_group)
    hold(membership.working_group)
    known = list(Membership.objects.filter(organization=membership.organization, working_group=membership.working_group))
    values = {"since_on": since_on, "until_on": until_on, "confidence": confidence}
    return _write(membership, with_sources(values, sources, by=by), known, by=by)


def _write(row: Membership, values: dict[str, Any], known: list[Membership], *, by: By) -> Membership:
    _require_possible(Period(values["since_on"], values["until_on"]), [each for each in known if each.pk != row.pk])
    return remember(
        row,
        values,
        is_new=row.pk is None,
        by=by,
        action_prefix="alliance.membership",
        target=row.organization,
        working_group=str(row.working_group_id),
        since_on=values["since_on"],
    )[0]


def _require_possible(period: Period, others: list[Membership]) -> None:
    try:
        is_backwards = ends_before_it_starts(period)
        overlaps = any(certainly_overlap(period, Period(each.since_on, each.until_on)) for each in others)
    except NotADateError:
        return  # the model says so, beside the field
    if is_backwards:
        raise InvalidError.beside("until_on", _("It ends before it starts. Correct one of the two dates."))
    if overlaps:
        said = _("This organization is already in this group in that time. End or correct the membership that is there first.")
        raise InvalidError.beside("since_on", said)


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
    key = found.pk if found else named("member-list", f"{working_group.pk}/{as_of}")
    values = {
        "as_of": as_of,
        "organizations": _standing(organizations),
        "confidence": confidence,
        "source_note": source_note,
    }
    return _write_list(key, {"working_group": working_group, **with_sources(values, sources, by=by)}, by=by)


@transaction.atomic
def change_member_list(
    member_list: MemberList,
    *,
    as_of: str,
    organizations: Iterable[Organization],
    by: By,
    sources: Sources = None,
    confidence: str = Confidence.RECORDED,
) -> MemberList:
    """Correct the date of this list, or whom it names. Refuses the date of another list of the group."""
    require(by, "alliance.record_member_list", member_list.working_group)
    if member_list.working_group.member_lists.filter(as_of=as_of).exclude(pk=member_list.pk).exists():
        raise InvalidError.beside("as_of", _("There is another list of this date. Correct that one."))
    values = {"as_of": as_of, "organizations": _standing(organizations), "confidence": confidence}
    return _write_list(member_list.pk, with_sources(values, sources, by=by), by=by)


def _standing(organizations: Iterable[Organization]) -> list[Organization]:
    return [each.as_it_stands for each in organizations]


def _write_list(id: UUID, values: dict[str, Any], *, by: By) -> MemberList:
    return upsert(MemberList, id, values, by=by, action_prefix="alliance.member_list")[0]
