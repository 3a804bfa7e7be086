"""Many rows at once, by the shortest way that each database has: COPY on PostgreSQL, executemany on SQLite."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models


def insert_many(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert finished `rows`, whose values stand in the order of `columns` (names of database columns).

    Values are plain Python; ids, moments and JSON are written as Django reads them. No default is filled in, no service
    and no subscriber runs: who calls says what happened. To be called inside a transaction.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Made before COPY begins: rows that ask the same connection something while it copies would wait for ever.
            finished = [[_for_postgresql(value) for value in row] for row in rows]
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in finished:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            statement = f"INSERT INTO {table} ({names}) VALUES ({places})"
            cursor.executemany(statement, [[_for_sqlite(value) for value in row] for row in rows])


def _for_postgresql(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value


def _for_sqlite(value: Any) -> Any:
    kind = type(value)
    if kind is str or kind is int or value is None:
        return value
    if kind is UUID:
        return value.hex
    if kind is datetime:
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    if kind is dict or kind is list:
        return json.dumps(value)
    return value
