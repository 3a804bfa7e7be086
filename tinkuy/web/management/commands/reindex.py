from typing import Any

from django.core.management.base import BaseCommand

from tinkuy.core import search


class Command(BaseCommand):
    help = "Builds the search index again from everything that is kept. Safe to repeat; until it ends, search answers as before."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, count in search.reindex():
            self.stdout.write(f"{kind}: {count}")
