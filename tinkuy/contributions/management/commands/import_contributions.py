"""tinkuy import-contributions FILE --meeting SLUG"""

import csv
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tinkuy.contributions import services
from tinkuy.core.datasets import guarded
from tinkuy.core.errors import DomainError
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.sheet_cells import Problem
from tinkuy.meetings.models import Meeting

SHOWN = 100


class Command(BaseCommand):
    help = (
        "Import a spreadsheet (XLSX, ODS or CSV) of contributions, of any size. All rows are looked at before the first is kept; "
        "if any has a problem nothing is imported. Killed, it goes on where it stopped when it is run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--meeting", required=True, help="slug of the meeting")
        parser.add_argument("--language", default="es", help="language of the rows that do not say theirs (BCP 47)")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="validate all at once, and publish those whose row does not say otherwise: only when these people agreed",
        )
        parser.add_argument("--text-column", default="", help="name of the column that holds the words, when it is not “texto”")
        parser.add_argument(
            "--allow-repeated",
            action="store_true",
            help="keep words that stand twice in the file or in the meeting already; otherwise that is a problem of their row",
        )
        parser.add_argument("--problems", type=Path, metavar="FILE.csv", help="where to write all problems")

    def handle(self, *args: Any, **options: Any) -> None:
        meeting = Meeting.objects.filter(slug=options["meeting"]).first()
        if meeting is None:
            raise CommandError(_("No meeting has the slug %(slug)s.") % {"slug": options["meeting"]})
        if not options["file"].is_file():
            raise CommandError(_("%(file)s is not a file.") % {"file": options["file"]})
        names = ("language", "publish", "text_column", "allow_repeated")
        choices = services.Choices(**{name: options[name] for name in names})
        with ExitStack() as stack:
            told = _Told(self, options["problems"], stack)
            try:
                file = services.FileOfRows(options["file"], choices)
                self._say_how_it_is_read(file)
                sent = services.import_file(meeting, file, Operator(via="tinkuy import-contributions"), followed=told.followed)
            except DomainError as refusal:
                told.say_how_many_more()
                raise CommandError(str(refusal)) from refusal
        count = f"{sent.rows_done:,}"
        self.stdout.write(_("%(count)s contributions of this file stand in %(meeting)s.") % {"count": count, "meeting": meeting})

    def _say_how_it_is_read(self, file: services.FileOfRows) -> None:
        if file.unused:
            self.stdout.write(_("Columns that are not used: %(names)s") % {"names": ", ".join(file.unused)})
        if file.table.encoding not in {"", "utf-8"}:
            self.stdout.write(_("Read as %(encoding)s: check that accents look right.") % {"encoding": file.table.encoding})


class _Told:
    """Says how it goes: the first problems on the screen, all of them in a file when asked."""

    def __init__(self, command: Command, path: Path | None, stack: ExitStack) -> None:
        self.command, self.count, self.start = command, 0, time.monotonic()
        self.followed = services.Followed(looked=self.looked, kept=self.kept, problem=self.problem)
        self.sheet = None
        if path:
            self.sheet = csv.writer(stack.enter_context(path.open("w", encoding="utf-8-sig", newline="")))
            self.sheet.writerow(["fila", "columna", "problema"])

    def looked(self, rows: int) -> None:
        self._say(_("%(rows)s rows looked at, %(seconds)s s"), rows)

    def kept(self, rows: int) -> None:
        self._say(_("%(rows)s rows imported, %(seconds)s s"), rows)

    def _say(self, words: str, rows: int) -> None:
        self.command.stdout.write(words % {"rows": f"{rows:,}", "seconds": round(time.monotonic() - self.start)})
        self.command.stdout.flush()

    def problem(self, problem: Problem) -> None:
        self.count += 1
        words = services.problem_text(problem)
        if self.count <= SHOWN:
            place = _("Row %(row)s, %(column)s") % {"row": problem.row, "column": services.column_name(problem)}
            self.command.stderr.write(f"{place}: {words}" if problem.row else words)
        if self.sheet:
            self.sheet.writerow([problem.row or "", services.column_name(problem), guarded(words)])

    def say_how_many_more(self) -> None:
        if self.count > SHOWN:
            self.command.stderr.write(_("… and %(count)s more.") % {"count": f"{self.count - SHOWN:,}"})
