from typing import Any

from django.core.management.base import BaseCommand

from tinkuy.core.permissions import Operator
from tinkuy.vocabulary import services as vocabulary_services
from tinkuy.web.services.sample import load_sample


class Command(BaseCommand):
    help = "Load the made-up season, labelled 'ejemplo ficticio' wherever it appears. Loading it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        by = Operator(via="load-sample")
        vocabulary_services.load_territories(by=by)
        agenda = load_sample(by=by)
        self.stdout.write(f"{agenda.name}: {agenda.versions.count()} versiones de ejemplo. Se quita con: tinkuy remove-sample")
