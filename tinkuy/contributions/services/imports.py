"""Spreadsheets of contributions: looked at whole, then kept whole or not at all."""

import hashlib
from dataclasses import asdict, dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.contributions import queries
from tinkuy.contributions.enums import ImportState, Status
from tinkuy.contributions.models import Import
from tinkuy.contributions.pure import sheet_rows
from tinkuy.contributions.services.keeping import Origin, keep_rows
from tinkuy.core import history, sheets
from tinkuy.core.errors import DomainError
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.sheet_cells import unused_headers
from tinkuy.core.pure.sheets import Reason, Sheet
from tinkuy.core.pure.texts import clean
from tinkuy.meetings.models import Meeting

PROBLEMS_KEPT = 200


class NotWaitingError(DomainError):
    """This import was imported or discarded already."""


@dataclass(frozen=True)
class Preview:
    """A spreadsheet beside what is wrong in it. `unused` are the headers of columns that say nothing to us."""

    sheet: Sheet
    examined: sheet_rows.Examined
    unused: list[str]


def own_words() -> dict[Reason, str]:
    """What this room says of a file otherwise than others do."""
    return {
        Reason.EMPTY: _("This file is empty. Choose the one that holds the contributions."),
        Reason.TOO_MANY_ROWS: _("This file has more than 20,000 rows. Split it, or ask the technical secretariat to import it."),
    }


def read_sheet(data: bytes, file_name: str) -> Sheet:
    """The sheet, or SheetRefusedError."""
    return sheets.read_sheet(data, file_name, own_words())


@transaction.atomic
def preview_import(meeting: Meeting, data: bytes, file_name: str, by: User) -> Import:
    """Keep the file apart and look at all its rows; nothing is imported yet.

    The same file for the same meeting, while it waits, is the same import. Raises SheetRefusedError.
    """
    require(by, "contributions.import_contributions", meeting)
    sheet = read_sheet(data, file_name)
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    waiting = Import.objects.filter(meeting=meeting, digest=digest, state=ImportState.PREVIEWED, created_by=by)
    if standing := waiting.first():
        return _looked_at(standing, sheet)
    sent = Import(meeting=meeting, file_name=clean(file_name)[-255:], digest=digest, row_count=len(sheet.rows), created_by=by)
    sent.file.save(f"{sent.pk}.bin", ContentFile(data), save=False)
    sent.save(force_insert=True)
    history.record("contributions.import_previewed", sent, by=by, meeting=meeting.slug, rows=len(sheet.rows))
    return _looked_at(sent, sheet)


def _looked_at(sent: Import, sheet: Sheet) -> Import:
    problems = _examined(sent, sheet).examined.problems
    sent.problems = [asdict(problem) for problem in problems[:PROBLEMS_KEPT]]
    sent.save(update_fields=["problems"])
    return sent


def preview_of(sent: Import) -> Preview:
    """The sheet that was sent, examined against what stands today. Raises NotWaitingError when it is kept no longer."""
    if not sent.file:
        raise NotWaitingError(_("This spreadsheet is kept no longer. Send it again."))
    with sent.file.open("rb") as stream:
        sheet = read_sheet(stream.read(), sent.file_name)
    return _examined(sent, sheet)


def _examined(sent: Import, sheet: Sheet) -> Preview:
    columns = sheet_rows.named_columns(sheet.headers)
    seen = sheet_rows.SeenWords(queries.words_of(sent.meeting))
    examined = sheet_rows.examine(sheet, columns, queries.lookups(sheet, columns), seen)
    return Preview(sheet, examined, unused_headers(sheet.headers, columns))


def confirm_import(sent: Import, by: User | Operator) -> int:
    """Keep every row as a contribution with its receipt, or none; how many there are. Twice is once.

    Raises HasProblemsError while any row has a problem, NotWaitingError when it was discarded. The file and its problems,
    which hold the words a second time, are forgotten afterwards.
    """
    require(by, "contributions.import_contributions", sent.meeting)
    with transaction.atomic():
        if Import.objects.filter(pk=sent.pk, state=ImportState.PREVIEWED).update(state=ImportState.CONFIRMED):
            _keep_rows(sent, by)
    sent.refresh_from_db()
    if sent.state != ImportState.CONFIRMED:
        raise NotWaitingError(_("This spreadsheet was discarded. Send it again."))
    _forget_file(sent)
    return sent.rows_done


def _keep_rows(sent: Import, by: User | Operator) -> None:
    examined = preview_of(sent).examined
    if examined.problems:
        raise sheets.HasProblemsError(_("Nothing was imported: mend the rows with problems and send the file again."))
    keep_rows(Origin(sent, Status.CAPTURED, by, timezone.now()), examined.rows)
    Import.objects.filter(pk=sent.pk).update(rows_done=len(examined.rows))
    history.record("contributions.import_confirmed", sent, by=by, meeting=sent.meeting.slug, rows=len(examined.rows))


@transaction.atomic
def _discard(sent: Import, by: User | Operator) -> None:
    if Import.objects.filter(pk=sent.pk, state=ImportState.PREVIEWED).update(state=ImportState.DISCARDED):
        history.record("contributions.import_discarded", sent, by=by, meeting=sent.meeting.slug)


def discard_import(sent: Import, by: User | Operator) -> None:
    """Import nothing of it and forget the file. Twice is once. Raises NotWaitingError when it was imported."""
    require(by, "contributions.import_contributions", sent.meeting)
    _discard(sent, by)
    sent.refresh_from_db()
    if sent.state != ImportState.DISCARDED:
        raise NotWaitingError(_("This spreadsheet was imported already; withdraw its contributions one by one."))
    _forget_file(sent)


def _forget_file(sent: Import) -> None:
    """The file holds the words a second time, and the problems pieces of them."""
    if sent.file:
        sent.file.delete(save=False)
    sent.file, sent.problems = "", []
    Import.objects.filter(pk=sent.pk).update(file="", problems=[])
