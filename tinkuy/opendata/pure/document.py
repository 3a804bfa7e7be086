"""The catalogue as a page of the documentation, in Markdown."""

from collections.abc import Iterable, Sequence

from tinkuy.opendata.pure.descriptions import Column, Table
from tinkuy.opendata.pure.licences import LICENCES

KINDS = {
    "text": "texto",
    "edtf": "fecha EDTF",
    "uuid": "UUID",
    "integer": "entero",
    "number": "número",
    "boolean": "sí / no",
    "date": "día",
    "moment": "momento",
}
HEAD = """# Open data

Made by `tinkuy document-data docs/data.md` from the tables that the rooms declare (`tinkuy/*/datasets.py`); a test fails when
it lags. Titles and meanings are the Spanish ones of the site.

Everything is on the page `/datos/`, and each table on its own, `/datos/NAME/`, with its licence and how to cite it. It answers at
`/datos/NAME.csv` (UTF-8 with its mark, commas, CRLF) and `/datos/NAME.xlsx`. For machines the whole catalogue is at
`/datos/catalogo.json` (DCAT in JSON-LD) and `/datos/datapackage.json` (Frictionless Data Package 1).

Receipts are never published; people are named only in a public function or when they consented. An empty cell is not known. In
CSV, a text that a spreadsheet would take for a formula begins with an apostrophe.
"""


def markdown(chapters: Iterable[tuple[str, Sequence[Table]]]) -> str:
    """The whole page: chapters of tables, each with what it is, its licence and its columns."""
    parts = [HEAD]
    for title, tables in chapters:
        parts += [f"## {title}\n", *(_table(table) for table in tables)]
    return "\n".join(parts)


def _table(table: Table) -> str:
    licence = LICENCES[table.licence]
    said = " ".join(text for text in (table.about, table.origin) if text)
    lines = [f"### {table.title}: `{table.slug}`\n", f"{said} Licencia: [{licence.name}]({licence.url}).\n"]
    lines += ["| columna | qué dice | tipo |", "|---|---|---|"]
    return "\n".join([*lines, *(_row(column) for column in table.columns), ""])


def _row(column: Column) -> str:
    return f"| `{column.name}` | {column.describe_es.replace('|', chr(92) + '|')} | {KINDS[str(column.kind)]} |"
