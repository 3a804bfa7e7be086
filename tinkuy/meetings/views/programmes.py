"""Pages of programmes."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.datasets import as_csv, as_xlsx
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import may, require, who
from tinkuy.meetings import queries, services
from tinkuy.meetings.datasets import PROGRAMMES
from tinkuy.meetings.forms.programmes import ProgrammeForm
from tinkuy.meetings.models import Programme
from tinkuy.meetings.views.writing import answer, sent_or_draft


@require_safe
@unchanged_since_history
def programmes(request: HttpRequest) -> HttpResponse:
    page = paginate(request, queries.programmes(), size=50)
    context = {"page": page, "can_record": may(request.user, "meetings.record_programme")}
    return render(request, "meetings/programmes.html", context)


@require_safe
def programmes_csv(request: HttpRequest) -> HttpResponseBase:
    return as_csv(PROGRAMMES, request.user)


@require_safe
def programmes_xlsx(request: HttpRequest) -> HttpResponseBase:
    return as_xlsx(PROGRAMMES, request.user)


@require_safe
@unchanged_since_history
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Programme.objects.prefetch_related("sources"), slug=slug)
    context = {
        "programme": found,
        "page": queries.listed_meetings(paginate(request, queries.listed(queries.Wanted(programme=found)))),
        "river": queries.river_of_programme(found),
        "can_record": may(request.user, "meetings.record_programme"),
    }
    return render(request, "meetings/programme.html", context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_programme(request: HttpRequest) -> HttpResponse:
    require(request.user, "meetings.record_programme")
    form = ProgrammeForm(**sent_or_draft(request, ProgrammeForm))

    def act(sent: dict[str, Any]) -> Programme:
        return services.record_programme(by=who(request), **sent)

    return answer(request, form, act, {"heading": _("Record a programme")})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_programme(request: HttpRequest, slug: str) -> HttpResponse:
    require(request.user, "meetings.record_programme")
    found = get_object_or_404(Programme, slug=slug)
    initial = {name: getattr(found, name) for name in ProgrammeForm.base_fields}
    form = ProgrammeForm(**sent_or_draft(request, ProgrammeForm, **initial))

    def act(sent: dict[str, Any]) -> Programme:
        return services.record_programme(by=who(request), **{**sent, "id": found.pk})

    return answer(request, form, act, {"programme": found, "heading": _("Edit the programme")})
