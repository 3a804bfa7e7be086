"""Writing to a working group or a body, without anybody's address being shown."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinkuy.alliance import services
from tinkuy.alliance.forms import MessageForm
from tinkuy.alliance.models import Body, WorkingGroup
from tinkuy.alliance.views.answering import is_a_machine
from tinkuy.core import throttle
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.recording import InvalidError

SCOPE, MOST, SECONDS = "escribir", 5, 3600


@require_http_methods(READ_AND_SEND)
def to_group(request: HttpRequest, slug: str) -> HttpResponse:
    return _write_to(request, get_object_or_404(WorkingGroup, slug=slug))


@require_http_methods(READ_AND_SEND)
def to_body(request: HttpRequest, slug: str) -> HttpResponse:
    return _write_to(request, get_object_or_404(Body, slug=slug))


def _write_to(request: HttpRequest, to: WorkingGroup | Body) -> HttpResponse:
    """Open to everybody; at most five an hour from one address of the network."""
    form = MessageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and (is_a_machine(request) or _is_sent(request, form, to)):
        messages.success(request, _("Your message goes out now. A letter will tell you that it did."))
        return redirect(to)
    return render(request, "alliance/write_to.html", {"form": form, "to": to}, status=422 if form.is_bound else 200)


def _is_sent(request: HttpRequest, form: MessageForm, to: WorkingGroup | Body) -> bool:
    if not form.is_valid():
        return False
    if throttle.is_exhausted(request, SCOPE, misses=MOST):
        form.add_error(None, _("Many messages came from your network in this hour. Copy what you wrote, and send it later."))
        return False
    try:
        services.write_to(to=to, **form.cleaned_data)
    except InvalidError as refusal:
        form.refuse(refusal)
        return False
    throttle.count_miss(request, SCOPE, seconds=SECONDS)
    return True
