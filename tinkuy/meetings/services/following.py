"""What follows here from what happens in earlier rooms."""

from django.db import models
from django.db.models import Q

from tinkuy.alliance.models import Coordination, Seat
from tinkuy.alliance.services.taking_back import acted, done_since
from tinkuy.core import history
from tinkuy.core.models import HistoryEntry
from tinkuy.core.permissions import Operator
from tinkuy.core.recording import put
from tinkuy.meetings.models import Agreement, Meeting, Minutes, Registration, Session


def move_what_it_convened(entry: HistoryEntry, kept: models.Model) -> None:
    """After a merge of organizations, what the one that is gone convened, leads or took on is of the one that stays, and who
    came for it came for that one.
    """
    gone = entry.details["organization"]
    for meeting in Meeting.objects.filter(convening_organizations=gone).order_by("pk"):
        others = meeting.convening_organizations.exclude(pk=gone)
        changed = put(meeting, {"convening_organizations": {*others, kept}}, is_new=False)
        history.record("meetings.meeting_changed", meeting, by=entry.by or Operator(entry.via), changes=changed)
    for session in Session.objects.filter(lead_organization=gone).order_by("pk"):
        changed = put(session, {"lead_organization": kept}, is_new=False)
        history.record("meetings.session_changed", session, by=entry.by or Operator(entry.via), changes=changed)
    for agreement in Agreement.objects.filter(organization=gone).order_by("pk"):
        changed = put(agreement, {"organization": kept}, is_new=False)
        history.record("meetings.agreement_changed", agreement, by=entry.by or Operator(entry.via), changes=changed)
    Registration.objects.filter(organization=gone).update(organization=kept.pk)


def keep_what_was_acted_by(entry: HistoryEntry, row: models.Model) -> None:
    """A seat or a coordination by which somebody acted at meetings is not taken back: what was done would have no ground.

    Raises ConflictError, and nothing was taken back.
    """
    assert isinstance(row, Seat | Coordination)
    if isinstance(row, Seat):
        meetings = Meeting.objects.filter(convening_organizations=row.organization_id)
        agreements = Agreement.objects.filter(organization=row.organization_id)
    else:
        meetings = Meeting.objects.filter(convening_groups=row.working_group_id)
        agreements = Agreement.objects.filter(working_group=row.working_group_id)
    minutes = Minutes.objects.filter(meeting__in=meetings.values("pk"))
    about = Q(target_id__in=meetings.values("pk")) | Q(target_id__in=minutes.values("pk"))
    about |= Q(target_id__in=agreements.values("pk"))
    if done_since(row).filter(about).exclude(action="meetings.correction_proposed").exists():
        raise acted(str(row.person))
