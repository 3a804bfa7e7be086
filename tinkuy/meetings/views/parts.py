"""Pages on which the parts of a meeting are written: its tables, who came, what fed it, what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND, AnswerableForm
from tinkuy.core.enums import Confidence
from tinkuy.core.errors import DomainError, NotAllowedError
from tinkuy.core.permissions import who
from tinkuy.core.recording import InvalidError
from tinkuy.meetings import services
from tinkuy.meetings.forms.editions import SessionForm, session_as_initial
from tinkuy.meetings.forms.parts import OUT, AttendanceForm, FeedForm, ReasonForm, StateForm
from tinkuy.meetings.models import Feed
from tinkuy.meetings.views.writing import answer, meeting_to_write, sent_or_draft


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_session(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_to_write(request, slug)
    form = SessionForm(meeting=meeting, **sent_or_draft(request, SessionForm, position=services.next_place(meeting)))
    back = f"{meeting.get_absolute_url()}#sesiones"
    context = {"meeting": meeting, "heading": _("Add a table or session"), "back": back, "another": _("Save and add another")}
    return answer(request, form, lambda sent: services.record_session(meeting, by=who(request), **sent), context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_session(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    meeting = meeting_to_write(request, slug)
    session = get_object_or_404(meeting.sessions.select_related("lead"), pk=pk)
    form = SessionForm(meeting=meeting, **sent_or_draft(request, SessionForm, **session_as_initial(session)))

    def act(sent: dict[str, Any]) -> object:
        return services.record_session(meeting, by=who(request), **{**sent, "id": session.pk})

    back = f"{meeting.get_absolute_url()}#sesiones"
    return answer(request, form, act, {"meeting": meeting, "heading": _("Edit the table or session"), "back": back})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def remove_session(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    meeting = meeting_to_write(request, slug)
    session = get_object_or_404(meeting.sessions.select_related("meeting"), pk=pk)
    context = {
        "meeting": meeting,
        "heading": _("Take “%(title)s” out of the programme") % {"title": session},
        "lede": _("Editions that were published go on telling of it."),
        "is_danger": True,
        "back": f"{meeting.get_absolute_url()}#sesiones",
    }
    form = AnswerableForm(**sent_or_draft(request, AnswerableForm))
    return answer(request, form, lambda _sent: services.remove_session(session, by=who(request)), context)


@require_POST
@login_required
def move_session(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Put it at the place that was sent: the same press twice moves it once."""
    meeting = meeting_to_write(request, slug)
    session = get_object_or_404(meeting.sessions.select_related("meeting"), pk=pk)
    place = request.POST.get("lugar", "")
    try:
        services.move_session(session, int(place) if place.isascii() and place.isdigit() else -1, by=who(request))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{meeting.get_absolute_url()}#sesiones")


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_attendance(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_to_write(request, slug)
    form = AttendanceForm(**sent_or_draft(request, AttendanceForm))
    back = f"{meeting.get_absolute_url()}#asistencia"
    context = {"meeting": meeting, "heading": _("Write down how many came"), "back": back, "another": _("Save and add another")}
    return answer(request, form, lambda sent: services.record_attendance(meeting, by=who(request), **sent), context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_attendance(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Only counts made here: what a source states stays as it states it, and another count stands beside it."""
    meeting = meeting_to_write(request, slug)
    counted = get_object_or_404(meeting.attendances, pk=pk, confidence=Confidence.RECORDED)
    initial = {"of_whom": counted.of_whom, "count": counted.count, "is_approximate": counted.is_approximate}
    form = AttendanceForm(**sent_or_draft(request, AttendanceForm, **initial))

    def act(sent: dict[str, Any]) -> object:
        return services.record_attendance(meeting, by=who(request), id=counted.pk, source_note=counted.source_note, **sent)

    back = f"{meeting.get_absolute_url()}#asistencia"
    return answer(request, form, act, {"meeting": meeting, "heading": _("Correct how many came"), "back": back})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_feed(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_to_write(request, slug)
    form = FeedForm(meeting=meeting, **sent_or_draft(request, FeedForm))

    def act(sent: dict[str, Any]) -> Feed:
        pair = (meeting, sent["other"]) if sent["way"] == OUT else (sent["other"], meeting)
        try:
            return services.record_feed(*pair, by=who(request))
        except NotAllowedError as refusal:
            said = _(
                "Whoever convenes %(meeting)s writes what it takes up. Ask there, or the technical secretariat, to join both."
            )
            raise InvalidError.beside("other", said % {"meeting": sent["other"]}) from refusal

    back = f"{meeting.get_absolute_url()}#de-donde"
    return answer(request, form, act, {"meeting": meeting, "heading": _("Join it to another meeting"), "back": back})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def remove_feed(request: HttpRequest, slug: str, from_slug: str) -> HttpResponse:
    meeting = meeting_to_write(request, slug, "meetings.remove_feed")
    feed = get_object_or_404(Feed.objects.select_related("from_meeting"), from_meeting__slug=from_slug, to_meeting=meeting)
    form = ReasonForm(**sent_or_draft(request, ReasonForm))
    words = {"other": feed.from_meeting, "meeting": meeting}
    context = {
        "meeting": meeting,
        "heading": _("Remove this link"),
        "lede": _("It says that %(meeting)s takes up what was said at %(other)s.") % words,
        "back": f"{meeting.get_absolute_url()}#de-donde",
        "is_danger": True,
    }
    return answer(request, form, lambda sent: services.remove_feed(feed.from_meeting, meeting, by=who(request), **sent), context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def change_state(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_to_write(request, slug)
    form = StateForm(**sent_or_draft(request, StateForm, state=meeting.state))
    context = {"meeting": meeting, "heading": _("Say what became of it"), "back": meeting.get_absolute_url()}
    return answer(request, form, lambda sent: services.change_state(meeting, by=who(request), **sent), context)
