"""Programmes: seasons of meetings under one name."""

from typing import Any
from uuid import UUID

from django.db import transaction

from tinkuy.core.permissions import require
from tinkuy.core.recording import free_slug, upsert
from tinkuy.meetings.models import Programme
from tinkuy.meetings.services.asked import By, Sources


@transaction.atomic
def record_programme(id: UUID | None, *, by: By, sources: Sources = None, **values: Any) -> Programme:
    """A season of meetings under one name. A new one without `slug` gets an address from its name."""
    require(by, "meetings.record_programme")
    values = values if sources is None else {**values, "sources": list(sources)}
    if "slug" not in values and not (id and Programme.objects.filter(pk=id).exists()):
        values["slug"] = free_slug(Programme, str(values.get("name", "")))
    return upsert(Programme, id, values, by=by, action_prefix="meetings.programme")[0]
