"""The rows of a spreadsheet of contributions, checked as a whole: every problem of every row at once, before any is kept."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from tinkuy.core.pure import sheet_cells
from tinkuy.core.pure.sheet_cells import Answer, Problem, ReadOnce, Wrong, listed, short_text, yes_or_no
from tinkuy.core.pure.sheets import Row, Table

# Names of columns as people write them, folded.
COLUMNS = {
    "text": ("texto", "aporte", "text", "contribution"),
    "language": ("idioma", "lengua", "language"),
    "kind": ("tipo", "clase", "kind"),
    "territory": ("territorio", "lugar", "distrito", "ubigeo", "territory"),
    "themes": ("temas", "tema", "themes", "theme"),
    "speaker_role": ("rol", "quien habla", "role"),
    "organization": ("organizacion", "organization"),
    "may_publish": ("publicar", "publish"),
    "may_attribute": ("atribuir", "attribute"),
    "speaker_name": ("nombre", "name"),
    "translation": ("traduccion", "translation"),
    "translation_language": ("idioma de la traduccion", "translation language"),
    "translated_by": ("traducido por", "traductor", "translated by"),
}
# Kinds by their Spanish names, which sheets say whatever language the page is in.
KINDS = {
    "problema": "PROBLEM",
    "propuesta": "PROPOSAL",
    "experiencia": "EXPERIENCE",
    "pregunta": "QUESTION",
    "compromiso": "COMMITMENT",
    "otro": "OTHER",
}


NO_ROWS = Problem(0, "text", "no-rows")


class ReadyRow(NamedTuple):
    """One contribution as its row gives it."""

    number: int
    text: str
    language: str
    kind: str
    territory: UUID | None
    themes: tuple[UUID, ...]
    speaker_role: str
    organization: UUID | None
    may_publish: bool
    may_attribute: bool
    speaker_name: str
    translation: str
    translation_language: str
    translated_by: str


@dataclass(frozen=True)
class Lookups:
    """What the rows are compared with. Keys are folded; `territory` gives an id, or what is wrong with a name or code.

    `language` and `publish` are what an empty cell says.
    """

    territory: Callable[[str], UUID | Wrong]
    themes: Mapping[str, UUID]
    organizations: Mapping[str, UUID]
    languages: Mapping[str, str]
    kinds: Mapping[str, str]
    language: str = "es"
    publish: bool = False


@dataclass
class Examined:
    """Rows that can be kept, and the problems of the rest. Either all rows are kept or none."""

    rows: list[ReadyRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class SeenWords:
    """Which words stand in the meeting or in an earlier row, known by a digest: a million take 100 MB, however long."""

    def __init__(self, of_meeting: Iterable[str] = ()) -> None:
        self._row_of = dict.fromkeys(map(hash, of_meeting), 0)

    def problem(self, ready: ReadyRow) -> Problem | None:
        """What is wrong with saying again what `ready` says; from now on its words are seen."""
        first = self._row_of.setdefault(hash(ready.text), ready.number) if ready.text else ready.number
        if first == ready.number:
            return None
        code, value = ("repeated", str(first)) if first else ("already-in-meeting", sheet_cells.shortened(ready.text))
        return Problem(ready.number, "text", code, value)


def problem_of_file(headers: Collection[str], columns: Mapping[str, int]) -> Problem | None:
    """Why no row of a file with these headers can be read."""
    return None if "text" in columns else Problem(0, "text", "missing-column", sheet_cells.shortened(", ".join(headers)))


def examine(table: Table, columns: Mapping[str, int], lookups: Lookups, seen: SeenWords | None) -> Examined:
    """Read every row; the problems come in the order of the rows."""
    if problem := problem_of_file(table.headers, columns):
        return Examined(problems=[problem])
    examined, any_row = Examined(), False
    for ready, problems in read_rows(table, columns, lookups, seen):
        any_row = True
        examined.problems += problems
        if not problems:
            examined.rows.append(ready)
    if not any_row:
        examined.problems.append(NO_ROWS)
    return examined


def read_rows(
    table: Table, columns: Mapping[str, int], lookups: Lookups, seen: SeenWords | None
) -> Iterator[tuple[ReadyRow, list[Problem]]]:
    """Each row as a contribution, with its problems, one at a time. Without `seen`, words may come twice."""
    odd = sheet_cells.odd_cells(table)
    reader = _Reader(columns, lookups)
    for row in table.rows:
        ready, problems = reader.read(row)
        if odd:
            problems = odd.get(row.number, []) + problems
        if seen and (again := seen.problem(ready)):
            problems.append(again)
        yield ready, problems


def named_columns(headers: Sequence[str], text_column: str = "") -> dict[str, int]:
    """Which of our columns stands where; of two with one name, the first. `text_column` names the one of the words."""
    found = sheet_cells.named_columns(headers, COLUMNS)
    if text_column:
        found.pop("text", None)
        if text_column in headers:
            found["text"] = headers.index(text_column)
    return found


class _Reader:
    """From the cells of a row to a contribution and its problems."""

    def __init__(self, columns: Mapping[str, int], lookups: Lookups) -> None:
        self.lookups = lookups
        known: dict[str, Callable[[str], Answer]] = {
            "language": lambda cell: listed(cell, lookups.languages, "bad-language", lookups.language),
            "kind": lambda cell: listed(cell, lookups.kinds, "bad-kind", "OTHER"),
            "territory": self._territory,
            "themes": lambda cell: sheet_cells.listed_many(cell, lookups.themes, "unknown-theme"),
            "speaker_role": lambda cell: short_text(cell, 120),
            "organization": lambda cell: listed(cell, lookups.organizations, "unknown-organization", None),
            "may_publish": lambda cell: yes_or_no(cell, lookups.publish),
            "may_attribute": lambda cell: yes_or_no(cell, False),
            "speaker_name": lambda cell: short_text(cell, 200),
            "translation_language": lambda cell: listed(cell, lookups.languages, "bad-language", "es"),
            "translated_by": lambda cell: short_text(cell, 200),
        }
        self.empty = {name: read("")[0] for name, read in known.items()} | {"translation": ""}
        ask: dict[str, Callable[[str], Answer]] = {name: ReadOnce(read).__getitem__ for name, read in known.items()}
        ask |= {"text": _words, "translation": sheet_cells.long_text}
        self.asked = [(name, position, ask[name]) for name, position in columns.items()]

    def read(self, row: Row) -> tuple[ReadyRow, list[Problem]]:
        values, problems, cells = self.empty.copy(), [], row.cells
        for name, position, ask in self.asked:
            values[name], wrong = ask(cells[position] if position < len(cells) else "")
            for code, value in wrong:
                problems.append(Problem(row.number, name, code, value))
        if not values["translation"]:
            values["translation_language"] = ""
        return ReadyRow(row.number, **values), problems

    def _territory(self, cell: str) -> Answer:
        found = self.lookups.territory(cell) if cell else None
        return (None, [found]) if isinstance(found, tuple) else (found, ())


def _words(cell: str) -> Answer:
    text, wrong = sheet_cells.long_text(cell)
    return (text, wrong) if text else ("", [("no-text", "")])
