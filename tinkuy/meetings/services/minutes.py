"""Minutes: written in revisions that are never overwritten, sent round, validated, amended."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tinkuy.core import history, jobs
from tinkuy.core.errors import ConflictError, DomainError
from tinkuy.core.models import User
from tinkuy.core.permissions import require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError
from tinkuy.meetings import queries
from tinkuy.meetings.enums import CorrectionState, Heading, MeetingState, MinutesState
from tinkuy.meetings.models import Meeting, Minutes, Revision
from tinkuy.meetings.pure.head_counts import NotACountError, counts_in
from tinkuy.meetings.services.asked import By
from tinkuy.meetings.services.letters import tell

Texts = Mapping[str, str]
FIELDS = tuple(heading.lower() for heading in Heading.values)
SHORTEST_WINDOW, LONGEST_WINDOW = 1, 60


class OutdatedError(ConflictError):
    """Somebody saved meanwhile: nothing was overwritten, and `newest` is what stands now."""

    def __init__(self, newest: Revision | None) -> None:
        self.newest = newest
        super().__init__(_("Somebody else saved these minutes while you were writing. Nothing was overwritten."))


class MinutesStateError(DomainError):
    """The minutes are not in a state in which this can be done."""


@transaction.atomic
def begin_minutes(meeting: Meeting, *, by: By) -> Minutes:
    """The minutes of `meeting`, empty when there were none. Refuses a cancelled meeting."""
    require(by, "meetings.write_minutes", meeting)
    if meeting.state == MeetingState.CANCELLED:
        raise MinutesStateError(_("A meeting that was cancelled has no minutes."))
    minutes, is_new = Minutes.objects.select_related("meeting").get_or_create(meeting=meeting)
    if is_new:
        history.record("meetings.minutes_begun", minutes, by=by)
    return minutes


@transaction.atomic
def save_minutes(meeting: Meeting, texts: Texts, *, based_on: int, by: By) -> Minutes:
    """What was written is the next revision; the same text again is none.

    `based_on` is the number of the revision that the writer had before her (0: none). When another one was saved since,
    OutdatedError. Validated minutes are refused: they are amended.
    """
    minutes = begin_minutes(meeting, by=by)
    if minutes.is_public:
        raise MinutesStateError(_("These minutes are validated. Amend them: that asks for the reason, and what they said stays."))
    if revision := write_revision(minutes, texts, based_on=based_on, by=by):
        history.record("meetings.minutes_saved", minutes, by=by, number=revision.number)
    return minutes


@transaction.atomic
def amend_minutes(minutes: Minutes, texts: Texts, *, reason: str, based_on: int, by: By) -> Minutes:
    """Validated minutes say something else from now on, for a reason; what they said before stays to be read."""
    require(by, "meetings.validate_minutes", minutes.meeting)
    if not minutes.is_public:
        raise MinutesStateError(_("These minutes are not validated yet: write in them as they are."))
    reason = _reason(reason)
    if revision := write_revision(minutes, texts, based_on=based_on, by=by, reason=reason, state=MinutesState.AMENDED):
        history.record("meetings.minutes_amended", minutes, by=by, number=revision.number, reason=reason)
    return minutes


@transaction.atomic
def restore_revision(minutes: Minutes, number: int, *, based_on: int, by: By, reason: str = "") -> Minutes:
    """What the minutes said at `number` they say again, as a new revision. Validated ones need the reason, as any amendment."""
    require(by, "meetings.validate_minutes" if minutes.is_public else "meetings.write_minutes", minutes.meeting)
    older = minutes.revisions.get(number=number)
    extra: dict[str, Any] = {"reason": _reason(reason), "state": MinutesState.AMENDED} if minutes.is_public else {}
    if revision := write_revision(minutes, older.texts, based_on=based_on, by=by, restores=number, **extra):
        told = {"number": revision.number, "restores": number, "reason": revision.reason}
        history.record("meetings.minutes_restored", minutes, by=by, **told)
    return minutes


def write_revision(
    minutes: Minutes,
    texts: Texts,
    *,
    based_on: int,
    by: By,
    reason: str = "",
    restores: int | None = None,
    state: str = "",
) -> Revision | None:
    """The next revision; None when the newest says the same. For the verbs of this room: they have asked who may.

    The database decides who was first: only one of two writers moves the number on.
    """
    checked = _checked(texts)
    newest = minutes.revisions.first()
    if newest and newest.texts == checked:
        return None
    state_then = state or minutes.state
    mine = Minutes.objects.filter(pk=minutes.pk, current=based_on, state=minutes.state)
    if not mine.update(current=based_on + 1, state=state_then):
        raise OutdatedError(newest)
    revision = Revision(
        minutes=minutes,
        number=based_on + 1,
        reason=reason,
        restores=restores,
        written_by=by if isinstance(by, User) else None,
        **checked,
    )
    try:
        revision.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise InvalidError(error) from error
    revision.save(force_insert=True)
    minutes.current, minutes.state = revision.number, state_then
    return revision


def _checked(texts: Texts) -> dict[str, str]:
    """The five texts, cleaned. Refuses minutes without a word, and a line of counts that does not begin with a number."""
    checked = {name: clean(texts.get(name, "")) for name in FIELDS}
    if not any(checked.values()):
        raise InvalidError(ValidationError(_("Write something under at least one heading.")))
    try:
        counts_in(checked["headcount"])
    except NotACountError as error:
        said = _("“%(line)s” does not begin with a number of people. Write one count on each line: 34 women. No names.")
        raise InvalidError(ValidationError({"headcount": said % {"line": error.line[:60]}})) from error
    return checked


def _reason(reason: str) -> str:
    if not (said := clean(reason)):
        raise InvalidError.beside("reason", _("Write why: everybody reads it with the minutes."))
    return said


@transaction.atomic
def circulate_minutes(minutes: Minutes, *, days: int = 7, by: By) -> Minutes:
    """Send the draft round: for `days` days whoever was there may propose corrections. The conveners get a letter with
    the link, and so does who was received at the door and left an address.

    Sending it round again changes nothing and sends nothing.
    """
    require(by, "meetings.write_minutes", minutes.meeting)
    if not SHORTEST_WINDOW <= days <= LONGEST_WINDOW:
        said = _("Write a number of days from %(least)s to %(most)s.") % {"least": SHORTEST_WINDOW, "most": LONGEST_WINDOW}
        raise InvalidError.beside("days", said)
    if minutes.current == 0:
        raise MinutesStateError(_("Nothing is written in these minutes yet."))
    draft = Minutes.objects.filter(pk=minutes.pk, state=MinutesState.DRAFT)
    if draft.update(state=MinutesState.CIRCULATED, circulated_at=timezone.now(), window_days=days):
        history.record("meetings.minutes_circulated", minutes, by=by, days=days, number=minutes.current)
        for user in queries.conveners_with_an_account(minutes.meeting):
            jobs.send_later("meetings.minutes_circulated", user, minutes=str(minutes.pk))
        for registration in queries.came_and_left_an_address(minutes.meeting):
            tell("meetings.minutes_to_who_came", registration, minutes=str(minutes.pk))
    minutes.refresh_from_db()
    return minutes


@transaction.atomic
def validate_minutes(minutes: Minutes, *, number: int, by: By) -> Minutes:
    """The revision of this number stands from now on, and everybody reads it. Validating it twice changes nothing.

    Refuses a draft, a window that is still open, corrections without an answer, and a number that is no longer the newest.
    """
    require(by, "meetings.validate_minutes", minutes.meeting)
    if minutes.is_public:
        return minutes
    _refuse_too_early(minutes)
    standing = Minutes.objects.filter(pk=minutes.pk, state=MinutesState.CIRCULATED, current=number)
    stamped = {"state": MinutesState.VALIDATED, "validated_at": timezone.now(), "validated_number": number}
    if not standing.update(**stamped):
        raise ConflictError(_("The minutes changed since you read them. Look at them again before you validate them."))
    minutes.refresh_from_db()
    history.record("meetings.minutes_validated", minutes, by=by, number=number)
    return minutes


def _refuse_too_early(minutes: Minutes) -> None:
    if minutes.state == MinutesState.DRAFT:
        raise MinutesStateError(_("Send the minutes round first: who was there must be able to correct them."))
    if minutes.is_window_open and minutes.window_closes_on:
        day = date_format(minutes.window_closes_on)
        raise MinutesStateError(
            _("Until %(day)s whoever was there may propose corrections. Validate them after that.") % {"day": day}
        )
    if waiting := minutes.corrections.filter(state=CorrectionState.OPEN).count():
        said = ngettext(
            "%(count)s correction waits for an answer. Answer it first.",
            "%(count)s corrections wait for an answer. Answer them first.",
            waiting,
        )
        raise MinutesStateError(said % {"count": waiting})
