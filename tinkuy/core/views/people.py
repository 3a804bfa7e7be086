"""People with an account, for the secretariat."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import drafts, services
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.errors import DomainError, NotAllowedError
from tinkuy.core.forms import AnswerableForm, EndRoleForm, InviteForm, NothingForm, PeopleFilterForm, ReasonForm, RoleForm
from tinkuy.core.models import RoleGrant, User
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import require
from tinkuy.core.queries.entries import entries, told
from tinkuy.core.queries.people import people, roles_of

ENTRIES_ON_A_PERSONS_PAGE = 20


@require_safe
@login_required
@unchanged_since_history
def index(request: HttpRequest) -> HttpResponse:
    require(request.user, "core.read_people")
    form = PeopleFilterForm(request.GET)
    page = paginate(request, people(request.user, **form.filters()))
    return render(request, "core/people.html", {"form": form, "page": page})


@require_safe
@login_required
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "core.read_people")
    found = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    holding, ended = roles_of(found)
    happened = list(entries(request.user, about=found.pk)[:ENTRIES_ON_A_PERSONS_PAGE])
    context = {"person": found, "holding": holding, "ended": ended, "mail": found.mail.all()[:5], "told": told(happened)}
    return render(request, "core/person.html", context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def invite(request: HttpRequest) -> HttpResponse:
    require(request.user, "core.invite_user")
    form = _form(request, InviteForm)
    had_account = User.objects.filter(email__iexact=request.POST.get("email", "").strip()).exists()
    if invited := _done(request, form, services.invite_user):
        said = (
            _("This address has an account already; nothing was changed.")
            if had_account
            else _("Invited: the letter goes out now.")
        )
        messages.success(request, said)
        return redirect(invited)
    return _page(request, form, "core/person_invite.html")


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def invite_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "core.invite_user")
    found, form = get_object_or_404(User, pk=pk), _form(request, NothingForm)
    if _done(request, form, lambda by: services.resend_invitation(found, by=by) or found):
        messages.success(request, _("The invitation goes out again now."))
        return redirect(found)
    heading, button = _("Send the invitation again"), _("Send it")
    return _page(request, form, "core/person_act.html", person=found, heading=heading, button=button)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def grant_role(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "core.grant_role")
    found, form = get_object_or_404(User, pk=pk), _form(request, RoleForm)
    if _done(request, form, lambda **sent: services.grant_role(found, sent.pop("role"), **sent)):
        messages.success(request, _("The role is given."))
        return redirect(found)
    return _page(request, form, "core/person_act.html", person=found, heading=_("Give a role"), button=_("Give the role"))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def end_role(request: HttpRequest, pk: UUID, grant: int) -> HttpResponse:
    require(request.user, "core.end_role")
    found = get_object_or_404(RoleGrant.objects.select_related("user"), user=pk, pk=grant)
    form = _form(request, EndRoleForm)
    if _done(request, form, lambda **sent: services.end_role(found, **sent)):
        messages.success(request, _("The role has its last day."))
        return redirect(found.user)
    heading = _("End the role: %(role)s") % {"role": found.get_role_display()}
    return _page(request, form, "core/person_act.html", person=found.user, heading=heading, button=_("End the role"))


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def deactivate(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "core.deactivate_user")
    found, form = get_object_or_404(User, pk=pk), _form(request, ReasonForm)
    if _done(request, form, lambda **sent: services.deactivate_user(found, **sent)):
        messages.success(request, _("The account is closed. It can be opened again."))
        return redirect(found)
    return _page(
        request, form, "core/person_act.html", person=found, heading=_("Close the account"), button=_("Close the account")
    )


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def reactivate(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "core.deactivate_user")
    found, form = get_object_or_404(User, pk=pk), _form(request, ReasonForm)
    if _done(request, form, lambda **sent: services.reactivate_user(found, **sent)):
        messages.success(request, _("The account is open again."))
        return redirect(found)
    heading = _("Open the account again")
    return _page(request, form, "core/person_act.html", person=found, heading=heading, button=heading)


def _form(request: HttpRequest, kind: type[AnswerableForm]) -> AnswerableForm:
    sent = request.POST if request.method == "POST" else None
    return kind(sent, initial=drafts.initial(request, kind))


def _done(request: HttpRequest, form: AnswerableForm, verb: Callable[..., Any]) -> Any:
    """What `verb` gave back for what was sent; None when nothing valid was sent or it refused, and then the form says why."""
    if not form.is_valid():
        return None
    try:
        result = verb(**form.cleaned_data, by=request.user)
    except NotAllowedError:
        raise
    except DomainError as refusal:
        form.refuse(refusal)
        return None
    drafts.forget(request)
    return result


def _page(request: HttpRequest, form: AnswerableForm, template: str, **context: Any) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=422 if form.is_bound else 200)
