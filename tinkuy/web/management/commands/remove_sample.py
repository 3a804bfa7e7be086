from typing import Any

from django.core.management.base import BaseCommand

from tinkuy.core.permissions import Operator
from tinkuy.web.services.sample import remove_sample


class Command(BaseCommand):
    help = "Remove every row labelled 'ejemplo ficticio'."

    def handle(self, *args: Any, **options: Any) -> None:
        removed = remove_sample(by=Operator(via="remove-sample"))
        self.stdout.write(f"{removed} filas de ejemplo quitadas.")
