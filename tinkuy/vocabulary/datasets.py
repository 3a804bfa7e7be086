"""Tables that leave the house: their columns are those that the imports read."""

from collections.abc import Iterator

from tinkuy.vocabulary.models import Territory, Theme
from tinkuy.vocabulary.pure import territory_rows, theme_rows

TERRITORY_COLUMNS = territory_rows.COLUMNS
THEME_COLUMNS = [*theme_rows.COLUMNS, "is_sample"]


def territory_table() -> Iterator[list[str]]:
    """Every territory with a code, the country first. INEI and RENIEC codes are text: their zeros stand."""
    fields = ["level", "name", "parent__inei", "inei", "reniec", "iso_3166_2", "latitude", "longitude"]
    rows = Territory.objects.exclude(level="CITY").order_by("path").values_list(*fields)
    for level, name, parent, inei, reniec, iso, *degrees in rows.iterator(chunk_size=500):
        above = parent or ("" if level == "COUNTRY" else territory_rows.COUNTRY)
        standard = iso if inei else territory_rows.COUNTRY
        yield [level, name, above, inei or "", reniec or "", standard, *("" if x is None else str(x) for x in degrees)]


def theme_table() -> Iterator[list[str]]:
    """Every theme by slug; `is_sample` says which are a fictitious example."""
    rows = Theme.objects.order_by("slug").values_list("slug", "name", "parent__slug", "definition", "is_sample")
    for slug, name, parent, definition, is_sample in rows.iterator(chunk_size=500):
        yield [slug, name, parent or "", definition, "true" if is_sample else "false"]
