"""Pages of what was agreed: the list, one, and what is written about it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.datasets import as_csv, as_xlsx
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import may, require, who
from tinkuy.meetings import queries, services
from tinkuy.meetings.datasets import AGREEMENTS
from tinkuy.meetings.forms.agreements import AgreementForm, AgreementsFilterForm, FollowUpForm, SettleForm
from tinkuy.meetings.models import Agreement
from tinkuy.meetings.views.minutes import WRITE, back_to
from tinkuy.meetings.views.writing import answer, meeting_to_write, sent_or_draft


@require_safe
@unchanged_since_history
def agreements(request: HttpRequest) -> HttpResponse:
    form = AgreementsFilterForm(request.GET)
    page = paginate(request, queries.in_brief(queries.agreements(request.user, form.wanted())))
    context = {"form": form, "page": page, "rows": queries.listed_agreements(page.rows)}
    return render(request, "meetings/agreements.html", context)


@require_safe
def agreements_csv(request: HttpRequest) -> HttpResponseBase:
    return as_csv(AGREEMENTS, request.user, _narrowed(request))


@require_safe
def agreements_xlsx(request: HttpRequest) -> HttpResponseBase:
    return as_xlsx(AGREEMENTS, request.user, _narrowed(request))


def _narrowed(request: HttpRequest) -> QuerySet[Agreement]:
    return queries.published_agreements(AgreementsFilterForm(request.GET).wanted())


@require_safe
@unchanged_since_history
def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(queries.agreement_pages(request.user), pk=pk)
    context = {
        "agreement": found,
        "meeting": found.minutes.meeting,
        "can_settle": may(request.user, "meetings.settle_agreement", found),
        "can_write": not found.minutes.is_public and may(request.user, WRITE, found.minutes.meeting),
    }
    return render(request, "meetings/agreement.html", context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_agreement(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_to_write(request, slug, WRITE)
    conveners = list(meeting.convening_groups.all()[:2])
    first = {"working_group": conveners[0]} if len(conveners) == 1 else {}
    form = AgreementForm(**sent_or_draft(request, AgreementForm, **first))
    context = {
        "meeting": meeting,
        "heading": _("Write down what was agreed"),
        "back": f"{back_to(slug)}#acuerdos",
        "another": _("Save and add another"),
    }
    return answer(request, form, lambda sent: services.record_agreement(meeting, by=who(request), **sent), context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _readable(request, pk)
    require(request.user, WRITE, found.minutes.meeting)
    initial = {name: getattr(found, name) for name in AgreementForm.base_fields}
    initial["organization"] = found.organization and found.organization.as_it_stands
    form = AgreementForm(**sent_or_draft(request, AgreementForm, **initial))

    def act(sent: dict[str, Any]) -> Agreement:
        return services.record_agreement(found.minutes.meeting, by=who(request), **{**sent, "id": found.pk})

    context = {"meeting": found.minutes.meeting, "heading": _("Edit what was agreed"), "back": found.get_absolute_url()}
    return answer(request, form, act, context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def settle_agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _readable(request, pk)
    require(request.user, "meetings.settle_agreement", found)
    form = SettleForm(**sent_or_draft(request, SettleForm, state=found.state, note=found.note))
    context = {
        "meeting": found.minutes.meeting,
        "heading": _("Say what became of it"),
        "lede": found.text,
        "back": found.get_absolute_url(),
    }
    return answer(request, form, lambda sent: services.settle_agreement(found, by=who(request), **sent), context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def follow_up(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_to_write(request, slug, WRITE)
    open_ones = queries.agreements_before(meeting, request.user)
    form = FollowUpForm(open_ones=open_ones, **sent_or_draft(request, FollowUpForm))
    context = {
        "meeting": meeting,
        "heading": _("Come back to an earlier agreement"),
        "back": f"{back_to(slug)}#seguimiento",
    }

    def act(sent: dict[str, Any]) -> object:
        return services.follow_up(sent["agreement"], meeting, note=sent["note"], by=who(request))

    return answer(request, form, act, context)


def _readable(request: HttpRequest, pk: UUID) -> Agreement:
    return get_object_or_404(queries.agreements(request.user), pk=pk)
