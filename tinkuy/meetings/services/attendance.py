"""How many came; never who."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.core.enums import Confidence
from tinkuy.core.permissions import require
from tinkuy.core.pure.ids import named, uuid7
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError, upsert
from tinkuy.meetings.models import MOST_PEOPLE, Attendance, Meeting
from tinkuy.meetings.services.asked import By, Sources


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
    """How many came, as one source counts them. Without an id, a count of the same people is corrected.

    Refuses a count below zero, and one so high that a key must have been pressed twice.
    """
    require(by, "meetings.record_meeting", meeting)
    if not 0 <= count <= MOST_PEOPLE:
        said = _("Write a number of people from 0 to %(most)s.") % {"most": MOST_PEOPLE}
        raise InvalidError.beside("count", said)
    if id and Attendance.objects.filter(pk=id).exclude(meeting=meeting).exists():
        raise InvalidError(ValidationError(_("This count is of another meeting.")))
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
    key = id or _key(meeting, clean(of_whom), confidence)
    return upsert(Attendance, key, values, by=by, action_prefix="meetings.attendance")[0]


def _key(meeting: Meeting, of_whom: str, confidence: str) -> UUID:
    """The id of the count of these people, or one for a new count that two senders make alike."""
    same = Attendance.objects.filter(meeting=meeting, of_whom=of_whom, confidence=confidence).order_by("id").first()
    made = same.pk if same else named("attendance", f"{meeting.pk}/{of_whom}")
    # A count that was made for these people may since have been corrected to be of others.
    return uuid7() if same is None and Attendance.objects.filter(pk=made).exists() else made
