"""The tables and slots of a meeting as its programme is being prepared, each at its place."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, ProtectedError, QuerySet
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.permissions import require
from tinkuy.core.pure.ids import named, uuid7
from tinkuy.core.recording import InvalidError, upsert
from tinkuy.meetings import queries
from tinkuy.meetings.models import Meeting, Session
from tinkuy.meetings.services.asked import By
from tinkuy.meetings.services.leads import lead_called

LAST_PLACE = 500


@transaction.atomic
def record_session(
    meeting: Meeting,
    position: int,
    title: str,
    *,
    by: By,
    id: UUID | None = None,
    lead: str | None = None,
    lead_agrees: bool = False,
    **values: Any,
) -> Session:
    """The table or slot at this place of the meeting's programme. `values` may hold day, begins_at, ends_at, room and
    lead_organization; what is left out (`lead` None too) stays as it is.

    Without an id it is whichever stands there. With one it is that session, and a place where another stands is refused.
    Refuses an hour of ending without one of beginning or before it, a day that the meeting does not have, and the name of
    somebody who did not agree to stand in the programme (InvalidError).
    """
    require(by, "meetings.record_meeting", meeting)
    _refuse_place(position)
    standing = _standing(meeting).filter(position=position).first()
    if id and Session.objects.filter(pk=id).exclude(meeting=meeting).exists():
        raise InvalidError(ValidationError(_("This session is of another meeting.")))
    if id and standing and standing.pk != id:
        words = {"place": position, "title": standing.title, "free": next_place(meeting)}
        said = _("At place %(place)s stands “%(title)s”. Choose place %(free)s, or move that one first.") % words
        raise InvalidError.beside("position", said)
    key = id or (standing.pk if standing else _key(meeting, position))
    found = Session.objects.filter(pk=key).first()
    _refuse_hours(meeting, found, values)
    if lead is not None:
        values["lead"] = lead_called(meeting, lead, found, agrees=lead_agrees)
    values |= {"meeting": meeting, "position": position, "title": title}
    return upsert(Session, key, values, by=by, action_prefix="meetings.session")[0]


def _refuse_hours(meeting: Meeting, found: Session | None, values: dict[str, Any]) -> None:
    """Its hours are of one day, and this one of the meeting's."""
    day, begins, ends = (values.get(name, getattr(found, name, None)) for name in ("day", "begins_at", "ends_at"))
    days = len(queries.days_of(meeting))
    if ends and not begins:
        raise InvalidError.beside("begins_at", _("Write the hour at which it begins, too."))
    if ends and begins and ends <= begins:
        raise InvalidError.beside("ends_at", _("It ends before it begins. What goes past midnight ends at 23:59."))
    if "day" in values and day is not None and not 1 <= day <= (days or queries.MOST_DAYS):
        said = _("The meeting has no such day. Choose one of its days, or give the meeting more days first.")
        raise InvalidError.beside("day", said)


@transaction.atomic
def copy_sessions(former: Meeting, meeting: Meeting, *, by: By) -> None:
    """`meeting` begins with the tables and slots of a former one: their names, days, hours and rooms, not who led them.

    Days that it does not have are left to be completed. A meeting that has sessions already keeps them as they are.
    """
    require(by, "meetings.record_meeting", meeting)
    if _standing(meeting).exists():
        return
    days = len(queries.days_of(meeting))
    for each in former.sessions.order_by("position"):
        day = each.day if each.day and each.day <= days else None
        values: dict[str, Any] = {"day": day, "begins_at": each.begins_at, "ends_at": each.ends_at, "room": each.room}
        record_session(meeting, each.position, each.title, by=by, **values)


@transaction.atomic
def remove_session(session: Session, *, by: By) -> None:
    """The table or slot leaves the programme; the editions that told of it go on telling of it. Twice is once.

    Refuses when something was said there, or a material is of it: that would lose where it comes from (InvalidError).
    """
    require(by, "meetings.record_meeting", session.meeting)
    if not _standing(session.meeting).filter(pk=session.pk).exists():
        return
    told = {"session": str(session.pk), "title": session.title, "place": session.position}
    try:
        with transaction.atomic():
            Session.objects.get(pk=session.pk).delete()
    except ProtectedError as refusal:
        said = _("What was said at “%(title)s”, or its photos, are kept under it: it cannot be taken out. You may rename it.")
        raise InvalidError(ValidationError(said % {"title": session.title})) from refusal
    history.record("meetings.session_removed", session.meeting, by=by, **told)


def _key(meeting: Meeting, position: int) -> UUID:
    """An id that two senders make alike; another when what once stood there was moved and has it."""
    made = named("session", f"{meeting.pk}/{position}")
    return uuid7() if Session.objects.filter(pk=made).exists() else made


@transaction.atomic
def move_session(session: Session, position: int, *, by: By) -> Session:
    """`session` stands at this place; what stood there takes its place. When it stands there already nothing changes."""
    require(by, "meetings.record_meeting", session.meeting)
    _refuse_place(position)
    standing = list(_standing(session.meeting))
    moved = next(each for each in standing if each.pk == session.pk)
    if moved.position == position:
        return moved
    left = moved.position
    other = next((each for each in standing if each.position == position), None)
    if other:
        # The two change places by way of one where nobody stands: each place is taken once at every moment.
        _put(moved, next_place(session.meeting))
        _put(other, left)
        history.record("meetings.session_changed", other, by=by, changes={"position": [position, left]})
    _put(moved, position)
    history.record("meetings.session_changed", moved, by=by, changes={"position": [left, position]})
    return moved


def next_place(meeting: Meeting) -> int:
    """The first place after all those taken."""
    return (meeting.sessions.aggregate(last=Max("position"))["last"] or 0) + 1


def _standing(meeting: Meeting) -> QuerySet[Session]:
    """The meeting's sessions, held until the transaction ends. Its row is held too: so that two do not take one place."""
    Meeting.objects.select_for_update().order_by().get(pk=meeting.pk)
    return Session.objects.filter(meeting=meeting)


def _put(session: Session, position: int) -> None:
    Session.objects.filter(pk=session.pk).update(position=position)
    session.position = position


def _refuse_place(position: int) -> None:
    if not 0 <= position <= LAST_PLACE:
        said = _("A place is a number from 1 to %(last)s.") % {"last": LAST_PLACE}
        raise InvalidError.beside("position", said)
