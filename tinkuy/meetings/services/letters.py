"""Letters to who registered: what is said in each. Addresses that open her registration are made when the letter goes out."""

import io
from datetime import timedelta
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tinkuy.core import jobs
from tinkuy.core.mail import Attached, Letter
from tinkuy.core.models import Mail
from tinkuy.meetings import queries
from tinkuy.meetings.models import Edition, Meeting, Registrant, Registration
from tinkuy.meetings.pure import keys

# A link to confirm with works for this long; then what was asked is forgotten.
TO_CONFIRM = timedelta(days=3)
BETWEEN_LETTERS = timedelta(minutes=10)


def tell(kind: str, registration: Registration, **about: Any) -> None:
    """Send who registered a letter of this kind; nothing goes to who left no address."""
    who = Registrant.objects.filter(registration=registration).exclude(email="").first()
    if who:
        about = {"registration": str(registration.pk), **about}
        jobs.send_to_address_later(kind, who.email, language=who.language, **about)


def tell_again(kind: str, registration: Registration) -> None:
    """As `tell`, unless the same letter was asked for a moment ago: sending a form twice sends one letter."""
    since = timezone.now() - BETWEEN_LETTERS
    told = Mail.objects.filter(kind=kind, asked_at__gt=since, about__registration=str(registration.pk))
    if not told.exists():
        tell(kind, registration)


def key_for(purpose: str, registration: Registration) -> str:
    return keys.key_of(settings.SECRET_KEY, purpose, registration.pk, registration.turn)


def code_for(registration: Registration) -> str:
    return keys.code_of(settings.SECRET_KEY, registration.pk)


def own_address(registration: Registration) -> str:
    """Where she sees her registration and can cancel it; whoever has this address can do so too."""
    return reverse("meetings:own-registration", args=[registration.meeting.slug, key_for("own", registration)])


def check_in_link(registration: Registration) -> str:
    """What her QR code opens on the phone of who receives her at the door."""
    path = reverse("meetings:check-in-one", args=[registration.meeting.slug, registration.code])
    return settings.SITE_URL + path


def _registration_of(mail: Mail) -> Registration:
    return Registration.objects.select_related("meeting__territory", "registrant").get(pk=mail.about["registration"])


def _words(mail: Mail) -> dict[str, Any]:
    registration = _registration_of(mail)
    meeting: Meeting = registration.meeting
    return {
        "meeting": meeting,
        "meeting_link": settings.SITE_URL + meeting.get_absolute_url(),
        "registration": registration,
        "name": registration.registrant.name,
        "place_in_line": queries.place_in_line(registration),
        "own_link": settings.SITE_URL + own_address(registration),
    }


def _words_to_confirm(mail: Mail) -> dict[str, Any]:
    words = _words(mail)
    path = reverse("meetings:confirm-registration", args=[words["meeting"].slug, key_for("confirm", words["registration"])])
    return {**words, "link": settings.SITE_URL + path, "days": TO_CONFIRM.days}


def _qr_picture(mail: Mail) -> list[Attached]:
    """The QR as a picture: mail programs show no drawing inside a letter."""
    registration = _registration_of(mail)
    if not registration.code or registration.state != "PLACED":
        return []
    picture = io.BytesIO()
    segno.make(check_in_link(registration), error="m", micro=False).save(picture, kind="png", scale=8, border=4)
    return [Attached("qr.png", picture.getvalue(), "image/png")]


def _words_of_change(mail: Mail) -> dict[str, Any]:
    return {**_words(mail), "was_on": mail.about.get("held_on", ""), "was_at": mail.about.get("place", "")}


def _words_of_cancelling(mail: Mail) -> dict[str, Any]:
    return {**_words(mail), "reason": mail.about["reason"]}


def own_programme_link(registration: Registration) -> str:
    """Where she says that she wants no more letters about the programme; mail programs ask it too (RFC 8058)."""
    path = reverse("meetings:programme-letters", args=[registration.meeting.slug, key_for("own", registration)])
    return settings.SITE_URL + path


def _words_of_edition(mail: Mail) -> dict[str, Any]:
    edition = Edition.objects.select_related("meeting").get(pk=mail.about["edition"])
    words = _words(mail)
    return {
        **words,
        "edition": edition,
        "number": edition.number,
        "programme_link": settings.SITE_URL + edition.get_absolute_url(),
        "off": own_programme_link(words["registration"]),
    }


def _wants_edition(mail: Mail) -> bool:
    """Asked when it goes out: she may have cancelled meanwhile, or said that she wants no more of these."""
    registration = Registration.objects.select_related("meeting").filter(pk=mail.about["registration"]).first()
    return registration is not None and queries.to_tell(registration.meeting).filter(pk=registration.pk).exists()


def _headers_of_edition(mail: Mail) -> dict[str, str]:
    off = own_programme_link(_registration_of(mail))
    return {"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _words_of_minutes(mail: Mail) -> dict[str, Any]:
    return {**_words(mail), **queries.words_of_circulation(mail)}


LETTERS = {
    "meetings.minutes_to_who_came": Letter(
        subject=_("Minutes for you to read: %(meeting)s"),
        text_template="meetings/mail/minutes_to_who_came.txt",
        html_template="meetings/mail/minutes_to_who_came.html",
        words=_words_of_minutes,
    ),
    "meetings.edition_published": Letter(
        subject=_("Programme, edition %(number)s: %(meeting)s"),
        text_template="meetings/mail/edition_published.txt",
        html_template="meetings/mail/edition_published.html",
        words=_words_of_edition,
        is_wanted=_wants_edition,
        headers=_headers_of_edition,
    ),
    "meetings.registration_asked": Letter(
        subject=_("Confirm your registration: %(meeting)s"),
        text_template="meetings/mail/registration_asked.txt",
        html_template="meetings/mail/registration_asked.html",
        words=_words_to_confirm,
    ),
    "meetings.registration_told": Letter(
        subject=_("Your registration: %(meeting)s"),
        text_template="meetings/mail/registration_told.txt",
        html_template="meetings/mail/registration_told.html",
        words=_words,
        files=_qr_picture,
    ),
    "meetings.place_freed": Letter(
        subject=_("A place was freed and it is yours: %(meeting)s"),
        text_template="meetings/mail/registration_told.txt",
        html_template="meetings/mail/registration_told.html",
        words=_words,
        files=_qr_picture,
    ),
    "meetings.meeting_moved": Letter(
        subject=_("It has another day or place: %(meeting)s"),
        text_template="meetings/mail/meeting_moved.txt",
        html_template="meetings/mail/meeting_moved.html",
        words=_words_of_change,
    ),
    "meetings.meeting_cancelled": Letter(
        subject=_("It is cancelled: %(meeting)s"),
        text_template="meetings/mail/meeting_cancelled.txt",
        html_template="meetings/mail/meeting_cancelled.html",
        words=_words_of_cancelling,
    ),
}
