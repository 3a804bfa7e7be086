"""Pages of the bodies of governance, and of who is named in them."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.alliance import queries, services
from tinkuy.alliance.forms import BodyForm, BodyMemberForm, BodyMemberTermForm
from tinkuy.alliance.models import Body
from tinkuy.alliance.views.answering import answer, filled, trail
from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.permissions import may, require, who


@require_safe
@unchanged_since_history
def bodies(request: HttpRequest) -> HttpResponse:
    can_record = may(request.user, "alliance.record_body")
    return render(request, "alliance/bodies.html", {"bodies": queries.bodies(), "can_record": can_record})


@require_safe
@unchanged_since_history
def body(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Body, slug=slug)
    can_record = may(request.user, "alliance.record_body", found)
    context = {"body": found, "members": queries.members_of(found), "can_record": can_record}
    return render(request, "alliance/body.html", context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_body(request: HttpRequest) -> HttpResponse:
    require(request.user, "alliance.record_body")

    def act(sent: dict[str, Any]) -> Body:
        return services.record_body(by=who(request), **sent)

    form = filled(request, BodyForm)
    return answer(request, form, act, heading=_("Record a body"), trail=_above())


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_body(request: HttpRequest, slug: str) -> HttpResponse:
    found = _body(request, slug)

    def act(sent: dict[str, Any]) -> Body:
        return services.record_body(by=who(request), **{**sent, "id": found.pk})

    form = filled(request, BodyForm, row=found)
    return answer(request, form, act, heading=_("Edit the body"), trail=_above(found))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_body_member(request: HttpRequest, slug: str) -> HttpResponse:
    found = _body(request, slug)

    def act(sent: dict[str, Any]) -> Body:
        services.record_body_member(found, by=who(request), **sent)
        return found

    form = filled(request, BodyMemberForm)
    return answer(request, form, act, heading=_("Add somebody to the body"), trail=_above(found))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_body_member(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    found = _body(request, slug)
    row = get_object_or_404(queries.members_of(found), pk=pk)

    def act(sent: dict[str, Any]) -> Body:
        services.change_body_member(row, by=who(request), **sent)
        return found

    form = filled(request, BodyMemberTermForm, row=row)
    heading = _("Correct what is said of %(name)s") % {"name": row.person}
    return answer(request, form, act, heading=heading, trail=_above(found))


def _body(request: HttpRequest, slug: str) -> Body:
    found = get_object_or_404(Body, slug=slug)
    require(request.user, "alliance.record_body", found)
    return found


def _above(found: Body | None = None) -> list[tuple[str, str]]:
    return trail(_("Bodies"), "alliance:bodies", found)
