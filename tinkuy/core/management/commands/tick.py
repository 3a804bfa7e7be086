"""`tinkuy tick`: what is due by now. A timer runs it every hour; run twice, it does nothing twice."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from tinkuy.core import chores


class Command(BaseCommand):
    help = "Do what is due: order the weekly letters of today, forget the names and files whose days are over."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        with translation.override("es"):
            for done in chores.do_all():
                if done.count is None:
                    failed.append(str(done.label))
                else:
                    self.stdout.write(f"{done.label}: {done.count}.")
        if failed:
            raise CommandError(f"No se pudo: {', '.join(failed)}. El registro de errores dice por qué.")
