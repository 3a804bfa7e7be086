"""A file that is loaded again writes only what it says differently now: what people changed since stays.

For each field there are three words: the file's last one, the file's present one, and what is held here. The file's last
words are kept in `LoadedRecord`; of a database that was loaded before they were kept, history tells them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Manager, Model

from tinkuy.core import history
from tinkuy.core.recording import cleaned
from tinkuy.web.models import LoadedRecord

VIA = "load-history"
WHOLE_FILE = ""
Values = dict[str, Any]


@dataclass(frozen=True)
class Disagreement:
    """The file changed a field, and so did a person: hers stays, and whoever loads is told."""

    place: str
    field: str
    file_says: str
    held: str


class Memory:
    """What the file said of each record when it was last loaded, and what it says this time."""

    def __init__(self) -> None:
        self._before: dict[str, Values] = dict(LoadedRecord.objects.values_list("place", "values"))
        self._now: dict[str, Values] = {}
        self.disagreements: list[Disagreement] = []

    @property
    def of_whole_file(self) -> Values:
        return self._before.get(WHOLE_FILE, {})

    def merged(self, place: str, row: Model | None, values: Values) -> Values:
        """What to give to the service: the file's values, and in place of those that a person changed, what `row` holds."""
        self._now[place] = {name: _said(value) for name, value in values.items()}
        if row is None:
            return values
        before = self._before.get(place)
        if before is None:
            before = _told_by_history(row)
        return {name: self._one(place, row, name, value, before) for name, value in values.items()}

    def _one(self, place: str, row: Model, name: str, value: Any, before: Values) -> Any:
        held = _held(row, name)
        now, was, here = _said(value), before.get(name, _said(held)), _said(held)
        if here in (now, was):
            return value if here == was else held
        if now != was:
            self.disagreements.append(Disagreement(place, name, _in_words(value), _in_words(held)))
        return held

    def keep(self, of_whole_file: Values) -> None:
        """Remember what the file said this time. Records that it leaves out are forgotten."""
        said = {**self._now, WHOLE_FILE: of_whole_file}
        LoadedRecord.objects.exclude(place__in=said).delete()
        LoadedRecord.objects.bulk_create(
            [LoadedRecord(place=place, values=values) for place, values in said.items() if self._before.get(place) != values],
            update_conflicts=True,
            unique_fields=["place"],
            update_fields=["values"],
        )


def _told_by_history(row: Model) -> Values:
    """The file's last word on each field that was changed since the row came in; the others are as the file said."""
    if not isinstance(row.pk, UUID):
        return {}
    said: Values = {}
    for entry in history.of(row):
        for name, (earlier, later) in entry.details.get("changes", {}).items():
            if entry.via == VIA:
                said[name] = later
            else:
                said.setdefault(name, earlier)
    return said


def _held(row: Model, name: str) -> Any:
    value = getattr(row, name)
    return list(value.all()) if isinstance(value, Manager) else value


def _said(value: Any) -> Any:
    """`value` as history writes it: rows by their ids, lists of rows in the order of their ids."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, list) and value and isinstance(value[0], Model):
        return sorted(str(row.pk) for row in value)
    value = cleaned(value)
    return value if isinstance(value, int | float | bool | list | dict | None) else str(value)


def _in_words(value: Any) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str | dict):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
