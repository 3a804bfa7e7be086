"""What the link in the letter opens: the profile that others wrote, to be corrected and claimed, or declined."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinkuy.alliance import services
from tinkuy.alliance.forms import ClaimForm
from tinkuy.alliance.models import Organization
from tinkuy.alliance.views.answering import link_refused
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.models import User
from tinkuy.core.recording import InvalidError


@require_http_methods(READ_AND_SEND)
@never_cache
def claim_profile(request: HttpRequest, token: str) -> HttpResponse:
    by = request.user if isinstance(request.user, User) else None
    try:
        profile = services.profile_behind(token, by=by).profile
        form = ClaimForm(request.POST if request.method == "POST" else None, row=profile)
        if form.is_valid() and (organization := _claimed(token, form, by)):
            messages.success(request, _("Thank you. From now on this is the organization's page."))
            return redirect(organization)
    except services.LinkError as refusal:
        return link_refused(request, refusal)
    context = {"profile": profile, "campaign": profile.campaign, "form": form, "token": token}
    return render(request, "alliance/claim.html", context, status=422 if form.errors else 200)


def _claimed(token: str, form: ClaimForm, by: User | None) -> Organization | None:
    """The organization, or None when the form says what is to be mended."""
    try:
        return services.claim_profile(token, by=by, **form.cleaned_data)
    except InvalidError as refusal:
        form.refuse(refusal)
        return None


@require_http_methods(READ_AND_SEND)
@never_cache
def decline_profile(request: HttpRequest, token: str) -> HttpResponse:
    by = request.user if isinstance(request.user, User) else None
    context: dict[str, Any] = {"token": token}
    try:
        found = services.profile_behind(token, by=by, even_late=True).profile
        context |= {"campaign": found.campaign, "name": found.name}
        if request.method == "POST":
            services.decline_profile(token, by=by)
            context["is_done"] = True
    except services.LinkError as refusal:
        return link_refused(request, refusal)
    return render(request, "alliance/decline.html", context)
