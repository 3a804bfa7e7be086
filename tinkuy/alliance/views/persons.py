"""Where the secretariat mends how a name is written, and ties a person to an account. Nobody else sees persons as such:
in public there is only what each one does.
"""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.alliance import queries, services
from tinkuy.alliance.forms import PersonForm
from tinkuy.alliance.models import Person
from tinkuy.alliance.views.answering import answer, filled, trail
from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import require, who


@require_safe
@login_required
def persons(request: HttpRequest) -> HttpResponse:
    require(request.user, "alliance.record_person")
    return render(request, "alliance/persons.html", {"page": paginate(request, queries.persons(), size=50)})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "alliance.record_person")
    found = get_object_or_404(Person.objects.select_related("user"), pk=pk)

    def act(sent: dict[str, Any]) -> str:
        services.describe_person(found, by=who(request), **sent)
        return "alliance:persons"

    form = filled(request, PersonForm, row=found)
    return answer(request, form, act, heading=_("Edit the person"), trail=trail(_("Persons"), "alliance:persons"))
