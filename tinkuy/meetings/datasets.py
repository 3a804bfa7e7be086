"""The tables of this room that leave the house."""

from tinkuy.core.datasets import Column, Dataset
from tinkuy.meetings import queries

MEETINGS = Dataset(
    slug="encuentros",
    title="Encuentros",
    columns=(
        Column("id", "Identificador permanente del encuentro.", lambda row: row.id),
        Column("direccion", "Última parte de su dirección en este sitio.", lambda row: row.slug),
        Column("nombre", "Nombre; si no tiene, su tipo y número.", str),
        Column("tipo", "Tipo de encuentro.", lambda row: str(row.get_kind_display())),
        Column("numero", "Número, cuando el encuentro lo tiene (5ENC).", lambda row: row.number),
        Column("programa", "Programa al que pertenece; vacío si a ninguno.", lambda row: row.programme and row.programme.name),
        Column("fecha", "Fecha en EDTF (ISO 8601-2); vacía si no se conoce.", lambda row: row.held_on),
        Column("lugar", "Local o lugar, en palabras libres.", lambda row: row.place),
        Column("territorio", "Territorio; vacío si no se conoce.", lambda row: row.territory and row.territory.name),
        Column(
            "codigo_region", "Código INEI de la región (dos cifras).", lambda row: row.territory and row.territory.region_code
        ),
        Column("temas", "Temas, separados por punto y coma.", lambda row: [theme.name for theme in row.themes.all()]),
        Column("mesas_que_convocan", "Mesas de trabajo que convocan.", lambda row: list(map(str, row.convening_groups.all()))),
        Column(
            "organizaciones_que_convocan",
            "Organizaciones que convocan.",
            lambda row: list(map(str, row.convening_organizations.all())),
        ),
        Column("convocan_texto", "Quién convoca, como lo dice la fuente.", lambda row: row.conveners_text),
        Column("estado", "Si fue convocado, realizado, cancelado o no está confirmado.", lambda row: row.state),
        Column(
            "alimenta", "Encuentros a los que llevó lo dicho, por su dirección.", lambda row: [m.slug for m in row.feeds.all()]
        ),
        Column("confianza", "Si la fuente lo afirma, si se dedujo de ella o si se registró aquí.", lambda row: row.confidence),
        Column("ejemplo_ficticio", "«sí» cuando la fila es un ejemplo inventado.", lambda row: row.is_sample),
    ),
    queryset=lambda user: queries.meetings_with_conveners(),
)
DATASETS = (MEETINGS,)
