"""Pages on which a spreadsheet is sent, looked at, and kept or not."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinkuy.contributions import services
from tinkuy.contributions.enums import ImportState
from tinkuy.contributions.forms import ImportForm
from tinkuy.contributions.models import Import
from tinkuy.contributions.views.empty_sheet import column_help, empty_sheet
from tinkuy.core import sheets, workbooks
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.errors import DomainError, NotAllowedError
from tinkuy.core.permissions import require, who
from tinkuy.meetings.models import Meeting


@require_http_methods(READ_AND_SEND)
@login_required
def new_import(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    require(request.user, "contributions.import_contributions", meeting)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            return redirect(services.preview_import(meeting, sent.read(), sent.name, who(request)))
        except services.SheetRefusedError as refusal:
            form.add_error("file", str(refusal))
    return render(request, "contributions/new_import.html", {"meeting": meeting, "form": form, "columns": column_help()})


@require_safe
@login_required
def one_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    sent = _found(request, pk)
    context: dict[str, Any] = {"sent": sent, "meeting": sent.meeting}
    if sent.state == ImportState.PREVIEWED and sent.file:
        preview = services.preview_of(sent)
        context["shown"] = sheets.shown(preview.sheet, _problems(preview), preview.unused)
    return render(request, "contributions/import.html", context)


@require_POST
@login_required
def confirm_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    sent = _found(request, pk)
    try:
        count = services.confirm_import(sent, who(request))
        messages.success(request, _("Contributions imported: %(count)s. Each has its receipt.") % {"count": count})
    except NotAllowedError:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(sent)
    return redirect("contributions:of-meeting", sent.meeting.slug)


@require_POST
@login_required
def discard_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    sent = _found(request, pk)
    try:
        services.discard_import(sent, who(request))
        messages.success(request, _("Nothing was imported."))
    except services.NotWaitingError as refusal:
        messages.error(request, str(refusal))
    return redirect("contributions:of-meeting", sent.meeting.slug)


@require_safe
@login_required
def with_problems(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same sheet with a column that says what is wrong in each row."""
    sent = _found(request, pk)
    preview = services.preview_of(sent)
    return workbooks.with_problems("problemas.xlsx", preview.sheet, _problems(preview))


@require_safe
@login_required
def template(request: HttpRequest) -> HttpResponse:
    """An empty spreadsheet with all the columns."""
    return empty_sheet()


def _problems(preview: services.Preview) -> sheets.Problems:
    return sheets.by_row((each.row, services.problem_text(each)) for each in preview.examined.problems)


def _found(request: HttpRequest, pk: UUID) -> Import:
    sent = get_object_or_404(Import.objects.select_related("meeting"), pk=pk)
    require(request.user, "contributions.import_contributions", sent.meeting)
    return sent
