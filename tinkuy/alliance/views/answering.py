"""How every form of this room is shown and answered."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tinkuy.alliance.forms.parts import RowForm
from tinkuy.alliance.models import Body, Organization, WorkingGroup
from tinkuy.core import drafts
from tinkuy.core.errors import DomainError, NotAllowedError

Act = Callable[[dict[str, Any]], Organization | WorkingGroup | Body | str]


def filled(request: HttpRequest, form: type[RowForm], **more: Any) -> Any:
    """The form as it was sent, or as it was being written when the session ended, or as the row has it."""
    return form(request.POST if request.method == "POST" else None, initial=drafts.initial(request, form), **more)


def answer(request: HttpRequest, form: RowForm, act: Act, **context: Any) -> HttpResponse:
    """Show the form, or do what was sent and go to the page of what `act` gives back, or to the address it names.

    What is refused stands beside its field, and nothing that was typed is lost. `context` holds the heading, the `trail`
    of pages above, the last of which one goes back to, and where it wants them a lede, the words of the `button`, what is
    `said` when it is done, and the words of a button that saves and opens the form for `another` one: its address then
    names the last in `como`.
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
                return redirect(f"{request.path}?{urlencode({'como': getattr(done, 'slug', '')})}")
            messages.success(request, context.get("said") or _("Saved."))
            return redirect(done)
    return render(request, "alliance/form.html", {**context, "form": form}, status=422 if form.is_bound else 200)


def trail(label: str, address: str, row: Any = None) -> list[tuple[str, str]]:
    """The pages above a form, (label, address): a list, by its URL name, and the page of one of its rows."""
    above = [(label, reverse(address))]
    return above if row is None else [*above, (str(row), row.get_absolute_url())]


def link_refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """The page of a link that opens nothing: it says why, and what to do."""
    return render(request, "alliance/link_refused.html", {"refusal": refusal}, status=410)


def is_a_machine(request: HttpRequest) -> bool:
    """Whether something filled in the field of `alliance/_trap.html`, which people do not see."""
    return bool(request.POST.get("apodo"))
