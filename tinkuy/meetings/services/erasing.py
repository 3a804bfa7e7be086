"""Who registered is forgotten in time; how many came stays."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from tinkuy.core import history, mail
from tinkuy.core.permissions import Operator
from tinkuy.meetings.enums import RegistrationState
from tinkuy.meetings.models import Meeting, Registrant, Registration
from tinkuy.meetings.services.letters import TO_CONFIRM

KEEP_DAYS = 90
# Of a meeting whose day nobody knows, personal data are kept no longer than this after they were given.
KEEP_UNDATED = timedelta(days=365)


def erase_registrations(*, today: date | None = None, by: Operator) -> int:
    """Erase the personal data whose days are over, and what was never confirmed or was cancelled. Says how many people's.

    What is counted of who came stays. Running it again erases nothing more; each meeting is a transaction of its own.
    """
    day = today or timezone.localdate()
    meetings = Meeting.objects.filter(registrants__isnull=False).select_related("desk").order_by("pk").distinct()
    return sum(_erase_of(meeting, day, by) for meeting in meetings)


@transaction.atomic
def _erase_of(meeting: Meeting, day: date, by: Operator) -> int:
    # Two that erase at once: the second finds nothing left.
    Meeting.objects.select_for_update().only("pk").get(pk=meeting.pk)
    everybody = Registrant.objects.filter(meeting=meeting)
    given_up = everybody.filter(registration__state=RegistrationState.CANCELLED) | everybody.filter(
        registration__state=RegistrationState.ASKED, registration__asked_at__lt=timezone.now() - TO_CONFIRM
    )
    erased = list((everybody if _is_time(meeting, day) else given_up).values_list("pk", flat=True))
    if not erased:
        return 0
    mail.forget_addresses(registration__in=[str(pk) for pk in erased])
    Registrant.objects.filter(pk__in=erased).delete()
    # Links and codes of who is forgotten open nothing any more; who never came is not even counted.
    gone = Registration.objects.filter(pk__in=erased)
    gone.filter(checked_in_at=None).delete()
    gone.update(confirm_digest="", own_digest="", code=None)
    history.record("meetings.registrants_erased", meeting, by=by, count=len(erased))
    return len(erased)


def _is_time(meeting: Meeting, day: date) -> bool:
    if meeting.latest_on is None:
        newest = meeting.registrants.order_by("-consented_at").values_list("consented_at", flat=True).first()
        return newest is not None and timezone.localdate(newest) + KEEP_UNDATED < day
    desk = getattr(meeting, "desk", None)
    return meeting.latest_on + timedelta(days=desk.keep_days if desk else KEEP_DAYS) < day
