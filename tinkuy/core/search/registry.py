"""Which models are searched, and after which actions they are indexed anew."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from tinkuy.core import history
from tinkuy.core.models import HistoryEntry
from tinkuy.core.search.documents import Document
from tinkuy.core.search.keeping import forget_all, put_many, refresh_statistics, remove

DocumentOf = Callable[[Any], Document | None]
Rows = Callable[[], models.QuerySet[Any]]


@dataclass(frozen=True)
class _Registered:
    model: type[models.Model]
    document_of: DocumentOf
    rows: Rows


_registered: dict[str, _Registered] = {}


def register(
    model: type[models.Model],
    document_of: DocumentOf,
    actions: Iterable[str],
    *,
    through: Mapping[str, Callable[[Any], Iterable[models.Model]]] | None = None,
    rows: Rows | None = None,
) -> None:
    """From now on, each of `actions` indexes its target anew, in its own transaction; without a document it is removed.

    `through` names actions on something else, each with the objects of `model` to index after it. `rows` are what
    `reindex` reads, with what `document_of` needs already joined.
    """
    kind = model._meta.label_lower
    _registered[kind] = _Registered(model, document_of, rows or model._default_manager.all)

    def index(entry: HistoryEntry, target: models.Model) -> None:
        _index(kind, (through or {}).get(entry.action, lambda same: [same])(target), document_of)

    for action in [*actions, *(through or {})]:
        history.subscribe(action, index)


def _index(kind: str, objects: Iterable[Any], document_of: DocumentOf) -> None:
    def documents() -> Iterator[Document]:
        for one in objects:
            if document := document_of(one):
                yield document
            else:
                gone.append(one.pk)

    gone: list[UUID] = []
    put_many(documents())
    for pk in gone:
        remove(kind, pk)


def forget_missing() -> None:
    """Forget what was deleted: after samples are removed, which nothing else in the house may be."""
    for kind, known in _registered.items():
        table = connection.ops.quote_name(known.model._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT object_id FROM core_searchdocument WHERE kind = %s AND object_id NOT IN (SELECT id FROM {table})", [kind]
            )
            gone = cursor.fetchall()
        for (pk,) in gone:
            remove(kind, UUID(str(pk)))


def reindex() -> Iterator[tuple[str, int]]:
    """Empty the index and build it again from all that is registered, yielding each kind with its count.

    All in one transaction: until it ends, everybody finds what was there before.
    """
    with transaction.atomic():
        forget_all()
        for kind, known in _registered.items():
            yield kind, put_many(_documents(known), are_new=True)
        refresh_statistics()


def _documents(known: _Registered) -> Iterator[Document]:
    for one in known.rows().order_by("pk").iterator(chunk_size=2_000):
        if document := known.document_of(one):
            yield document
