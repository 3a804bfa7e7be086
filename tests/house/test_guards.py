"""What the database must refuse by itself, it refuses here, on the database these tests run on."""

import pytest
from django.db import DatabaseError, connection, transaction

from tinkuy.core import guards, history
from tinkuy.core.models import HistoryEntry
from tinkuy.core.tests.people import stranger

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


@pytest.mark.django_db
def test_every_guard_is_installed():
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        installed = {name for (name,) in cursor.fetchall()}

    assert {guard.name for guard in guards.declared()} <= installed


@pytest.mark.django_db
def test_history_is_not_rewritten_even_by_the_database_itself():
    ana = stranger()
    entry = history.record("core.user_created", ana, by=ana)

    with pytest.raises(DatabaseError, match="not rewritten"), transaction.atomic():
        HistoryEntry.objects.filter(pk=entry.pk).update(action="core.something_else")
    with pytest.raises(DatabaseError, match="not erased"), transaction.atomic():
        HistoryEntry.objects.filter(pk=entry.pk).delete()
