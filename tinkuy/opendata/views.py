"""What anybody may take away."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tinkuy.core.datasets import Dataset, as_csv, as_xlsx
from tinkuy.opendata import queries
from tinkuy.opendata.catalogue import CATALOGUE, CHAPTERS
from tinkuy.opendata.pure import descriptions
from tinkuy.opendata.pure.document import KINDS
from tinkuy.opendata.pure.licences import LICENCES


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Each table with what it is."""
    return render(request, "opendata/catalogue.html", {"chapters": CHAPTERS})


@require_safe
def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """One table: what a row is, how many there are, what each column means, under which licence, and how to cite it."""
    found = _dataset(slug)
    context = {
        "dataset": found,
        "columns": [(column, KINDS[column.kind]) for column in found.columns],
        "row_count": queries.row_count(found),
        "licence": LICENCES[found.licence],
        "address": _publisher().page_of(found),
        "today": timezone.localdate(),
    }
    return render(request, "opendata/dataset.html", context)


@require_safe
def csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    return as_csv(_dataset(slug), request.user)


@require_safe
def xlsx(request: HttpRequest, slug: str) -> HttpResponseBase:
    return as_xlsx(_dataset(slug), request.user)


@require_safe
def dcat(request: HttpRequest) -> HttpResponse:
    """The catalogue for machines: DCAT in JSON-LD."""
    described = descriptions.dcat(CATALOGUE.values(), _publisher(), queries.last_change())
    return _json(described, "application/ld+json")


@require_safe
def datapackage(request: HttpRequest) -> HttpResponse:
    """The catalogue for machines: a Frictionless data package."""
    return _json(descriptions.datapackage(CATALOGUE.values(), _publisher()), "application/json")


def _json(described: dict[str, object], content_type: str) -> HttpResponse:
    response = JsonResponse(described, json_dumps_params={"ensure_ascii": False, "indent": 1}, content_type=content_type)
    # Public, and asked for by browsers of other sites.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _publisher() -> descriptions.Publisher:
    return descriptions.Publisher(settings.ALLIANCE_NAME, settings.ALLIANCE_ACRONYM, settings.SITE_URL)


def _dataset(slug: str) -> Dataset:
    try:
        return CATALOGUE[slug]
    except KeyError:
        raise Http404(slug) from None
