"""Pages on which somebody without an account registers for a meeting, confirms, looks at her registration and cancels it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinkuy.core import throttle
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.errors import DomainError
from tinkuy.core.pure import qr_codes
from tinkuy.meetings import queries, services
from tinkuy.meetings.forms.registrations import RegistrationForm
from tinkuy.meetings.models import Meeting, Registration
from tinkuy.meetings.services.letters import check_in_link, key_for, own_address

# A school that shares one address may register whole; a machine that writes letters to strangers is stopped.
MOST_SENT, WITHIN_SECONDS = 60, 3600


def _meeting_with_desk(slug: str) -> Meeting:
    """The meeting at this address, if people register for it here."""
    return get_object_or_404(Meeting.objects.select_related("desk", "territory").filter(desk__isnull=False), slug=slug)


@require_http_methods(READ_AND_SEND)
@never_cache
def register(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = _meeting_with_desk(slug)
    form = RegistrationForm(request.POST or None, desk=meeting.desk)
    if form.is_valid() and _sent(request, meeting, form):
        return redirect("meetings:registration-sent", slug)
    refusal = queries.why_nobody_registers(meeting.desk)
    context = {"meeting": meeting, "form": form, "refusal": refusal, "places_left": queries.places_left(meeting)}
    return render(request, "meetings/registration.html", context, status=422 if form.is_bound else 200)


def _sent(request: HttpRequest, meeting: Meeting, form: RegistrationForm) -> bool:
    """Whether what was sent was taken; when it was not, the form says why."""
    if throttle.is_exhausted(request, "meetings.register", misses=MOST_SENT):
        form.add_error(None, _("Too many registrations came from this connection. Try again in an hour."))
        return False
    throttle.count_miss(request, "meetings.register", seconds=WITHIN_SECONDS)
    try:
        services.ask_for_place(meeting, services.Answers(**form.cleaned_data, language=get_language() or ""))
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    return True


@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "meetings/registration_sent.html", {"meeting": _meeting_with_desk(slug)})


@require_http_methods(READ_AND_SEND)
@never_cache
def confirm(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Opened from the letter it only shows a button: mail programs open links on their own, and a GET changes nothing."""
    registration = _opened(slug, "confirm", key)
    context: dict[str, Any] = {"meeting": registration.meeting, "registration": registration}
    if request.method == "POST" and registration.state == "ASKED":
        try:
            services.confirm_registration(registration, by=services.VISITOR)
            return redirect(own_address(registration))
        except DomainError as refusal:
            context["refusal"] = str(refusal)
    return render(request, "meetings/registration_confirm.html", context, status=422 if "refusal" in context else 200)


@require_safe
@never_cache
def own(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    registration = _opened(slug, "own", key)
    link = check_in_link(registration)
    context = {
        "meeting": registration.meeting,
        "registration": registration,
        "place_in_line": queries.place_in_line(registration),
        "edition": queries.current_edition(registration.meeting),
        "key": key,
        "qr": qr_codes.drawn(link),
    }
    return render(request, "meetings/registration_own.html", context)


@require_POST
def cancel_own(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    registration = _opened(slug, "own", key)
    try:
        services.cancel_registration(registration, by=services.VISITOR)
        messages.success(request, _("Done: you are no longer registered. Thank you for telling."))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:own-registration", slug, key_for("own", registration))


@require_http_methods(READ_AND_SEND)
@never_cache
@csrf_exempt
def programme_letters(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """No more letters about the programme, or again. Whoever holds the letter may say so, and only that; mail programs send
    the POST themselves (RFC 8058).
    """
    registration = _opened(slug, "own", key)
    if request.method == "POST":
        wanted = request.POST.get("quiere") == "si"
        services.choose_programme_letters(registration, wanted=wanted, by=services.VISITOR)
        registration.registrant.wants_programme = wanted
    context = {"meeting": registration.meeting, "registration": registration, "key": key}
    return render(request, "meetings/programme_letters.html", context)


def _opened(slug: str, purpose: str, key: str) -> Registration:
    found = queries.registration_of_key(slug, purpose, key)
    if found is None:
        raise Http404(_("This link opens nothing any more."))
    return found
