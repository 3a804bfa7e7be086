"""Pages of the house itself: is it well, and what it says when it must refuse."""

import re
from collections.abc import Iterator

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from tinkuy.core.queries.words import word_for

PUT_THERE_BY_THE_PAGE = {"csrfmiddlewaretoken", "next", "credential", "action"}
IS_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 and "bien" when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("bien", content_type="text/plain; charset=utf-8")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open for too long: what was typed is shown again, so that nothing is lost."""
    return render(request, "core/form_expired.html", {"typed": list(_typed(request))}, status=403)


def _typed(request: HttpRequest) -> Iterator[tuple[str | Promise, str]]:
    """What a person typed, with the words for its fields: no passwords, and nothing that the page had put there itself."""
    for name, values in request.POST.lists():
        text = "\n".join(value for value in values if value.strip())
        if text and name not in PUT_THERE_BY_THE_PAGE and "password" not in name.lower() and not IS_ID.fullmatch(text):
            yield word_for(name), text
