"""`tinkuy tick`: what is due by now. A timer runs it every hour; run twice, it does nothing twice."""

from typing import Any

from django.core.management.base import BaseCommand

from tinkuy.core import services


class Command(BaseCommand):
    help = "Order the weekly letters whose day is today and forget the files whose days are over."

    def handle(self, *args: Any, **options: Any) -> None:
        letters = services.send_digests()
        forgotten = services.forget_old_archives()
        services.learn_statistics()
        self.stdout.write(f"Cartas semanales: {letters}. Archivos personales borrados: {forgotten}.")
