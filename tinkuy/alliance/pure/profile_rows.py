"""The rows of a spreadsheet of profiles, checked as a whole: every problem of every row at once, before any is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple
from uuid import UUID

from tinkuy.core.pure import sheet_cells
from tinkuy.core.pure.sheet_cells import Answer, Problem, Wrong, short_text
from tinkuy.core.pure.sheets import Row, Sheet
from tinkuy.core.pure.texts import clean, fold

LONGEST_DESCRIPTION = 2_000
MOST_ROWS = 1_000
# Names of columns as people write them; the first of each stands in the sheet to fill in.
COLUMNS = {
    "name": ("nombre", "organizacion", "name", "organization"),
    "kind": ("tipo", "a que se dedica", "kind"),
    "territory": ("territorio", "lugar", "ubigeo", "territory"),
    "description": ("qué hace", "descripcion", "description"),
    "site": ("página web", "web", "sitio", "website"),
    "groups": ("mesas", "mesa", "mesas de trabajo", "working groups"),
    "contact_name": ("contacto", "persona de contacto", "contact"),
    "email": ("correo", "correo electronico", "e-mail", "email"),
}


class ProfileRow(NamedTuple):
    """One organization as its row tells of it."""

    number: int
    name: str
    kind: str
    territory: UUID | None
    description: str
    site: str
    groups: tuple[UUID, ...]
    contact_name: str
    email: str


@dataclass(frozen=True)
class Lookups:
    """What the rows are compared with. Keys are folded; `territory` gives an id, or what is wrong with a name or code.

    `names` are those that the campaign has; `has_declined` says of an address whether it asked not to be written to.
    """

    territory: Callable[[str], UUID | Wrong]
    groups: Mapping[str, UUID]
    names: frozenset[str]
    is_email: Callable[[str], bool]
    is_address: Callable[[str], bool]
    has_declined: Callable[[str], bool]


@dataclass
class Examined:
    """Rows that can be kept, and the problems of the rest. Either all rows are kept or none."""

    rows: list[ProfileRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def examine(sheet: Sheet, columns: Mapping[str, int], lookups: Lookups) -> Examined:
    """Read every row; the problems come in the order of the rows."""
    examined, odd, seen = Examined(), sheet_cells.odd_cells(sheet), dict[str, int]()
    for row in sheet.rows:
        ready, problems = _read(row, columns, lookups)
        problems = [*odd.get(row.number, []), *problems]
        if ready.name and (first := seen.setdefault(fold(ready.name), row.number)) != row.number:
            problems.append(Problem(row.number, "name", "repeated", str(first)))
        examined.problems += problems
        if not problems:
            examined.rows.append(ready)
    return examined


def _read(row: Row, columns: Mapping[str, int], lookups: Lookups) -> tuple[ProfileRow, list[Problem]]:
    values, problems = {}, []
    for name, read in _READERS.items():
        position = columns.get(name)
        cell = row.cells[position] if position is not None and position < len(row.cells) else ""
        values[name], wrong = read(clean(cell), lookups)
        problems += [Problem(row.number, name, code, value) for code, value in wrong]
    if values["contact_name"] and not values["email"]:
        problems.append(Problem(row.number, "email", "no-email", values["contact_name"]))
    return ProfileRow(row.number, **values), problems


def _name(cell: str, lookups: Lookups) -> Answer:
    if not cell:
        return "", [("no-name", "")]
    text, wrong = sheet_cells.long_text(cell, 200)
    taken = [("already-in-campaign", sheet_cells.shortened(cell))] if fold(cell) in lookups.names else []
    return text, [*wrong, *taken]


def _territory(cell: str, lookups: Lookups) -> Answer:
    found = lookups.territory(cell) if cell else None
    return (None, [found]) if isinstance(found, tuple) else (found, ())


def _email(cell: str, lookups: Lookups) -> Answer:
    email = cell.lower()
    if email and not lookups.is_email(email):
        return email, [("bad-email", sheet_cells.shortened(cell))]
    return email, [("has-declined", "")] if email and lookups.has_declined(email) else ()


def _site(cell: str, lookups: Lookups) -> Answer:
    site = f"https://{cell}" if cell and "://" not in cell else cell
    return site, [("bad-address", sheet_cells.shortened(cell))] if site and not lookups.is_address(site) else ()


def _short(limit: int, cell: str, _lookups: Lookups) -> Answer:
    return short_text(cell, limit)


_READERS: dict[str, Callable[[str, Lookups], Answer]] = {
    "name": _name,
    "kind": partial(_short, 80),
    "territory": _territory,
    "description": lambda cell, _lookups: sheet_cells.long_text(cell, LONGEST_DESCRIPTION),
    "site": _site,
    "groups": lambda cell, lookups: sheet_cells.listed_many(cell, lookups.groups, "unknown-group"),
    "contact_name": partial(_short, 200),
    "email": _email,
}
