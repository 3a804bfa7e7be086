"""`tinkuy load-history [FILE]`: the alliance's history, as public sources state it."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tinkuy.core.errors import DomainError
from tinkuy.core.permissions import Operator
from tinkuy.web.services.history_loading import SHIPPED, load_history


class Command(BaseCommand):
    help = "Load the alliance's history from FILE (JSON); without FILE, the one that comes with the program. Twice is safe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise CommandError(_("%(file)s cannot be read: %(why)s") % {"file": file, "why": error.strerror}) from error
        except ValueError as error:
            raise CommandError(_("%(file)s is not JSON: %(why)s") % {"file": file, "why": error}) from error
        try:
            outcome = load_history(data, by=Operator(via="load-history"))
        except DomainError as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        for one in outcome.disagreements:
            told = _("%(place)s.%(field)s: the file now says “%(file_says)s”, but somebody wrote “%(held)s” here. It stays.")
            self.stdout.write(told % vars(one))
        self.stdout.write(
            _("Created: %(created)s. Changed: %(changed)s. Unchanged: %(unchanged)s.")
            % {"created": outcome.created, "changed": outcome.changed, "unchanged": outcome.unchanged}
        )
