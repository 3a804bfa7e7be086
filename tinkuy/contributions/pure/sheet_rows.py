"""The rows of a spreadsheet of contributions, checked as a whole: every problem of every row at once, before any is kept."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from tinkuy.contributions.pure.sheets import Row, Table
from tinkuy.core.pure.texts import clean, fold

LONGEST_TEXT = 50_000

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
YES, NO = {"si", "s", "yes", "y", "x", "1", "verdadero", "true"}, {"no", "n", "0", "falso", "false"}
# UTF-8 that somebody read as Windows-1252: «organizaciÃ³n», «â€œ»; and the sign for what could not be read.
_MOJIBAKE = re.compile("Ã[\x80-\xbf¡-¿ƒ…†‡ˆ‰Š‹ŒŽ‘-”•–—˜™š›œžŸ±³]|â€|Â[¡-¿]|\ufffd")


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell. `row` 0 is the file as a whole; `value` is what stands there, shortened, or what says so."""

    row: int
    column: str
    code: str
    value: str = ""


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


Wrong = tuple[str, str]  # the code of what is wrong, and the value or the words that show it
Answer = tuple[Any, Sequence[Wrong]]


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
        code, value = ("repeated", str(first)) if first else ("already-in-meeting", _short(ready.text))
        return Problem(ready.number, "text", code, value)


def problem_of_file(headers: Collection[str], columns: Mapping[str, int]) -> Problem | None:
    """Why no row of a file with these headers can be read."""
    return None if "text" in columns else Problem(0, "text", "missing-column", _short(", ".join(headers)))


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
    odd: dict[int, list[Problem]] = {}
    for oddity in table.oddities:
        header = table.headers[oddity.column - 1] if 0 < oddity.column <= len(table.headers) else ""
        odd.setdefault(oddity.row, []).append(Problem(oddity.row, header, oddity.kind.value))
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
    names = {name: column for column, known in COLUMNS.items() for name in known}
    found: dict[str, int] = {}
    for position, header in enumerate(headers):
        if column := names.get(" ".join(fold(clean(header)).replace("_", " ").split())):
            found.setdefault(column, position)
    if text_column:
        found.pop("text", None)
        if text_column in headers:
            found["text"] = headers.index(text_column)
    return found


def unused_headers(headers: Sequence[str], columns: Mapping[str, int]) -> list[str]:
    """The headers of columns that say nothing to us."""
    used = set(columns.values())
    return [header for position, header in enumerate(headers) if header and position not in used]


class _Cells(dict[str, Answer]):
    """What the cells of one column say, each read once: most columns say few different things."""

    def __init__(self, read: Callable[[str], Answer], remembered: int = 10_000) -> None:
        super().__init__()
        self.read, self.remembered = read, remembered

    def __missing__(self, cell: str) -> Answer:
        if len(self) >= self.remembered:
            self.clear()
        answer = self[cell] = self.read(clean(cell))
        return answer


class _Reader:
    """From the cells of a row to a contribution and its problems."""

    def __init__(self, columns: Mapping[str, int], lookups: Lookups) -> None:
        self.lookups = lookups
        known: dict[str, Callable[[str], Answer]] = {
            "language": lambda cell: _listed(cell, lookups.languages, "bad-language", lookups.language),
            "kind": lambda cell: _listed(cell, lookups.kinds, "bad-kind", "OTHER"),
            "territory": self._territory,
            "themes": self._themes,
            "speaker_role": lambda cell: _short_enough(cell, 120),
            "organization": lambda cell: _listed(cell, lookups.organizations, "unknown-organization", None),
            "may_publish": lambda cell: _yes_or_no(cell, lookups.publish),
            "may_attribute": lambda cell: _yes_or_no(cell, False),
            "speaker_name": lambda cell: _short_enough(cell, 200),
            "translation_language": lambda cell: _listed(cell, lookups.languages, "bad-language", "es"),
            "translated_by": lambda cell: _short_enough(cell, 200),
        }
        self.empty = {name: read("")[0] for name, read in known.items()} | {"translation": ""}
        ask: dict[str, Callable[[str], Answer]] = {name: _Cells(read).__getitem__ for name, read in known.items()}
        ask |= {"text": _words, "translation": lambda cell: _long_enough(clean(cell))}
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

    def _themes(self, cell: str) -> Answer:
        names = [name for part in cell.split(";") if (name := part.strip())]
        wrong = [("unknown-theme", _short(name)) for name in names if fold(name) not in self.lookups.themes]
        found = (self.lookups.themes.get(fold(name)) for name in names)
        return tuple(dict.fromkeys(theme for theme in found if theme)), wrong


def _words(cell: str) -> Answer:
    text = clean(cell)
    return _long_enough(text) if text else ("", [("no-text", "")])


def _long_enough(text: str) -> Answer:
    wrong = [("too-long", str(len(text)))] if len(text) > LONGEST_TEXT else []
    if not text.isascii() and (found := _MOJIBAKE.search(text)):
        wrong.append(("wrong-encoding", text[max(0, found.start() - 12) : found.end() + 6]))
    return text, wrong


def _short_enough(cell: str, limit: int) -> Answer:
    return cell, [("too-long", str(len(cell)))] if len(cell) > limit else ()


def _listed(cell: str, known: Mapping[str, Any], code: str, empty: Any) -> Answer:
    if not cell:
        return empty, ()
    found = known.get(fold(cell))
    return (empty, [(code, _short(cell))]) if found is None else (found, ())


def _yes_or_no(cell: str, empty: bool) -> Answer:
    value = fold(cell)
    if not value:
        return empty, ()
    return value in YES, [] if value in YES or value in NO else [("not-yes-or-no", _short(cell))]


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:59]}…"
