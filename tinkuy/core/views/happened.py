"""What happened, for the secretariat."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.datasets import as_csv
from tinkuy.core.forms import HistoryFilterForm
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import require
from tinkuy.core.queries.entries import entries, told
from tinkuy.core.queries.tables import HISTORY

ROWS = 25


@require_safe
@login_required
@unchanged_since_history
def index(request: HttpRequest) -> HttpResponse:
    require(request.user, "core.read_history")
    form = HistoryFilterForm(request.GET)
    page = paginate(request, entries(request.user, **form.filters()), size=ROWS)
    return render(request, "core/happened.html", {"form": form, "page": page, "told": told(page.rows)})


@require_safe
@login_required
def as_table(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "core.read_history")
    return as_csv(HISTORY, request.user, entries(request.user, **HistoryFilterForm(request.GET).filters()))
