"""Outside vocabularies, kept edition by edition."""

import json
from importlib import resources
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.enums import Confidence
from tinkuy.core.errors import ConflictError
from tinkuy.core.models import Source, User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.ids import named
from tinkuy.vocabulary.models import Framework, FrameworkArea


class FrameworkEditionError(ConflictError):
    """An edition that stands is not rewritten: whoever was sorted by it meant its words."""


@transaction.atomic
def load_frameworks(by: User | Operator, stated: list[dict[str, Any]] | None = None) -> int:
    """Add the editions that are not there, from `stated` or from what comes with the house; returns how many were new.

    Of an edition that is there, only the account of its source may change. Raises FrameworkEditionError when its words do:
    give it a new edition's name.
    """
    require(by, "vocabulary.load_frameworks")
    if stated is None:
        shipped = resources.files("tinkuy.vocabulary").joinpath("data/frameworks.json")
        stated = json.loads(shipped.read_text(encoding="utf-8"))
    return sum(_load(facts, by=by) for facts in stated)


def _load(facts: dict[str, Any], *, by: User | Operator) -> bool:
    framework = Framework.objects.filter(slug=facts["slug"], edition=facts["edition"]).first()
    if framework:
        if _content(framework) != _stated_content(facts):
            raise FrameworkEditionError(
                _("The edition %(edition)s of %(slug)s already stands and is not rewritten. Give what changed a new edition.")
                % {"edition": facts["edition"], "slug": facts["slug"]}
            )
        _correct_source(framework, facts, by=by)
        return False
    framework = _add(facts)
    history.record("vocabulary.framework_loaded", framework, by=by, edition=framework.edition, areas=len(facts["areas"]))
    return True


def _correct_source(framework: Framework, facts: dict[str, Any], *, by: User | Operator) -> None:
    """The words stand; where they were read may be told better. What was named before stays named."""
    note, source = facts.get("source_note", ""), facts.get("source")
    is_named = not source or framework.sources.filter(url=source["url"]).exists()
    if framework.source_note == note and is_named:
        return
    before = framework.source_note
    framework.source_note = note
    framework.save(update_fields=["source_note"])
    if source and not is_named:
        framework.sources.add(Source.objects.get_or_create(url=source["url"], defaults=source)[0])
    changes = {"source_note": [before, note], "source": source["url"] if source else None}
    history.record("vocabulary.framework_source_corrected", framework, by=by, changes=changes)


def _content(framework: Framework) -> tuple[Any, ...]:
    areas = framework.areas.order_by("position").values_list("code", "parent__code", "name", "name_en")
    return framework.name, framework.name_en, [tuple(area) for area in areas]


def _stated_content(facts: dict[str, Any]) -> tuple[Any, ...]:
    areas = [(area["code"], area.get("parent"), area["name"], area.get("name_en", "")) for area in facts["areas"]]
    return facts["name"], facts.get("name_en", ""), areas


def _add(facts: dict[str, Any]) -> Framework:
    edition_key = f"{facts['slug']}/{facts['edition']}"
    framework = Framework.objects.create(
        id=named("framework", edition_key),
        slug=facts["slug"],
        edition=facts["edition"],
        name=facts["name"],
        name_en=facts.get("name_en", ""),
        confidence=Confidence.STATED,
        source_note=facts.get("source_note", ""),
    )
    if source := facts.get("source"):
        framework.sources.add(Source.objects.get_or_create(url=source["url"], defaults=source)[0])
    areas: dict[str, FrameworkArea] = {}
    for position, area in enumerate(facts["areas"], start=1):
        areas[area["code"]] = FrameworkArea.objects.create(
            id=named("framework-area", f"{edition_key}/{area['code']}"),
            framework=framework,
            parent=areas[area["parent"]] if area.get("parent") else None,
            code=area["code"],
            position=position,
            name=area["name"],
            name_en=area.get("name_en", ""),
        )
    return framework
