"""Answers that cost next to nothing when nothing happened since somebody's last look."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from tinkuy import __version__

View = Callable[..., HttpResponse]
T = TypeVar("T")

_LATEST = "SELECT max(id) FROM core_historyentry"
# Numbers are given before transactions end: one that is still running will show older entries later, and moves xmin.
_LATEST_ON_POSTGRESQL = "SELECT max(id), pg_snapshot_xmin(pg_current_snapshot())::text FROM core_historyentry"

# What a page that is no HTML says of itself.
KEPT_HEADERS = ("Content-Type", "Content-Disposition")
Headers = dict[str, str]

SHELF_BYTES = 16 * 1024 * 1024


class _Shelf:
    """Finished pages of this process by their address, each with its headers and the mark under which it was made; the
    longest unasked go.
    """

    def __init__(self, limit: int) -> None:
        self.limit, self.size = limit, 0
        self.pages: OrderedDict[str, tuple[str, bytes, Headers]] = OrderedDict()
        self.lock = Lock()

    def take(self, address: str, mark: str) -> HttpResponse | None:
        with self.lock:
            made_under, page, headers = self.pages.get(address, ("", b"", {}))
            if made_under != mark:
                return None
            self.pages.move_to_end(address)
            return HttpResponse(page, headers=headers)

    def put(self, address: str, mark: str, response: HttpResponse) -> None:
        page, headers = response.content, {name: response[name] for name in KEPT_HEADERS if name in response}
        with self.lock:
            self.size -= len(self.pages.pop(address, ("", b"", {}))[1])
            self.pages[address] = (mark, page, headers)
            self.size += len(page)
            while self.size > self.limit:
                self.size -= len(self.pages.popitem(last=False)[1][1])

    def clear(self) -> None:
        with self.lock:
            self.pages.clear()
            self.size = 0


shelf = _Shelf(SHELF_BYTES)
# While a page is made, what the database said of the latest history: nothing that happens meanwhile is of this page.
_asked_once: ContextVar[dict[str, str] | None] = ContextVar("asked_once", default=None)
_remembered: dict[Hashable, tuple[str, Any]] = {}


def unchanged_since_history(view: View) -> View:
    """For a visitor without a session, the page as it was after the last thing that happened: 304 when she holds it, the
    finished page when this process made it already.

    One query tells it, because every change is in history. Whoever is signed in always gets the page anew. Not for pages
    that depend on anything but history, the day, the language and their address.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = _asked_once.set({})
        try:
            return _answered(view, request, *args, **kwargs)
        finally:
            _asked_once.reset(asked)

    return answer


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method not in ("GET", "HEAD") or {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys():
        return view(request, *args, **kwargs)
    etag = history_etag()
    if held := get_conditional_response(request, etag=etag):
        return held
    address = request.get_full_path()
    if (page := shelf.take(address, etag)) is not None:
        return _marked(page, etag)
    response = view(request, *args, **kwargs)
    if response.status_code == 200:
        # A page with a form for this visitor alone is not for the next one.
        if not request.META.get("CSRF_COOKIE_NEEDS_UPDATE") and not response.cookies and not response.streaming:
            shelf.put(address, etag, response)
        _marked(response, etag)
    return response


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, made anew only after something happened. For small things that every visitor sees alike; the keys
    are a closed list in the code, and the thing is not changed by whoever gets it.
    """
    mark = history_etag()
    made_under, thing = _remembered.get(key, ("", None))
    if made_under != mark:
        thing = make()
        _remembered[key] = (mark, thing)
    return thing


def forget() -> None:
    """Forget every page and thing that was made: between tests, which change rows without a word in history."""
    shelf.clear()
    _remembered.clear()


def _marked(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


def history_etag() -> str:
    """What stands for all that happened, in this language, on this day, as this release shows it. One query for a page."""
    known = _asked_once.get()
    if known and "mark" in known:
        return known["mark"]
    with connection.cursor() as cursor:
        cursor.execute(_LATEST_ON_POSTGRESQL if connection.vendor == "postgresql" else _LATEST)
        latest = "-".join(str(value or 0) for value in cursor.fetchone())
    mark = f'W/"{latest}-{get_language()}-{timezone.localdate():%Y%m%d}-{__version__}"'
    if known is not None:
        known["mark"] = mark
    return mark
