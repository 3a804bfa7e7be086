"""Answers that cost next to nothing when nothing happened since the visitor's last look."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from tinkuy import __version__

View = Callable[..., HttpResponse]

_LATEST = "SELECT max(id) FROM core_historyentry"
# Numbers are given before transactions end: one that is still running will show older entries later, and moves xmin.
_LATEST_ON_POSTGRESQL = "SELECT max(id), pg_snapshot_xmin(pg_current_snapshot())::text FROM core_historyentry"


def unchanged_since_history(view: View) -> View:
    """Answer 304 to a visitor without a session who holds the page as it was after the last thing that happened.

    One query tells it, because every change is in history. Whoever is signed in always gets the page anew.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys():
            return view(request, *args, **kwargs)
        etag = history_etag()
        if held := get_conditional_response(request, etag=etag):
            return held
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response["ETag"] = etag
            response["Cache-Control"] = "private, no-cache"
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response

    return answer


def history_etag() -> str:
    """What stands for all that happened, in this language, as this release shows it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST_ON_POSTGRESQL if connection.vendor == "postgresql" else _LATEST)
        latest = "-".join(str(value or 0) for value in cursor.fetchone())
    return f'W/"{latest}-{get_language()}-{__version__}"'
