"""The tables of this room that leave the house."""

from tinkuy.alliance import queries
from tinkuy.core.datasets import Column, Dataset

ORGANIZATIONS = Dataset(
    slug="organizaciones",
    title="Organizaciones",
    columns=(
        Column("id", "Identificador permanente de la organización.", lambda row: row.id),
        Column("nombre", "Nombre, como la organización se llama a sí misma.", lambda row: row.name),
        Column("sigla", "Sigla; vacía si no tiene o no se conoce.", lambda row: row.acronym),
        Column("tipo", "Tipo de organización, en palabras libres.", lambda row: row.kind),
        Column("territorio", "Territorio donde está; vacío si no se conoce.", lambda row: row.territory and row.territory.name),
        Column(
            "codigo_region", "Código INEI de la región (dos cifras).", lambda row: row.territory and row.territory.region_code
        ),
        Column("fundada", "Fecha de fundación en EDTF (ISO 8601-2); vacía si no se conoce.", lambda row: row.founded_on),
        Column("situacion", "Qué es para la alianza.", lambda row: str(row.get_standing_display())),
        Column(
            "mesas",
            "Mesas de trabajo en las que participa o participó, separadas por punto y coma.",
            lambda row: list(dict.fromkeys(str(each.working_group) for each in row.memberships.all())),
        ),
        Column("confianza", "Si la fuente lo afirma, si se dedujo de ella o si se registró aquí.", lambda row: row.confidence),
        Column("ejemplo_ficticio", "«sí» cuando la fila es un ejemplo inventado.", lambda row: row.is_sample),
    ),
    queryset=lambda user: queries.organizations(),
)
DATASETS = (ORGANIZATIONS,)
