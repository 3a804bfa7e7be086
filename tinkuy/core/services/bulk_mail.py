"""Letters to many: they wait until somebody of the secretariat has read them and says yes.

A room that writes to many registers its letter (`mail.LETTERS["room.kind"] = Letter(...)`) and its service, which has asked
its own permission already, says

    services.propose_bulk_mail("meetings.convocation", people, {"meeting": str(meeting.pk)}, by=by)

and nothing else: to few it goes out at once; to many it stands at /salida/, and `send_later` is called after the yes.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tinkuy.core import history, jobs, mail
from tinkuy.core.enums import BulkMailState
from tinkuy.core.errors import ConflictError
from tinkuy.core.models import BulkMail, Mail, User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.texts import clean
from tinkuy.core.recording import InvalidError

# To so many it goes out without being read before.
FEW = 5


@transaction.atomic
def propose_bulk_mail(
    kind: str, to: Iterable[User], about: dict[str, Any], by: User | Operator, *, title: str = ""
) -> BulkMail | None:
    """Write a letter of this kind, about the same, to each of `to` whose account is open. None when it went out at once,
    because they are FEW or fewer; else what waits for a yes. The same one, proposed again while it waits, is one.

    `title` is how the secretariat finds it among others, without it the subject of the letter.
    """
    require(by, "core.propose_bulk_mail")
    if kind not in mail.LETTERS:
        raise LookupError(f"No letter is named {kind}.")
    people = {person.pk: person for person in to if person.is_active}
    if len(people) <= FEW:
        for person in people.values():
            jobs.send_later(kind, person, **about)
        return None
    proposer = by if isinstance(by, User) else None
    waiting = BulkMail.objects.filter(kind=kind, about=about, proposed_by=proposer, state=BulkMailState.WAITING)
    if standing := waiting.first():
        return standing
    letter = BulkMail.objects.create(kind=kind, title=title[:200] or mail.subject_of(kind), about=about, proposed_by=proposer)
    letter.to.set(people.values())
    history.record("core.bulk_mail_proposed", letter, by=by, kind=kind, addressees=len(people))
    return letter


@transaction.atomic
def approve_bulk_mail(letter: BulkMail, *, reason: str = "", by: User | Operator) -> BulkMail:
    """Let it go out to all whose account is still open. Twice is once. Raises ConflictError when it was refused.

    Whoever proposed it may say yes too, since a secretariat is often one person; history says that it was so.
    """
    require(by, "core.answer_bulk_mail", letter)
    if _answer(letter, BulkMailState.APPROVED, reason, by):
        people = list(letter.to.filter(is_active=True).order_by("pk"))
        for person in people:
            jobs.send_later(letter.kind, person, **letter.about)
        is_own = letter.proposed_by_id is not None and letter.proposed_by == by
        details = {"addressees": len(people), "reason": letter.reason, "own_proposal": is_own}
        history.record("core.bulk_mail_approved", letter, by=by, **details)
    elif letter.state != BulkMailState.APPROVED:
        raise ConflictError(_("This letter was refused already. Whoever needs it may propose it again."))
    return letter


@transaction.atomic
def refuse_bulk_mail(letter: BulkMail, *, reason: str, by: User | Operator) -> BulkMail:
    """Let it not go out, and say why. Twice is once. Raises InvalidError without a reason, ConflictError when it went out."""
    require(by, "core.answer_bulk_mail", letter)
    if not clean(reason):
        raise InvalidError.beside("reason", _("Say why it does not go out; who proposed it reads it."))
    if _answer(letter, BulkMailState.REFUSED, reason, by):
        history.record("core.bulk_mail_refused", letter, by=by, reason=letter.reason)
    elif letter.state != BulkMailState.REFUSED:
        raise ConflictError(_("This letter was approved already and went out."))
    return letter


def _answer(letter: BulkMail, state: BulkMailState, reason: str, by: User | Operator) -> bool:
    """Whether this answer is the one that counts; `letter` is then as it is now, either way."""
    values = {"state": state, "reason": clean(reason)[:500], "answered_at": timezone.now()}
    answerer = by if isinstance(by, User) else None
    waiting = BulkMail.objects.filter(pk=letter.pk, state=BulkMailState.WAITING)
    counts = bool(waiting.update(answered_by=answerer, **values))
    letter.refresh_from_db()
    return counts


def sample_of(letter: BulkMail, reader: User) -> EmailMultiAlternatives:
    """The letter as `reader` herself would get it: nobody sees the links that are for another."""
    with translation.override(reader.language or settings.LANGUAGE_CODE):
        return mail.written(Mail(to=reader, kind=letter.kind, about=letter.about))
