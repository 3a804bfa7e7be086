"""What sources say of the alliance, where they disagree, and what none of them says."""

from typing import Any

from django.db import transaction

from tinkuy.alliance.models import Conflict, Fact, Gap
from tinkuy.alliance.services.sources import By, Sources, with_sources
from tinkuy.core.permissions import require
from tinkuy.core.pure.ids import named
from tinkuy.core.recording import upsert


@transaction.atomic
def record_fact(key: str, *, by: By, sources: Sources = None, **values: Any) -> Fact:
    """What a source states, as it states it, under a key of its own."""
    require(by, "alliance.record_fact")
    values = with_sources({**values, "key": key}, sources, by=by)
    return upsert(Fact, named("fact", key), values, by=by, action_prefix="alliance.fact")[0]


@transaction.atomic
def record_conflict(key: str, *, by: By, sources: Sources = None, **values: Any) -> Conflict:
    """Sources disagree: the question, and each side with its source."""
    require(by, "alliance.record_conflict")
    values = with_sources({**values, "key": key}, sources, by=by)
    return upsert(Conflict, named("conflict", key), values, by=by, action_prefix="alliance.conflict")[0]


@transaction.atomic
def record_gap(key: str, *, by: By, **values: Any) -> Gap:
    """What no source at hand says."""
    require(by, "alliance.record_gap")
    return upsert(Gap, named("gap", key), {**values, "key": key}, by=by, action_prefix="alliance.gap")[0]
