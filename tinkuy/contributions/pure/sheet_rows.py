"""The rows of a spreadsheet of contributions, checked as a whole: every problem of every row at once, before any is kept."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tinkuy.contributions.pure.sheets import Row, Sheet
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
YES, NO = {"si", "s", "yes", "y", "x", "1", "verdadero", "true"}, {"", "no", "n", "0", "falso", "false"}
# UTF-8 that somebody read as Windows-1252: «organizaciÃ³n», «â€œ»; and the sign for what could not be read.
_MOJIBAKE = re.compile("Ã[\x80-\xbf¡-¿ƒ…†‡ˆ‰Š‹ŒŽ‘-”•–—˜™š›œžŸ±³]|â€|Â[¡-¿]|\ufffd")


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell. `row` 0 is the file as a whole; `value` is what stands there, shortened."""

    row: int
    column: str
    code: str
    value: str = ""


@dataclass(frozen=True)
class ReadyRow:
    """One contribution that can be kept as it stands."""

    number: int
    text: str
    language: str = "es"
    kind: str = "OTHER"
    territory: UUID | None = None
    themes: tuple[UUID, ...] = ()
    speaker_role: str = ""
    organization: UUID | None = None
    may_publish: bool = False
    may_attribute: bool = False
    speaker_name: str = ""
    translation: str = ""
    translation_language: str = ""
    translated_by: str = ""


@dataclass(frozen=True)
class Lookups:
    """What the rows are compared with. Keys are folded; `territory` gives an id, or what is wrong with a name or code."""

    territory: Callable[[str], UUID | str]
    themes: Mapping[str, UUID]
    organizations: Mapping[str, UUID]
    languages: Mapping[str, str]
    kinds: Mapping[str, str]
    texts_of_meeting: Collection[str] = frozenset()


@dataclass
class Examined:
    """Rows that can be kept, and the problems of the rest. Either all rows are kept or none."""

    rows: list[ReadyRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def examine(sheet: Sheet, lookups: Lookups) -> Examined:
    """Read every row; the problems come in the order of the rows."""
    columns = named_columns(sheet.headers)
    if "text" not in columns:
        return Examined(problems=[Problem(0, "text", "missing-column")])
    examined, seen = Examined(), dict[str, int]()
    odd: dict[int, list[Problem]] = {}
    for oddity in sheet.oddities:
        header = sheet.headers[oddity.column - 1] if 0 < oddity.column <= len(sheet.headers) else ""
        odd.setdefault(oddity.row, []).append(Problem(oddity.row, header, oddity.kind.value))
    for row in sheet.rows:
        reading = _Reading(row, columns, lookups)
        ready = reading.ready()
        problems = odd.get(row.number, []) + reading.problems + _repeated(ready, seen, lookups)
        examined.problems += problems
        if not problems:
            examined.rows.append(ready)
    return examined


def named_columns(headers: Collection[str]) -> dict[str, int]:
    """Which of our columns stands where; of two with one name, the first."""
    names = {name: column for column, known in COLUMNS.items() for name in known}
    found: dict[str, int] = {}
    for position, header in enumerate(headers):
        if column := names.get(" ".join(fold(clean(header)).replace("_", " ").split())):
            found.setdefault(column, position)
    return found


def _repeated(ready: ReadyRow, seen: dict[str, int], lookups: Lookups) -> list[Problem]:
    if not ready.text:
        return []
    if ready.text in lookups.texts_of_meeting:
        return [Problem(ready.number, "text", "already-in-meeting", _short(ready.text))]
    first = seen.setdefault(ready.text, ready.number)
    return [Problem(ready.number, "text", "repeated", str(first))] if first != ready.number else []


class _Reading:
    """One row, while its problems are gathered."""

    def __init__(self, row: Row, columns: Mapping[str, int], lookups: Lookups) -> None:
        self.row, self.columns, self.lookups = row, columns, lookups
        self.problems: list[Problem] = []

    def ready(self) -> ReadyRow:
        translation = self.long("translation")
        return ReadyRow(
            number=self.row.number,
            text=self.text(),
            language=self.listed("language", self.lookups.languages, "bad-language") or "es",
            kind=self.listed("kind", self.lookups.kinds, "bad-kind") or "OTHER",
            territory=self.territory(),
            themes=self.themes(),
            speaker_role=self.short("speaker_role", 120),
            organization=self.organization(),
            may_publish=self.yes_or_no("may_publish"),
            may_attribute=self.yes_or_no("may_attribute"),
            speaker_name=self.short("speaker_name", 200),
            translation=translation,
            translation_language=(self.listed("translation_language", self.lookups.languages, "bad-language") or "es")
            if translation
            else "",
            translated_by=self.short("translated_by", 200),
        )

    def cell(self, column: str) -> str:
        position = self.columns.get(column, len(self.row.cells))
        return clean(self.row.cells[position]) if position < len(self.row.cells) else ""

    def refuse(self, column: str, code: str, value: str = "") -> None:
        self.problems.append(Problem(self.row.number, column, code, _short(value)))

    def text(self) -> str:
        text = self.long("text")
        if not text:
            self.refuse("text", "no-text")
        return text

    def long(self, column: str) -> str:
        text = self.cell(column)
        if len(text) > LONGEST_TEXT:
            self.refuse(column, "too-long", str(len(text)))
        if found := _MOJIBAKE.search(text):
            self.refuse(column, "wrong-encoding", text[max(0, found.start() - 12) : found.end() + 6])
        return text

    def short(self, column: str, limit: int) -> str:
        text = self.cell(column)
        if len(text) > limit:
            self.refuse(column, "too-long", str(len(text)))
        return text

    def listed(self, column: str, known: Mapping[str, str], code: str) -> str:
        value = self.cell(column)
        if value and fold(value) not in known:
            self.refuse(column, code, value)
        return known.get(fold(value), "")

    def yes_or_no(self, column: str) -> bool:
        value = fold(self.cell(column))
        if value not in YES and value not in NO:
            self.refuse(column, "not-yes-or-no", value)
        return value in YES

    def territory(self) -> UUID | None:
        value = self.cell("territory")
        found = self.lookups.territory(value) if value else None
        if isinstance(found, str):
            self.refuse("territory", found, value)
            return None
        return found

    def themes(self) -> tuple[UUID, ...]:
        names = [name for part in self.cell("themes").split(";") if (name := part.strip())]
        for name in names:
            if fold(name) not in self.lookups.themes:
                self.refuse("themes", "unknown-theme", name)
        return tuple(dict.fromkeys(self.lookups.themes[fold(name)] for name in names if fold(name) in self.lookups.themes))

    def organization(self) -> UUID | None:
        value = self.cell("organization")
        if value and fold(value) not in self.lookups.organizations:
            self.refuse("organization", "unknown-organization", value)
        return self.lookups.organizations.get(fold(value))


def _short(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:59]}…"
