"""What gets sealed: a version as plain values, one function for each part. Whatever is read here is public."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q

from tinkuy.agenda import queries
from tinkuy.agenda.enums import LineageKind
from tinkuy.agenda.models import Citation, Lineage, Version, Wording
from tinkuy.agenda.pure import sealing

LICENCE = "CC-BY-4.0"
# As the law of the house says it, in the language of the site: it stands inside the signed file.
SAMPLE_LABEL = "ejemplo ficticio"

Words = Mapping[str, Mapping[str, str]]


def content_of(version: Version, published_at: datetime, disclosures: Words) -> dict[str, Any]:
    """All that is signed. Instead of quoted words it holds commitments to `disclosures`."""
    return {
        "alliance": settings.ALLIANCE_NAME,
        "agenda": {"slug": version.agenda.slug, "name": version.agenda.name},
        "version": version_part(version),
        "published_at": f"{published_at:%Y-%m-%dT%H:%M:%SZ}",
        "is_sample": version.agenda.is_sample,
        "label": SAMPLE_LABEL if version.agenda.is_sample else "",
        "licence": LICENCE,
        "previous": previous_part(version),
        "axes": axes_part(version),
        "wordings": wordings_part(version, disclosures),
        "dropped": dropped_part(version),
        "figures": figures_part(version),
    }


def version_part(version: Version) -> dict[str, Any]:
    return {
        "id": str(version.pk),
        "slug": version.slug,
        "name": version.name,
        "number": version.number,
        "launched_on": version.launched_on,
        "adopted_on": version.adopted_on.isoformat() if version.adopted_on else None,
        "adoption_note": version.adoption_note,
    }


def previous_part(version: Version) -> dict[str, Any] | None:
    """The version before, by its digest; `null` as digest when its text was published elsewhere and is not held here."""
    previous = version.previous
    return {"version": previous.name, "digest": previous.digest or None} if previous else None


def axes_part(version: Version) -> list[dict[str, Any]]:
    return [
        {"code": axis_code(axis.position), "id": str(axis.pk), "title": axis.title} for axis in version.axes.order_by("position")
    ]


def axis_code(position: int) -> str:
    return f"E{position}"


def wordings_part(version: Version, disclosures: Words) -> list[dict[str, Any]]:
    citations = citations_by_wording(version, disclosures)
    lineages = lineage_by_wording(version)
    wordings = queries.wordings_of(version).prefetch_related("themes", "territories", "framework_areas__framework")
    return [
        {**wording_part(wording), "citations": citations.get(wording.pk, []), "lineage": lineages.get(wording.pk, [])}
        for wording in wordings
    ]


def wording_part(wording: Wording) -> dict[str, Any]:
    return {
        "code": wording.block.code,
        "id": str(wording.pk),
        "axis": axis_code(wording.axis.position),
        "position": wording.position,
        "title": wording.title,
        "text": wording.text,
        "demand": wording.demand,
        "addressee_level": wording.addressee_level,
        "themes": sorted(theme.slug for theme in wording.themes.all()),
        "territories": sorted(territory.slug for territory in wording.territories.all()),
        "framework_areas": sorted(
            f"{area.framework.slug}/{area.framework.edition}/{area.code}" for area in wording.framework_areas.all()
        ),
    }


def citations_by_wording(version: Version, disclosures: Words) -> dict[Any, list[dict[str, Any]]]:
    found: dict[Any, list[dict[str, Any]]] = {}
    rows = queries.quoted_by(version).select_related("contribution__meeting__territory", "contribution__territory")
    for citation in rows.order_by("pk"):
        found.setdefault(citation.wording_id, []).append(citation_part(citation, disclosures.get(str(citation.pk))))
    return found


def citation_part(citation: Citation, words: Mapping[str, str] | None) -> dict[str, Any]:
    """Where the words come from. Not the receipt: it opens the thread to whoever holds the slip, and only to her."""
    contribution = citation.contribution
    territory = contribution.territory or contribution.meeting.territory
    meeting = contribution.meeting
    return {
        "id": str(citation.pk),
        "contribution": str(contribution.pk),
        "meeting": {"slug": meeting.slug, "name": str(meeting), "date": meeting.held_on},
        "territory": territory.name if territory else None,
        "language": contribution.translation_language if citation.is_of_translation else contribution.language,
        "is_of_translation": citation.is_of_translation,
        "quote_commitment": sealing.commitment(words) if words else None,
    }


def lineage_by_wording(version: Version) -> dict[Any, list[dict[str, Any]]]:
    found: dict[Any, list[dict[str, Any]]] = {}
    rows = Lineage.objects.filter(later__version=version).select_related("earlier__block").order_by("pk")
    for lineage in rows:
        origin = lineage.earlier.block.code if lineage.earlier else None
        part = {"kind": lineage.kind, "from": origin, "note": lineage.note}
        found.setdefault(lineage.later_id, []).append(part)
    return found


def dropped_part(version: Version) -> list[dict[str, Any]]:
    """What the version before said and this one does not, with the reason."""
    if version.previous_id is None:
        return []
    told = Q(kind=LineageKind.DROPPED, earlier__version=version.previous_id)
    rows = Lineage.objects.filter(told).select_related("earlier__block").order_by("earlier__block__code")
    return [{"code": row.earlier.block.code, "note": row.note} for row in rows if row.earlier]


def figures_part(version: Version) -> dict[str, Any]:
    """Whole numbers only: a share in per cent would be a matter of rounding."""
    share = queries.share_of(version)
    counted = asdict(queries.figures_of_version(version))
    return {**counted, "contributions_behind": share.base, "contributions_behind_quoted": share.quoted}
