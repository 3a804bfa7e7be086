"""Rows of a spreadsheet as contributions: many at once, each with its receipt, its history and its words in the index."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from typing import Any
from uuid import UUID

from tinkuy.contributions.enums import Channel
from tinkuy.contributions.models import Contribution, Import, Speaker
from tinkuy.contributions.pure import receipts
from tinkuy.contributions.pure.sheet_rows import ReadyRow
from tinkuy.core import search
from tinkuy.core.bulk import insert_many
from tinkuy.core.models import HistoryEntry, User
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import uuid7
from tinkuy.vocabulary.models import Territory

ACTION = "contributions.contribution_imported"
KIND = "contributions.contribution"
COLUMNS = (
    "id receipt import_row text language kind territory_id organization_id speaker_role translation translation_language "
    "translated_by region may_publish may_attribute meeting_id status channel device captured_by_id captured_at imported_in_id"
).split()
HISTORY_COLUMNS = ["at", "action", "by_id", "via", "target_kind", "target_id", "details"]


@dataclass(frozen=True)
class Origin:
    """What all rows of one import share."""

    sent: Import
    status: str
    by: User | Operator
    at: datetime


Kept = list[tuple[UUID, ReadyRow]]


def keep_rows(origin: Origin, rows: Sequence[ReadyRow]) -> None:
    """Write `rows`, none of which has a problem, by the shortest way that the database has. To be called inside a transaction.

    Every row gets its entry in the history; search learns its words here, so subscribers to captured contributions do not run.
    A speaker's name is kept only with consent, and a territory that is the meeting's own is not said twice.
    """
    # Ids in the order of the rows: lists and slips come in the order of the sheet.
    ids = sorted((uuid7() for _ in rows), key=lambda one: one.int)
    kept: Kept = list(zip(ids, rows, strict=True))
    insert_many(Contribution, COLUMNS, _contributions(origin, kept))
    if speakers := [(pk, row.speaker_name) for pk, row in kept if row.may_attribute and row.speaker_name]:
        insert_many(Speaker, ["contribution_id", "name"], speakers)
    if themes := [(pk, theme) for pk, row in kept for theme in row.themes]:
        insert_many(Contribution.themes.through, ["contribution_id", "theme_id"], themes)
    insert_many(HistoryEntry, HISTORY_COLUMNS, _history(origin, kept))
    search.put_many(_documents(origin, kept), are_new=True)


def _contributions(origin: Origin, kept: Kept) -> Iterator[tuple[Any, ...]]:
    sent, own_place = origin.sent, origin.sent.meeting.territory
    own_territory = own_place.pk if own_place else None
    stated = {row.territory for _pk, row in kept if row.territory}
    regions: dict[UUID | None, str] = {
        place.pk: place.region_code for place in Territory.objects.filter(pk__in=stated).only("path")
    }
    regions[None] = own_place.region_code if own_place else ""
    by = origin.by.pk if isinstance(origin.by, User) else None
    shared = (sent.meeting_id, str(origin.status), str(Channel.SPREADSHEET), "", by, origin.at, sent.pk)
    for (pk, row), code in zip(kept, _free_codes(len(kept)), strict=True):
        territory = None if row.territory == own_territory else row.territory
        said = (row.number, row.text, row.language, row.kind, territory, row.organization, row.speaker_role)
        translated = (row.translation, row.translation_language, row.translated_by)
        yield (pk, code, *said, *translated, regions[territory], row.may_publish, row.may_attribute, *shared)


def _history(origin: Origin, kept: Kept) -> Iterator[tuple[Any, ...]]:
    by = origin.by.pk if isinstance(origin.by, User) else None
    via = origin.by.via if isinstance(origin.by, Operator) else ""
    sent = str(origin.sent.pk)
    for pk, row in kept:
        yield (origin.at, ACTION, by, via, KIND, pk, f'{{"import": "{sent}", "row": {row.number}}}')


def _documents(origin: Origin, kept: Kept) -> Iterator[search.Document]:
    is_validated = origin.status == "VALIDATED"
    for pk, row in kept:
        also = ((row.translation, row.translation_language),) if row.translation else ()
        yield search.Document(KIND, pk, "", row.text, row.language, row.may_publish and is_validated, also)


def _free_codes(how_many: int) -> Iterable[str]:
    """Codes that nobody holds. In a million among a million million, one is taken once in a while."""
    codes = dict.fromkeys(receipts.new_codes(how_many))
    while taken := _taken(list(codes)):
        for code in taken:
            del codes[code]
        while len(codes) < how_many:
            codes.update(zip(receipts.new_codes(how_many - len(codes)), repeat(None)))
    return codes


def _taken(codes: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(codes), 500):
        held = Contribution.objects.filter(receipt__in=codes[start : start + 500])
        found.update(held.values_list("receipt", flat=True))
    return found
