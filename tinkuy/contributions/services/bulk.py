"""A million contributions from a file, in the time that writing them takes, and never twice."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.contributions import queries
from tinkuy.contributions.enums import ImportState, Status
from tinkuy.contributions.models import Import
from tinkuy.contributions.pure import sheet_rows
from tinkuy.contributions.pure.sheet_rows import Lookups, ReadyRow, SeenWords
from tinkuy.contributions.services.imports import own_words
from tinkuy.contributions.services.keeping import Origin, keep_rows
from tinkuy.core import history
from tinkuy.core.enums import Language
from tinkuy.core.errors import DomainError
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure import sheet_files, sheets
from tinkuy.core.pure.ids import named
from tinkuy.core.pure.sheet_cells import Problem, unused_headers
from tinkuy.core.sheets import HasProblemsError, refused
from tinkuy.meetings.models import Meeting

CHUNK = 20_000


class BadFileError(DomainError):
    """The file cannot be imported so: it changed meanwhile, somebody else imports it, or it was begun otherwise."""


@dataclass(frozen=True)
class Choices:
    """What whoever imports a file decides for all its rows.

    `language` and `publish` are for rows that do not say it themselves; with `publish` all is validated at once.
    `text_column` names the column of the words when it is called otherwise. With `allow_repeated`, words that stand twice
    in the file, or in the meeting already, are kept twice.
    """

    language: str = "es"
    publish: bool = False
    text_column: str = ""
    allow_repeated: bool = False


@dataclass(frozen=True)
class Followed:
    """Who is told how it goes: rows looked at, rows kept, and each problem found."""

    looked: Callable[[int], None] = lambda count: None
    kept: Callable[[int], None] = lambda count: None
    problem: Callable[[Problem], None] = lambda problem: None


@dataclass
class FileOfRows:
    """A file as `choices` read it. Raises SheetRefusedError when it is no spreadsheet."""

    path: Path
    choices: Choices = Choices()
    table: sheets.Table = field(init=False)
    columns: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        with refused(own_words()):
            self.table = sheet_files.open_table(self.path)
        self.columns = sheet_rows.named_columns(self.table.headers, self.choices.text_column)

    @property
    def unused(self) -> list[str]:
        return unused_headers(self.table.headers, self.columns)

    def digest(self) -> str:
        with self.path.open("rb") as stream:
            return f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"

    @cached_property
    def lookups(self) -> Lookups:
        return queries.lookups(self.table, self.columns, language=self.choices.language, publish=self.choices.publish)


def import_file(
    meeting: Meeting,
    file: FileOfRows,
    by: User | Operator,
    *,
    followed: Followed = Followed(),
    chunk: int = CHUNK,
) -> Import:
    """Look at every row of a spreadsheet of any size, and when none has a problem keep all, `chunk` rows at a time.

    A run that was killed goes on where it stopped when the same file is given for the same meeting: rows and progress are
    written in one transaction. A file imported before changes nothing. Raises HasProblemsError when any row has a problem:
    nothing is imported, and each was told to `followed.problem`. Raises BadFileError when it was begun with other choices.
    """
    require(by, "contributions.import_contributions", meeting)
    if file.choices.language not in Language.values:
        raise BadFileError(_("“%(language)s” is not a language of the list.") % {"language": file.choices.language})
    digest = file.digest()
    pk = named("import-file", f"{meeting.pk}/{digest}")
    standing = Import.objects.filter(pk=pk).first()
    if standing and standing.state == ImportState.CONFIRMED:
        return standing
    _look_at(file, meeting, pk, followed, chunk)
    sent = standing or _opened(pk, meeting, file, digest, by)
    if any(
        entry.details["choices"] != asdict(file.choices)
        for entry in history.of(sent).filter(action="contributions.import_started")
    ):
        raise BadFileError(_("This file was begun with other choices. Give the same ones, so that all its rows are alike."))
    _keep_all(file, sent, by, followed, chunk)
    return _closed(sent, by)


def _look_at(file: FileOfRows, meeting: Meeting, pk: UUID, followed: Followed, chunk: int) -> None:
    """The whole file, before anything is kept. What this very import kept before it was killed repeats nothing."""
    seen = None if file.choices.allow_repeated else SeenWords(queries.words_of(meeting, besides=pk))
    looked = found = 0
    for problem in _problems(file, seen):
        if problem is None:
            looked += 1
            if looked % chunk == 0:
                followed.looked(looked)
        else:
            found += 1
            followed.problem(problem)
    followed.looked(looked)
    if found:
        raise HasProblemsError(_("Nothing was imported. Problems found: %(count)s.") % {"count": found})


def _problems(file: FileOfRows, seen: SeenWords | None) -> Iterator[Problem | None]:
    """The problems of each row, and None at its end."""
    if problem := sheet_rows.problem_of_file(file.table.headers, file.columns):
        yield problem
        return
    any_row = False
    with refused(own_words()):
        for _row, problems in sheet_rows.read_rows(file.table, file.columns, file.lookups, seen):
            any_row = True
            yield from problems
            yield None
    if not any_row:
        yield sheet_rows.NO_ROWS


@transaction.atomic
def _opened(pk: UUID, meeting: Meeting, file: FileOfRows, digest: str, by: User | Operator) -> Import:
    values = {"meeting": meeting, "digest": digest, "file_name": file.path.name[-255:], "state": ImportState.RUNNING}
    created_by = by if isinstance(by, User) else None
    sent, is_new = Import.objects.get_or_create(id=pk, defaults={**values, "created_by": created_by})
    if is_new:
        history.record("contributions.import_started", sent, by=by, meeting=meeting.slug, choices=asdict(file.choices))
    return sent


def _keep_all(file: FileOfRows, sent: Import, by: User | Operator, followed: Followed, chunk: int) -> None:
    status = Status.VALIDATED if file.choices.publish else Status.CAPTURED
    origin = Origin(sent, status, by, timezone.now())
    rows = islice(_without_problems(file), sent.rows_done, None)
    while some := list(islice(rows, chunk)):
        _keep_some(origin, some)
        followed.kept(sent.rows_done)


def _without_problems(file: FileOfRows) -> Iterator[ReadyRow]:
    for ready, problems in sheet_rows.read_rows(file.table, file.columns, file.lookups, None):
        if problems:
            raise BadFileError(_("Row %(row)s changed while the file was imported.") % {"row": ready.number})
        yield ready


@transaction.atomic
def _keep_some(origin: Origin, rows: list[ReadyRow]) -> None:
    """One chunk: contributions, history, search and progress stand or fall together."""
    sent = origin.sent
    keep_rows(origin, rows)
    after = sent.rows_done + len(rows)
    if not Import.objects.filter(pk=sent.pk, rows_done=sent.rows_done).update(rows_done=after):
        raise BadFileError(_("Somebody else is importing this same file. Wait until that ends."))
    sent.rows_done = after


@transaction.atomic
def _closed(sent: Import, by: User | Operator) -> Import:
    done = Import.objects.filter(pk=sent.pk, state=ImportState.RUNNING)
    if done.update(state=ImportState.CONFIRMED, row_count=sent.rows_done):
        history.record("contributions.import_confirmed", sent, by=by, meeting=sent.meeting.slug, rows=sent.rows_done)
    sent.refresh_from_db()
    return sent
