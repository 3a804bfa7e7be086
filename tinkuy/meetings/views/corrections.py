"""Pages of corrections to minutes: proposing one, by account or by the letter's link, and answering it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tinkuy.core import drafts, throttle
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.errors import DomainError, NotAllowedError
from tinkuy.core.permissions import who
from tinkuy.meetings import queries, services
from tinkuy.meetings.forms.minutes import AcceptForm, CorrectionByLinkForm, CorrectionForm, DeclineForm
from tinkuy.meetings.models import Correction, Minutes
from tinkuy.meetings.views.minutes import WRITE, answer_based, context_of, minutes_to
from tinkuy.meetings.views.writing import answer, sent_or_draft

# By the link alone, from one address: more than a whole assembly around one telephone would send.
MOST_BY_LINK, WITHIN_SECONDS = 40, 3_600


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def propose_correction(request: HttpRequest, slug: str) -> HttpResponse:
    minutes = get_object_or_404(queries.minutes_pages().visible_to(request.user), meeting__slug=slug)
    if request.method != "POST" and (refusal := queries.why_no_correction(minutes)):
        # Said before she writes, not after.
        messages.error(request, refusal)
        return redirect(minutes)
    form = CorrectionForm(**sent_or_draft(request, CorrectionForm))
    context = {
        "meeting": minutes.meeting,
        "heading": _("Propose a correction"),
        "lede": _("It is listed with the minutes, without your name, and whoever writes them answers it."),
        "button": _("Propose it"),
        "back": f"{minutes.get_absolute_url()}#correcciones",
    }
    return answer(request, form, lambda sent: services.propose_correction(minutes, by=who(request), **sent), context)


@never_cache
@require_http_methods(READ_AND_SEND)
def by_link(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What was sent round, and the form for a correction, for whoever has the letter's link. Validated, they are everybody's."""
    minutes = queries.minutes_pages().filter(meeting__slug=slug).first()
    if minutes is None or not queries.opens(minutes, key):
        raise Http404
    form = CorrectionByLinkForm(request.POST or None)
    if form.is_valid() and _proposed_by_link(request, form, minutes, key):
        messages.success(request, _("Thank you. Your correction is listed with the minutes; whoever writes them answers it."))
        return redirect("meetings:minutes-by-link", slug, key)
    if minutes.is_public and not form.is_bound:
        return redirect(minutes)
    context = {**context_of(minutes, request.user), "form": form, "is_by_link": True}
    context["agreements"] = queries.agreements_behind_link(minutes)
    return render(request, "meetings/minutes.html", context, status=422 if form.is_bound else 200)


def _proposed_by_link(request: HttpRequest, form: CorrectionByLinkForm, minutes: Minutes, key: str) -> Correction | None:
    if throttle.is_exhausted(request, "acta", misses=MOST_BY_LINK):
        form.add_error(None, _("From here many corrections came within an hour. Wait a little; what you typed is still here."))
        return None
    throttle.count_miss(request, "acta", seconds=WITHIN_SECONDS)
    try:
        return services.propose_correction(minutes, key=key, **form.cleaned_data)
    except NotAllowedError:
        raise
    except DomainError as refusal:
        form.refuse(refusal)
        return None


def _of(minutes: Minutes, pk: UUID) -> Correction:
    correction = get_object_or_404(minutes.corrections, pk=pk)
    correction.minutes = minutes
    return correction


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def accept_correction(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    minutes = minutes_to(request, slug, WRITE)
    correction, newest = _of(minutes, pk), queries.newest_revision(minutes)
    text = newest.texts[correction.heading.lower()] if newest else ""
    form = AcceptForm(**sent_or_draft(request, AcceptForm, based_on=minutes.current, text=text))

    def act(sent: dict[str, Any]) -> Correction:
        return services.accept_correction(correction, by=who(request), **sent)

    context = {
        "meeting": minutes.meeting,
        "heading": _("Take up the correction"),
        "correction": correction,
        "back": f"{minutes.get_absolute_url()}#correcciones",
    }
    return answer_based(request, form, act, context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def decline_correction(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    minutes = minutes_to(request, slug, WRITE)
    correction = _of(minutes, pk)
    form = DeclineForm(**sent_or_draft(request, DeclineForm))
    context = {
        "meeting": minutes.meeting,
        "heading": _("Do not take it up"),
        "lede": correction.proposal,
        "back": f"{minutes.get_absolute_url()}#correcciones",
    }
    return answer(request, form, lambda sent: services.decline_correction(correction, by=who(request), **sent), context)
