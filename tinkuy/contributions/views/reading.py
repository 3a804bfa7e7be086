"""Pages on which contributions are read."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tinkuy.contributions import queries
from tinkuy.contributions.datasets import CONTRIBUTIONS
from tinkuy.contributions.forms import FilterForm
from tinkuy.contributions.models import Contribution
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.datasets import as_csv, as_xlsx
from tinkuy.core.pagination import Page, paginate
from tinkuy.core.permissions import may
from tinkuy.meetings.models import Meeting


@require_safe
@unchanged_since_history
def contributions(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.GET)
    wanted = _wanted(form)
    page = _on_cards(request, wanted)
    return render(request, "contributions/contributions.html", {"page": page, "form": form, "wanted": wanted})


def _on_cards(request: HttpRequest, wanted: queries.Wanted) -> Page:
    page = paginate(request, queries.listed(request.user, wanted), shown=queries.on_cards)
    return replace(page, rows=queries.as_cards(page.rows))


@require_safe
def contributions_csv(request: HttpRequest) -> HttpResponseBase:
    return as_csv(CONTRIBUTIONS, request.user, _public(request))


@require_safe
def contributions_xlsx(request: HttpRequest) -> HttpResponseBase:
    return as_xlsx(CONTRIBUTIONS, request.user, _public(request))


def _public(request: HttpRequest) -> QuerySet[Contribution]:
    """What the list shows under the same filters, as far as everybody may read it."""
    return queries.narrowed(CONTRIBUTIONS.queryset(request.user), _wanted(FilterForm(request.GET)))


@require_safe
@unchanged_since_history
def of_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    context = {"meeting": meeting, "page": _on_cards(request, queries.Wanted(meeting=meeting)), **_allowed(request, meeting)}
    return render(request, "contributions/of_meeting.html", context)


@require_safe
@unchanged_since_history
def contribution(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(queries.one(request.user, pk))
    context = {
        "contribution": found,
        "may_read_receipt": may(request.user, "contributions.read_receipt", found),
        "may_validate": found.status in {"CAPTURED", "TRANSCRIBED"}
        and may(request.user, "contributions.validate_contribution", found),
        "may_withdraw_consent": not found.is_withdrawn
        and (found.may_publish or found.may_attribute)
        and may(request.user, "contributions.withdraw_consent", found),
        "may_withdraw": not found.is_withdrawn and may(request.user, "contributions.withdraw_contribution", found),
    }
    return render(request, "contributions/contribution.html", context)


def _wanted(form: FilterForm) -> queries.Wanted:
    """What the form asks for; what it does not understand narrows nothing, and says so beside the field."""
    form.is_valid()
    asked: dict[str, Any] = form.cleaned_data
    return queries.Wanted(
        meeting=asked.get("encuentro"),
        region=asked.get("region"),
        kind=asked.get("tipo", ""),
        language=asked.get("idioma", ""),
        theme=asked.get("tema"),
    )


def _allowed(request: HttpRequest, meeting: Meeting) -> dict[str, bool]:
    if not request.user.is_authenticated:
        return {}
    return {
        "may_capture": may(request.user, "contributions.capture_contribution", meeting),
        "may_validate": may(request.user, "contributions.validate_contribution", meeting),
    }
