"""Addresses that outlive every other: `/id/<uuid>/`."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.views.decorators.http import require_safe

from tinkuy.web.queries.permanent import place_of


@require_safe
def permanent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """To the page of what has this id, for ever when everybody may read it. What she may not read is not there for her."""
    place = place_of(pk, request.user)
    if place is None:
        raise Http404
    return HttpResponsePermanentRedirect(place.url) if place.is_public else HttpResponseRedirect(place.url)
