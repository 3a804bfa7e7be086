"""How often somebody may guess. Only misses count: a room that shares one address may look up its own slips freely."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def is_exhausted(request: HttpRequest, scope: str, *, misses: int) -> bool:
    """Whether this address has missed `misses` times or more in `scope` lately."""
    return cache.get(_key(request, scope), 0) >= misses


def count_miss(request: HttpRequest, scope: str, *, seconds: int) -> None:
    """Remember one miss of this address for `seconds` from its last one."""
    key = _key(request, scope)
    with _one_at_a_time():
        cache.set(key, cache.get(key, 0) + 1, seconds)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Among all threads and processes of this machine: files know no counting, and who guesses fast would be counted seldom."""
    with (settings.DATA_DIR / "throttle.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def address_of(request: HttpRequest) -> str:
    """Who asks: as many proxies as the installation trusts are looked behind, and no more, so that it cannot be forged."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if settings.TRUSTED_PROXIES and len(forwarded) >= settings.TRUSTED_PROXIES:
        return forwarded[-settings.TRUSTED_PROXIES].strip()
    return request.META.get("REMOTE_ADDR", "")


def _key(request: HttpRequest, scope: str) -> str:
    # The address itself is personal data and is not kept.
    return f"{scope}:{hashlib.sha256((settings.SECRET_KEY + address_of(request)).encode()).hexdigest()}"
