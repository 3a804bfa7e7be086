"""One's own account: what it is, and in which language one reads."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views import i18n
from django.views.decorators.http import require_POST, require_safe

from tinkuy.core import services
from tinkuy.core.forms import DigestForm
from tinkuy.core.models import Digest, User
from tinkuy.core.queries.people import roles_of


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    chosen = Digest.objects.filter(user=request.user).first()
    form = DigestForm(initial={"weekday": chosen.weekday if chosen else None})
    return render(request, "core/account.html", {"grants": roles_of(request.user)[0], "form": form})


@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """From now on pages are in this language; so are letters, for who is signed in."""
    if isinstance(request.user, User):
        services.choose_language(request.POST.get("language", settings.LANGUAGE_CODE), by=request.user)
    return i18n.set_language(request)
