"""`tinkuy erase-registrants`: forget who registered for meetings that are over, at once; `tinkuy tick` does it too."""

from typing import Any

from django.core.management.base import BaseCommand

from tinkuy.core.permissions import Operator
from tinkuy.meetings.services import erase_registrations


class Command(BaseCommand):
    help = "Erase the personal data of registrations whose days are over; what is counted stays."

    def handle(self, *args: Any, **options: Any) -> None:
        erased = erase_registrations(by=Operator("erase-registrants"))
        self.stdout.write(f"Personas cuyos datos se borraron: {erased}")
