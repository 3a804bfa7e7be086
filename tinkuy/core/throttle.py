"""How often somebody may guess. Only misses count: a room that shares one address may look up its own slips freely."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def is_exhausted(request: HttpRequest, scope: str, *, misses: int) -> bool:
    """Whether this address has missed `misses` times or more in `scope` lately."""
    return cache.get(_key(request, scope), 0) >= misses


def count_miss(request: HttpRequest, scope: str, *, seconds: int) -> None:
    """Remember one miss of this address for `seconds` from its last one."""
    key = _key(request, scope)
    cache.set(key, cache.get(key, 0) + 1, seconds)


def address_of(request: HttpRequest) -> str:
    """Who asks: as many proxies as the installation trusts are looked behind, and no more, so that it cannot be forged."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if settings.TRUSTED_PROXIES and len(forwarded) >= settings.TRUSTED_PROXIES:
        return forwarded[-settings.TRUSTED_PROXIES].strip()
    return request.META.get("REMOTE_ADDR", "")


def _key(request: HttpRequest, scope: str) -> str:
    # The address itself is personal data and is not kept.
    return f"{scope}:{hashlib.sha256((settings.SECRET_KEY + address_of(request)).encode()).hexdigest()}"
