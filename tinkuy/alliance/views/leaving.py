"""Pages on which an organization leaves a group or the alliance."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinkuy.alliance import services
from tinkuy.alliance.forms import LeaveForm
from tinkuy.alliance.models import Membership, Organization
from tinkuy.alliance.views.answering import answer, filled, trail
from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.permissions import require, who


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def leave_group(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = get_object_or_404(Membership.objects.select_related("organization", "working_group"), organization__slug=slug, pk=pk)
    require(request.user, "alliance.leave_group", found)

    def act(sent: dict[str, Any]) -> Organization:
        return services.leave_group(found, by=who(request), **sent).organization

    words = {
        "heading": _("%(organization)s leaves “%(group)s”") % {"organization": found.organization, "group": found.working_group},
        "lede": _("Its years in the group, and what it did there, stay on its page."),
        "button": _("It leaves the group"),
    }
    return answer(request, filled(request, LeaveForm), act, trail=_above(found.organization), **words)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def leave_alliance(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Organization.objects.standing_alone(), slug=slug)
    require(request.user, "alliance.leave_alliance", found)

    def act(sent: dict[str, Any]) -> Organization:
        return services.leave_alliance(found, by=who(request), **sent)

    words = {
        "heading": _("%(organization)s leaves the alliance") % {"organization": found},
        "lede": _("Its memberships and seats end on that day. Its page, its meetings and its contributions stay."),
        "button": _("It leaves the alliance"),
    }
    return answer(request, filled(request, LeaveForm), act, trail=_above(found), **words)


def _above(found: Organization) -> list[tuple[str, str]]:
    return trail(_("Organizations"), "alliance:organizations", found)
