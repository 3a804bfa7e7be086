from typing import Any

from django.core.management.base import BaseCommand

from tinkuy.core.permissions import Operator
from tinkuy.vocabulary import services


class Command(BaseCommand):
    help = "Loads Peru's territories and the outside frameworks that come with the house. Twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        operator = Operator(via="load_vocabulary")
        territories = services.load_territories(operator)
        frameworks = services.load_frameworks(operator)
        self.stdout.write(f"{territories} new territories, {frameworks} new frameworks.")
