"""The tables of this room that leave the house."""

from typing import Any

from django.utils import timezone

from tinkuy.alliance import queries
from tinkuy.core.datasets import Column, Dataset, Kind

SAMPLE = "«sí» cuando la fila es un ejemplo inventado."
CONFIDENCE = "Si la fuente lo afirma, si se dedujo de ella o si se registró aquí."


def _addresses(row: Any) -> list[str]:
    return [source.url for source in row.sources.all()]


ORGANIZATIONS = Dataset(
    slug="organizaciones",
    title="Organizaciones",
    about="Una fila por cada organización que es o fue parte de la alianza, o que trabaja con ella.",
    columns=(
        Column("id", "Identificador permanente de la organización.", lambda row: row.id, Kind.UUID),
        Column("nombre", "Nombre, como la organización se llama a sí misma.", lambda row: row.name),
        Column("sigla", "Sigla; vacía si no tiene o no se conoce.", lambda row: row.acronym),
        Column("tipo", "Tipo de organización, en palabras libres.", lambda row: row.kind),
        Column("territorio", "Territorio donde está; vacío si no se conoce.", lambda row: row.territory and row.territory.name),
        Column(
            "codigo_region", "Código INEI de la región (dos cifras).", lambda row: row.territory and row.territory.region_code
        ),
        Column(
            "fundada", "Fecha de fundación en EDTF (ISO 8601-2); vacía si no se conoce.", lambda row: row.founded_on, Kind.EDTF
        ),
        Column("situacion", "Qué es para la alianza.", lambda row: str(row.get_standing_display())),
        Column(
            "mesas",
            "Mesas de trabajo en las que participa o participó, separadas por punto y coma.",
            lambda row: list(dict.fromkeys(str(each.working_group) for each in row.memberships.all())),
        ),
        Column(
            "membresias",
            "Desde y hasta cuándo en cada mesa, como «código de la mesa: desde/hasta» en EDTF; sin fecha donde no se conoce.",
            lambda row: [f"{each.working_group.slug}: {each.since_on}/{each.until_on}" for each in row.memberships.all()],
        ),
        Column("confianza", CONFIDENCE, lambda row: row.confidence),
        Column("ejemplo_ficticio", SAMPLE, lambda row: row.is_sample, Kind.BOOLEAN),
    ),
    queryset=lambda user: queries.organizations(),
)
GROUPS = Dataset(
    slug="mesas",
    title="Mesas de trabajo",
    about="Una fila por cada mesa de trabajo, territorial o temática, con quiénes la coordinan.",
    columns=(
        Column("id", "Identificador permanente de la mesa.", lambda row: row.id, Kind.UUID),
        Column("codigo", "Código de la mesa: el final de su dirección en este sitio.", lambda row: row.slug),
        Column("nombre", "Nombre; vacío si una fuente la cuenta y ninguna la nombra.", lambda row: row.name),
        Column("tipo", "Territorial o temática; vacío si no se conoce.", lambda row: str(row.get_kind_display())),
        Column("territorio", "Territorio de la mesa; vacío si no lo tiene.", lambda row: row.territory and row.territory.name),
        Column(
            "codigo_region", "Código INEI de la región (dos cifras).", lambda row: row.territory and row.territory.region_code
        ),
        Column("tema", "Tema de la mesa; vacío si no lo tiene o no se conoce.", lambda row: row.theme and row.theme.name),
        Column(
            "coordina",
            "Quiénes la coordinan el día de la descarga, separados por punto y coma; vacío si no se conoce.",
            lambda row: [str(each.person) for each in row.coordinations.all()],
        ),
        Column(
            "organizaciones",
            "Cuántas organizaciones tienen o tuvieron membresía en ella; 0 si no se conoce ninguna.",
            lambda row: row.organization_count,
            Kind.INTEGER,
        ),
        Column("fuentes", "Direcciones de las fuentes, separadas por punto y coma.", _addresses),
        Column("confianza", CONFIDENCE, lambda row: row.confidence),
        Column("ejemplo_ficticio", SAMPLE, lambda row: row.is_sample, Kind.BOOLEAN),
    ),
    queryset=lambda user: queries.groups_with_coordinators(timezone.localdate()),
)
MEMBERSHIPS = Dataset(
    slug="membresias",
    title="Membresías de organizaciones en mesas",
    about="Una fila por cada vez que una organización trabaja o trabajó en una mesa: desde cuándo y hasta cuándo.",
    columns=(
        Column("mesa_id", "Identificador de la mesa.", lambda row: row.working_group_id, Kind.UUID),
        Column("mesa", "Nombre de la mesa, o su código si no tiene nombre.", lambda row: str(row.working_group)),
        Column("organizacion_id", "Identificador de la organización.", lambda row: row.organization_id, Kind.UUID),
        Column("organizacion", "Nombre de la organización.", lambda row: row.organization.name),
        Column("desde", "Desde cuándo, en EDTF (ISO 8601-2); vacío si no se conoce.", lambda row: row.since_on, Kind.EDTF),
        Column("hasta", "Hasta cuándo, en EDTF; vacío si sigue o no se conoce.", lambda row: row.until_on, Kind.EDTF),
        Column("fuentes", "Direcciones de las fuentes, separadas por punto y coma.", _addresses),
        Column("confianza", CONFIDENCE, lambda row: row.confidence),
        Column("ejemplo_ficticio", SAMPLE, lambda row: row.organization.is_sample or row.working_group.is_sample, Kind.BOOLEAN),
    ),
    queryset=lambda user: queries.all_memberships(),
)
BODIES = Dataset(
    slug="organos",
    title="Órganos de la alianza y quiénes los integran",
    about="Una fila por cada persona que una fuente nombra en un órgano de la alianza, y por cada órgano sin nombres.",
    columns=(
        Column(
            "id",
            "Identificador permanente del órgano. Hay una fila por cada persona nombrada en él.",
            lambda row: row.id,
            Kind.UUID,
        ),
        Column("organo", "Nombre del órgano.", lambda row: row.name),
        Column("persona", "Nombre de quien lo integra; vacío si no se conoce a nadie.", lambda row: row.person_name),
        Column("cargo", "Cargo en el órgano; vacío si no se conoce.", lambda row: row.person_role),
        Column(
            "fecha",
            "A qué fecha corresponde, en EDTF (ISO 8601-2); vacía si no se conoce.",
            lambda row: row.person_as_of,
            Kind.EDTF,
        ),
        Column("confianza", CONFIDENCE, lambda row: row.person_confidence or row.confidence),
        Column("ejemplo_ficticio", SAMPLE, lambda row: row.is_sample, Kind.BOOLEAN),
    ),
    queryset=lambda user: queries.named_in_bodies(),
)
SEATS = Dataset(
    slug="delegaciones",
    title="Quiénes hablan o hablaron por cada organización",
    about="Una fila por cada persona que habla o habló por una organización: desde cuándo y hasta cuándo.",
    columns=(
        Column("id", "Identificador permanente de la delegación.", lambda row: row.id, Kind.UUID),
        Column("organizacion_id", "Identificador de la organización.", lambda row: row.organization_id, Kind.UUID),
        Column("organizacion", "Nombre de la organización.", lambda row: row.organization.name),
        Column(
            "persona",
            "Nombre de quien habla por ella. Es función pública; no se publica ningún contacto.",
            lambda row: row.person.name,
        ),
        Column("cargo", "Cargo en la organización, en sus palabras; vacío si no se conoce.", lambda row: row.role),
        Column("suplente", "«sí» cuando suple a quien habla por la organización.", lambda row: row.is_substitute, Kind.BOOLEAN),
        Column("desde", "Primer día (AAAA-MM-DD).", lambda row: row.since_on, Kind.DATE),
        Column("hasta", "Último día, incluido; vacío mientras no termine.", lambda row: row.until_on, Kind.DATE),
        Column("ejemplo_ficticio", SAMPLE, lambda row: row.organization.is_sample, Kind.BOOLEAN),
    ),
    queryset=lambda user: queries.all_seats(),
)
CAMPAIGNS = Dataset(
    slug="campanas-de-mapeo",
    title="Campañas de mapeo",
    about="Una fila por cada campaña que se abrió para saber qué organizaciones hay, con sus números y sin nombres.",
    columns=(
        Column("id", "Identificador permanente de la campaña.", lambda row: row.id, Kind.UUID),
        Column("codigo", "Código que va en el papel.", lambda row: row.code),
        Column("nombre", "Nombre.", lambda row: row.name),
        Column("para_que", "Para qué es, en palabras de quien la lleva.", lambda row: row.purpose),
        Column(
            "mesa", "Mesa en cuyo nombre se hace; vacía si es la secretaría técnica.", lambda row: str(row.working_group or "")
        ),
        Column("desde", "Primer día (AAAA-MM-DD).", lambda row: row.since_on, Kind.DATE),
        Column("hasta", "Último día, incluido.", lambda row: row.until_on, Kind.DATE),
        Column("estado", "Abierta o cerrada.", lambda row: str(row.get_state_display())),
        Column("por_reclamar", "Perfiles escritos por otros, por reclamar.", lambda row: row.prefilled, Kind.INTEGER),
        Column("reclamados", "Perfiles reclamados por su organización.", lambda row: row.claimed, Kind.INTEGER),
        Column("postulaciones", "Organizaciones que se anotaron solas desde su página.", lambda row: row.applied, Kind.INTEGER),
        Column("ejemplo_ficticio", SAMPLE, lambda row: row.is_sample, Kind.BOOLEAN),
    ),
    queryset=lambda user: queries.opened_campaigns(),
)
DATASETS = (ORGANIZATIONS, GROUPS, MEMBERSHIPS, BODIES, SEATS, CAMPAIGNS)
