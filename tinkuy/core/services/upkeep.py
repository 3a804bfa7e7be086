"""What the database does for itself when nobody asks it anything."""

from django.core.cache import cache
from django.db import connection

DAY = 86_400


def learn_statistics() -> int:
    """Let SQLite see, once a day, how its rows are spread: asked with several filters, it then begins with the rarest.

    1 when it looked. It looks at every row of every index, a few seconds for a million contributions; a sample misled it about
    indexes of some rows only. PostgreSQL's autovacuum does the same without being told.
    """
    if connection.vendor != "sqlite" or not cache.add("core.statistics", True, DAY):
        return 0
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return 1
