"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from tinkuy.vocabulary.models import Territory
from tinkuy.vocabulary.queries import region_tiles
from tinkuy.web.queries import home as queries


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The box for a slip, the agenda in force, figures as what they are, where voices came from, meetings."""
    tally = queries.tally()
    return render(
        request,
        "web/home.html",
        {
            "tally": tally,
            "figures": queries.figures(tally),
            "tiles": SimpleLazyObject(lambda: region_tiles(tally.voices_by_region, url_of=_contributions_of)),
            "agendas": queries.agendas(),
            "next_meetings": queries.next_meetings(),
            "latest_meetings": queries.latest_meetings(are_sample=not tally.meetings),
        },
    )


def _contributions_of(region: Territory) -> str:
    return f"{reverse('contributions:contributions')}?region={region.slug}"
