"""The PDFs of minutes and of programmes."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.permissions import may, require
from tinkuy.meetings import jobs, queries
from tinkuy.meetings.models import Minutes
from tinkuy.meetings.views.editions import PUBLISH
from tinkuy.meetings.views.minutes import WRITE


@require_http_methods(READ_AND_SEND)
def minutes_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The PDF of what everybody reads; until the worker has made it, a page says so. Who writes them may order it again."""
    minutes = get_object_or_404(queries.minutes_pages().published(), meeting__slug=slug)
    if request.method == "POST":
        return _ordered_again(request, minutes)
    kept, name = queries.pdf_of(minutes, minutes.current), f"acta-{minutes.meeting.slug}-{minutes.current}.pdf"
    context = {"minutes": minutes, "meeting": minutes.meeting, "can_write": may(request.user, WRITE, minutes.meeting)}
    return _kept_or_waiting(request, kept, name, context)


def _kept_or_waiting(request: HttpRequest, kept: str, name: str, context: dict[str, Any]) -> HttpResponseBase:
    """The file, or the page that says that the worker has not come by yet."""
    if default_storage.exists(kept):
        return FileResponse(default_storage.open(kept), content_type="application/pdf", filename=name)
    waiting = render(request, "meetings/pdf_preparing.html", context, status=202)
    waiting["Retry-After"] = "5"
    return waiting


def _ordered_again(request: HttpRequest, minutes: Minutes) -> HttpResponse:
    require(request.user, WRITE, minutes.meeting)
    jobs.print_minutes.enqueue(str(minutes.pk), minutes.current)
    return redirect(request.path)


@require_http_methods(READ_AND_SEND)
def edition_pdf(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The PDF of an edition; until the worker has made it, a page says so. Who may publish may order it again."""
    edition = get_object_or_404(queries.edition_pages(), meeting__slug=slug, number=number)
    if request.method == "POST":
        require(request.user, PUBLISH, edition.meeting)
        jobs.print_edition.enqueue(str(edition.pk))
        return redirect(request.path)
    name = f"programa-{slug}-{number}.pdf"
    context = {"edition": edition, "meeting": edition.meeting, "can_write": may(request.user, PUBLISH, edition.meeting)}
    return _kept_or_waiting(request, queries.pdf_of_edition(edition), name, context)
