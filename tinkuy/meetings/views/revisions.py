"""Pages of the revisions of minutes: the list, one, two compared, an older one restored."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.permissions import may, who
from tinkuy.meetings import queries, services
from tinkuy.meetings.forms.minutes import CompareForm, RestoreForm, RestoreWithReasonForm
from tinkuy.meetings.models import Minutes
from tinkuy.meetings.views.minutes import VALIDATE, WRITE, answer_based, minutes_to
from tinkuy.meetings.views.writing import sent_or_draft


def _readable(request: HttpRequest, slug: str) -> Minutes:
    return get_object_or_404(queries.minutes_pages().visible_to(request.user), meeting__slug=slug)


@require_safe
@unchanged_since_history
def revisions(request: HttpRequest, slug: str) -> HttpResponse:
    minutes = _readable(request, slug)
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "revisions": list(queries.revisions_for(minutes, request.user)),
        "can_write": may(request.user, WRITE, minutes.meeting),
        "can_restore": may(request.user, VALIDATE if minutes.is_public else WRITE, minutes.meeting),
    }
    return render(request, "meetings/revisions.html", context)


@require_safe
@unchanged_since_history
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    minutes = _readable(request, slug)
    found = get_object_or_404(queries.revisions_for(minutes, request.user), number=number)
    can_write = may(request.user, WRITE, minutes.meeting)
    context = {"minutes": minutes, "meeting": minutes.meeting, "revision": found, "can_write": can_write}
    return render(request, "meetings/revision.html", context)


@require_safe
@unchanged_since_history
def compare_revisions(request: HttpRequest, slug: str) -> HttpResponse:
    minutes = _readable(request, slug)
    form = CompareForm(request.GET)
    if not form.is_valid():
        raise Http404
    numbers = sorted({form.cleaned_data["de"], form.cleaned_data["a"]})
    found = {each.number: each for each in queries.revisions_for(minutes, request.user).filter(number__in=numbers)}
    if set(found) != set(numbers):
        raise Http404
    earlier, later = found[numbers[0]], found[numbers[-1]]
    compared = queries.compared(earlier.texts, later.texts)
    context = {"minutes": minutes, "meeting": minutes.meeting, "earlier": earlier, "later": later, "compared": compared}
    return render(request, "meetings/revisions_compared.html", context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def restore_revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    minutes = minutes_to(request, slug, WRITE)
    older = get_object_or_404(minutes.revisions, number=number)
    kind = RestoreWithReasonForm if minutes.is_public else RestoreForm
    form = kind(**sent_or_draft(request, kind, based_on=minutes.current))

    def act(sent: dict[str, Any]) -> Minutes:
        return services.restore_revision(minutes, older.number, by=who(request), **sent)

    context = {
        "meeting": minutes.meeting,
        "heading": _("Restore version %(number)s") % {"number": number},
        "lede": _("Its text becomes a new version. The versions between stay in the list."),
        "button": _("Restore it"),
        "back": minutes.get_absolute_url(),
    }
    return answer_based(request, form, act, context)
