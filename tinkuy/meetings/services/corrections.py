"""Corrections that who was there proposes to minutes sent round, and what is answered."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.errors import ConflictError, DomainError, NotAllowedError
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError
from tinkuy.meetings import queries
from tinkuy.meetings.enums import CorrectionState
from tinkuy.meetings.models import Correction, Minutes, Revision
from tinkuy.meetings.services.asked import By
from tinkuy.meetings.services.minutes import OutdatedError, write_revision

BY_LINK = Operator("enlace del acta")


class WindowClosedError(DomainError):
    """Corrections are taken only during the days that the minutes are open to them."""


@transaction.atomic
def propose_correction(
    minutes: Minutes,
    *,
    id: UUID,
    heading: str,
    proposal: str,
    why: str,
    called: str = "",
    by: User | None = None,
    key: str = "",
) -> Correction:
    """Something under `heading` should be said otherwise. By an account (`by`), or by the letter's link (`key`).

    Sent twice it is one. Refuses after the window with WindowClosedError, and keeps nothing then.
    """
    if by is not None:
        require(by, "meetings.propose_correction", minutes)
    elif not queries.opens(minutes, key):
        raise NotAllowedError(_("This link does not open these minutes."))
    if found := Correction.objects.filter(pk=id, minutes=minutes).first():
        return found
    if refusal := queries.why_no_correction(minutes):
        raise WindowClosedError(refusal)
    correction = Correction(
        id=id,
        minutes=minutes,
        heading=heading,
        on_number=minutes.current,
        proposal=clean(proposal),
        why=clean(why),
        proposed_by=by,
        called=clean(called)[:120],
    )
    try:
        correction.full_clean()
    except ValidationError as error:
        raise InvalidError(error) from error
    correction.save(force_insert=True)
    history.record("meetings.correction_proposed", minutes, by=by or BY_LINK, heading=heading)
    return correction


@transaction.atomic
def accept_correction(correction: Correction, *, text: str, based_on: int, by: By) -> Correction:
    """`text` stands under the correction's heading from now on, as a new revision. Accepting it twice changes nothing.

    OutdatedError when the minutes were saved since revision `based_on`; InvalidError when nothing would change.
    """
    minutes = correction.minutes
    require(by, "meetings.write_minutes", minutes.meeting)
    if not _answer(correction, CorrectionState.ACCEPTED):
        return correction
    newest = minutes.revisions.first()
    if newest is None or newest.number != based_on:
        raise OutdatedError(newest)
    _refuse_without_it(correction, newest, text)
    texts = {**newest.texts, correction.heading.lower(): text}
    revision = write_revision(minutes, texts, based_on=based_on, by=by)
    Correction.objects.filter(pk=correction.pk).update(revision=revision or newest)
    history.record("meetings.correction_accepted", minutes, by=by, heading=correction.heading, number=minutes.current)
    correction.refresh_from_db()
    return correction


def _refuse_without_it(correction: Correction, newest: Revision, text: str) -> None:
    """What is said to be taken up must be in the text: by this change, or by one made since it was proposed."""
    name = correction.heading.lower()
    proposed_on = correction.minutes.revisions.get(number=correction.on_number)
    if clean(text) == newest.texts[name] == proposed_on.texts[name]:
        said = _("The text is the same as before. Write the correction into it, or do not take it up and say why.")
        raise InvalidError(ValidationError({"text": said}))


@transaction.atomic
def decline_correction(correction: Correction, *, reason: str, by: By) -> Correction:
    """It is not taken up, and everybody who reads the minutes reads why. Declining it twice changes nothing."""
    require(by, "meetings.write_minutes", correction.minutes.meeting)
    if not (reason := clean(reason)):
        raise InvalidError.beside("reason", _("Write why it is not taken up: it is shown beside the correction."))
    if _answer(correction, CorrectionState.DECLINED, answer=reason):
        details = {"heading": correction.heading, "reason": reason}
        history.record("meetings.correction_declined", correction.minutes, by=by, **details)
    correction.refresh_from_db()
    return correction


def _answer(correction: Correction, state: CorrectionState, answer: str = "") -> bool:
    """Whether this answer is the first. One that says otherwise than an earlier one is refused."""
    if correction.minutes.is_public:
        raise DomainError(_("These minutes are validated: their corrections were answered."))
    waiting = Correction.objects.filter(pk=correction.pk, state=CorrectionState.OPEN)
    if waiting.update(state=state, answer=answer, answered_at=timezone.now()):
        return True
    if Correction.objects.values_list("state", flat=True).get(pk=correction.pk) != state:
        raise ConflictError(_("Somebody else answered this correction otherwise. Look at the minutes again."))
    return False
