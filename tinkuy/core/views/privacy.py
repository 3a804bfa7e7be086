"""One's own data: take them away, and be erased."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import services, throttle
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.errors import DomainError
from tinkuy.core.forms import EraseForm
from tinkuy.core.models import User

SCOPE, MISSES, SECONDS = "erase-account", 10, 900


@require_http_methods(READ_AND_SEND)
@login_required
def ones_data(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    if request.method == "POST":
        services.ask_for_ones_data(by=request.user)
        messages.success(request, _("The file is being made. Come back in some minutes: it will be here."))
        return redirect("core:ones-data")
    archives = [archive for archive in request.user.archives.all() if not archive.is_past]
    return render(request, "core/ones_data.html", {"archives": archives})


@require_safe
@never_cache
@login_required
def archive(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    assert isinstance(request.user, User)
    found = get_object_or_404(request.user.archives.exclude(file=""), pk=pk)
    if found.is_past:
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True, filename="mis-datos.zip")


@require_http_methods(READ_AND_SEND)
@login_required
def erase(request: HttpRequest) -> HttpResponse:
    form = EraseForm(request.POST or None)
    if throttle.is_exhausted(request, SCOPE, misses=MISSES):
        form = EraseForm()
        messages.error(request, _("Too many wrong passwords. Try again in a quarter of an hour."))
    elif form.is_valid() and _erased(request, form):
        logout(request)
        return render(request, "core/erased.html")
    return render(request, "core/erase_account.html", {"form": form}, status=422 if form.is_bound else 200)


def _erased(request: HttpRequest, form: EraseForm) -> bool:
    """Whether she is erased; if not, the form says why."""
    assert isinstance(request.user, User)
    try:
        services.erase_account(request.user, by=request.user, **form.cleaned_data)
    except DomainError as refusal:
        throttle.count_miss(request, SCOPE, seconds=SECONDS)
        form.refuse(refusal)
        return False
    return True
