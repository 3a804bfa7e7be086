"""What happened, written in the transaction in which it happens.

    history.record("agenda.version_published", version, by=ana, digest=version.digest)

Other rooms may react: a subscriber runs inside the same transaction, so what it writes stands or falls with the entry.
Subscribers are named in the room's `apps.ready()`, so that a later room may follow an earlier one and never the reverse.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import models, transaction

from tinkuy.core.models import HistoryEntry, User
from tinkuy.core.permissions import Operator

Subscriber = Callable[[HistoryEntry, models.Model], None]
_subscribers: dict[str, list[Subscriber]] = defaultdict(list)


def record(action: str, target: models.Model, *, by: User | Operator, **details: Any) -> HistoryEntry:
    """Write that `by` did `action` to `target`. Refuses outside a transaction: the entry and the change are one."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action} was recorded outside the transaction of its service.")
    entry = HistoryEntry.objects.create(
        action=action,
        by=by if isinstance(by, User) else None,
        via=by.via if isinstance(by, Operator) else "",
        target_kind=target._meta.label_lower,
        target_id=target.pk,
        details=details,
    )
    for subscriber in _subscribers[action]:
        subscriber(entry, target)
    return entry


def subscribe(action: str, subscriber: Subscriber) -> None:
    """From now on `subscriber(entry, target)` runs after each `action`, in its transaction. Naming it twice is once."""
    if subscriber not in _subscribers[action]:
        _subscribers[action].append(subscriber)


def of(target: models.Model) -> models.QuerySet[HistoryEntry]:
    """All that happened to `target`, oldest first."""
    return of_id(target.pk)


def of_id(target_id: UUID) -> models.QuerySet[HistoryEntry]:
    """All that happened to what has or had this id, oldest first."""
    return HistoryEntry.objects.filter(target_id=target_id).select_related("by")


def latest() -> int:
    """The number of the last thing that happened; 0 before anything did."""
    return HistoryEntry.objects.aggregate(latest=models.Max("id"))["latest"] or 0


def changes(target: models.Model, values: dict[str, Any]) -> dict[str, list[Any]]:
    """What would change if `target` took `values`: field → [before, after]; foreign keys by their ids."""
    found = {}
    for name, value in values.items():
        before = getattr(target, getattr(target._meta.get_field(name), "attname", name))
        after = getattr(value, "pk", value)
        if before != after:
            found[name] = [_plain(before), _plain(after)]
    return found


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | float | bool | list | dict | None) else str(value)
