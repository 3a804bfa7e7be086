"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from tinkuy.vocabulary.models import Territory
from tinkuy.vocabulary.queries import region_tiles
from tinkuy.web.queries import home as queries
from tinkuy.web.queries.sources import stated_many

STATED = (
    "network.organizations_count",
    "network.working_groups_count",
    "counts.pre-encuentros",
    "counts.regiones",
    "counts.organizaciones-de-pre-encuentros",
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the alliance is, its figures as what they are, where voices came from, the agenda in force, the box for a slip."""
    tally = queries.tally()
    stated = stated_many(STATED)
    return render(
        request,
        "web/home.html",
        {
            "tally": tally,
            "stated": [stated[key] for key in STATED if key in stated],
            "tiles": region_tiles(tally.voices_by_region, url_of=_contributions_of),
            "versions": queries.agendas_in_force(),
            "meetings": queries.latest_meetings(),
        },
    )


def _contributions_of(region: Territory) -> str:
    return f"{reverse('contributions:contributions')}?region={region.slug}"
