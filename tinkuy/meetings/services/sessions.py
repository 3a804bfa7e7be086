"""The tables and slots of a meeting, each at its place."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.permissions import require
from tinkuy.core.pure.ids import named, uuid7
from tinkuy.core.recording import InvalidError, upsert
from tinkuy.meetings.models import Meeting, Session
from tinkuy.meetings.services.asked import By

LAST_PLACE = 500


@transaction.atomic
def record_session(meeting: Meeting, position: int, title: str, *, by: By, id: UUID | None = None) -> Session:
    """The table or slot at this place of the meeting's programme.

    Without an id it is whichever stands there. With one it is that session, and a place where another stands is refused.
    """
    require(by, "meetings.record_meeting", meeting)
    _refuse_place(position)
    standing = _standing(meeting).filter(position=position).first()
    if id and Session.objects.filter(pk=id).exclude(meeting=meeting).exists():
        raise InvalidError(ValidationError(_("This session is of another meeting.")))
    if id and standing and standing.pk != id:
        words = {"place": position, "title": standing.title, "free": next_place(meeting)}
        said = _("At place %(place)s stands “%(title)s”. Choose place %(free)s, or move that one first.") % words
        raise InvalidError(ValidationError({"position": said}))
    key = id or (standing.pk if standing else _key(meeting, position))
    values = {"meeting": meeting, "position": position, "title": title}
    return upsert(Session, key, values, by=by, action_prefix="meetings.session")[0]


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
        raise InvalidError(ValidationError({"position": said}))
