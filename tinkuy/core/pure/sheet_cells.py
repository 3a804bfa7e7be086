"""What the cells of a spreadsheet say to us, and what is wrong in them. Which columns there are, the room says whose they are."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tinkuy.core.pure.sheets import Table
from tinkuy.core.pure.texts import clean, fold

LONGEST_TEXT = 50_000
YES, NO = {"si", "s", "yes", "y", "x", "1", "verdadero", "true"}, {"no", "n", "0", "falso", "false"}
# UTF-8 that somebody read as Windows-1252: «organizaciÃ³n», «â€œ»; and the sign for what could not be read.
_MOJIBAKE = re.compile("Ã[\x80-\xbf¡-¿ƒ…†‡ˆ‰Š‹ŒŽ‘-”•–—˜™š›œžŸ±³]|â€|Â[¡-¿]|\ufffd")

Wrong = tuple[str, str]  # the code of what is wrong, and the value or the words that show it
Answer = tuple[Any, Sequence[Wrong]]
# Which of our columns is called how, as people write it; the first name is the one that we give it.
Names = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell. `row` 0 is the file as a whole; `value` is what stands there, shortened, or what says so."""

    row: int
    column: str
    code: str
    value: str = ""


def named_columns(headers: Sequence[str], known: Names) -> dict[str, int]:
    """Which of our columns stands where; of two with one name, the first."""
    names = {fold(name): column for column, written in known.items() for name in written}
    found: dict[str, int] = {}
    for position, header in enumerate(headers):
        if column := names.get(" ".join(fold(clean(header)).replace("_", " ").split())):
            found.setdefault(column, position)
    return found


def unused_headers(headers: Sequence[str], columns: Mapping[str, int]) -> list[str]:
    """The headers of columns that say nothing to us."""
    used = set(columns.values())
    return [header for position, header in enumerate(headers) if header and position not in used]


def odd_cells(table: Table) -> dict[int, list[Problem]]:
    """The formulas and merged cells of the table, by the number of their row."""
    odd: dict[int, list[Problem]] = defaultdict(list)
    for oddity in table.oddities:
        header = table.headers[oddity.column - 1] if 0 < oddity.column <= len(table.headers) else ""
        odd[oddity.row].append(Problem(oddity.row, header, oddity.kind.value))
    return dict(odd)


class ReadOnce(dict[str, Answer]):
    """What the cells of one column say, each read once: most columns say few different things."""

    def __init__(self, read: Callable[[str], Answer], remembered: int = 10_000) -> None:
        super().__init__()
        self.read, self.remembered = read, remembered

    def __missing__(self, cell: str) -> Answer:
        if len(self) >= self.remembered:
            self.clear()
        answer = self[cell] = self.read(clean(cell))
        return answer


def long_text(cell: str, limit: int = LONGEST_TEXT) -> Answer:
    """The words of a cell, unless they are more than `limit` characters or came through a wrong encoding."""
    text = clean(cell)
    wrong = [("too-long", str(len(text)))] if len(text) > limit else []
    if not text.isascii() and (found := _MOJIBAKE.search(text)):
        wrong.append(("wrong-encoding", text[max(0, found.start() - 12) : found.end() + 6]))
    return text, wrong


def short_text(cell: str, limit: int) -> Answer:
    return cell, [("too-long", str(len(cell)))] if len(cell) > limit else ()


def listed(cell: str, known: Mapping[str, Any], code: str, empty: Any) -> Answer:
    """What the cell means in a closed list whose keys are folded; `empty` for an empty cell, `code` for a stranger."""
    if not cell:
        return empty, ()
    found = known.get(fold(cell))
    return (empty, [(code, shortened(cell))]) if found is None else (found, ())


def listed_many(cell: str, known: Mapping[str, Any], code: str) -> Answer:
    """As `listed`, of several separated by semicolons; each once, in their order."""
    names = [name for part in cell.split(";") if (name := part.strip())]
    wrong = [(code, shortened(name)) for name in names if fold(name) not in known]
    found = (known.get(fold(name)) for name in names)
    return tuple(dict.fromkeys(each for each in found if each)), wrong


def yes_or_no(cell: str, empty: bool) -> Answer:
    value = fold(cell)
    if not value:
        return empty, ()
    return value in YES, [] if value in YES or value in NO else [("not-yes-or-no", shortened(cell))]


def shortened(value: str) -> str:
    return value if len(value) <= 60 else f"{value[:59]}…"
