"""The weekly letter: on which day, and none from the letter itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from tinkuy.core import services
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.forms import DigestForm
from tinkuy.core.models import User


@require_POST
@login_required
def choose(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    form = DigestForm(request.POST)
    if form.is_valid():
        services.choose_digest(form.cleaned_data["weekday"], by=request.user)
        messages.success(request, _("Your choice is kept."))
    else:
        messages.error(request, _("Choose a day of the week, or never."))
    return redirect("core:account")


@require_http_methods(READ_AND_SEND)
@csrf_exempt
def off(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the letter may turn it off, and only that; mail programs send the POST themselves (RFC 8058)."""
    context = {"is_off": services.turn_digest_off(token)} if request.method == "POST" else {"holds": services.digest_of(token)}
    return render(request, "core/digest_off.html", context)
