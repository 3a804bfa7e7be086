"""Publishing the programme of a meeting: numbered, with what changed, and told to those who registered."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.errors import ConflictError, DomainError
from tinkuy.core.models import User
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError, put
from tinkuy.meetings import queries
from tinkuy.meetings.enums import MeetingState
from tinkuy.meetings.models import Edition, EditionSession, Meeting
from tinkuy.meetings.pure.programmes import Slot
from tinkuy.meetings.services.asked import By
from tinkuy.meetings.services.letters import tell


class ProgrammeRefusedError(DomainError):
    """There is no programme to publish, or the one that stands says the same already."""


@transaction.atomic
def publish_edition(meeting: Meeting, id: UUID, *, number: int, note: str = "", by: By) -> Edition:
    """The programme as it is prepared becomes edition `number`, which nobody changes any more. The same id is one edition.

    `number` is the one that whoever publishes saw would come next: when another edition took it meanwhile, ConflictError. From
    the second on `note` says what changed (InvalidError). Raises ProgrammeRefusedError without sessions, when nothing changed,
    for a meeting that was cancelled, and for sessions on days that the meeting does not have.

    Told by letter, once for each edition: `queries.to_tell`, that is who has a place and who waits for one. Not who never
    confirmed her address, nor who cancelled, nor who asked for no such letters; nobody when the meeting is over.
    """
    require(by, "meetings.publish_edition", meeting)
    # Two who publish at once wait for each other; that a number is taken once the database says as well.
    meeting = Meeting.objects.select_for_update(of=("self",)).order_by().get(pk=meeting.pk)
    if standing := Edition.objects.filter(pk=id, meeting=meeting).first():
        return standing
    current = queries.current_edition(meeting)
    if number != (current.number if current else 0) + 1:
        raise ConflictError(
            _("Somebody else published an edition meanwhile. Look at it, and publish again if something is missing.")
        )
    _refuse(meeting, current)
    note = clean(note)
    if current and not note:
        raise InvalidError.beside("note", _("Say in a line or two what changed: those who registered read it."))
    edition = _written(meeting, id, number, note, by)
    told = _tell(edition)
    history.record("meetings.edition_published", edition, by=by, meeting=str(meeting.pk), number=number, note=note, count=told)
    return edition


def _refuse(meeting: Meeting, current: Edition | None) -> None:
    if meeting.state == MeetingState.CANCELLED:
        raise ProgrammeRefusedError(_("The meeting was cancelled: there is no programme to publish."))
    if not queries.slots_of(meeting):
        raise ProgrammeRefusedError(_("The programme has no session yet. Write down the first one, and then publish."))
    if outside := queries.outside(meeting):
        titles = "; ".join(slot.title for slot in outside)
        said = _("The meeting has fewer days than its programme. Put these sessions on one of its days: %(titles)s.")
        raise ProgrammeRefusedError(said % {"titles": titles})
    if current and not queries.difference(current, meeting):
        said = _("Nothing changed since edition %(number)s: there is nothing new to publish.")
        raise ProgrammeRefusedError(said % {"number": current.number})


def _written(meeting: Meeting, id: UUID, number: int, note: str, by: By) -> Edition:
    """The edition with all its sessions. It gets its day last: from then on the database refuses to change it."""
    edition = Edition(pk=id)
    when_and_where = {name: getattr(meeting, name) for name in queries.WHEN_AND_WHERE}
    published_by = by if isinstance(by, User) else None
    values = {"meeting": meeting, "number": number, "note": note, "published_by": published_by, **when_and_where}
    put(edition, values, is_new=True)
    EditionSession.objects.bulk_create(_row(edition, slot) for slot in queries.slots_of(meeting))
    edition.published_at = timezone.now()
    edition.save(update_fields=["published_at"])
    return edition


def _row(edition: Edition, slot: Slot) -> EditionSession:
    return EditionSession(
        edition=edition,
        session=slot.key,
        position=slot.position,
        title=slot.title,
        day=slot.number,
        on_day=slot.day,
        begins_at=slot.begins,
        ends_at=slot.ends,
        room=slot.room,
        lead_id=slot.lead_id,
        lead_organization_id=slot.organization_id,
        lead_organization_name=slot.organization,
    )


def _tell(edition: Edition) -> int:
    """Write to everybody who is to know; how many letters."""
    expected = list(queries.to_tell(edition.meeting))
    for registration in expected:
        tell("meetings.edition_published", registration, edition=str(edition.pk))
    return len(expected)
