"""Pages on which somebody is asked to speak for an organization, and answers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinkuy.alliance import queries, services
from tinkuy.alliance.forms import InvitationForm, NewPasswordForm, YesForm
from tinkuy.alliance.forms.parts import RowForm
from tinkuy.alliance.models import Organization, SeatInvitation
from tinkuy.alliance.views.answering import answer, filled, link_refused, trail
from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.models import User
from tinkuy.core.permissions import require, who
from tinkuy.core.recording import InvalidError


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_invitation(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Organization.objects.standing_alone(), slug=slug)
    require(request.user, "alliance.invite_delegate", found)

    def act(sent: dict[str, Any]) -> Organization:
        services.invite_delegate(found, by=who(request), **sent)
        return found

    words = {
        "heading": _("Invite somebody to speak for it"),
        "lede": _(
            "A letter goes out with a link, good once and for 14 days. It gives the seat and, where needed, opens an account."
        ),
        "button": _("Send the invitation"),
        "said": _("Invited: the letter goes out now."),
    }
    return answer(request, filled(request, InvitationForm), act, trail=_above(found), **words)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def withdraw_invitation(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    invitation = get_object_or_404(SeatInvitation.objects.select_related("organization"), organization__slug=slug, pk=pk)
    require(request.user, "alliance.withdraw_invitation", invitation)

    def act(sent: dict[str, Any]) -> Organization:
        services.withdraw_invitation(invitation, by=who(request))
        return invitation.organization

    words = {
        "heading": _("Withdraw the invitation of %(name)s") % {"name": invitation.name},
        "lede": _("The link in the letter will open nothing, and the address is forgotten."),
        "button": _("Withdraw it"),
        "said": _("The invitation is withdrawn."),
    }
    return answer(request, filled(request, YesForm), act, trail=_above(invitation.organization), **words)


@require_http_methods(READ_AND_SEND)
@never_cache
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in the letter opens: the invitation and, when it was answered or is for somebody else, why not."""
    by = request.user if isinstance(request.user, User) else None
    try:
        invitation = services.invitation_behind(token, by=by)
        form = _form(request, invitation, by)
        if form.is_valid() and (seat := _accepted(token, form, by)):
            messages.success(request, _("From today you may act for %(organization)s.") % {"organization": seat.organization})
            return redirect(seat.organization if by else "account_login")
    except services.LinkError as refusal:
        return link_refused(request, refusal)
    context = {"invitation": invitation, "form": form, "by": by}
    return render(request, "alliance/invitation.html", context, status=422 if form.errors else 200)


def _form(request: HttpRequest, invitation: SeatInvitation, by: User | None) -> RowForm:
    needs_password = by is None and not queries.has_password(invitation.email)
    return (NewPasswordForm if needs_password else YesForm)(request.POST if request.method == "POST" else None)


def _accepted(token: str, form: RowForm, by: User | None) -> Any:
    """The seat, or None when the form says what is to be mended."""
    try:
        return services.accept_invitation(token, by=by, **form.cleaned_data)
    except InvalidError as refusal:
        form.refuse(refusal)
        return None


def _above(found: Organization) -> list[tuple[str, str]]:
    return trail(_("Organizations"), "alliance:organizations", found)
