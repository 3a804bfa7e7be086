"""Pages on which a version is written, adopted and published. What was being written when a session ended is still there."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tinkuy.agenda import queries, services
from tinkuy.agenda.forms import AdoptionForm, AgendaForm, AxisForm, CiteForm, LineageForm, ReasonForm, VersionForm, WordingForm
from tinkuy.agenda.models import Citation, Version, Wording
from tinkuy.contributions.models import Contribution
from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.errors import DomainError, NotAllowedError
from tinkuy.core.permissions import require, who


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def open_agenda(request: HttpRequest) -> HttpResponse:
    require(request.user, "agenda.open_agenda")

    def act(sent: dict[str, Any]) -> HttpResponse:
        services.open_agenda(**sent, is_sample=False, by=who(request))
        return redirect("agenda:index")

    return _answer(request, AgendaForm(**_sent(request, AgendaForm)), act, {"heading": _("Open an agenda")})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def draft_version(request: HttpRequest) -> HttpResponse:
    require(request.user, "agenda.draft_version")
    form = VersionForm(**_sent(request, VersionForm))
    return _answer(request, form, lambda sent: services.draft_version(**sent, by=who(request)), {"heading": _("Begin a version")})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def add_axis(request: HttpRequest, version: str) -> HttpResponse:
    found = _version(request, version, "agenda.write_wording")
    form = AxisForm(**_sent(request, AxisForm))

    def act(sent: dict[str, Any]) -> Version:
        services.add_axis(version=found, by=who(request), **sent)
        return found

    return _answer(request, form, act, {"version": found, "heading": _("Add an axis")})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_wording(request: HttpRequest, version: str) -> HttpResponse:
    found = _version(request, version, "agenda.write_wording")
    form = WordingForm(**_sent(request, WordingForm), version=found)
    act = _writes(request, found)
    return _answer(request, form, act, {"version": found, "heading": _("Write a block")})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_wording(request: HttpRequest, version: str, block: str) -> HttpResponse:
    wording = _wording(request, version, block, "agenda.write_wording")
    form = WordingForm(**_sent(request, WordingForm), version=wording.version, wording=wording)
    act = _writes(request, wording.version)
    return _answer(request, form, act, {"version": wording.version, "heading": _("Change the block"), "wording": wording})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def cite(request: HttpRequest, version: str, block: str) -> HttpResponse:
    """Quote a contribution. Refused, what was typed stays, and the nearest place is shown with what differs."""
    wording = _wording(request, version, block, "agenda.cite_contribution")
    form = CiteForm(**_sent(request, CiteForm), by=who(request))
    context: dict[str, Any] = {"version": wording.version, "wording": wording, "heading": _("Quote a contribution")}

    def act(sent: dict[str, Any]) -> Wording:
        try:
            services.cite(wording=wording, by=who(request), **sent)
        except services.QuoteRefusedError as refusal:
            context["refusal"] = refusal
            raise
        return wording

    return _answer(request, form, act, context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def remove_citation(request: HttpRequest, version: str, block: str, pk: UUID) -> HttpResponse:
    wording = _wording(request, version, block, "agenda.cite_contribution")
    citation = get_object_or_404(Citation.objects.select_related("wording"), wording=wording, pk=pk)
    form = ReasonForm(**_sent(request, ReasonForm))

    def act(sent: dict[str, Any]) -> Wording:
        services.remove_citation(citation, by=who(request), **sent)
        return wording

    context = {"version": wording.version, "wording": wording, "quoted": citation, "heading": _("Remove the citation")}
    return _answer(request, form, act, {**context, "is_danger": True})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def trace(request: HttpRequest, version: str) -> HttpResponse:
    found = _version(request, version, "agenda.trace_lineage")
    form = LineageForm(**_sent(request, LineageForm), version=found)

    def act(sent: dict[str, Any]) -> HttpResponse:
        services.trace(**sent, by=who(request))
        return redirect("agenda:lineage", found.slug)

    return _answer(request, form, act, {"version": found, "heading": _("Tell where a block comes from")})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def omit(request: HttpRequest, version: str, pk: UUID) -> HttpResponse:
    found = _version(request, version, "agenda.omit_contribution")
    contribution = get_object_or_404(Contribution.objects.visible_to(request.user), pk=pk)
    form = ReasonForm(**_sent(request, ReasonForm))

    def act(sent: dict[str, Any]) -> HttpResponse:
        services.omit(found, contribution, by=who(request), **sent)
        return redirect("agenda:not-quoted", found.slug)

    context = {"version": found, "contribution": contribution, "heading": _("Say why it is not quoted")}
    return _answer(request, form, act, context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def record_adoption(request: HttpRequest, version: str) -> HttpResponse:
    found = _version(request, version, "agenda.adopt_version")
    form = AdoptionForm(**_sent(request, AdoptionForm))
    lede = _("From then on its words do not change.")
    context = {"version": found, "heading": _("Record that it was adopted"), "lede": lede}
    return _answer(request, form, lambda sent: services.record_adoption(found, by=who(request), **sent), context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def reopen_version(request: HttpRequest, version: str) -> HttpResponse:
    found = _version(request, version, "agenda.adopt_version")
    form = ReasonForm(**_sent(request, ReasonForm))
    lede = _("It will have to be adopted again.")
    context = {"version": found, "heading": _("Open the version again"), "lede": lede}
    return _answer(request, form, lambda sent: services.reopen_version(found, by=who(request), **sent), context)


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def publish_version(request: HttpRequest, version: str) -> HttpResponse:
    found = _version(request, version, "agenda.publish_version")
    form = forms.Form(request.POST if request.method == "POST" else None)
    lede = _("It is sealed and signed, and anybody can check it. Nobody can change it afterwards, not even you.")
    context = {"version": found, "heading": _("Publish the version"), "lede": lede, "send": _("Publish for ever")}
    return _answer(request, form, lambda _sent: services.publish_version(found, by=who(request)), context)


def _writes(request: HttpRequest, version: Version) -> Callable[[dict[str, Any]], Wording]:
    return lambda sent: services.write_wording(version=version, by=who(request), **sent)


def _answer(
    request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], Any], context: dict[str, Any]
) -> HttpResponse:
    """Show the form, or do what was sent and go to what came of it; a refusal stands above what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form.cleaned_data)
        except NotAllowedError:
            raise
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            drafts.forget(request)
            messages.success(request, _("Saved."))
            return done if isinstance(done, HttpResponse) else redirect(done)
    return render(request, "agenda/form.html", {**context, "form": form})


def _sent(request: HttpRequest, form: type[forms.Form]) -> dict[str, Any]:
    """What a form is made of: what was sent, or the draft that was kept of it."""
    return {"data": request.POST or None, "initial": drafts.initial(request, form)}


def _version(request: HttpRequest, slug: str, permission: str) -> Version:
    version = get_object_or_404(queries.versions_for(request.user), slug=slug)
    require(request.user, permission, version)
    return version


def _wording(request: HttpRequest, version: str, block: str, permission: str) -> Wording:
    wording = get_object_or_404(queries.wordings_for(request.user), version__slug=version, block__code=block)
    require(request.user, permission, wording)
    return wording
