"""Meetings: what is written of each, and what became of it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.alliance.services import with_sources
from tinkuy.core import history
from tinkuy.core.errors import ConflictError, DomainError
from tinkuy.core.models import User
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError, free_slug, upsert
from tinkuy.meetings.enums import MeetingKind, MeetingState
from tinkuy.meetings.models import Meeting
from tinkuy.meetings.queries import WHEN_AND_WHERE
from tinkuy.meetings.services.asked import By, Sources
from tinkuy.meetings.services.moving import moves, refuse_to_move_unsaid, tell_registered
from tinkuy.meetings.services.sessions import copy_sessions
from tinkuy.vocabulary.models import Theme

# What needs no reason: that a meeting was held after it was convened, or that nobody can confirm it.
_PLAIN_CHANGES = {
    (MeetingState.CONVENED, MeetingState.HELD),
    (MeetingState.CONVENED, MeetingState.NOT_CONFIRMED),
    (MeetingState.NOT_CONFIRMED, MeetingState.HELD),
}


class NoReasonError(DomainError):
    """A meeting is not cancelled, nor what was said of it taken back, without a reason."""


@transaction.atomic
def record_meeting(
    id: UUID | None,
    *,
    by: By,
    sources: Sources = None,
    themes: Iterable[Theme] | None = None,
    convening_organizations: Iterable[Organization] | None = None,
    convening_groups: Iterable[WorkingGroup] | None = None,
    tells_registered: bool = False,
    like: Meeting | None = None,
    **values: Any,
) -> Meeting:
    """The meeting with this id holds `values`; its first and last possible day follow from `held_on`.

    Refuses who is neither secretariat nor facilitator nor coordinates a group that convenes it: one of the groups it has,
    or, for a new meeting, one of those given. A person changes the state of a meeting with `change_state`, which asks why;
    a loader states what its sources say. When people registered already, a person gives the meeting another day or place
    only with `tells_registered`, and they get a letter. A new meeting `like` a former one begins with its sessions.
    """
    found = Meeting.objects.filter(pk=id).first() if id else None
    groups = None if convening_groups is None else list(convening_groups)
    conveners = None if convening_organizations is None else [each.as_it_stands for each in convening_organizations]
    require(by, "meetings.record_meeting", found or groups or [])
    _refuse_change_of_state(found, values.get("state"), by)
    _refuse_hours(found, values)
    refuse_to_move_unsaid(found, values, tells=tells_registered, by=by)
    before = {name: str(getattr(found, name) or "") for name in WHEN_AND_WHERE} if found and moves(found, values) else None
    if found is None and "slug" not in values:
        values["slug"] = free_slug(Meeting, _called(values))
    many = {
        "sources": with_sources({}, sources, by=by).get("sources"),
        "themes": themes,
        "convening_organizations": conveners,
        "convening_groups": groups,
    }
    given = {name: list(rows) for name, rows in many.items() if rows is not None}
    meeting, _outcome = upsert(Meeting, id, {**values, **given}, by=by, action_prefix="meetings.meeting")
    if like and found is None:
        copy_sessions(like, meeting, by=by)
    if before and tells_registered:
        tell_registered("meetings.meeting_moved", meeting, by=by, **before)
    return meeting


def _called(values: dict[str, Any]) -> str:
    """Words for the address of a new meeting: its name, or its kind, number and date."""
    kind = str(MeetingKind(values["kind"]).label) if values.get("kind") in MeetingKind.values else ""
    return values.get("name") or f"{kind} {values.get('number', '')} {values.get('held_on', '')}"


def _refuse_hours(found: Meeting | None, values: dict[str, Any]) -> None:
    """An hour at which it ends needs one at which it begins, and on one and the same day it comes after it."""
    begins, ends = (values.get(name, getattr(found, name, None)) for name in ("begins_at", "ends_at"))
    held_on = str(values.get("held_on", getattr(found, "held_on", "")))
    if ends and not begins:
        raise InvalidError.beside("begins_at", _("Write the hour at which it begins, too."))
    if ends and begins and ends <= begins and "/" not in held_on:
        raise InvalidError.beside("ends_at", _("It ends before it begins. Look at both hours."))


def _refuse_change_of_state(found: Meeting | None, state: str | None, by: By) -> None:
    before = found.state if found else MeetingState.CONVENED
    is_silent = found is not None or state == MeetingState.CANCELLED
    if isinstance(by, User) and is_silent and state not in (None, before):
        raise InvalidError.beside("state", _("Change the state on its own page: it asks for the reason."))


@transaction.atomic
def change_state(meeting: Meeting, state: str, *, reason: str = "", by: By) -> Meeting:
    """`meeting` is in `state` from now on, and history keeps why. Saying it again changes nothing.

    Cancelling needs a reason, and so does taking back that it was held or cancelled (NoReasonError). Who registered for a
    meeting that is cancelled gets a letter. When somebody else changed it meanwhile, ConflictError.
    """
    require(by, "meetings.record_meeting", meeting)
    before, wanted, reason = MeetingState(meeting.state), _state_of(state), clean(reason)
    if wanted == before:
        return meeting
    if not reason and (before, wanted) not in _PLAIN_CHANGES:
        raise NoReasonError(_("Write the reason: it is shown on the page of the meeting and stays in the history."))
    if Meeting.objects.filter(pk=meeting.pk, state=before).update(state=wanted):
        change = {"before": before.value, "after": wanted.value, "reason": reason}
        history.record("meetings.meeting_state_changed", meeting, by=by, **change)
        if wanted == MeetingState.CANCELLED:
            tell_registered("meetings.meeting_cancelled", meeting, by=by, reason=reason)
    meeting.refresh_from_db(fields=["state"])
    if meeting.state != wanted:
        raise ConflictError(_("Somebody else changed the state meanwhile. Look at the meeting again."))
    return meeting


def _state_of(state: str) -> MeetingState:
    if state not in MeetingState.values:
        raise InvalidError.beside("state", _("Choose one of the states."))
    return MeetingState(state)
