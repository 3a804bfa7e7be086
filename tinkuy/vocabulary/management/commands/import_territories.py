"""`tinkuy import-territories FILE`: territories from a CSV, as `/territorios.csv` writes them."""

import csv
import io
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tinkuy.core.datasets import unguarded
from tinkuy.core.errors import DomainError
from tinkuy.core.permissions import Operator
from tinkuy.vocabulary import services
from tinkuy.vocabulary.pure.territory_rows import COLUMNS
from tinkuy.vocabulary.services.refusals import RowsRefusedError


class Command(BaseCommand):
    help = "Adds the territories of FILE (CSV, UTF-8) that are new and corrects those that differ; what it leaves out stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=f"columns: {', '.join(COLUMNS)}")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = _rows(options["file"])
        try:
            new = services.import_territories(rows, by=Operator(via="import-territories"))
        except RowsRefusedError as refusal:
            for number, problem in refusal.problems:
                self.stderr.write(_("Row %(row)s: %(problem)s") % {"row": number, "problem": problem})
            raise CommandError(_("Nothing was imported. Correct these rows and send the file again.")) from refusal
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(ngettext("%(count)s new territory.", "%(count)s new territories.", new) % {"count": new})


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CommandError(_("%(file)s cannot be read: %(why)s") % {"file": file, "why": error.strerror}) from error
    except UnicodeDecodeError as error:
        raise CommandError(_("This is no UTF-8 text. Save the sheet as “CSV UTF-8” and send that.")) from error
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    if missing := [name for name in ("level", "name", "parent", "inei") if name not in (reader.fieldnames or [])]:
        raise CommandError(_("These columns are missing: %(names)s.") % {"names": ", ".join(missing)})
    return [{key: unguarded(value or "") for key, value in row.items() if key} for row in reader]
