"""Pages of the house itself: is it well, and what it says when it must refuse."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


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
    typed = [
        (name, value)
        for name, value in request.POST.dict().items()
        if str(value).strip() and name != "csrfmiddlewaretoken" and "password" not in name
    ]
    return render(request, "core/form_expired.html", {"typed": typed}, status=403)
