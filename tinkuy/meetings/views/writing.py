"""How every form of this room is shown and answered."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tinkuy.core import drafts
from tinkuy.core.answering import AnswerableForm
from tinkuy.core.errors import DomainError, NotAllowedError
from tinkuy.core.permissions import require
from tinkuy.meetings.models import Meeting

Act = Callable[[dict[str, Any]], Any]


def answer(
    request: HttpRequest,
    form: AnswerableForm,
    act: Act,
    context: dict[str, Any],
    *,
    template: str = "meetings/small_form.html",
    leads_to_what_came: bool = False,
) -> HttpResponse:
    """Show the form, or do what was sent and go to `context["back"]`, or to what came of it where there is no way back or
    `leads_to_what_came`; a refusal stands beside its field.

    With the words of a button in `context["another"]`, that button saves and opens the form for the next one.
    """
    if form.is_valid():
        try:
            done = act(form.cleaned_data)
        except NotAllowedError:
            raise
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            drafts.forget(request)
            if "another" in context and "otra" in request.POST:
                messages.success(request, _("Saved. Here you can write the next one."))
                return redirect(request.path)
            return redirect(done if leads_to_what_came else context.get("back") or done)
    status = 422 if form.is_bound else 200
    return render(request, template, {**context, "form": form}, status=status)


def sent_or_draft(request: HttpRequest, form: type[forms.Form], **initial: Any) -> dict[str, Any]:
    """What the form opens with: what was sent; or what somebody was writing when her session ended; or `initial`."""
    return {"data": request.POST or None, "initial": initial | drafts.initial(request, form)}


def meeting_to_write(request: HttpRequest, slug: str, permission: str = "meetings.record_meeting") -> Meeting:
    """The meeting at this address; refuses who may not write it down."""
    found = get_object_or_404(Meeting, slug=slug)
    require(request.user, permission, found)
    return found
