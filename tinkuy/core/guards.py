"""What the database itself refuses, whoever asks: rules that a constraint cannot say.

A room lists its guards in its AppConfig; `install` puts them in place after every `migrate`, because SQLite rebuilds a
table, and loses its triggers, whenever a migration alters a column.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Guard:
    """Refuse `event` on `table` for rows of which `when` holds; `when` is SQL over OLD and NEW that both databases read."""

    name: str
    table: str
    event: Literal["INSERT", "UPDATE", "DELETE"]
    when: str
    message: str


def declared() -> Iterable[Guard]:
    """Every guard of every room."""
    for config in apps.get_app_configs():
        yield from getattr(config, "guards", ())


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place. Doing it again changes nothing."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for guard in declared():
            if guard.table in tables:
                for statement in statements(guard, connection.vendor):
                    cursor.execute(statement)


def statements(guard: Guard, vendor: str) -> list[str]:
    """The SQL that puts `guard` in place on this kind of database, replacing an older one of its name."""
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {guard.name}",
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW WHEN {guard.when} "
            f"BEGIN SELECT RAISE(ABORT, '{guard.message}'); END",
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {guard.when} THEN RAISE EXCEPTION '{guard.message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
        f"IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]
