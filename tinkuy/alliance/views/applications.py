"""Pages on which an organization asks to join, and those on which it is answered."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.alliance import queries, services
from tinkuy.alliance.forms import AcceptForm, ApplicationForm, DeclineForm
from tinkuy.alliance.models import Application, Organization, WorkingGroup
from tinkuy.alliance.views.answering import answer, filled, is_a_machine, link_refused, trail
from tinkuy.core import drafts, throttle
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import may, require, who
from tinkuy.core.recording import InvalidError

SCOPE, MOST, SECONDS = "postular", 10, 3600


@require_http_methods(READ_AND_SEND)
def new_application(request: HttpRequest) -> HttpResponse:
    """Open to everybody; at most ten an hour from one address of the network."""
    group = WorkingGroup.objects.exclude(name="").filter(slug=request.GET.get("mesa", "")).first()
    initial = {"working_group": group, "campaign": request.GET.get("campana", "")}
    form = ApplicationForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and (is_a_machine(request) or _is_sent(request, form)):
        return redirect("alliance:application-sent")
    return render(request, "alliance/apply.html", {"form": form}, status=422 if form.is_bound else 200)


def _is_sent(request: HttpRequest, form: ApplicationForm) -> bool:
    if not form.is_valid():
        return False
    if throttle.is_exhausted(request, SCOPE, misses=MOST):
        form.add_error(None, _("Many applications came from your network in this hour. Copy what you wrote, and send it later."))
        return False
    try:
        services.apply(**form.cleaned_data)
    except InvalidError as refusal:
        form.refuse(refusal)
        return False
    throttle.count_miss(request, SCOPE, seconds=SECONDS)
    return True


@require_safe
def application_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "alliance/application_sent.html")


@require_http_methods(READ_AND_SEND)
@never_cache
def prove_application(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in the letter opens: a button, because programs that look at mail follow links by themselves."""
    try:
        read = services.prove_application if request.method == "POST" else services.application_behind
        found = read(token)
    except services.LinkError as refusal:
        return link_refused(request, refusal)
    return render(request, "alliance/application_proof.html", {"application": found})


@require_safe
@login_required
def applications(request: HttpRequest) -> HttpResponse:
    page = paginate(request, queries.applications(request.user))
    return render(request, "alliance/applications.html", {"page": page})


@require_safe
@login_required
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(queries.applications(request.user).select_related("applicant"), pk=pk)
    can_decide = may(request.user, "alliance.decide_application", found)
    context = {"application": found, "applicant": getattr(found, "applicant", None), "can_decide": can_decide}
    return render(request, "alliance/application.html", context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def accept_application(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _application(request, pk)

    def act(sent: dict[str, Any]) -> Organization:
        return services.accept_application(found, by=who(request), **sent)

    form = filled(request, AcceptForm, row=found)
    words = {"button": _("Accept"), "said": _("Accepted: the answer goes out now.")}
    heading = _("Accept %(organization)s in %(group)s") % {"organization": found, "group": found.working_group}
    return answer(request, form, act, heading=heading, trail=_above(found), **words)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def decline_application(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _application(request, pk)

    def act(sent: dict[str, Any]) -> str:
        return services.decline_application(found, by=who(request), **sent).get_absolute_url()

    words = {"button": _("Decline"), "said": _("Declined: the answer goes out now.")}
    heading = _("Decline the application of %(organization)s") % {"organization": found}
    return answer(request, filled(request, DeclineForm), act, heading=heading, trail=_above(found), **words)


def _application(request: HttpRequest, pk: UUID) -> Application:
    found = get_object_or_404(queries.applications(request.user), pk=pk)
    require(request.user, "alliance.decide_application", found)
    return found


def _above(found: Application) -> list[tuple[str, str]]:
    return trail(_("Applications to join"), "alliance:applications", found)
