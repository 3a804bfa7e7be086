"""Themes: one by one, or a whole tree from a file."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.ids import named
from tinkuy.core.pure.sheet_cells import odd_cells
from tinkuy.core.pure.sheets import Sheet
from tinkuy.core.sheets import problem_text
from tinkuy.vocabulary.models import Theme
from tinkuy.vocabulary.pure.theme_rows import COLUMNS, ThemeRow, read_rows
from tinkuy.vocabulary.services.refusals import RowsRefusedError

# Of a file: by the number that each row has there, or in the order of a file whose header is row 1.
Rows = Mapping[int, Mapping[str, str]] | Iterable[Mapping[str, str]]


@transaction.atomic
def define_theme(
    slug: str,
    name: str,
    definition: str = "",
    parent: Theme | None = None,
    is_sample: bool = False,
    *,
    by: User | Operator,
) -> Theme:
    """The theme of this slug as stated: made, or changed where it differs. Twice is once.

    Raises RowsRefusedError for a bad name or slug, and when `parent` lies under the theme itself.
    """
    require(by, "vocabulary.define_theme")
    row = {"slug": slug, "name": name, "definition": definition, "parent": parent.slug if parent else ""}
    read = _checked([row])
    return _define(read[0], {parent.slug: parent} if parent else {}, by=by, is_sample=is_sample)


@transaction.atomic
def import_themes(rows: Rows, by: User | Operator) -> list[Theme]:
    """Every theme of the file, made or changed. Columns: slug, name, parent (a slug), definition; as the export writes them.

    An empty slug is made from the name. Themes that the file leaves out stay. Raises RowsRefusedError with every problem of
    every row, and imports nothing.
    """
    require(by, "vocabulary.import_themes")
    read = _checked(rows)
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    for row in read:
        themes[row.slug] = _define(row, themes, by=by, known=themes.get(row.slug))
    return [themes[row.slug] for row in read]


def theme_problems(rows: Rows) -> list[tuple[int, str]]:
    """What would keep these rows from being imported: (row number, what is wrong). Writes nothing."""
    try:
        _checked(rows)
    except RowsRefusedError as refusal:
        return refusal.problems
    return []


def theme_sheet_problems(sheet: Sheet, rows: Rows) -> list[tuple[int, str]]:
    """As `theme_problems`, with the formulas and merged cells of the sheet that the rows were read from."""
    odd = [(row, problem_text(problem, COLUMNS, {})) for row, found in odd_cells(sheet).items() for problem in found]
    return [*odd, *theme_problems(rows)]


def _checked(rows: Rows) -> list[ThemeRow]:
    parents = {slug: above or "" for slug, above in Theme.objects.values_list("slug", "parent__slug")}
    numbered = rows if isinstance(rows, Mapping) else dict(enumerate(rows, start=2))
    read, problems = read_rows(numbered, parents)
    if problems:
        raise RowsRefusedError([(number, _in_words(kind, value)) for number, kind, value in problems])
    return read


def _in_words(kind: str, value: str) -> str:
    words = {
        "name": _("“%(value)s” is no name. Write one of at most 120 characters."),
        "slug": _("“%(value)s” is no slug. Use small letters, digits and hyphens, or leave it empty."),
        "reserved": _("The slug “%(value)s” is taken by a page of this site. Write another."),
        "definition": _("The definition has %(value)s characters. Keep it under 5,000."),
        "duplicate": _("“%(value)s” stands twice in the file. Keep one, or give one of them another slug."),
        "parent": _("No theme has the slug “%(value)s”. Add it to the file, or correct the parent."),
        "circle": _("“%(value)s” would lie under itself. Correct the parent."),
    }
    return words[kind] % {"value": value[:60]}


def _define(
    row: ThemeRow,
    themes: Mapping[str, Theme],
    *,
    by: User | Operator,
    is_sample: bool | None = None,
    known: Theme | None = None,
) -> Theme:
    """A theme's label as fictitious stays when `is_sample` is not said."""
    values: dict[str, Any] = {
        "name": row.name,
        "definition": row.definition,
        "parent": themes[row.parent] if row.parent else None,
    }
    values |= {} if is_sample is None else {"is_sample": is_sample}
    theme = known or Theme.objects.filter(slug=row.slug).first()
    if theme is None:
        theme = Theme.objects.create(id=named("theme", row.slug), slug=row.slug, **values)
        history.record("vocabulary.theme_defined", theme, by=by, slug=row.slug)
    elif differences := history.changes(theme, values):
        for field, value in values.items():
            setattr(theme, field, value)
        theme.save(update_fields=list(values))
        history.record("vocabulary.theme_changed", theme, by=by, changes=differences)
    return theme
