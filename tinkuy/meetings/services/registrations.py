"""Registering for a meeting without an account: asked on a page, confirmed by letter, given a place or a number in line."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.alliance.models import Organization
from tinkuy.core import history
from tinkuy.core.errors import ConflictError, DomainError
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError
from tinkuy.meetings import queries
from tinkuy.meetings.enums import Gender, RegistrationState
from tinkuy.meetings.models import Meeting, Registrant, Registration, RegistrationDesk
from tinkuy.meetings.pure import keys
from tinkuy.meetings.services.asked import By
from tinkuy.meetings.services.desks import give_places, has_free_place, held
from tinkuy.meetings.services.letters import TO_CONFIRM, code_for, key_for, tell, tell_again
from tinkuy.vocabulary.models import Territory

# Who registers has no account: what she does, she does on her own page, by the key that was mailed to her.
VISITOR = Operator("inscripción")


class RegistrationClosedError(DomainError):
    """Nobody registers for this meeting now; it says why."""


class LinkExpiredError(DomainError):
    """The link that confirms was sent too long ago."""


@dataclass(frozen=True)
class Answers:
    """What somebody said of herself. What is empty she did not say."""

    name: str
    email: str
    consents: bool
    may_be_named: bool = False
    organization: Organization | None = None
    organization_name: str = ""
    territory: Territory | None = None
    gender: str = ""
    gender_words: str = ""
    age_band: str = ""
    access_needs: str = ""
    language: str = ""


@transaction.atomic
def ask_for_place(meeting: Meeting, answers: Answers) -> Registration:
    """Somebody wants to come: she gets a letter with a link, and nothing is hers until she confirms by it.

    Sending twice is one registration and one letter. Whoever is registered already gets the letter with her own link again,
    so that nobody learns from this page who else is coming. Raises RegistrationClosedError, InvalidError.
    """
    desk = held(meeting)
    _refuse_when_closed(desk)
    _check(answers)
    known = Registrant.objects.select_related("registration").filter(meeting=meeting, email__iexact=clean(answers.email)).first()
    if known and known.registration.state in (RegistrationState.PLACED, RegistrationState.WAITING):
        tell_again("meetings.registration_told", known.registration)
        return known.registration
    registration = known.registration if known else Registration(meeting=meeting)
    is_anew = known is None or registration.state == RegistrationState.CANCELLED or _is_late(registration)
    if known and is_anew:
        registration.turn, registration.asked_at = registration.turn + 1, timezone.now()
    _write(registration, answers)
    if is_anew:
        history.record("meetings.registration_asked", registration, by=VISITOR, meeting=str(meeting.pk))
        tell("meetings.registration_asked", registration)
    else:
        tell_again("meetings.registration_asked", registration)
    return registration


def _write(registration: Registration, answers: Answers) -> None:
    registration.state = RegistrationState.ASKED
    registration.organization, registration.territory = answers.organization, answers.territory
    registration.gender = answers.gender or (Gender.OWN_WORDS if clean(answers.gender_words) else "")
    registration.age_band = answers.age_band
    registration.confirm_digest = keys.digest_of(key_for("confirm", registration))
    registration.own_digest = ""
    registration.save()
    personal: dict[str, Any] = {
        "meeting": registration.meeting,
        "name": clean(answers.name),
        "email": clean(answers.email).lower(),
        "organization_name": "" if answers.organization else clean(answers.organization_name),
        "gender_words": clean(answers.gender_words),
        "access_needs": clean(answers.access_needs),
        "may_be_named": answers.may_be_named,
        "language": answers.language,
        "consented_at": timezone.now(),
    }
    Registrant.objects.update_or_create(registration=registration, defaults=personal)


def _refuse_when_closed(desk: RegistrationDesk | None) -> None:
    if refusal := queries.why_nobody_registers(desk):
        raise RegistrationClosedError(refusal)


def _check(answers: Answers) -> None:
    errors: dict[str, str] = {}
    if not 0 < len(clean(answers.name)) <= 200:
        errors["name"] = _("Write your name, in 200 characters at most.")
    try:
        validate_email(clean(answers.email))
    except ValidationError:
        errors["email"] = _("That is not an e-mail address. It looks like name@place.pe.")
    if not answers.consents:
        errors["consents"] = _("Without this we may not keep your name and address. Tick it if you agree.")
    if errors:
        raise InvalidError(ValidationError(errors))


def _is_late(registration: Registration) -> bool:
    return registration.asked_at + TO_CONFIRM < timezone.now()


@transaction.atomic
def confirm_registration(registration: Registration, *, by: By) -> Registration:
    """She has a place, or, when none is free, the next number on the waiting list. Confirming twice changes nothing.

    Of two who confirm at once for the last place, one has it: the desk is held. Raises LinkExpiredError,
    RegistrationClosedError when the meeting was cancelled or is over.
    """
    desk = held(registration.meeting)
    registration.refresh_from_db(fields=["state", "asked_at", "turn", "number"])
    if registration.state != RegistrationState.ASKED:
        return registration
    if desk is None or not desk.meeting_is_to_come:
        _refuse_when_closed(desk)
    if _is_late(registration):
        raise LinkExpiredError(_("This link was sent too long ago. Register again: it takes a minute."))
    has_place = desk is not None and has_free_place(desk)
    registration.state = RegistrationState.PLACED if has_place else RegistrationState.WAITING
    registration.number = None if has_place else _next_number(registration.meeting)
    registration.own_digest = keys.digest_of(key_for("own", registration))
    registration.code = code_for(registration)
    registration.save(update_fields=["state", "number", "own_digest", "code"])
    history.record("meetings.registration_confirmed", registration, by=by, state=registration.state)
    tell("meetings.registration_told", registration)
    return registration


def _next_number(meeting: Meeting) -> int:
    numbers = meeting.registrations.exclude(number=None).order_by("-number").values_list("number", flat=True)
    return (numbers.first() or 0) + 1


@transaction.atomic
def cancel_registration(registration: Registration, *, by: By) -> Registration:
    """She does not come: her place is free, and the first who waits has it and is told. Twice changes nothing.

    Refuses once she is written down as having come.
    """
    require(by, "meetings.cancel_registration", registration.meeting)
    desk = held(registration.meeting)
    registration.refresh_from_db(fields=["state", "checked_in_at"])
    if registration.checked_in_at:
        raise ConflictError(_("She came to the meeting already: there is nothing to cancel."))
    if registration.state == RegistrationState.CANCELLED:
        return registration
    registration.state = RegistrationState.CANCELLED
    registration.save(update_fields=["state"])
    history.record("meetings.registration_cancelled", registration, by=by)
    give_places(desk, by=by)
    return registration


@transaction.atomic
def choose_programme_letters(registration: Registration, *, wanted: bool, by: By) -> bool:
    """Whether she is told of new editions of the programme; False when it was so already. Other letters are not asked here:
    that the meeting moved or is cancelled she is always told.
    """
    require(by, "meetings.cancel_registration", registration.meeting)
    others = Registrant.objects.filter(registration=registration, wants_programme=not wanted)
    if not others.update(wants_programme=wanted):
        return False
    history.record("meetings.programme_letters_chosen", registration, by=by, wanted=wanted)
    return True
