"""Pages of the programme of a meeting: reading an edition, comparing two, preparing the next one and publishing it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND, AnswerableForm
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.permissions import may, who
from tinkuy.meetings import queries, services
from tinkuy.meetings.forms.editions import EditionForm
from tinkuy.meetings.forms.minutes import CompareForm
from tinkuy.meetings.models import Edition, Lead, Meeting
from tinkuy.meetings.pure import calendars, programmes
from tinkuy.meetings.views.writing import answer, meeting_to_write, sent_or_draft

PUBLISH = "meetings.publish_edition"


@require_safe
@unchanged_since_history
def current(request: HttpRequest, slug: str) -> HttpResponse:
    """The edition that stands. Whoever may publish the first one is led to where she does."""
    found = queries.edition_pages().filter(meeting__slug=slug).order_by("-number").first()
    if found:
        return _page(request, found)
    if request.user.is_authenticated:
        meeting_to_write(request, slug, PUBLISH)
        return redirect("meetings:publish-edition", slug)
    raise Http404


@require_safe
@unchanged_since_history
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return _page(request, get_object_or_404(queries.edition_pages(), meeting__slug=slug, number=number))


def _page(request: HttpRequest, found: Edition) -> HttpResponse:
    others = list(queries.edition_pages().filter(meeting=found.meeting_id).order_by("-number"))
    before = next((each for each in others if each.number == found.number - 1), None)
    slots = queries.slots_in(found)
    context = {
        "edition": found,
        "meeting": found.meeting,
        "days": programmes.by_day(slots),
        "editions": others,
        "newest": others[0],
        "difference": queries.difference(before, found, slots) if before else None,
        "can_publish": may(request.user, PUBLISH, found.meeting),
    }
    return render(request, "meetings/edition.html", context)


@require_safe
@unchanged_since_history
def compare_editions(request: HttpRequest, slug: str) -> HttpResponse:
    form = CompareForm(request.GET)
    if not form.is_valid():
        raise Http404
    numbers = sorted({form.cleaned_data["de"], form.cleaned_data["a"]})
    found = {each.number: each for each in queries.edition_pages().filter(meeting__slug=slug, number__in=numbers)}
    if set(found) != set(numbers):
        raise Http404
    earlier, later = found[numbers[0]], found[numbers[-1]]
    context = {"meeting": later.meeting, "difference": queries.difference(earlier, later)}
    return render(request, "meetings/editions_compared.html", context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def publish_edition(request: HttpRequest, slug: str) -> HttpResponse:
    """What would be published, what changes by it, to how many it is told, and the button."""
    meeting = meeting_to_write(request, slug, PUBLISH)
    shown = queries.shown_programme(meeting, for_organizers=True)
    number = (shown.edition.number if shown.edition else 0) + 1
    form = EditionForm(**sent_or_draft(request, EditionForm, number=number))
    context = {
        "meeting": meeting,
        "programme": shown,
        "heading": _("Publish edition %(number)s of the programme") % {"number": number},
        "button": _("Publish it"),
        "letters": _letters(meeting),
        "back": f"{meeting.get_absolute_url()}#sesiones",
    }

    def act(sent: dict[str, Any]) -> Edition:
        return services.publish_edition(meeting, by=who(request), **sent)

    return answer(request, form, act, context, template="meetings/edition_form.html", leads_to_what_came=True)


def _letters(meeting: Meeting) -> str:
    count = queries.to_tell(meeting).count()
    said = ngettext("%(count)s letter goes out to who registered.", "%(count)s letters go out to those who registered.", count)
    return said % {"count": count} if count else _("Nobody who registered is to be told, so no letter goes out.")


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def withdraw_lead(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    meeting = meeting_to_write(request, slug)
    lead = get_object_or_404(Lead, pk=pk, meeting=meeting, withdrawn_at=None)
    context = {
        "meeting": meeting,
        "heading": _("Take the name out"),
        "lede": _("%(name)s is named no more, neither in the programme nor in any of its editions. It cannot be undone.")
        % {"name": lead},
        "is_danger": True,
        "back": f"{meeting.get_absolute_url()}#sesiones",
    }
    form = AnswerableForm(**sent_or_draft(request, AnswerableForm))
    return answer(request, form, lambda _sent: services.withdraw_lead(lead, by=who(request)), context)


@require_safe
@unchanged_since_history
def edition_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The sessions of the edition that stands, to follow with a calendar program."""
    meeting = get_object_or_404(queries.meeting_pages(), slug=slug)
    if not meeting.editions.exists():
        raise Http404
    title = f"{settings.ALLIANCE_ACRONYM} · {meeting}"
    url = settings.SITE_URL + request.path
    written = calendars.written(queries.session_events(meeting), title=title, zone=settings.TIME_ZONE, url=url)
    return HttpResponse(written, content_type="text/calendar; charset=utf-8")
