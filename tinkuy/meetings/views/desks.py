"""Pages of whoever organizes a meeting: how people register, who did, and who came."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.errors import DomainError, NotAllowedError
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import who
from tinkuy.meetings import queries, services
from tinkuy.meetings.forms.registrations import ArrivalForm, CodeForm, DeskForm, RegistrantsFilterForm
from tinkuy.meetings.models import Meeting, Registration
from tinkuy.meetings.views.writing import answer, meeting_to_write, sent_or_draft


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_desk(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_to_write(request, slug, "meetings.open_registration")
    desk = getattr(meeting, "desk", None)
    initial = {name: getattr(desk, name) for name in DeskForm.base_fields} if desk else {}
    form = DeskForm(**sent_or_draft(request, DeskForm, **initial))
    context = {"meeting": meeting, "heading": _("How people register"), "back": f"{meeting.get_absolute_url()}#inscripcion"}
    return answer(request, form, lambda sent: services.open_registration(meeting, by=who(request), **sent), context)


@require_safe
@login_required
@never_cache
def registrants(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_to_write(request, slug, "meetings.read_registrants")
    form = RegistrantsFilterForm(request.GET)
    page = paginate(request, queries.registrations_of(meeting, **form.wanted()), size=50)
    context = {"meeting": meeting, "form": form, "page": page, "unreached": queries.unreached(list(page))}
    return render(request, "meetings/registrants.html", context)


@require_POST
@login_required
def cancel_registration(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    meeting = meeting_to_write(request, slug, "meetings.cancel_registration")
    try:
        services.cancel_registration(_registration(meeting, pk), by=who(request))
    except NotAllowedError:
        raise
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("meetings:registrants", slug)


def _registration(meeting: Meeting, pk: UUID) -> Registration:
    return get_object_or_404(meeting.registrations.select_related("meeting", "registrant", "checked_in_by"), pk=pk)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
@never_cache
def check_in(request: HttpRequest, slug: str) -> HttpResponse:
    """The door: type a code, tick a name, or write down who came without registering."""
    meeting = meeting_to_write(request, slug, "meetings.check_in")
    code_form, arrival_form = CodeForm(), ArrivalForm(initial=drafts.initial(request, ArrivalForm))
    if request.method == "POST" and "code" in request.POST:
        code_form = CodeForm(request.POST)
        if code_form.is_valid():
            if found := queries.registration_of_code(meeting, code_form.cleaned_data["code"]):
                return redirect("meetings:check-in-one", slug, found.code)
            code_form.add_error("code", _("No registration for this meeting has this code. Look for her name in the list."))
    elif request.method == "POST":
        arrival_form = ArrivalForm(request.POST)
        if arrival_form.is_valid() and _added(request, meeting, arrival_form):
            return redirect("meetings:check-in", slug)
    return _door(request, meeting, code_form, arrival_form)


def _door(request: HttpRequest, meeting: Meeting, code_form: CodeForm, arrival_form: ArrivalForm) -> HttpResponse:
    form = RegistrantsFilterForm(request.GET)
    page = paginate(request, queries.registrations_of(meeting, **form.wanted()), size=50)
    context = {
        "meeting": meeting,
        "form": form,
        "page": page,
        "code_form": code_form,
        "arrival_form": arrival_form,
        "present": queries.present_count(meeting),
    }
    status = 422 if code_form.errors or arrival_form.errors else 200
    return render(request, "meetings/check_in.html", context, status=status)


def _added(request: HttpRequest, meeting: Meeting, form: ArrivalForm) -> bool:
    sent = dict(form.cleaned_data)
    try:
        arrival = services.add_arrival(meeting, sent.pop("id"), by=who(request), **sent)
    except NotAllowedError:
        raise
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    drafts.forget(request)
    messages.success(request, _("Written down: %(people)s who came without registering.") % {"people": arrival.people})
    return True


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
@never_cache
def check_in_one(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What a scanned QR opens: who she is, and one button."""
    meeting = meeting_to_write(request, slug, "meetings.check_in")
    registration = queries.registration_of_code(meeting, code)
    if registration is None:
        messages.error(request, _("No registration for this meeting has this code. Look for her name in the list."))
        return redirect("meetings:check-in", slug)
    if request.method == "POST":
        return _checked_in(request, registration)
    return render(request, "meetings/check_in_one.html", {"meeting": meeting, "registration": registration})


@require_POST
@login_required
def tick(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    meeting = meeting_to_write(request, slug, "meetings.check_in")
    return _checked_in(request, _registration(meeting, pk))


def _checked_in(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Write down that she came, and say so; when it was written down before, say when and by whom."""
    is_first = services.check_in(registration, by=who(request))
    at = registration.checked_in_at
    words = {
        "name": name_of(registration),
        "time": date_format(localtime(at), "H:i") if at else "",
        "day": date_format(localtime(at), "DATE_FORMAT") if at else "",
        "who": registration.checked_in_by or "",
    }
    if is_first:
        messages.success(request, _("%(name)s came at %(time)s.") % words)
    else:
        messages.warning(request, _("%(name)s was written down already: at %(time)s on %(day)s, by %(who)s.") % words)
    return redirect("meetings:check-in", registration.meeting.slug)


def name_of(registration: Registration) -> str:
    known = getattr(registration, "registrant", None)
    return known.name if known else _("Somebody without a name here")


@require_POST
@login_required
def undo_tick(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    meeting = meeting_to_write(request, slug, "meetings.check_in")
    registration = _registration(meeting, pk)
    name = name_of(registration)
    services.undo_check_in(registration, by=who(request))
    messages.success(request, _("%(name)s is no longer written down as having come.") % {"name": name})
    return redirect("meetings:check-in", slug)
