"""Pages of materials: all of one meeting, one by itself, and how it is sent, described and taken down."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tinkuy.core import drafts
from tinkuy.core.answering import READ_AND_SEND
from tinkuy.core.conditional import unchanged_since_history
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import may, require, who
from tinkuy.core.recording import InvalidError
from tinkuy.meetings import queries, services
from tinkuy.meetings.enums import MaterialKind, MaterialState
from tinkuy.meetings.forms.materials import NO, YES, MaterialForm, MaterialWordsForm, TakeDownForm
from tinkuy.meetings.models import Material, Meeting
from tinkuy.meetings.views.writing import answer, meeting_to_write, sent_or_draft


@require_safe
@unchanged_since_history
def materials(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = get_object_or_404(Meeting, slug=slug)
    can_record = may(request.user, "meetings.record_material", meeting)
    context = {
        "meeting": meeting,
        "page": paginate(request, queries.materials_of(meeting, request.user).exclude(state=MaterialState.TAKEN_DOWN), size=24),
        "stones": queries.stones_of(meeting),
        "waiting": queries.unpublished_of(meeting) if can_record else set(),
        "can_record": can_record,
    }
    return render(request, "meetings/materials.html", context)


@require_safe
@unchanged_since_history
def material(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(queries.material_pages(request.user), pk=pk)
    can_record = may(request.user, "meetings.record_material", found.meeting)
    is_public = not can_record or queries.is_published(found)
    return render(request, "meetings/material.html", {"material": found, "can_record": can_record, "is_public": is_public})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def new_material(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = meeting_to_write(request, slug, "meetings.record_material")
    first = {"kind": request.GET.get("tipo", MaterialKind.PHOTO)}
    form = MaterialForm(meeting=meeting, files=request.FILES or None, **sent_or_draft(request, MaterialForm, **first))

    def act(sent: dict[str, Any]) -> Material:
        content = sent.pop("file")
        try:
            return services.add_material(meeting, content=content, by=who(request), **sent)
        except services.FileRefusedError as refusal:
            raise InvalidError.beside("file", str(refusal)) from refusal

    return answer(request, form, act, {"meeting": meeting, "heading": _("Add a photo or other material"), "back": None})


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def edit_material(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _to_write(request, pk)
    form = MaterialWordsForm(meeting=found.meeting, **sent_or_draft(request, MaterialWordsForm, **_said_of(found)))
    context = {"meeting": found.meeting, "heading": _("Edit what is said of it"), "back": found.get_absolute_url()}
    return answer(request, form, lambda sent: services.describe_material(found, by=who(request), **sent), context)


def _said_of(found: Material) -> dict[str, Any]:
    names = ("title", "alt", "session", "is_source_sheet", "has_minors", "credit", "licence")
    consent = getattr(found, "image_consent", None)
    agreed = {name: getattr(consent, name) for name in ("given_by", "way", "is_by_guardian")} if consent else {}
    return {**{name: getattr(found, name) for name in names}, "shows_people": YES if found.shows_people else NO, **agreed}


@require_http_methods(READ_AND_SEND)
@drafts.login_required_keeping_draft
def take_down_material(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _to_write(request, pk)
    context = {
        "meeting": found.meeting,
        "heading": _("Take it down"),
        "lede": _("The file is removed at once and for good, everywhere. That it was here stays, with the reason."),
        "back": found.get_absolute_url(),
        "is_danger": True,
    }
    form = TakeDownForm(**sent_or_draft(request, TakeDownForm))
    return answer(request, form, lambda sent: services.take_down_material(found, by=who(request), **sent), context)


def _to_write(request: HttpRequest, pk: UUID) -> Material:
    """The material, if this person may write about it and it was not taken down."""
    standing = queries.material_pages(request.user).exclude(state=MaterialState.TAKEN_DOWN)
    found = get_object_or_404(standing, pk=pk)
    require(request.user, "meetings.record_material", found.meeting)
    return found
