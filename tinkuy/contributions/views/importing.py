"""Pages on which a spreadsheet is sent, looked at, and kept or not."""

import io
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import xlsxwriter
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
from tinkuy.contributions.pure.sheet_rows import Problem
from tinkuy.contributions.views.capturing import who
from tinkuy.core.errors import DomainError, NotAllowedError
from tinkuy.core.permissions import require
from tinkuy.meetings.models import Meeting

ROWS_WITHOUT_PROBLEM_SHOWN = 50


@dataclass(frozen=True)
class ShownRow:
    number: int
    cells: tuple[str, ...]
    problems: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
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
    return render(request, "contributions/new_import.html", {"meeting": meeting, "form": form})


@require_safe
@login_required
def one_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    sent = _found(request, pk)
    context: dict[str, Any] = {"sent": sent, "meeting": sent.meeting}
    if sent.state == ImportState.PREVIEWED and sent.file:
        preview = services.preview_of(sent)
        rows = shown_rows(preview)
        bad, good = [row for row in rows if row.problems], [row for row in rows if not row.problems]
        shown = sorted([*bad, *good[:ROWS_WITHOUT_PROBLEM_SHOWN]], key=lambda row: row.number)
        of_file = [services.problem_text(problem) for problem in preview.examined.problems if problem.row == 0]
        context |= {"preview": preview, "rows": shown, "of_file": of_file, "bad_count": len(bad), "count": len(rows)}
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
    answer = HttpResponse(content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    answer["Content-Disposition"] = 'attachment; filename="problemas.xlsx"'
    answer.write(_as_xlsx(preview))
    return answer


def shown_rows(preview: services.Preview) -> list[ShownRow]:
    """Every row with its problems, said in words."""
    found: dict[int, list[Problem]] = {}
    for problem in preview.examined.problems:
        found.setdefault(problem.row, []).append(problem)
    width = len(preview.sheet.headers)
    return [
        ShownRow(
            row.number,
            (*row.cells[:width], *[""] * (width - len(row.cells))),
            [services.problem_text(problem) for problem in found.get(row.number, [])],
        )
        for row in preview.sheet.rows
    ]


def _as_xlsx(preview: services.Preview) -> bytes:
    stream = io.BytesIO()
    # Cells are written as text only: what people typed never becomes a formula or a link.
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for column, header in enumerate((*preview.sheet.headers, "problemas")):
            sheet.write_string(0, column, header)
        for line, row in enumerate(shown_rows(preview), start=1):
            for column, cell in enumerate((*row.cells, " ".join(row.problems))):
                sheet.write_string(line, column, cell[:32_767])
    return stream.getvalue()


def _found(request: HttpRequest, pk: UUID) -> Import:
    sent = get_object_or_404(Import.objects.select_related("meeting"), pk=pk)
    require(request.user, "contributions.import_contributions", sent.meeting)
    return sent
