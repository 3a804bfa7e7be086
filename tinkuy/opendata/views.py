"""What anybody may take away."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tinkuy.core.datasets import Dataset, as_csv, as_xlsx
from tinkuy.opendata.catalogue import CATALOGUE


@require_safe
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """Each table with what its columns mean."""
    return render(request, "opendata/catalogue.html", {"datasets": CATALOGUE.values()})


@require_safe
def csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    return as_csv(_dataset(slug), request.user)


@require_safe
def xlsx(request: HttpRequest, slug: str) -> HttpResponseBase:
    return as_xlsx(_dataset(slug), request.user)


def _dataset(slug: str) -> Dataset:
    try:
        return CATALOGUE[slug]
    except KeyError:
        raise Http404(slug) from None
