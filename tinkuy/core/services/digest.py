"""The weekly letter: choosing its day, sending it, and letting go of it from the letter itself."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinkuy.core import history, jobs
from tinkuy.core.enums import Weekday
from tinkuy.core.mail import Letter
from tinkuy.core.models import Digest, Mail, User
from tinkuy.core.permissions import require
from tinkuy.core.queries.digest import happened_to_followed
from tinkuy.core.recording import InvalidError

KIND = "core.digest"
SALT = "core.digest.off"
# Nobody is woken up by it.
EARLIEST_HOUR = 6


@transaction.atomic
def choose_digest(weekday: int | None, *, by: User) -> Digest:
    """From now on `by` gets the letter on this day of the week; None is never. Choosing the same again changes nothing.

    The first letter tells what happens from now on. Raises InvalidError when there is no such day.
    """
    require(by, "core.choose_digest", by)
    if weekday is not None and weekday not in Weekday.values:
        raise InvalidError.beside("weekday", _("Choose a day of the week, or never."))
    digest, _is_new = Digest.objects.get_or_create(user=by)
    if digest.weekday != weekday:
        _choose(digest, weekday)
    digest.refresh_from_db()
    return digest


def _choose(digest: Digest, weekday: int | None) -> bool:
    """Put this choice in the place of the one that `digest` holds, unless somebody did meanwhile."""
    values: dict[str, Any] = {"weekday": weekday, "chosen_at": timezone.now()}
    if digest.weekday is None:
        values["told_until"] = history.latest()
    if not Digest.objects.filter(pk=digest.pk, weekday=digest.weekday, chosen_at=digest.chosen_at).update(**values):
        return False
    history.record("core.digest_chosen", digest.user, by=digest.user, weekday=weekday)
    return True


def send_digests(now: datetime | None = None) -> int:
    """Order the letters whose day is today; how many. A second run on the same day, or at the same time, orders none twice.

    Whoever has nothing to be told gets no letter. What happened in a week without a letter is in the next one.
    """
    local = timezone.localtime(now)
    if local.hour < EARLIEST_HOUR:
        return 0
    return sum(_send(digest, local.date()) for digest in _due(local.date()).select_related("user"))


def _due(today: date) -> Any:
    long_ago = Q(sent_on=None) | Q(sent_on__lte=today - timedelta(days=7))
    return Digest.objects.filter(long_ago, weekday=today.weekday(), user__is_active=True).order_by("pk")


@transaction.atomic
def _send(digest: Digest, today: date) -> bool:
    after, until = digest.told_until, history.latest()
    if not _due(today).filter(pk=digest.pk).update(sent_on=today, told_until=until):
        return False
    if not happened_to_followed(digest.user, after=after, until=until):
        return False
    jobs.send_later(KIND, digest.user, after=after, until=until)
    return True


def link_to_turn_off(user: User) -> str:
    """An address at which the letter can be turned off without signing in, once. It stands for the choice as it is now."""
    token = signing.dumps([str(user.pk), user.digest.chosen_at.isoformat()], salt=SALT)
    return settings.SITE_URL + reverse("core:digest-off", args=[token])


def digest_of(token: str) -> Digest | None:
    """The choice for which this token stands, if it still holds."""
    try:
        user, chosen_at = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    held = Digest.objects.filter(user=user, chosen_at=datetime.fromisoformat(chosen_at)).exclude(weekday=None)
    return held.select_related("user").first()


@transaction.atomic
def turn_digest_off(token: str) -> bool:
    """No more letters to whom this token was sent; whether it did anything. The second time it does not."""
    digest = digest_of(token)
    return digest is not None and _choose(digest, None)


# The letter itself


def _words(mail: Mail) -> dict[str, Any]:
    told = happened_to_followed(mail.account, after=mail.about["after"], until=mail.about["until"])
    account = settings.SITE_URL + reverse("core:account")
    return {"told": told, "off": link_to_turn_off(mail.account), "account": account}


def _is_wanted(mail: Mail) -> bool:
    return mail.account.is_active and Digest.objects.filter(user=mail.account).exclude(weekday=None).exists()


def _headers(mail: Mail) -> dict[str, str]:
    # RFC 8058: mail programs offer it as a button, and ask with a POST.
    return {"List-Unsubscribe": f"<{link_to_turn_off(mail.account)}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


DIGEST = Letter(
    subject=gettext_lazy("What happened this week at %(alliance_acronym)s"),
    text_template="core/mail/digest.txt",
    html_template="core/mail/digest.html",
    words=_words,
    is_wanted=_is_wanted,
    headers=_headers,
)
