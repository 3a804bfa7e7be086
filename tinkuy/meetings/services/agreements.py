"""What was agreed: who does it and by when, followed until it is done or dropped."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.alliance.models import Body, Organization, WorkingGroup
from tinkuy.core import history
from tinkuy.core.errors import ConflictError
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError, upsert
from tinkuy.meetings.enums import AgreementState
from tinkuy.meetings.models import Agreement, FollowUp, Meeting
from tinkuy.meetings.services.asked import By
from tinkuy.meetings.services.minutes import MinutesStateError, begin_minutes


@transaction.atomic
def record_agreement(
    meeting: Meeting,
    *,
    id: UUID,
    text: str,
    organization: Organization | None = None,
    working_group: WorkingGroup | None = None,
    body: Body | None = None,
    office: str = "",
    due_on: date | None = None,
    by: By,
) -> Agreement:
    """Who does what by when, as the meeting agreed; without `due_on`, no day was set. Sent twice it is one.

    Refuses nobody and more than one to do it, and any change once the minutes are validated.
    """
    minutes = begin_minutes(meeting, by=by)
    values: dict[str, Any] = {
        "minutes": minutes,
        "text": text,
        "organization": organization and organization.as_it_stands,
        "working_group": working_group,
        "body": body,
        "office": office,
        "due_on": due_on,
    }
    found = Agreement.objects.filter(pk=id).first()
    if found and found.minutes_id != minutes.pk:
        raise InvalidError(ValidationError(_("This was agreed at another meeting.")))
    if minutes.is_public and (found is None or history.changes(found, values)):
        raise MinutesStateError(
            _(
                "The minutes are validated: what was agreed stands as it is written. If it no longer holds, drop it with a "
                "note, and write what holds now in the minutes of the next meeting."
            )
        )
    if sum(map(bool, (organization, working_group, body, clean(office)))) != 1:
        raise InvalidError.beside("organization", _("Say who does it: one organization, group, body or function."))
    return upsert(Agreement, id, values, by=by, action_prefix="meetings.agreement")[0]


@transaction.atomic
def settle_agreement(agreement: Agreement, state: str, *, note: str, on: date | None = None, by: By) -> Agreement:
    """It was done or dropped on that day, or is open again; the note says how or why. Saying it again changes nothing.

    When somebody else changed it meanwhile, ConflictError.
    """
    require(by, "meetings.settle_agreement", agreement)
    note, before = clean(note), agreement.state
    settled_on = None if state == AgreementState.OPEN else on or timezone.localdate()
    if (state, settled_on) == (before, agreement.settled_on):
        return agreement
    _check_settling(state, note, settled_on)
    if Agreement.objects.filter(pk=agreement.pk, state=before).update(state=state, note=note, settled_on=settled_on):
        details = {"before": before, "after": state, "note": note, "on": settled_on and settled_on.isoformat()}
        history.record("meetings.agreement_settled", agreement, by=by, **details)
    agreement.refresh_from_db()
    if agreement.state != state:
        raise ConflictError(_("Somebody else changed it meanwhile. Look at it again."))
    return agreement


def _check_settling(state: str, note: str, settled_on: date | None) -> None:
    errors = {}
    if state not in AgreementState.values:
        errors["state"] = _("Choose one of the states.")
    if not note:
        errors["note"] = _("Write a note: how it was done, or why it is dropped or open again.")
    elif len(note) > 2_000:
        errors["note"] = _("Write it shorter: in 2000 characters at most.")
    if settled_on and settled_on > timezone.localdate():
        errors["on"] = _("This day is still to come.")
    if errors:
        raise InvalidError(ValidationError(errors))


@transaction.atomic
def follow_up(agreement: Agreement, meeting: Meeting, *, note: str, by: By) -> FollowUp:
    """`meeting` came back to what an earlier one agreed, and its minutes say how it stands. Twice is once.

    Refuses the meeting at which it was agreed, an empty note, and minutes that are validated.
    """
    minutes = begin_minutes(meeting, by=by)
    if agreement.minutes_id == minutes.pk:
        raise InvalidError.beside("agreement", _("It was agreed at this very meeting. Choose one of an earlier one."))
    if not (note := clean(note)) or len(note) > 2_000:
        raise InvalidError.beside("note", _("Write how it stands, in 2000 characters at most."))
    if found := FollowUp.objects.filter(agreement=agreement, minutes=minutes).first():
        return _noted(found, note, by)
    if minutes.is_public:
        raise MinutesStateError(_("The minutes are validated. Write it in the minutes of the next meeting."))
    made = FollowUp.objects.create(agreement=agreement, minutes=minutes, note=note)
    history.record("meetings.agreement_followed_up", agreement, by=by, meeting=str(meeting.pk), note=note)
    return made


def _noted(found: FollowUp, note: str, by: By) -> FollowUp:
    """The follow-up with this note; while its minutes are open it may be written anew."""
    if found.note != note and not found.minutes.is_public:
        found.note = note
        found.save(update_fields=["note"])
        history.record("meetings.agreement_followed_up", found.agreement, by=by, meeting=str(found.minutes.meeting_id), note=note)
    return found
