"""The verbs of meetings. Each one makes or changes a row, remembers it, and may be said twice.

`sources`, `themes` and conveners left out (None) stay as they are; a list replaces them, and that is remembered too.
Values that the model refuses raise `core.recording.InvalidError`, with the message of each field.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.core import history
from tinkuy.core.enums import Confidence
from tinkuy.core.errors import DomainError
from tinkuy.core.models import Source, User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure import edtf_dates
from tinkuy.core.pure.ids import named
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import free_slug, upsert
from tinkuy.meetings import rules as _rules  # noqa: F401
from tinkuy.meetings.enums import MeetingKind
from tinkuy.meetings.models import Attendance, Feed, Meeting, Programme, Session
from tinkuy.vocabulary.models import Theme

By = User | Operator
Sources = Iterable[Source] | None


class FeedRefusedError(DomainError):
    """A meeting does not feed itself, and a feed is not removed without a reason."""


@transaction.atomic
def record_programme(id: UUID | None, *, by: By, sources: Sources = None, **values: Any) -> Programme:
    """A season of meetings under one name."""
    require(by, "meetings.record_programme")
    values = values if sources is None else {**values, "sources": list(sources)}
    return upsert(Programme, id, values, by=by, action_prefix="meetings.programme")[0]


@transaction.atomic
def record_meeting(
    id: UUID | None,
    *,
    by: By,
    sources: Sources = None,
    themes: Iterable[Theme] | None = None,
    convening_organizations: Iterable[Organization] | None = None,
    convening_groups: Iterable[WorkingGroup] | None = None,
    **values: Any,
) -> Meeting:
    """The meeting with this id holds `values`; its first and last possible day follow from `held_on`.

    Refuses who is neither secretariat nor facilitator nor coordinates a group that convenes it: one of the groups it has,
    or, for a new meeting, one of those given.
    """
    found = Meeting.objects.filter(pk=id).first() if id else None
    groups = None if convening_groups is None else list(convening_groups)
    require(by, "meetings.record_meeting", found or groups or [])
    if found is None and "slug" not in values:
        values["slug"] = free_slug(Meeting, _called(values))
    many = {
        "sources": sources,
        "themes": themes,
        "convening_organizations": convening_organizations,
        "convening_groups": groups,
    }
    given = {name: list(rows) for name, rows in many.items() if rows is not None}
    return upsert(Meeting, id, {**values, **_bounds(values), **given}, by=by, action_prefix="meetings.meeting")[0]


def _called(values: dict[str, Any]) -> str:
    """Words for the address of a new meeting: its name, or its kind, number and date."""
    kind = str(MeetingKind(values["kind"]).label) if values.get("kind") in MeetingKind.values else ""
    return values.get("name") or f"{kind} {values.get('number', '')} {values.get('held_on', '')}"


def _bounds(values: dict[str, Any]) -> dict[str, Any]:
    """First and last day that `held_on` can mean. A text that is no date is left for the model to refuse."""
    if "held_on" not in values:
        return {}
    try:
        when = edtf_dates.parse(clean(values["held_on"]))
    except edtf_dates.NotADateError:
        return {}
    return {"earliest_on": when.earliest, "latest_on": when.latest}


@transaction.atomic
def record_feed(from_meeting: Meeting, to_meeting: Meeting, *, by: By) -> Feed:
    """What was said at the first meeting was carried to the second."""
    require(by, "meetings.record_meeting", to_meeting)
    if from_meeting.pk == to_meeting.pk:
        raise FeedRefusedError(_("A meeting does not feed itself. Choose another one."))
    feed, is_new = Feed.objects.get_or_create(from_meeting=from_meeting, to_meeting=to_meeting)
    if is_new:
        history.record("meetings.feed_recorded", to_meeting, by=by, from_meeting=str(from_meeting.pk))
    return feed


@transaction.atomic
def remove_feed(from_meeting: Meeting, to_meeting: Meeting, *, reason: str, by: By) -> None:
    """What was said at the first was not carried to the second after all. The reason stays in history (law 2)."""
    require(by, "meetings.remove_feed", to_meeting)
    if not (reason := clean(reason)):
        raise FeedRefusedError(_("Write why this link is removed: the reason stays in the history."))
    removed, _rows = Feed.objects.filter(from_meeting=from_meeting, to_meeting=to_meeting).delete()
    if removed:
        history.record("meetings.feed_removed", to_meeting, by=by, from_meeting=str(from_meeting.pk), reason=reason)


@transaction.atomic
def record_attendance(
    meeting: Meeting,
    *,
    count: int,
    of_whom: str = "",
    is_approximate: bool = False,
    by: By,
    id: UUID | None = None,
    sources: Sources = None,
    confidence: str = Confidence.RECORDED,
    source_note: str = "",
) -> Attendance:
    """How many came, as one source counts them; never who. Without an id, a count of the same people is corrected."""
    require(by, "meetings.record_meeting", meeting)
    values: dict[str, Any] = {
        "meeting": meeting,
        "count": count,
        "of_whom": of_whom,
        "is_approximate": is_approximate,
        "confidence": confidence,
        "source_note": source_note,
    }
    if sources is not None:
        values["sources"] = list(sources)
    key = id or named("attendance", f"{meeting.pk}/{clean(of_whom)}")
    return upsert(Attendance, key, values, by=by, action_prefix="meetings.attendance")[0]


@transaction.atomic
def record_session(meeting: Meeting, position: int, title: str, *, by: By) -> Session:
    """The table or slot at this place of the meeting's programme."""
    require(by, "meetings.record_meeting", meeting)
    found = Session.objects.filter(meeting=meeting, position=position).first()
    key = found.pk if found else named("session", f"{meeting.pk}/{position}")
    values = {"meeting": meeting, "position": position, "title": title}
    return upsert(Session, key, values, by=by, action_prefix="meetings.session")[0]
