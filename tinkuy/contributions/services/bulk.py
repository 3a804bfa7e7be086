"""A million contributions from a file, in the time that writing them takes, and never twice."""

import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.contributions.enums import Channel, ContributionKind, ImportState, Status
from tinkuy.contributions.models import Contribution, Import
from tinkuy.contributions.pure import receipts, separated
from tinkuy.contributions.services.capture import LONGEST_TEXT
from tinkuy.core import history, search
from tinkuy.core.bulk import insert_many
from tinkuy.core.enums import Language
from tinkuy.core.errors import DomainError
from tinkuy.core.models import HistoryEntry, User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.ids import named, uuid7
from tinkuy.core.pure.texts import clean
from tinkuy.meetings.models import Meeting

CHUNK = 20_000
ACTION = "contributions.contribution_imported"
KIND = "contributions.contribution"
COLUMNS = (
    "id receipt meeting_id kind text language translation translation_language translated_by speaker_role may_publish "
    "may_attribute status channel device captured_by_id captured_at imported_in_id import_row"
).split()
HISTORY_COLUMNS = ["at", "action", "by_id", "via", "target_kind", "target_id", "details"]

Words = tuple[int, str]


class BadFileError(DomainError):
    """The file cannot be imported as it is; it says which row is why. What was imported before stays."""


@dataclass(frozen=True)
class _Run:
    """What all rows of one run share."""

    sent: Import
    language: str
    status: str
    publish: bool
    by: User | Operator
    at: datetime


def import_file(
    meeting: Meeting,
    path: Path,
    by: User | Operator,
    *,
    language: str = "es",
    publish: bool = False,
    text_column: str = "texto",
    chunk: int = CHUNK,
    progress: Callable[[int], None] = lambda done: None,
) -> Import:
    """Keep each row of a CSV in UTF-8 as a contribution with receipt, history and search words, `chunk` rows at a time.

    A run that was killed goes on where it stopped when the same file is given for the same meeting: rows and progress are
    written in one transaction. A file imported before changes nothing. With `publish`, contributions are validated and
    public at once. Raises BadFileError at a row without text or over 50,000 characters; the chunks before it stay.
    """
    require(by, "contributions.import_contributions", meeting)
    if language not in Language.values:
        raise BadFileError(_("“%(language)s” is not a language of the list.") % {"language": language})
    sent = _opened(meeting, path, by)
    status = Status.VALIDATED if publish else Status.CAPTURED
    run = _Run(sent, language, status, publish, by, timezone.now())
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            words = islice(_words(stream, text_column), sent.rows_done, None)
            while rows := list(islice(words, chunk)):
                _keep(run, rows)
                progress(sent.rows_done)
    except UnicodeDecodeError as error:
        raise BadFileError(_("The file is not in UTF-8. Save it so and try again.")) from error
    return _closed(sent, by)


def _opened(meeting: Meeting, path: Path, by: User | Operator) -> Import:
    with path.open("rb") as stream:
        digest = f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"
    values = {
        "meeting": meeting,
        "digest": digest,
        "file_name": path.name[-255:],
        "state": ImportState.RUNNING,
        "created_by": by if isinstance(by, User) else None,
    }
    return Import.objects.get_or_create(id=named("import-file", f"{meeting.pk}/{digest}"), defaults=values)[0]


@transaction.atomic
def _closed(sent: Import, by: User | Operator) -> Import:
    done = Import.objects.filter(pk=sent.pk, state=ImportState.RUNNING)
    if done.update(state=ImportState.CONFIRMED, row_count=sent.rows_done):
        history.record("contributions.import_confirmed", sent, by=by, meeting=sent.meeting.slug, rows=sent.rows_done)
    sent.refresh_from_db()
    return sent


def _words(stream: Any, text_column: str) -> Iterator[Words]:
    """(row number, text as it stands) of each record; the header is row 1."""
    csv.field_size_limit(separated.LONGEST_CELL)
    first = stream.readline()
    stream.seek(0)
    reader = csv.reader(stream, delimiter=separated.separator(first.removeprefix("\ufeff")))
    header = [cell.strip() for cell in next(reader, [])]
    if text_column not in header:
        raise BadFileError(_("The file has no column “%(column)s”.") % {"column": text_column})
    position = header.index(text_column)
    for number, row in enumerate(reader, start=2):
        if row:
            yield number, row[position] if position < len(row) else ""


@transaction.atomic
def _keep(run: _Run, rows: list[Words]) -> None:
    """One chunk: contributions, history, search and progress stand or fall together."""
    sent = run.sent
    kept = [(uuid7(), number, _fit(number, text)) for number, text in rows]
    insert_many(Contribution, COLUMNS, _contributions(run, kept))
    insert_many(HistoryEntry, HISTORY_COLUMNS, _history(run, kept))
    search.put_many(_documents(run, kept), are_new=True)
    after = sent.rows_done + len(rows)
    if not Import.objects.filter(pk=sent.pk, rows_done=sent.rows_done).update(rows_done=after):
        raise BadFileError(_("Somebody else is importing this same file. Wait until that ends."))
    sent.rows_done = after


def _fit(number: int, text: str) -> str:
    text = clean(text)
    if not text:
        raise BadFileError(_("Row %(row)s holds no text. Take it out and try again.") % {"row": number})
    if len(text) > LONGEST_TEXT:
        raise BadFileError(_("Row %(row)s has more than 50,000 characters. Split it and try again.") % {"row": number})
    return text


Kept = list[tuple[UUID, int, str]]


def _contributions(run: _Run, kept: Kept) -> Iterator[tuple[Any, ...]]:
    meeting, sent, by = run.sent.meeting_id, run.sent.pk, run.sent.created_by_id
    other, channel = str(ContributionKind.OTHER), str(Channel.SPREADSHEET)
    status, language, publish, at = str(run.status), run.language, run.publish, run.at
    for (pk, number, text), code in zip(kept, _free_codes(len(kept)), strict=True):
        row = (
            pk,
            code,
            meeting,
            other,
            text,
            language,
            "",
            "",
            "",
            "",
            publish,
            False,
            status,
            channel,
            "",
            by,
            at,
            sent,
            number,
        )
        yield row


def _history(run: _Run, kept: Kept) -> Iterator[tuple[Any, ...]]:
    by = run.by.pk if isinstance(run.by, User) else None
    via = run.by.via if isinstance(run.by, Operator) else ""
    for pk, number, _text in kept:
        yield (run.at, ACTION, by, via, KIND, pk, f'{{"import": "{run.sent.pk}", "row": {number}}}')


def _documents(run: _Run, kept: Kept) -> Iterator[search.Document]:
    return (search.Document(KIND, pk, "", text, run.language, run.publish) for pk, _number, text in kept)


def _free_codes(how_many: int) -> list[str]:
    """Codes that nobody holds. In a million among a million million, one is taken once in a while."""
    codes = receipts.new_codes(how_many)
    while taken := _taken(codes):
        codes = [code for code in codes if code not in taken]
        codes += receipts.new_codes(how_many - len(codes))
        codes = list(dict.fromkeys(codes))
        codes += receipts.new_codes(how_many - len(codes))
    return codes


def _taken(codes: list[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(codes), 500):
        held = Contribution.objects.filter(receipt__in=codes[start : start + 500])
        found.update(held.values_list("receipt", flat=True))
    return found
