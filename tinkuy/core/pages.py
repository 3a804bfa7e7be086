"""What every page knows, and what later rooms add to an earlier room's page."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from tinkuy import __version__
from tinkuy.core.models import User

ContextOf = Callable[[Any, User | AnonymousUser], dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """Part of a page: `context_of` what the page is about, for who reads it, is what `template` shows."""

    template: str
    context_of: ContextOf


_sections: dict[str, list[Section]] = defaultdict(list)


def add_section(page: str, template: str, context_of: ContextOf) -> None:
    """From now on `page`, the name of an earlier room's address, shows this where its template says {% later %}.

    Said in the later room's `apps.ready()`. Saying it twice is once.
    """
    section = Section(template, context_of)
    if section not in _sections[page]:
        _sections[page].append(section)


def sections_of(page: str) -> list[Section]:
    return _sections.get(page, [])


def site(request: HttpRequest) -> dict[str, Any]:
    """Context of every template: whose site this is, and which release runs it. Runs no query."""
    return {
        "alliance_name": settings.ALLIANCE_NAME,
        "alliance_acronym": settings.ALLIANCE_ACRONYM,
        "source_url": settings.SOURCE_URL,
        "site_url": settings.SITE_URL,
        "release": __version__,
    }
