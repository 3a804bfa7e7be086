"""Letters of the house: what is said in each, in whose language, and sending one.

A later room adds its own in `apps.ready()`: `mail.LETTERS["room.kind"] = Letter(...)`. To send one, its service calls
`jobs.send_later`; nothing here is called while a page waits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation

from tinkuy.core.models import Mail

log = structlog.get_logger(__name__)

# From one try to the next; no try takes as long as the first of them, because settings.EMAIL_TIMEOUT is shorter.
WAITS = [timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(minutes=2)]


@dataclass(frozen=True)
class Attached:
    """A file that goes with a letter. `kind` is its media type, with parameters where it has any."""

    name: str
    content: str | bytes
    kind: str


@dataclass(frozen=True)
class Letter:
    """One kind of letter. `words(mail)` gives its subject and its templates what they name, `files(mail)` what is attached;
    both run when the letter goes out.

    `is_wanted(mail)` is asked then too: a letter that nobody wants any more is forgotten. `headers(mail)` are added to ours.
    """

    subject: Any
    text_template: str
    html_template: str
    words: Callable[[Mail], dict[str, Any]]
    files: Callable[[Mail], list[Attached]] = lambda mail: []
    is_wanted: Callable[[Mail], bool] = lambda _mail: True
    headers: Callable[[Mail], dict[str, str]] = lambda _mail: {}


LETTERS: dict[str, Letter] = {}


def take(mail_id: UUID) -> Mail | None:
    """This letter, taken for one try, so that nobody else sends it meanwhile. None when it went or is being tried."""
    now = timezone.now()
    waiting = Mail.objects.to_send(now).filter(pk=mail_id)
    found = waiting.first()
    if found is None or not waiting.filter(tries=found.tries).update(tries=F("tries") + 1, next_try_at=now + WAITS[found.tries]):
        return None
    return Mail.objects.select_related("to").get(pk=mail_id)


def forget_addresses(**about: Any) -> None:
    """Letters to people without account that are about this keep no address; those that had not gone out never will.

    Call it where what they are about is erased: an address is personal data.
    """
    Mail.objects.filter(to=None, **{f"about__{name}": value for name, value in about.items()}).update(address="")


def send(mail: Mail) -> None:
    """Write the letter in its reader's language and send it. A failure is kept with the letter and in the log."""
    mine = Mail.objects.filter(pk=mail.pk)
    if not LETTERS[mail.kind].is_wanted(mail):
        mine.delete()
        return
    try:
        written(mail).send()
    except Exception as error:  # whatever it was, the next try stands in the table already
        log.exception("mail not sent", mail=str(mail.pk), kind=mail.kind)
        is_last = mail.tries >= len(WAITS)
        mine.update(last_error=_said(error), next_try_at=timezone.now() if is_last else mail.next_try_at)
    else:
        mine.update(sent_at=timezone.now(), last_error="")


def written(mail: Mail) -> EmailMultiAlternatives:
    """The letter in its reader's language, or else in Spanish, as plain text and as HTML without anything remote."""
    letter = LETTERS[mail.kind]
    with translation.override(mail.language or settings.LANGUAGE_CODE):
        words = {**_names(), "site_url": settings.SITE_URL, "to": mail.to, **letter.words(mail)}
        # A name with a line's end in it would make the letter's head refuse.
        words["subject"] = " ".join((letter.subject % words).split())
        message = EmailMultiAlternatives(
            subject=words["subject"],
            body=render_to_string(letter.text_template, words),
            to=[mail.to.email if mail.to else mail.address],
            # The same name at each try: a reader's program shows one letter even where two came.
            headers={
                "Message-ID": f"<{mail.pk}@{urlsplit(settings.SITE_URL).hostname}>",
                "Auto-Submitted": "auto-generated",
                **letter.headers(mail),
            },
        )
        message.attach_alternative(render_to_string(letter.html_template, words), "text/html")
        for file in letter.files(mail):
            message.attach(file.name, file.content, file.kind)
    return message


def subject_of(kind: str) -> str:
    """What a letter of this kind is called, in the language of the alliance."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(LETTERS[kind].subject % _names())


def _names() -> dict[str, str]:
    return {"alliance_name": settings.ALLIANCE_NAME, "alliance_acronym": settings.ALLIANCE_ACRONYM}


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
