"""The index as it is kept: one row a document, and beside it what the database needs to find it by its words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from tinkuy.core.search.documents import Document

CHUNK = 5_000
_TITLE_LENGTH = 300


def put(document: Document) -> None:
    """Index `document` in place of what was known of it. Twice is once."""
    put_many([document])


@transaction.atomic
def put_many(documents: Iterable[Document], *, are_new: bool = False) -> int:
    """Index all of `documents`, a chunk at a time, and say how many. `are_new` promises that none was indexed before."""
    count = 0
    with connection.cursor() as cursor:
        for chunk in _chunks(documents):
            count += _insert(cursor, chunk if are_new else _cleared(cursor, chunk))
    return count


@transaction.atomic
def remove(kind: str, object_id: UUID) -> None:
    """Forget one document. Forgetting what is not there changes nothing."""
    with connection.cursor() as cursor:
        _remove(cursor, kind, [object_id])


@transaction.atomic
def forget_all() -> None:
    """Empty the index, before all is indexed anew."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO core_searchindex(core_searchindex) VALUES ('delete-all')")
            cursor.execute("DELETE FROM core_searchdocument")
        else:
            cursor.execute("TRUNCATE core_searchdocument RESTART IDENTITY")


def refresh_statistics() -> None:
    """Tidy the index after much was put. PostgreSQL learns here how common each word is; else its autovacuum tells it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO core_searchindex(core_searchindex) VALUES ('optimize')")
        else:
            cursor.execute("SELECT gin_clean_pending_list('core_searchdocument_words')")
            cursor.execute("ANALYZE core_searchdocument")


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _cleared(cursor: CursorWrapper, chunk: list[Document]) -> list[Document]:
    """`chunk` without repetitions, and the index without what it had of these."""
    for kind in {document.kind for document in chunk}:
        _remove(cursor, kind, [document.object_id for document in chunk if document.kind == kind])
    return list({(document.kind, document.object_id): document for document in chunk}.values())


def _remove(cursor: CursorWrapper, kind: str, ids: Sequence[UUID]) -> None:
    if connection.vendor != "sqlite":
        cursor.execute("DELETE FROM core_searchdocument WHERE kind = %s AND object_id = ANY(%s)", [kind, list(ids)])
        return
    found = []
    for start in range(0, len(ids), 500):
        wanted = [one.hex for one in ids[start : start + 500]]
        cursor.execute(
            "SELECT id, title_words, words FROM core_searchdocument "
            f"WHERE kind = %s AND object_id IN ({', '.join(['%s'] * len(wanted))})",
            [kind, *wanted],
        )
        found += cursor.fetchall()
    if found:
        # The index must be told the very words that it forgets.
        cursor.executemany(
            "INSERT INTO core_searchindex(core_searchindex, rowid, title_words, words) VALUES ('delete', %s, %s, %s)", found
        )
        cursor.executemany("DELETE FROM core_searchdocument WHERE id = %s", [row[:1] for row in found])


def _insert(cursor: CursorWrapper, chunk: list[Document]) -> int:
    if connection.vendor == "sqlite":
        _insert_in_sqlite(cursor, chunk)
    else:
        _insert_in_postgresql(cursor, chunk)
    return len(chunk)


def _insert_in_sqlite(cursor: CursorWrapper, chunk: list[Document]) -> None:
    cursor.execute("SELECT COALESCE(MAX(id), 0) FROM core_searchdocument")
    last = cursor.fetchone()[0]
    rows, words = [], []
    for number, document in enumerate(chunk, last + 1):
        title_tokens, tokens = (" ".join(part) for part in document.tokens())
        rows.append((number, document.kind, document.object_id.hex, document.title[:_TITLE_LENGTH], title_tokens, tokens))
        words.append((number, title_tokens, tokens))
    cursor.executemany(
        "INSERT INTO core_searchdocument(id, kind, object_id, title, title_words, words) VALUES (%s, %s, %s, %s, %s, %s)", rows
    )
    cursor.executemany("INSERT INTO core_searchindex(rowid, title_words, words) VALUES (%s, %s, %s)", words)


def _insert_in_postgresql(cursor: CursorWrapper, chunk: list[Document]) -> None:
    with cursor.copy("COPY core_searchdocument(kind, object_id, title, words) FROM STDIN") as copy:
        for document in chunk:
            title = document.title[:_TITLE_LENGTH].replace("\x00", "")
            copy.write_row((document.kind, document.object_id, title, _vector(*document.tokens())))


def _vector(title: list[str], body: list[str]) -> str:
    """Text form of a tsvector; tokens hold letters and digits only, so nothing in them needs quoting."""
    named = [f"{token}:{place}A" for place, token in enumerate(title, 1)]
    return " ".join(named + [f"{token}:{place}" for place, token in enumerate(body, len(title) + 1)])
