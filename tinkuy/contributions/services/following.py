"""What follows here from what happens in earlier rooms."""

from django.db import models

from tinkuy.contributions.models import Contribution
from tinkuy.core import history
from tinkuy.core.models import HistoryEntry
from tinkuy.core.permissions import Operator
from tinkuy.meetings.models import Meeting


def move_what_it_said(entry: HistoryEntry, kept: models.Model) -> None:
    """After a merge of organizations, what was said for the one that is gone was said for the one that stays.

    The words, their receipt and every quote stay as they are; history keeps which contributions these were.
    """
    said = Contribution.objects.filter(organization=entry.details["organization"])
    moved = [str(pk) for pk in said.order_by("pk").values_list("pk", flat=True)]
    if moved:
        said.update(organization=kept)
        by = entry.by or Operator(entry.via)
        history.record("contributions.organization_replaced", kept, by=by, count=len(moved), contributions=moved)


def follow_to_region(_entry: HistoryEntry, meeting: models.Model) -> None:
    """What was said at a meeting, and says no place of its own, is of the region in which the meeting is now."""
    assert isinstance(meeting, Meeting)
    region = meeting.territory.region_code if meeting.territory else ""
    Contribution.objects.filter(meeting=meeting, territory=None).exclude(region=region).update(region=region)
