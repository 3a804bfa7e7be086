"""The files of materials. Each is asked for by `visible_to`; none is ever run or shown as a page of this site."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from tinkuy.core.permissions import require
from tinkuy.meetings import queries
from tinkuy.meetings.enums import MaterialState
from tinkuy.meetings.models import Material

# What was taken down may stand in somebody's browser for so long, and no longer: then it asks again.
SECONDS_KEPT = 300
_EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
}


@require_safe
def picture(request: HttpRequest, pk: UUID, width: str) -> HttpResponseBase:
    return _handed_out(request, _ready(request, pk), f"{width}.webp", "image/webp", is_shown=True)


@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = _ready(request, pk)
    return _handed_out(request, found, "archivo", found.media_type)


@require_safe
def original(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The picture as it came, with all that it tells of where it was taken: only for who may edit the meeting."""
    found = _ready(request, pk)
    require(request.user, "meetings.record_material", found.meeting)
    return _handed_out(request, found, "original", found.media_type)


def _ready(request: HttpRequest, pk: UUID) -> Material:
    return get_object_or_404(queries.material_pages(request.user), pk=pk, state=MaterialState.READY)


def _handed_out(
    request: HttpRequest, material: Material, name: str, media_type: str, *, is_shown: bool = False
) -> HttpResponseBase:
    is_public = name != "original" and queries.is_published(material)
    etag = f'"{material.digest[:24]}-{name}"'
    held = get_conditional_response(request, etag=etag)
    # Pictures and sounds are packed already: the middleware would pack them once more, for nothing.
    request.META["HTTP_ACCEPT_ENCODING"] = ""
    response: HttpResponseBase = (
        held if isinstance(held, HttpResponseNotModified) else _opened(material, name, media_type, is_shown)
    )
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={SECONDS_KEPT}, must-revalidate" if is_public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _opened(material: Material, name: str, media_type: str, is_shown: bool) -> FileResponse:
    try:
        opened = default_storage.open(material.path_of(name))
    except FileNotFoundError as error:
        raise Http404(name) from error
    called = f"{slugify(material.title)[:60] or material.pk}.{_EXTENSIONS.get(media_type, 'bin')}"
    return FileResponse(opened, as_attachment=not is_shown, filename=called, content_type=media_type)
