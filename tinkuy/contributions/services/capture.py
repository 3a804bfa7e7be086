"""Write down what somebody said, once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.alliance.models import Organization
from tinkuy.contributions import rules as _rules  # noqa: F401
from tinkuy.contributions.enums import Channel, ContributionKind
from tinkuy.contributions.models import Contribution, Speaker
from tinkuy.contributions.pure import receipts
from tinkuy.core import history
from tinkuy.core.enums import Language
from tinkuy.core.errors import ConflictError, DomainError
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.texts import clean
from tinkuy.meetings.models import Meeting, Session
from tinkuy.vocabulary.models import Territory, Theme

LONGEST_TEXT = 50_000
RECEIPT_TRIES = 5


class BadWordsError(DomainError):
    """What was sent cannot stand as a contribution: blank, too long, of no known kind or language."""


@dataclass(frozen=True)
class _Words:
    """What was said, cleaned and found fit to keep."""

    text: str
    language: str
    translation: str
    translation_language: str
    translated_by: str


@transaction.atomic
def capture_contribution(
    id: UUID,
    *,
    meeting: Meeting,
    text: str,
    kind: str,
    language: str,
    by: User | Operator,
    translation: str = "",
    translation_language: str = "",
    translated_by: str = "",
    territory: Territory | None = None,
    themes: Iterable[Theme] = (),
    session: Session | None = None,
    speaker_role: str = "",
    organization: Organization | None = None,
    may_publish: bool = False,
    may_attribute: bool = False,
    speaker_name: str = "",
    channel: str = Channel.WEB,
    captured_at: datetime | None = None,
) -> Contribution:
    """Write down a contribution under `id` and give it a receipt. Sending the same one again gives back the same row.

    `speaker_name` is kept only with `may_attribute`, apart from the words. Raises ConflictError when `id` already stands
    for other words (the first stay), BadWordsError when the text is blank, over 50,000 characters, or of no known kind or
    language, or the session is another meeting's.
    """
    require(by, "contributions.capture_contribution", meeting)
    words = _fit_words(text, language, translation, translation_language, translated_by)
    _refuse_unknown(kind, meeting, session)
    if standing := Contribution.objects.filter(pk=id).first():
        return _same_or_refuse(standing, meeting, words)

    consent = {"may_publish": may_publish, "may_attribute": may_attribute}
    contribution = Contribution(id=id, meeting=meeting, session=session, kind=kind, channel=channel, **consent, **vars(words))
    contribution.territory = None if territory is not None and territory.pk == meeting.territory_id else territory
    contribution.organization = organization
    contribution.speaker_role = clean(speaker_role)[:120]
    contribution.captured_by = by if isinstance(by, User) else None
    contribution.captured_at = captured_at or timezone.now()
    _save_with_receipt(contribution)
    contribution.themes.set(themes)
    if may_attribute and (name := clean(speaker_name)[:200]):
        Speaker.objects.create(contribution=contribution, name=name)
    history.record("contributions.contribution_captured", contribution, by=by, meeting=meeting.slug, channel=channel)
    return contribution


def _fit_words(text: str, language: str, translation: str, translation_language: str, translated_by: str) -> _Words:
    text, translation = clean(text), clean(translation)
    if not text:
        raise BadWordsError(_("Write what was said: a contribution without words cannot be kept."))
    if len(text) > LONGEST_TEXT or len(translation) > LONGEST_TEXT:
        raise BadWordsError(_("This text has more than 50,000 characters. Split it into several contributions."))
    if language not in Language.values:
        raise BadWordsError(_("“%(language)s” is not a language of the list.") % {"language": language})
    if translation and translation_language not in Language.values:
        raise BadWordsError(_("Say in which language the translation is."))
    return _Words(text, language, translation, translation_language if translation else "", clean(translated_by)[:200])


def _refuse_unknown(kind: str, meeting: Meeting, session: Session | None) -> None:
    if kind not in ContributionKind.values:
        raise BadWordsError(_("“%(kind)s” is not a kind of the list.") % {"kind": kind})
    if session is not None and session.meeting_id != meeting.pk:
        raise BadWordsError(_("That table belongs to another meeting."))


def _same_or_refuse(standing: Contribution, meeting: Meeting, words: _Words) -> Contribution:
    if (standing.text, standing.meeting_id) != (words.text, meeting.pk):
        raise ConflictError(_("Another text was already kept under this number; it stays. Send yours as a new contribution."))
    return standing


def _save_with_receipt(contribution: Contribution) -> None:
    """A code is drawn anew when, once in a million million, somebody already holds it."""
    for tries_left in reversed(range(RECEIPT_TRIES)):
        contribution.receipt = receipts.new_code()
        try:
            with transaction.atomic():
                contribution.save(force_insert=True)
            return
        except IntegrityError:
            if not tries_left or not Contribution.objects.filter(receipt=contribution.receipt).exists():
                raise
