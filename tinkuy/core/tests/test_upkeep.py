import pytest
from django.db import connection

from tinkuy.core import services

pytestmark = pytest.mark.django_db


def test_sqlite_looks_once_a_day_at_how_rows_are_spread():
    looks = [services.learn_statistics() for _ in range(2)]

    assert looks == ([1, 0] if connection.vendor == "sqlite" else [0, 0])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1")
            assert cursor.fetchone()[0] > 0
