"""The programme of a meeting as it is being prepared and as it was published, and what changed between two editions."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from tinkuy.core.pure import edtf_dates
from tinkuy.meetings.enums import MeetingState, RegistrationState
from tinkuy.meetings.models import Edition, EditionSession, Meeting, Registration, Session
from tinkuy.meetings.pure import programmes
from tinkuy.meetings.pure.programmes import Change, Slot
from tinkuy.meetings.queries.calendars import has_days

# A meeting of more days than these is a season: its sessions are not told by their day.
MOST_DAYS = 31
WHEN_AND_WHERE = ("held_on", "place", "begins_at", "ends_at")


@dataclass(frozen=True)
class Difference:
    """What changed from one edition to another, or to the programme as it is being prepared; `earlier` None before the first.

    `earlier` and `later` tell when and where the meeting is.
    """

    earlier: Edition | None
    later: Edition | Meeting
    changes: list[Change]

    @property
    def is_moved(self) -> bool:
        return self.earlier is not None and any(
            getattr(self.earlier, name) != getattr(self.later, name) for name in WHEN_AND_WHERE
        )

    def __bool__(self) -> bool:
        return bool(self.changes) or self.is_moved


def days_of(meeting: Meeting) -> list[date]:
    """The days on which it is held, one after the other; none when they are not known."""
    when = edtf_dates.parse(meeting.held_on)
    if not has_days(meeting) or when.earliest is None or when.latest is None:
        return []
    first, last = when.earliest, when.latest
    count = (last - first).days + 1
    return [first + timedelta(days=at) for at in range(count)] if count <= MOST_DAYS else []


def slots_of(meeting: Meeting) -> list[Slot]:
    """The sessions as they are being prepared, in their order. One query."""
    days = days_of(meeting)
    found = Session.objects.filter(meeting=meeting).select_related("lead", "lead_organization").order_by()
    return programmes.in_order(_slot_of(session, days) for session in found)


def _slot_of(session: Session, days: list[date]) -> Slot:
    number = 1 if len(days) == 1 else session.day
    return Slot(
        key=session.pk,
        title=session.title,
        position=session.position,
        number=number,
        day=days[number - 1] if number and number <= len(days) else None,
        begins=session.begins_at,
        ends=session.ends_at,
        room=session.room,
        lead_id=session.lead_id,
        lead=session.lead.name if session.lead else "",
        organization_id=session.lead_organization_id,
        organization=str(session.lead_organization or ""),
    )


def slots_in(edition: Edition) -> list[Slot]:
    """The sessions as this edition told them; a name that was taken back since is gone. One query."""
    return programmes.in_order(slot_in(row) for row in edition.sessions.select_related("lead").order_by())


def slot_in(row: EditionSession) -> Slot:
    lead = row.lead if row.lead and row.lead.withdrawn_at is None else None
    return Slot(
        key=row.session,
        title=row.title,
        position=row.position,
        number=row.day,
        day=row.on_day,
        begins=row.begins_at,
        ends=row.ends_at,
        room=row.room,
        lead_id=lead.pk if lead else None,
        lead=lead.name if lead else "",
        organization_id=row.lead_organization_id,
        organization=row.lead_organization_name,
        is_unnamed=row.lead is not None and lead is None,
    )


@dataclass(frozen=True)
class Placed:
    """A session as it is being prepared, and the places of the one before and of the one after it at the same hour; None at
    either end.
    """

    slot: Slot
    before: int | None
    after: int | None


@dataclass(frozen=True)
class Shown:
    """The programme on the page of a meeting: what visitors read, by day; for who prepares it each session with its
    neighbours, and what is not published yet.
    """

    edition: Edition | None
    days: list[tuple[Slot, list[Slot]]]
    placed: list[Placed]
    waiting: Difference | None


def shown_programme(meeting: Meeting, *, for_organizers: bool) -> Shown:
    """What the page of `meeting` shows of its programme. Two queries; three for who prepares it."""
    edition = current_edition(meeting)
    if not for_organizers:
        return Shown(edition, programmes.by_day(slots_in(edition) if edition else slots_of(meeting)), [], None)
    prepared = slots_of(meeting)
    return Shown(edition, programmes.by_day(prepared), _placed(prepared), difference(edition, meeting, prepared))


def _placed(slots: list[Slot]) -> list[Placed]:
    """Each with its neighbours of the same hour: only among those its position says what comes first."""
    around = [None, *slots, None]
    return [Placed(slot, _beside(slot, around[at]), _beside(slot, around[at + 2])) for at, slot in enumerate(slots)]


def _beside(slot: Slot, other: Slot | None) -> int | None:
    return other.position if other and other.place == slot.place else None


def edition_pages() -> QuerySet[Edition]:
    """Published editions with all that their page says of the meeting."""
    return Edition.objects.published().select_related("meeting", "meeting__territory")


def pdf_of_edition(edition: Edition) -> str:
    """Under which name the store of files keeps its PDF, once it was made."""
    return f"programas/{edition.pk}.pdf"


def current_edition(meeting: Meeting) -> Edition | None:
    """The edition that stands; None before the first. One query."""
    found = meeting.editions.published().order_by("-number").first()
    if found:
        found.meeting = meeting
    return found


def difference(earlier: Edition | None, later: Edition | Meeting, slots: list[Slot] | None = None) -> Difference:
    """What changed between two editions, or since one in what is being prepared; `slots` of the later where they are at hand."""
    if slots is None:
        slots = slots_in(later) if isinstance(later, Edition) else slots_of(later)
    return Difference(earlier, later, programmes.differences(slots_in(earlier) if earlier else [], slots))


def outside(meeting: Meeting) -> list[Slot]:
    """Sessions on a day that the meeting does not have: it was shortened after they were written down. One query."""
    days = days_of(meeting)
    return [slot for slot in slots_of(meeting) if days and slot.number and slot.number > len(days)]


def to_tell(meeting: Meeting) -> QuerySet[Registration]:
    """Whom a new edition is told to: who has a place, and who waits for one and may still come. Not who never confirmed, whose
    address nobody proved, nor who cancelled, nor who asked for no such letters; nobody once the meeting is over or cancelled.
    """
    is_past = meeting.latest_on is not None and meeting.latest_on < timezone.localdate()
    if meeting.state != MeetingState.CONVENED or is_past:
        return Registration.objects.none()
    expected = meeting.registrations.filter(state__in=[RegistrationState.PLACED, RegistrationState.WAITING])
    return expected.filter(registrant__wants_programme=True).exclude(registrant__email="").order_by("asked_at", "id")


def editions() -> QuerySet[Edition]:
    """Every published edition, with its meeting, how many sessions it has, and the number of the newest."""
    return (
        Edition.objects.published()
        .select_related("meeting")
        .annotate(session_count=Count("sessions", distinct=True), newest=Max("meeting__editions__number"))
        .order_by("meeting__slug", "number")
    )


def edition_sessions() -> QuerySet[EditionSession]:
    """Every session of every published edition."""
    found = EditionSession.objects.exclude(edition__published_at=None).select_related("edition__meeting", "lead")
    return found.order_by("edition__meeting__slug", "edition__number", "day", "begins_at", "position")
