"""Pages on which a spreadsheet is sent, looked at, and kept or not."""

from dataclasses import dataclass
from itertools import chain
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
from tinkuy.contributions.pure.sheets import Row
from tinkuy.contributions.views.workbooks import LONGEST_CELL, column_help, empty_workbook, workbook
from tinkuy.core.errors import DomainError, NotAllowedError
from tinkuy.core.permissions import require, who
from tinkuy.meetings.models import Meeting

ROWS_WITH_PROBLEM_SHOWN, ROWS_WITHOUT_PROBLEM_SHOWN = 100, 20
PROBLEMS = "problemas"


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
    return render(request, "contributions/new_import.html", {"meeting": meeting, "form": form, "columns": column_help()})


@require_safe
@login_required
def one_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    sent = _found(request, pk)
    context: dict[str, Any] = {"sent": sent, "meeting": sent.meeting}
    if sent.state == ImportState.PREVIEWED and sent.file:
        context |= _shown(services.preview_of(sent))
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
    problems = _by_row(preview)
    header = [*preview.sheet.headers, PROBLEMS]
    return workbook("problemas.xlsx", chain([header], (_cells(preview, row, problems) for row in preview.sheet.rows)))


@require_safe
@login_required
def template(request: HttpRequest) -> HttpResponse:
    """An empty spreadsheet with all the columns."""
    return empty_workbook()


def _shown(preview: services.Preview) -> dict[str, Any]:
    """The first rows with problems and the first without: a page, not the whole sheet."""
    problems, width, shown = _by_row(preview), len(preview.sheet.headers), []
    left = {True: ROWS_WITH_PROBLEM_SHOWN, False: ROWS_WITHOUT_PROBLEM_SHOWN}
    for row in preview.sheet.rows:
        is_bad = row.number in problems
        if left[is_bad]:
            left[is_bad] -= 1
            cells = (*row.cells[:width], *[""] * (width - len(row.cells)))
            shown.append(ShownRow(row.number, cells, problems.get(row.number, [])))
    return {
        "preview": preview,
        "rows": shown,
        "of_file": problems.pop(0, []),
        "bad_count": len(problems),
        "count": len(preview.sheet.rows),
        "more_bad": max(0, len(problems) - ROWS_WITH_PROBLEM_SHOWN),
        "unused": ", ".join(header for header in preview.unused if header != PROBLEMS),
    }


def _by_row(preview: services.Preview) -> dict[int, list[str]]:
    """The problems in words, by the number of their row; 0 is the file."""
    found: dict[int, list[str]] = {}
    for problem in preview.examined.problems:
        found.setdefault(problem.row, []).append(services.problem_text(problem))
    return found


def _cells(preview: services.Preview, row: Row, problems: dict[int, list[str]]) -> list[str]:
    """The cells of `row` in the order of the headers; its problems in one more.

    A cell that no spreadsheet can hold is left empty and says so, so that nobody sends back half of it unawares.
    """
    width, said = len(preview.sheet.headers), list(problems.get(row.number, []))
    cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
    for column, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            cells[column] = ""
            header = {"column": preview.sheet.headers[column]}
            said.append(_("%(column)s: too long for a spreadsheet; take it from your own file.") % header)
    return [*cells, " ".join(said)]


def _found(request: HttpRequest, pk: UUID) -> Import:
    sent = get_object_or_404(Import.objects.select_related("meeting"), pk=pk)
    require(request.user, "contributions.import_contributions", sent.meeting)
    return sent
