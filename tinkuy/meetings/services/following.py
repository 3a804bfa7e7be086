"""What follows here from what happens in earlier rooms."""

from django.db import models

from tinkuy.core import history
from tinkuy.core.models import HistoryEntry
from tinkuy.core.permissions import Operator
from tinkuy.core.recording import put
from tinkuy.meetings.models import Meeting, Session


def move_what_it_convened(entry: HistoryEntry, kept: models.Model) -> None:
    """After a merge of organizations, what the one that is gone convened or leads is of the one that stays."""
    gone = entry.details["organization"]
    for meeting in Meeting.objects.filter(convening_organizations=gone).order_by("pk"):
        others = meeting.convening_organizations.exclude(pk=gone)
        changed = put(meeting, {"convening_organizations": {*others, kept}}, is_new=False)
        history.record("meetings.meeting_changed", meeting, by=entry.by or Operator(entry.via), changes=changed)
    for session in Session.objects.filter(lead_organization=gone).order_by("pk"):
        changed = put(session, {"lead_organization": kept}, is_new=False)
        history.record("meetings.session_changed", session, by=entry.by or Operator(entry.via), changes=changed)
