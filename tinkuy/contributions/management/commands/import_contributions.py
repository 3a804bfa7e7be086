"""tinkuy import-contributions FILE --meeting SLUG"""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tinkuy.contributions import services
from tinkuy.core.errors import DomainError
from tinkuy.core.permissions import Operator
from tinkuy.meetings.models import Meeting


class Command(BaseCommand):
    help = "Import a CSV of contributions of any size. Killed, it goes on where it stopped when it is run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--meeting", required=True, help="slug of the meeting")
        parser.add_argument("--language", default="es", help="language of the texts (BCP 47)")
        parser.add_argument("--publish", action="store_true", help="validate and publish at once")
        parser.add_argument("--text-column", default="texto", help="name of the column that holds the words")

    def handle(self, *args: Any, **options: Any) -> None:
        meeting = Meeting.objects.filter(slug=options["meeting"]).first()
        if meeting is None:
            raise CommandError(f"No meeting has the slug {options['meeting']}.")
        if not options["file"].is_file():
            raise CommandError(f"{options['file']} is not a file.")
        start = time.monotonic()

        def progress(done: int) -> None:
            self.stdout.write(f"{done:,} rows, {time.monotonic() - start:.0f} s")

        try:
            sent = services.import_file(
                meeting,
                options["file"],
                Operator(via="tinkuy import-contributions"),
                language=options["language"],
                publish=options["publish"],
                text_column=options["text_column"],
                progress=progress,
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{sent.rows_done:,} contributions stand in {meeting}.")
