"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tinkuy import __version__


def site(request: HttpRequest) -> dict[str, Any]:
    """Context of every template: whose site this is, and which release runs it. Runs no query."""
    return {
        "alliance_name": settings.ALLIANCE_NAME,
        "alliance_acronym": settings.ALLIANCE_ACRONYM,
        "site_url": settings.SITE_URL,
        "release": __version__,
    }
