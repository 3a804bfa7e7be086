"""Which meeting took up what was said at which."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.errors import DomainError
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean
from tinkuy.meetings import queries
from tinkuy.meetings.models import Feed, Meeting
from tinkuy.meetings.services.asked import By


class FeedRefusedError(DomainError):
    """A meeting feeds neither itself nor, by way of others, a meeting it came from; no feed goes without a reason."""


@transaction.atomic
def record_feed(from_meeting: Meeting, to_meeting: Meeting, *, by: By) -> Feed:
    """What was said at the first meeting was carried to the second.

    Refuses a circle of any length: what flows never comes back to where it was said.
    """
    require(by, "meetings.record_meeting", to_meeting)
    if from_meeting.pk == to_meeting.pk:
        raise FeedRefusedError(_("A meeting does not feed itself. Choose another one."))
    _one_at_a_time()
    if from_meeting.pk in queries.reached_from(to_meeting):
        words = {"first": from_meeting, "second": to_meeting}
        raise FeedRefusedError(
            _("What was said at %(second)s already reached %(first)s: it cannot flow back. Choose another meeting.") % words
        )
    feed, is_new = Feed.objects.get_or_create(from_meeting=from_meeting, to_meeting=to_meeting)
    if is_new:
        history.record("meetings.feed_recorded", to_meeting, by=by, from_meeting=str(from_meeting.pk))
    return feed


def _one_at_a_time() -> None:
    """Whoever joins two meetings waits for whoever else is joining two: together they could close a circle.

    Locking the meetings at hand would not do, for a circle may close far from them. SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE meetings_feed IN SHARE ROW EXCLUSIVE MODE")


@transaction.atomic
def remove_feed(from_meeting: Meeting, to_meeting: Meeting, *, reason: str, by: By) -> None:
    """What was said at the first was not carried to the second after all. The reason stays in history (law 2)."""
    require(by, "meetings.remove_feed", to_meeting)
    if not (reason := clean(reason)):
        raise FeedRefusedError(_("Write why this link is removed: the reason stays in the history."))
    removed, _rows = Feed.objects.filter(from_meeting=from_meeting, to_meeting=to_meeting).delete()
    if removed:
        history.record("meetings.feed_removed", to_meeting, by=by, from_meeting=str(from_meeting.pk), reason=reason)
