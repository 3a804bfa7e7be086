"""The catalogue as machines read it: DCAT 3 in JSON-LD (W3C), and a Data Package 1 (Frictionless) with each table's schema."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tinkuy.opendata.pure.licences import LICENCES

SPANISH = "http://publications.europa.eu/resource/authority/language/SPA"
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
YES, NO = "sí", "no"
# A date as honest as its source (2019-05, 2019~) is text to a Table Schema: its own dates are always whole days.
FIELDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "edtf": {"type": "string"},
    "uuid": {"type": "string", "format": "uuid"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean", "trueValues": [YES], "falseValues": [NO]},
    "date": {"type": "date"},
    "moment": {"type": "datetime", "format": "any"},
}


class Column(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def describe_es(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Table(Protocol):
    @property
    def slug(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def licence(self) -> str: ...
    @property
    def origin(self) -> str: ...
    @property
    def columns(self) -> Sequence[Column]: ...


@dataclass(frozen=True)
class Publisher:
    """Who gives the tables away, and at which address (without the last slash)."""

    name: str
    acronym: str
    site: str

    @property
    def page(self) -> str:
        return f"{self.site}/datos/"

    def page_of(self, table: Table) -> str:
        return f"{self.site}/datos/{table.slug}/"

    def file_of(self, table: Table, kind: str) -> str:
        return f"{self.site}/datos/{table.slug}.{kind}"


def dcat(tables: Iterable[Table], by: Publisher, modified: str = "") -> dict[str, Any]:
    """A dcat:Catalog. `modified` is when anything last happened on the site (ISO 8601), empty when nothing did."""
    catalogue = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dcterms": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{by.page}catalogo.json",
        "@type": "dcat:Catalog",
        "dcterms:title": _es(f"Datos abiertos de {by.name}"),
        "dcterms:description": _es("Lo que se dijo en los encuentros, la agenda que sale de ello, y con qué palabras se ordena."),
        "dcterms:language": {"@id": SPANISH},
        "dcterms:publisher": {"@id": f"{by.site}/", "@type": "foaf:Organization", "foaf:name": by.name},
        "foaf:homepage": {"@id": by.page},
        "dcat:dataset": [_dataset(table, by) for table in tables],
    }
    if modified:
        catalogue["dcterms:modified"] = {"@value": modified, "@type": "xsd:dateTime"}
    return catalogue


def _dataset(table: Table, by: Publisher) -> dict[str, Any]:
    described = {
        "@id": by.page_of(table),
        "@type": "dcat:Dataset",
        "dcterms:identifier": table.slug,
        "dcterms:title": _es(table.title),
        "dcterms:description": _es(table.about),
        "dcterms:language": {"@id": SPANISH},
        "dcterms:publisher": {"@id": f"{by.site}/"},
        "dcat:landingPage": {"@id": by.page_of(table)},
        "dcat:distribution": [_distribution(table, by, kind) for kind in MEDIA_TYPES],
    }
    if table.origin:
        described["dcterms:provenance"] = {"@type": "dcterms:ProvenanceStatement", "rdfs:label": _es(table.origin)}
    return described


def _distribution(table: Table, by: Publisher, kind: str) -> dict[str, Any]:
    file = {"@id": by.file_of(table, kind)}
    return {
        "@type": "dcat:Distribution",
        "dcterms:title": _es(f"{table.title} ({kind.upper()})"),
        "dcterms:license": {"@id": LICENCES[table.licence].url},
        "dcat:accessURL": file,
        "dcat:downloadURL": file,
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{MEDIA_TYPES[kind]}"},
    }


def _es(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "es"}


def datapackage(tables: Iterable[Table], by: Publisher) -> dict[str, Any]:
    """A tabular data package whose resources are the CSV files where they are."""
    listed = list(tables)
    return {
        "profile": "tabular-data-package",
        "name": f"datos-{by.acronym}".lower(),
        "title": f"Datos abiertos de {by.name}",
        "homepage": by.page,
        "contributors": [{"title": by.name, "role": "publisher"}],
        "licenses": [_licence(name) for name in sorted({table.licence for table in listed})],
        "resources": [_resource(table, by) for table in listed],
    }


def _resource(table: Table, by: Publisher) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.slug,
        "title": table.title,
        "description": f"{table.about} {table.origin}".strip(),
        "path": by.file_of(table, "csv"),
        "format": "csv",
        "mediatype": MEDIA_TYPES["csv"],
        "encoding": "utf-8",
        "licenses": [_licence(table.licence)],
        "schema": {"fields": [_field(column) for column in table.columns], "missingValues": [""]},
    }


def _field(column: Column) -> dict[str, Any]:
    return {"name": column.name, "description": column.describe_es, **FIELDS[str(column.kind)]}


def _licence(name: str) -> dict[str, str]:
    licence = LICENCES[name]
    return {"name": licence.name, "title": licence.title, "path": licence.url}
