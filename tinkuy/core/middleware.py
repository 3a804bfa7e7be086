"""What holds for every request."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tinkuy.core.errors import NotAllowedError

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
WRITING_VERBS = {"INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "COPY", "TRUNCATE"}
# Who is visiting, not what the alliance knows: her session, and that she has seen her recovery codes.
VISIT_TABLES = ('"django_session"', '"mfa_authenticator"')

Responder = Callable[[HttpRequest], HttpResponse]


class GetWouldWriteError(RuntimeError):
    """A page that only reads tried to write. A mistake of ours, in production too."""


def refuse_to_write(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    verb = sql.lstrip("( \n")[:8].split(maxsplit=1)[0].upper()
    if verb in WRITING_VERBS and not any(table in sql for table in VISIT_TABLES):
        raise GetWouldWriteError(sql[:200])
    return execute(sql, params, many, context)


class ReadOnlyGetMiddleware:
    """A GET cannot write: links may be followed twice, prefetched and previewed without a thing changing."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return self.get_response(request)
        with connection.execute_wrapper(refuse_to_write):
            return self.get_response(request)


class DomainErrorMiddleware:
    """Who may not is told so on a page of the house; other refusals are answered by the view that met them."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowedError):
            return render(request, "403.html", {"reason": str(exception)}, status=403)
        return None
