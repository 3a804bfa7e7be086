"""Meetings as they go into somebody's calendar."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.alliance.models import Coordination, Membership, Seat, WorkingGroup
from tinkuy.core.enums import BulkMailState
from tinkuy.core.models import BulkMail, HistoryEntry, Mail, User
from tinkuy.core.pure import edtf_dates
from tinkuy.core.pure.edtf_dates import Precision
from tinkuy.meetings.enums import MeetingState
from tinkuy.meetings.models import Meeting, Programme
from tinkuy.meetings.pure.calendars import Event
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory

# More than these, the newest, make a file that telephones refuse.
MOST_IN_CALENDAR = 2_000
# For so long whoever follows the calendar sees that a meeting was cancelled; then it leaves the calendar.
CANCELLED_STAYS = timedelta(days=90)
LONGEST_ABOUT = 600
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_TWO_DAYS_LONG = len("2017-08-03/2017-08-05")
_STATUS = {MeetingState.CANCELLED: "CANCELLED", MeetingState.NOT_CONFIRMED: "TENTATIVE"}
# What a calendar shows: when one of these changes, whoever was told must be told again.
_TOLD = ["held_on", "begins_at", "ends_at", "place", "territory", "name", "kind", "number", "state"]
# A region's coordinates are its capital's, and the meeting may be far from there.
_NARROW = {Level.PROVINCE, Level.DISTRICT, Level.CITY}

_ROWS = Meeting.objects.select_related("territory").prefetch_related("themes").order_by(F("earliest_on").desc(), "id")


def in_calendar(
    *, group: WorkingGroup | None = None, programme: Programme | None = None, territory: Territory | None = None
) -> list[Event]:
    """All dated meetings, or those that the group convened, of the programme, or in the territory and what lies in it.

    Three queries, whatever the number: meetings, their themes, their history. Newest first, MOST_IN_CALENDAR at most.
    """
    found = _ROWS.exclude(Q(earliest_on=None) | Q(latest_on=None))
    if group:
        found = found.filter(convening_groups=group)
    if programme:
        found = found.filter(programme=programme)
    if territory:
        found = found.filter(territory__in=Territory.objects.within(territory))
    dated = (meeting for meeting in found.iterator(chunk_size=MOST_IN_CALENDAR) if has_days(meeting))
    return _without_old_cancelled(events_of(islice(dated, MOST_IN_CALENDAR)))


def has_days(meeting: Meeting) -> bool:
    """Whether its date is a day or goes from one day to another: a month has no place in a calendar."""
    when = edtf_dates.parse(meeting.held_on)
    if when.approximate or when.uncertain or not (when.earliest and when.latest):
        return False
    return when.precision is Precision.DAY or (when.precision is Precision.RANGE and len(when.text) == _TWO_DAYS_LONG)


def events_of(meetings: Iterable[Meeting]) -> list[Event]:
    """These meetings, whose dates are days, as events. One query for their histories."""
    meetings = list(meetings)
    told = _histories([meeting.pk for meeting in meetings])
    return [_event(meeting, told.get(meeting.pk)) for meeting in meetings]


def event_of(meeting: Meeting) -> Event | None:
    """This meeting as an event; None when its date is not a day nor a range of days."""
    return events_of([meeting])[0] if has_days(meeting) else None


def _histories(ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    changed = Q(action="meetings.meeting_state_changed")
    changed |= Q(action="meetings.meeting_changed", details__changes__has_any_keys=_TOLD)
    about = HistoryEntry.objects.filter(target_id__in=ids, target_kind=Meeting._meta.label_lower).order_by()
    told = about.values("target_id").annotate(made_at=Min("at"), changed_at=Max("at"), sequence=Count("pk", filter=changed))
    return {row["target_id"]: dict(row) for row in told}


def _event(meeting: Meeting, told: dict[str, Any] | None) -> Event:
    assert meeting.earliest_on is not None
    assert meeting.latest_on is not None
    # Only a row that no service wrote has no history.
    told = told or {"sequence": 0, "made_at": _LONG_AGO, "changed_at": _LONG_AGO}
    return Event(
        uid=str(meeting.pk),
        name=f"{meeting} ({_('fictitious example')})" if meeting.is_sample else str(meeting),
        first=meeting.earliest_on,
        last=meeting.latest_on,
        begins=meeting.begins_at,
        ends=meeting.ends_at,
        status=_STATUS.get(MeetingState(meeting.state), "CONFIRMED"),
        sequence=told["sequence"],
        made_at=told["made_at"],
        changed_at=told["changed_at"],
        url=settings.SITE_URL + meeting.get_absolute_url(),
        place=", ".join(filter(None, (meeting.place, str(meeting.territory or "")))),
        about=_shortened(meeting.convocation),
        categories=(str(meeting.get_kind_display()), *(theme.name for theme in meeting.themes.all())),
        geo=_geo(meeting.territory),
    )


def _geo(place: Territory | None) -> tuple[float, float] | None:
    if place is None or place.level not in _NARROW or place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_ABOUT else f"{text[:LONGEST_ABOUT].rsplit(maxsplit=1)[0]} …"


def _without_old_cancelled(events: list[Event]) -> list[Event]:
    since: date = timezone.localdate() - CANCELLED_STAYS
    return [event for event in events if event.status != "CANCELLED" or _last_word(event) >= since]


def _last_word(event: Event) -> date:
    return max(event.last, timezone.localdate(event.changed_at))


def asked_already(meeting: Meeting) -> QuerySet[Mail]:
    """The letters that ask people to this meeting, sent or on their way."""
    return Mail.objects.filter(kind="meetings.invitation", about__meeting=str(meeting.pk))


def to_invite(meeting: Meeting) -> QuerySet[User]:
    """Who should get a letter now: with an account of their own, coordinators of the groups that convene the meeting and
    delegates of the organizations that convene it or work in one of these groups, in force today. When it is cancelled,
    whoever had been asked. Whoever got a letter about what the calendar now shows is left out.
    """
    (event,) = events_of([meeting])
    told = asked_already(meeting).filter(about__sequence=event.sequence).values("to")
    people = User.objects.filter(is_active=True).exclude(pk__in=told)
    if meeting.state == MeetingState.CANCELLED:
        return people.filter(pk__in=asked_already(meeting).values("to")).order_by("name", "email")
    today = timezone.localdate()
    groups = list(meeting.convening_groups.all())
    coordinating = Coordination.objects.filter(working_group__in=groups).in_force(today).values("person__user")
    working = Membership.objects.filter(working_group__in=groups).may_hold_on(today).values("organization")
    organizations = Q(organization__in=meeting.convening_organizations.all()) | Q(organization__in=working)
    seated = Seat.objects.filter(organizations).in_force(today).values("person__user")
    return people.filter(Q(pk__in=coordinating) | Q(pk__in=seated)).order_by("name", "email")


def is_to_come(meeting: Meeting) -> bool:
    """Whether people can still be asked to come to it, or be told that it is cancelled."""
    is_open = meeting.state in (MeetingState.CONVENED, MeetingState.CANCELLED)
    return is_open and has_days(meeting) and meeting.latest_on is not None and meeting.latest_on >= timezone.localdate()


def invitations_wait(meeting: Meeting) -> bool:
    """Whether letters about this meeting wait for the secretariat's yes."""
    waiting = BulkMail.objects.filter(kind="meetings.invitation", state=BulkMailState.WAITING)
    return waiting.filter(about__meeting=str(meeting.pk)).exists()


def why_nobody_is_invited(meeting: Meeting) -> str:
    """Why no letter can go out about this meeting, and what would mend it; "" when one can."""
    if not has_days(meeting) or meeting.latest_on is None:
        return _("Its date is not known to the day. Write the day, and then invite.")
    if meeting.latest_on < timezone.localdate():
        return _("It is past: nobody can be invited any more.")
    if meeting.state not in (MeetingState.CONVENED, MeetingState.CANCELLED):
        return _("Only a meeting that is convened has people to invite.")
    if invitations_wait(meeting):
        return _("The letters to many people wait until the secretariat has read them and says yes.")
    if not to_invite(meeting).exists():
        return _("There is nobody to write to: whoever should know was told already, or has no account with an e-mail here.")
    return ""
