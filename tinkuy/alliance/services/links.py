"""One-time links that go by mail: sealed into a row, written when the letter goes out, and met again when one is opened."""

from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.alliance.models import OneTimeLink
from tinkuy.alliance.pure.tokens import digest_of, one_time_token
from tinkuy.core.errors import DomainError

L = TypeVar("L", bound=OneTimeLink)
BETWEEN_LETTERS = timedelta(minutes=10)


class LinkError(DomainError):
    """This link opens nothing, or not for who opened it. Nothing was changed."""


def seal(row: OneTimeLink, *, days: int) -> None:
    """A new link for `row`, good for so many days from now; one that went out before opens nothing from then on."""
    row.sent_at = timezone.now()
    row.expires_at = row.sent_at + timedelta(days=days)
    row.digest = digest_of(_token(row))


def link_to(row: OneTimeLink, address: str) -> str:
    """The whole address of the page called `address` behind the link of `row`."""
    return settings.SITE_URL + reverse(address, args=[_token(row)])


def _token(row: OneTimeLink) -> str:
    return one_time_token(settings.SECRET_KEY, row._meta.label_lower, row.pk, row.sent_at)


def behind(model: type[L], token: str) -> L:
    """The row that this link is for. Raises LinkError when there is none."""
    found = model._default_manager.filter(digest=digest_of(token)).first()
    if found is None:
        raise LinkError(_("This link opens nothing. Copy it whole from the letter; if a newer letter came, use that one."))
    return found


def was_sent_just_now(row: OneTimeLink) -> bool:
    """Whether its letter went out so lately that another one would only be the same click twice."""
    return row.sent_at > timezone.now() - BETWEEN_LETTERS
