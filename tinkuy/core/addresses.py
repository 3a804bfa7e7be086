"""Addresses of things, many at a time."""

from functools import lru_cache
from uuid import UUID

from django.urls import reverse


def address_of(name: str, *parts: str | UUID) -> str:
    """As `reverse(name, args=parts)` for slugs and ids, which need no quoting: the resolver is asked once for each name.

    A list of fifty rows asks for fifty addresses of one shape, and the resolver takes 20 microseconds for each.
    """
    return _shape(name, tuple(map(type, parts))) % parts


@lru_cache
def _shape(name: str, kinds: tuple[type, ...]) -> str:
    stand_ins = [UUID(int=place) if kind is UUID else f"stand-in-{place}" for place, kind in enumerate(kinds)]
    shape = reverse(name, args=stand_ins).replace("%", "%%")
    for each in stand_ins:
        shape = shape.replace(str(each), "%s", 1)
    return shape
