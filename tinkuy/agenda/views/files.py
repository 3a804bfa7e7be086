"""What can be taken away: the sealed file, and how to cite."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from tinkuy.agenda import queries
from tinkuy.agenda.models import Version
from tinkuy.agenda.pure import citing, sealing
from tinkuy.agenda.views.citable import citable_version, citable_wording

KINDS = {
    "txt": (citing.as_text, "text/plain; charset=utf-8"),
    "bib": (citing.as_bibtex, "application/x-bibtex; charset=utf-8"),
    "json": (citing.as_csl_json, "application/vnd.citationstyles.csl+json"),
}


@require_safe
def document(request: HttpRequest, version: str) -> HttpResponse:
    """The sealed file, byte for byte the same until words are withdrawn from it."""
    found = get_object_or_404(Version.objects.public().filter(document__isnull=False), slug=version)
    content = sealing.to_bytes(found.document)
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.json"'
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    return get_conditional_response(request, etag=etag, response=response)  # type: ignore[return-value]


@require_safe
def cite_version(request: HttpRequest, version: str, kind: str) -> HttpResponse:
    found = get_object_or_404(queries.versions_for(request.user), slug=version)
    return _citation(citable_version(found), kind)


@require_safe
def cite_wording(request: HttpRequest, version: str, block: str, kind: str) -> HttpResponse:
    found = get_object_or_404(queries.wordings_for(request.user), version__slug=version, block__code=block)
    return _citation(citable_wording(found), kind)


def _citation(cited: citing.Citable, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise Http404
    write, content_type = KINDS[kind]
    response = HttpResponse(write(cited), content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{cited.key}.{kind}"'
    return response
