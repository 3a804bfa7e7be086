"""Finding, quickly also among a million documents: what costs is ranking and sorting many hits, so that is never done.

Few hits are ranked (bm25, ts_rank; a word of the title counts more). Many hits come newest first, which both databases
can read off without seeing them all: of a thousand documents with the same word, rank says little anyway.

How many are many is asked of each database in its cheapest way. SQLite streams: it counts hits up to a bound and stops.
PostgreSQL reads a whole posting list before the first hit, so its planner's estimate is asked instead; an estimate that
was wrong costs one bounded walk over the newest documents.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper

from tinkuy.core.search.documents import PRIVATE, Hit, kind_token
from tinkuy.core.search.question import Term, terms_of

RANKED_AT_MOST = 500
# PostgreSQL: from this share of all documents on, walking back from the newest meets a page of hits sooner than the
# index and a sort would; and the walk gives up after so many documents.
COMMON_SHARE = 0.003
WALKED_AT_MOST = 30_000


def find(
    question: str,
    *,
    kinds: Iterable[str] | None = None,
    with_private: bool = False,
    limit: int = 20,
    offset: int = 0,
    languages: tuple[str, ...] = ("es", "und"),
) -> list[Hit]:
    """Documents that have every word of `question`: the best first when they are few, the newest first when many.

    Accents and inflection do not matter; `cultur*` finds what begins so. Nothing asked finds nothing. Private documents
    are found only `with_private`; the caller still fetches rows through `visible_to`.
    """
    terms = terms_of(question, languages)
    if not terms:
        return []
    wanted = None if kinds is None else [kind_token(kind) for kind in kinds]
    if wanted == []:
        return []
    search = _find_in_sqlite if connection.vendor == "sqlite" else _find_in_postgresql
    with connection.cursor() as cursor:
        rows = search(cursor, _Asked(terms, wanted, with_private), limit, offset)
    return [Hit(kind, one if isinstance(one, UUID) else UUID(one), title) for kind, one, title in rows]


class _Asked:
    """A question in the query language of either database."""

    def __init__(self, terms: list[Term], kinds: list[str] | None, with_private: bool) -> None:
        self.groups = [self._alternatives(term, ["", PRIVATE] if with_private else [""]) for term in terms]
        if kinds:
            self.groups.append([(kind, False) for kind in kinds])

    @staticmethod
    def _alternatives(term: Term, marks: list[str]) -> list[tuple[str, bool]]:
        found = [(mark + token, False) for mark in marks for token in term.tokens]
        return found + [(mark + term.prefix, True) for mark in marks if term.prefix]

    def for_sqlite(self) -> str:
        return " AND ".join(
            "(" + " OR ".join(f'"{token}"' + "*" * is_prefix for token, is_prefix in group) + ")" for group in self.groups
        )

    def for_postgresql(self) -> str:
        return " & ".join(
            "(" + " | ".join(f"'{token}'" + ":*" * is_prefix for token, is_prefix in group) + ")" for group in self.groups
        )


def _find_in_sqlite(cursor: CursorWrapper, asked: _Asked, limit: int, offset: int) -> list[Any]:
    match = asked.for_sqlite()
    cursor.execute(
        "SELECT COUNT(*) FROM (SELECT 1 FROM core_searchindex WHERE core_searchindex MATCH %s LIMIT %s)",
        [match, RANKED_AT_MOST + 1],
    )
    count = cursor.fetchone()[0]
    if count <= offset and count <= RANKED_AT_MOST:
        return []
    order = "bm25(core_searchindex, 4.0, 1.0), rowid DESC" if count <= RANKED_AT_MOST else "rowid DESC"
    cursor.execute(
        "SELECT d.kind, d.object_id, d.title FROM "
        f"(SELECT rowid AS id, ROW_NUMBER() OVER () AS place FROM (SELECT rowid FROM core_searchindex "
        f"WHERE core_searchindex MATCH %s ORDER BY {order} LIMIT %s OFFSET %s)) h "
        "JOIN core_searchdocument d ON d.id = h.id ORDER BY h.place",
        [match, limit, offset],
    )
    return list(cursor.fetchall())


def _find_in_postgresql(cursor: CursorWrapper, asked: _Asked, limit: int, offset: int) -> list[Any]:
    query = asked.for_postgresql()
    expected, share = _expected(cursor, query)
    if share >= COMMON_SHARE:
        rows = _newest_by_walking(cursor, query, limit, offset)
        if len(rows) == limit:
            return rows
    return _from_index(cursor, query, expected <= RANKED_AT_MOST, limit, offset)


def _expected(cursor: CursorWrapper, query: str) -> tuple[float, float]:
    """How many documents the planner expects to match, and which share of all that is; from statistics, not by reading."""
    cursor.execute("EXPLAIN (FORMAT JSON) SELECT 1 FROM core_searchdocument WHERE words @@ %s::tsquery", [query])
    plan = cursor.fetchone()[0]
    rows = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"]
    cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'core_searchdocument'::regclass")
    return rows, rows / max(cursor.fetchone()[0], WALKED_AT_MOST)


def _newest_by_walking(cursor: CursorWrapper, query: str, limit: int, offset: int) -> list[Any]:
    # OFFSET 0 keeps the planner from asking the index for all hits at once.
    cursor.execute(
        "SELECT kind, object_id, title FROM (SELECT * FROM core_searchdocument "
        "WHERE id > (SELECT MAX(id) FROM core_searchdocument) - %s ORDER BY id DESC OFFSET 0) newest "
        "WHERE words @@ %s::tsquery ORDER BY id DESC LIMIT %s OFFSET %s",
        [WALKED_AT_MOST, query, limit, offset],
    )
    return list(cursor.fetchall())


def _from_index(cursor: CursorWrapper, query: str, is_ranked: bool, limit: int, offset: int) -> list[Any]:
    rank = "ts_rank(words, %s::tsquery, 1)" if is_ranked else "0"
    cursor.execute(
        f"WITH hits AS MATERIALIZED (SELECT id, {rank} AS score FROM core_searchdocument WHERE words @@ %s::tsquery), "
        "page AS (SELECT id, score FROM hits ORDER BY score DESC, id DESC LIMIT %s OFFSET %s) "
        "SELECT d.kind, d.object_id, d.title FROM page JOIN core_searchdocument d ON d.id = page.id "
        "ORDER BY page.score DESC, page.id DESC",
        [*([query] * is_ranked), query, limit, offset],
    )
    return list(cursor.fetchall())
