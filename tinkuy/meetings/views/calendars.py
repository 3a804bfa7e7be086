"""Calendars to follow, one meeting to keep, and the letters that ask people to come."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.alliance.models import WorkingGroup
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.permissions import who
from tinkuy.meetings import queries, services
from tinkuy.meetings.models import Meeting, Programme
from tinkuy.meetings.pure import calendars
from tinkuy.meetings.pure.calendars import Event
from tinkuy.meetings.views.writing import meeting_to_write
from tinkuy.vocabulary.models import Territory


@require_safe
@unchanged_since_history
def all_meetings(request: HttpRequest) -> HttpResponse:
    return _feed(request, queries.in_calendar(), "")


@require_safe
@unchanged_since_history
def of_group(request: HttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(WorkingGroup, slug=slug)
    return _feed(request, queries.in_calendar(group=group), group.name)


@require_safe
@unchanged_since_history
def of_programme(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(Programme, slug=slug)
    return _feed(request, queries.in_calendar(programme=programme), programme.name)


@require_safe
@unchanged_since_history
def of_territory(request: HttpRequest, slug: str) -> HttpResponse:
    territory = get_object_or_404(Territory, slug=slug)
    return _feed(request, queries.in_calendar(territory=territory), str(territory))


def _feed(request: HttpRequest, events: list[Event], of_what: str) -> HttpResponse:
    title = " · ".join(filter(None, (settings.ALLIANCE_ACRONYM, _("Meetings"), of_what)))
    written = calendars.written(events, title=title, zone=settings.TIME_ZONE, url=settings.SITE_URL + request.path)
    return HttpResponse(written, content_type="text/calendar; charset=utf-8")


@require_safe
@unchanged_since_history
def one_meeting(request: HttpRequest, slug: str) -> HttpResponse:
    event = queries.event_of(get_object_or_404(queries.meeting_pages(), slug=slug))
    if event is None:
        raise Http404(_("The date of this meeting is not known to the day, so it has no place in a calendar."))
    written = calendars.written([event], title=event.name, zone=settings.TIME_ZONE)
    headers = {"Content-Disposition": f'attachment; filename="{slug}.ics"'}
    return HttpResponse(written, content_type="text/calendar; charset=utf-8", headers=headers)


@require_http_methods(READ_AND_SEND)
@login_required
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Who would get a letter, and a button; at POST the letters go."""
    meeting = meeting_to_write(request, slug, "meetings.send_invitations")
    if request.method == "POST":
        return _sent(request, meeting)
    refusal = queries.why_nobody_is_invited(meeting)
    context = {
        "meeting": meeting,
        "refusal": refusal,
        "waiting": [] if refusal else queries.to_invite(meeting),
        "asked_count": queries.asked_already(meeting).count(),
    }
    return render(request, "meetings/invite.html", context)


def _sent(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    try:
        sent = services.send_invitations(meeting, by=who(request))
    except NotAllowedError:
        raise
    except services.NobodyInvitedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _what_happened(meeting, sent))
    return redirect(meeting)


def _what_happened(meeting: Meeting, count: int) -> str:
    if queries.invitations_wait(meeting):
        said = _("%(count)s letters are ready. So many wait until the secretariat has read them and says yes.")
    else:
        said = ngettext("%(count)s letter is on its way.", "%(count)s letters are on their way.", count)
    return said % {"count": count}
