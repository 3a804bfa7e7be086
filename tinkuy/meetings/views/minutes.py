"""Pages of minutes: reading and writing them, sending them round, validating and amending them."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import drafts
from tinkuy.core.addresses import address_of
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.datasets import Visitor
from tinkuy.core.errors import DomainError, NotAllowedError
from tinkuy.core.permissions import may, require, who
from tinkuy.core.pure.texts import clean
from tinkuy.meetings import queries, services
from tinkuy.meetings.forms.minutes import AmendmentForm, BasedForm, CirculateForm, MinutesForm, ValidateForm, texts_of
from tinkuy.meetings.models import Correction, Minutes
from tinkuy.meetings.views.writing import answer, meeting_to_write, sent_or_draft

WRITE = "meetings.write_minutes"
VALIDATE = "meetings.validate_minutes"


@require_safe
@unchanged_since_history
def minutes(request: HttpRequest, slug: str) -> HttpResponse:
    found = queries.minutes_pages().visible_to(request.user).filter(meeting__slug=slug).first()
    if found is None:
        return _nothing_yet(request, slug)
    return render(request, "meetings/minutes.html", context_of(found, request.user))


def _nothing_yet(request: HttpRequest, slug: str) -> HttpResponse:
    """Whoever may write the minutes is led to the page where she begins them."""
    if request.user.is_authenticated:
        meeting_to_write(request, slug, WRITE)
        return redirect("meetings:write-minutes", slug)
    raise Http404


def context_of(found: Minutes, reader: Visitor) -> dict[str, Any]:
    """All that the page of minutes shows."""
    return {
        "minutes": found,
        "meeting": found.meeting,
        "revision": queries.newest_revision(found),
        "corrections": queries.corrections_of(found),
        "agreements": queries.agreements_in(found, reader),
        "follow_ups": queries.follow_ups_in(found),
        "can_write": may(reader, WRITE, found.meeting),
        "can_validate": may(reader, VALIDATE, found.meeting),
    }


def minutes_to(request: HttpRequest, slug: str, permission: str) -> Minutes:
    """The minutes at this address; refuses who may not do this with them."""
    found = get_object_or_404(queries.minutes_pages().visible_to(request.user), meeting__slug=slug)
    require(request.user, permission, found.meeting)
    return found


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def write_minutes(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_to_write(request, slug, WRITE)
    found = queries.minutes_of(meeting, request.user)
    if found and found.is_public and request.method != "POST":
        return redirect("meetings:amend-minutes", slug)
    newest = queries.newest_revision(found) if found else None
    form = MinutesForm(**sent_or_draft(request, MinutesForm, **texts_of(newest)))
    context = {"meeting": meeting, "heading": _("Write the minutes"), "back": back_to(slug)}

    def act(sent: dict[str, Any]) -> Minutes:
        return services.save_minutes(meeting, sent, based_on=sent["based_on"], by=who(request))

    return answer_based(request, form, act, context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def amend_minutes(request: HttpRequest, slug: str) -> HttpResponse:
    found = minutes_to(request, slug, VALIDATE)
    form = AmendmentForm(**sent_or_draft(request, AmendmentForm, **texts_of(queries.newest_revision(found))))

    def act(sent: dict[str, Any]) -> Minutes:
        return services.amend_minutes(found, sent, reason=sent["reason"], based_on=sent["based_on"], by=who(request))

    context = {"meeting": found.meeting, "heading": _("Amend the minutes"), "back": back_to(slug)}
    return answer_based(request, form, act, context)


def back_to(slug: str) -> str:
    return address_of("meetings:minutes", slug)


def answer_based(
    request: HttpRequest, form: BasedForm, act: Callable[[dict[str, Any]], object], context: dict[str, Any]
) -> HttpResponse:
    """As `answer`; when somebody saved meanwhile both texts stand side by side, and what was typed is still in the form."""
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except NotAllowedError:
            raise
        except services.OutdatedError as refusal:
            context, status = {**context, **_side_by_side(form, refusal, context.get("correction"))}, 409
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            drafts.forget(request)
            return redirect(context["back"])
    return render(request, "meetings/minutes_form.html", {**context, "form": form}, status=status)


def _side_by_side(form: BasedForm, refusal: services.OutdatedError, correction: Correction | None) -> dict[str, Any]:
    """What stands now and what was sent, and the form made ready to be sent again on top of it."""
    if refusal.newest is None:
        form.refuse(refusal)
        return {}
    form.rebase(refusal.newest.number)
    stands = refusal.newest.texts
    sent = {correction.heading.lower(): form.cleaned_data["text"]} if correction else form.cleaned_data
    mine = {name: clean(sent.get(name, text)) for name, text in stands.items()}
    return {"newest": refusal.newest, "compared": queries.compared(stands, mine)}


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def circulate_minutes(request: HttpRequest, slug: str) -> HttpResponse:
    found = minutes_to(request, slug, WRITE)
    form = CirculateForm(**sent_or_draft(request, CirculateForm, days=7))
    context = {
        "meeting": found.meeting,
        "heading": _("Send the minutes round"),
        "lede": " ".join([_("During these days whoever was there may propose corrections."), *_letters_about(found)]),
        "button": _("Send them round"),
        "back": back_to(slug),
    }
    return answer(request, form, lambda sent: services.circulate_minutes(found, by=who(request), **sent), context)


def _letters_about(minutes: Minutes) -> Iterator[str]:
    """How many letters go out when the minutes are sent round, and to whom."""
    conveners = queries.conveners_with_an_account(minutes.meeting).count()
    said = ngettext("%(count)s letter goes out to the conveners.", "%(count)s letters go out to the conveners.", conveners)
    yield said % {"count": conveners}
    if came := queries.came_and_left_an_address(minutes.meeting).count():
        said = ngettext(
            "%(count)s goes to somebody who came and left an address.", "%(count)s go to who came and left an address.", came
        )
        yield said % {"count": came}


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def validate_minutes(request: HttpRequest, slug: str) -> HttpResponse:
    found = minutes_to(request, slug, VALIDATE)
    form = ValidateForm(**sent_or_draft(request, ValidateForm, number=found.current))
    context = {
        "meeting": found.meeting,
        "heading": _("Validate the minutes"),
        "lede": _("From then on everybody reads them, and they change only by an amendment, with its reason."),
        "button": _("Validate the minutes"),
        "back": back_to(slug),
    }
    return answer(request, form, lambda sent: services.validate_minutes(found, by=who(request), **sent), context)
