"""Pages on which the agenda is read."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from tinkuy.agenda import queries, services
from tinkuy.agenda.models import Version
from tinkuy.agenda.pure import citing, keys
from tinkuy.agenda.views.citable import citable_version, citable_wording
from tinkuy.contributions.queries import as_cards, on_cards
from tinkuy.core.conditional import remembered, unchanged_since_history
from tinkuy.core.pagination import paginate
from tinkuy.core.permissions import may

KEPT_KEYS = 2_000


@require_safe
@unchanged_since_history
def index(request: HttpRequest) -> HttpResponse:
    context = {
        "agendas": queries.agendas_for(request.user),
        "may_draft": may(request.user, "agenda.draft_version"),
        "may_open": may(request.user, "agenda.open_agenda"),
    }
    return render(request, "agenda/index.html", context)


@require_safe
@unchanged_since_history
def version(request: HttpRequest, version: str) -> HttpResponse:
    found = get_object_or_404(queries.versions_for(request.user), slug=version)
    context = {"version": found, **_allowed(request, found)}
    if found.is_held_here:
        context |= {
            "axes": _axes(found),
            "figures": queries.figures_of_version(found),
            "share": _share_of(found),
            "citation": citing.as_text(citable_version(found)),
            "key_fingerprint": _key_fingerprint(found),
        }
    return render(request, "agenda/version.html", context)


@require_safe
@unchanged_since_history
def wording(request: HttpRequest, version: str, block: str) -> HttpResponse:
    found = get_object_or_404(queries.wordings_for(request.user), version__slug=version, block__code=block)
    citations = queries.citations_of(found)
    context = {
        "wording": found,
        "version": found.version,
        "citations": citations,
        "origin": queries.origin_of(citations),
        "origins": queries.origins_of(found),
        "successions": queries.successions_of(found, request.user),
        "citation": citing.as_text(citable_wording(found)),
        **_allowed(request, found.version),
    }
    return render(request, "agenda/wording.html", context)


@require_safe
@unchanged_since_history
def not_quoted(request: HttpRequest, version: str) -> HttpResponse:
    found = get_object_or_404(queries.versions_for(request.user), slug=version)
    page = paginate(request, queries.not_quoted(found), shown=on_cards, known=_newest_not_quoted(found))
    cards = as_cards(page, with_themes=False)
    reasons = queries.omission_reasons(found, [card.pk for card in cards])
    rows = [(card, reasons.get(card.pk, "")) for card in cards]
    context = {"version": found, "page": page, "rows": rows, "share": _share_of(found), **_allowed(request, found)}
    return render(request, "agenda/not_quoted.html", context)


@require_safe
@unchanged_since_history
def lineage(request: HttpRequest, version: str) -> HttpResponse:
    found = get_object_or_404(queries.versions_for(request.user), slug=version)
    context = {
        "version": found,
        "lineages": queries.lineage_of(found),
        "untold": queries.wordings_without_lineage(found),
        **_allowed(request, found),
    }
    return render(request, "agenda/lineage.html", context)


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    public_key = services.public_key()
    context = {"public_key": public_key, "fingerprint": keys.fingerprint(public_key)}
    return render(request, "agenda/key.html", context)


def _share_of(version: Version) -> queries.Share:
    """Counting the voices behind a version takes as long as there are voices: once until something happens."""
    return remembered(("agenda.share", version.pk), lambda: queries.share_of(version))


def _newest_not_quoted(version: Version) -> list[UUID]:
    """Which voices it leaves out is asked of all behind it, at each page again: the first pages are kept, once for all."""
    keys = queries.not_quoted(version).values_list("pk", flat=True)[:KEPT_KEYS]
    return remembered(("agenda.not_quoted", version.pk), lambda: list(keys))


def _key_fingerprint(version: Version) -> str:
    return remembered(("agenda.key_fingerprint", version.pk), lambda: queries.key_fingerprint(version)) if version.digest else ""


def _axes(version: Version) -> list[dict[str, Any]]:
    """The axes in order, each with its wordings and their figures; of a draft also those that are empty yet."""
    figures = queries.figures_of_wordings(version)
    by_axis = groupby(queries.wordings_of(version), key=lambda wording: wording.axis)
    axes = {
        axis.pk: {"axis": axis, "wordings": [(row, figures.get(row.pk, queries.Figures())) for row in rows]}
        for axis, rows in by_axis
    }
    if version.is_published:
        return list(axes.values())
    return [axes.get(axis.pk, {"axis": axis, "wordings": []}) for axis in version.axes.order_by("position")]


def _allowed(request: HttpRequest, version: Version) -> dict[str, bool]:
    """What whoever asks may do here, given the state in which the version is."""
    is_open = version.is_held_here and not version.is_published
    is_draft = version.state == "DRAFT"
    user = request.user
    return {
        "may_write": is_draft and may(user, "agenda.write_wording", version),
        "may_cite": is_open and may(user, "agenda.cite_contribution", version),
        "may_omit": is_open and may(user, "agenda.omit_contribution", version),
        "may_adopt": is_draft and may(user, "agenda.adopt_version", version),
        "may_publish": is_open and not is_draft and may(user, "agenda.publish_version", version),
    }
