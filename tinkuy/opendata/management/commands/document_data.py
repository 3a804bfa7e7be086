"""`tinkuy document-data [FILE]`: the page of the documentation that tells of every table."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation

from tinkuy.opendata.catalogue import CHAPTERS
from tinkuy.opendata.pure.document import markdown


class Command(BaseCommand):
    help = "Writes what every table of the open data holds, in Markdown, to FILE (docs/data.md); without FILE, shows it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("es"):
            text = markdown((chapter.title, chapter.datasets) for chapter in CHAPTERS)
        file: Path | None = options["file"]
        if file:
            file.write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")
