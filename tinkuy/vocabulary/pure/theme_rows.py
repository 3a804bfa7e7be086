"""Rows of a themes file, checked as a whole before any is believed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tinkuy.core.pure.texts import clean
from tinkuy.vocabulary.pure.territory_rows import slugged

# Names of columns as people write them, folded; the first of each is the one that the export writes.
COLUMNS = {
    "slug": ("slug", "nombre corto"),
    "name": ("name", "nombre", "tema"),
    "parent": ("parent", "dentro de", "tema superior"),
    "definition": ("definition", "definicion"),
}
NAME_LIMIT = SLUG_LIMIT = 120
DEFINITION_LIMIT = 5_000
# Addresses under /temas/ that lead elsewhere.
RESERVED = ("nuevo", "importar")


@dataclass(frozen=True)
class ThemeRow:
    """One theme as a file states it; `parent` is the slug of the theme above, '' for none."""

    number: int
    slug: str
    name: str
    parent: str
    definition: str


def read_rows(
    rows: Mapping[int, Mapping[str, str]], parents: Mapping[str, str]
) -> tuple[list[ThemeRow], list[tuple[int, str, str]]]:
    """The rows, parents before children, and every problem as (row number, what is wrong, the value).

    `rows` are by their number in the file; `parents` says of each theme that stands already which is above it ('' for none).
    What can be wrong:
    "name", "slug", "reserved", "definition", "duplicate", "parent", "circle".
    """
    read = [_read(number, row) for number, row in rows.items()]
    above = {**parents, **{row.slug: row.parent for row in read}}
    problems, seen = [], set()
    for row in read:
        problems += [(row.number, kind, value) for kind, value in _problems(row, above)]
        if row.slug in seen:
            problems.append((row.number, "duplicate", row.slug))
        seen.add(row.slug)
    return (read if problems else _parents_first(read)), problems


def _read(number: int, row: Mapping[str, str]) -> ThemeRow:
    cells = {column: clean(row.get(column) or "") for column in COLUMNS}
    slug = cells["slug"] or slugged(cells["name"])[:SLUG_LIMIT]
    return ThemeRow(number, slug, cells["name"], cells["parent"], cells["definition"])


def _problems(row: ThemeRow, above: Mapping[str, str]) -> list[tuple[str, str]]:
    wrong = []
    if not row.name or len(row.name) > NAME_LIMIT:
        wrong.append(("name", row.name))
    if row.name and (row.slug != slugged(row.slug) or not row.slug or len(row.slug) > SLUG_LIMIT):
        wrong.append(("slug", row.slug))
    elif row.slug in RESERVED:
        wrong.append(("reserved", row.slug))
    if len(row.definition) > DEFINITION_LIMIT:
        wrong.append(("definition", str(len(row.definition))))
    if row.parent and row.parent not in above:
        wrong.append(("parent", row.parent))
    elif is_in_circle(row.slug, above):
        wrong.append(("circle", row.slug))
    return wrong


def is_in_circle(slug: str, above: Mapping[str, str]) -> bool:
    """Whether one comes back to `slug` by going up from it."""
    passed, at = {slug}, above.get(slug, "")
    while at and at not in passed:
        passed.add(at)
        at = above.get(at, "")
    return at == slug


def _parents_first(rows: Collection[ThemeRow]) -> list[ThemeRow]:
    by_slug, placed = {row.slug: row for row in rows}, dict[str, ThemeRow]()
    for row in rows:
        line = [row]
        while line[-1].parent in by_slug and line[-1].parent not in placed:
            line.append(by_slug[line[-1].parent])
        placed.update((each.slug, each) for each in reversed(line) if each.slug not in placed)
    return list(placed.values())
