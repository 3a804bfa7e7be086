"""What is known of the tables as a whole."""

from datetime import UTC

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache

from tinkuy.core.datasets import Dataset
from tinkuy.core.models import HistoryEntry

REMEMBERED_SECONDS = 600


def row_count(dataset: Dataset) -> int:
    """How many rows anybody may read of it, as counted within the last ten minutes."""
    key = f"opendata-rows-{dataset.slug}"
    counted: int | None = cache.get(key)
    if counted is None:
        counted = dataset.queryset(AnonymousUser()).count()
        cache.set(key, counted, REMEMBERED_SECONDS)
    return counted


def last_change() -> str:
    """When anything last happened on the site, in ISO 8601 and UTC; empty before anything did. One query."""
    latest = HistoryEntry.objects.order_by("-id").values_list("at", flat=True).first()
    return latest.astimezone(UTC).isoformat(timespec="seconds") if latest else ""
