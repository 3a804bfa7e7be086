"""Pages on which what was written down by mistake is taken back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinkuy.alliance import queries, services
from tinkuy.alliance.forms import TakeBackForm
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.alliance.views.answering import answer, filled, trail
from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.permissions import require, who


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def take_back_membership(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    group = get_object_or_404(WorkingGroup, slug=slug)
    require(request.user, "alliance.record_membership", group)
    row = get_object_or_404(queries.memberships_of(group), pk=pk)

    def act(sent: dict[str, Any]) -> WorkingGroup:
        services.take_back_membership(row, by=who(request), **sent)
        return group

    heading = _("%(name)s never worked in this group") % {"name": row.organization}
    return _asked(request, act, heading, trail(_("Working groups"), "alliance:groups", group))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def take_back_coordination(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    group = get_object_or_404(WorkingGroup, slug=slug)
    require(request.user, "alliance.record_coordination", group)
    row = get_object_or_404(queries.coordinations_of(group), pk=pk)

    def act(sent: dict[str, Any]) -> WorkingGroup:
        return services.take_back_coordination(row, by=who(request), **sent)

    heading = _("%(name)s never coordinated this group") % {"name": row.person}
    return _asked(request, act, heading, trail(_("Working groups"), "alliance:groups", group))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def take_back_seat(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    organization = get_object_or_404(Organization.objects.standing_alone(), slug=slug)
    require(request.user, "alliance.record_seat", organization)
    row = get_object_or_404(queries.seats_of(organization), pk=pk)

    def act(sent: dict[str, Any]) -> Organization:
        return services.take_back_seat(row, by=who(request), **sent)

    heading = _("%(name)s never spoke for this organization") % {"name": row.person}
    return _asked(request, act, heading, trail(_("Organizations"), "alliance:organizations", organization))


def _asked(request: HttpRequest, act: Any, heading: str, above: list[tuple[str, str]]) -> HttpResponse:
    words = {
        "lede": _("Only if it was written down by mistake. If it was so and is over, leave this page and write its last day."),
        "button": _("Take it back"),
        "said": _("Taken back. The history says why."),
    }
    return answer(request, filled(request, TakeBackForm), act, heading=heading, trail=above, **words)
