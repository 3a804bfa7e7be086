"""What anybody may take away of the agenda: public versions only, whoever asks. Never a receipt, never withdrawn words."""

from typing import Any

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT

from tinkuy.agenda import queries
from tinkuy.agenda.enums import LineageKind
from tinkuy.agenda.models import Citation, Lineage, Omission, Version, Wording
from tinkuy.contributions.models import Contribution
from tinkuy.core.datasets import Column, Dataset, Kind, Visitor
from tinkuy.vocabulary.models import FrameworkArea, Territory

SAMPLE = "«sí» cuando la fila es un ejemplo inventado."


def _versions(user: Visitor) -> QuerySet[Version]:
    found = Version.objects.public().select_related("agenda", "previous", "linked_meeting").prefetch_related("sources")
    figures = queries.with_figures(found.defer("document", "previous__document"), "wording__version")
    return figures.annotate(base=KT("document__content__figures__contributions_behind")).order_by("agenda__slug", "number")


def _wordings(user: Visitor) -> QuerySet[Wording]:
    public = Wording.objects.filter(version__in=Version.objects.public().values("pk"))
    found = public.select_related("block", "axis", "version__agenda").defer("version__document")
    areas = Prefetch("framework_areas", FrameworkArea.objects.select_related("framework"))
    linked = found.prefetch_related("themes", "territories", areas)
    return queries.with_figures(linked, "wording").order_by(
        "version__agenda__slug", "version__number", "axis__position", "position"
    )


def _citations(user: Visitor) -> QuerySet[Citation]:
    public = Citation.objects.filter(wording__version__in=Version.objects.public().values("pk"))
    said = ("contribution__meeting__territory", "contribution__territory")
    found = public.select_related("wording__block", "wording__version__agenda", *said).defer("wording__version__document")
    return found.order_by("cited_at", "pk")


def _lineage(user: Visitor) -> QuerySet[Lineage]:
    """Told by a public version: of what it says, and of what it dropped from the one before."""
    public = Version.objects.public()
    next_one = public.filter(previous=OuterRef("earlier__version")).order_by("number").values("slug")[:1]
    found = Lineage.objects.annotate(told_by=Subquery(next_one)).filter(
        Q(later__version__in=public.values("pk")) | Q(kind=LineageKind.DROPPED, told_by__isnull=False)
    )
    ends = ("earlier__block", "earlier__version__agenda", "later__block", "later__version__agenda")
    return found.select_related(*ends).defer("earlier__version__document", "later__version__document").order_by("pk")


def _not_quoted(user: Visitor) -> QuerySet[Contribution]:
    """For each public version, what was said at the meetings behind it and is in none of its citations."""
    parts = [_left_out_of(version) for version in Version.objects.public().select_related("agenda")]
    if not parts:
        return Contribution.objects.none()
    first, *others = parts
    return (first.union(*others, all=True) if others else first).order_by("version", "-id")


def _left_out_of(version: Version) -> QuerySet[Any]:
    reasons = Omission.objects.filter(version=version.pk, contribution=OuterRef("pk")).values("reason")
    found = queries.not_quoted(version).select_related("meeting__territory").order_by()
    return found.annotate(version=Value(version.slug), reason=Subquery(reasons), of_sample=Value(version.agenda.is_sample))


def _place(contribution: Contribution) -> Territory | None:
    return contribution.territory or contribution.meeting.territory


def _told_by(row: Any) -> str:
    return row.later.version.slug if row.later else row.told_by


FIGURES = (
    Column("aportes", "Aportes que cita; los retirados siguen contando.", lambda row: row.n_contributions, Kind.INTEGER),
    Column("encuentros", "Encuentros en que se dijeron.", lambda row: row.n_meetings, Kind.INTEGER),
    Column("territorios_de_origen", "Territorios en que se dijeron.", lambda row: row.n_territories, Kind.INTEGER),
    Column("mesas", "Mesas de trabajo que convocaron esos encuentros.", lambda row: row.n_groups, Kind.INTEGER),
    Column(
        "organizaciones",
        "Organizaciones que los convocaron, o que consintieron en ser nombradas con lo que dijeron.",
        lambda row: row.n_organizations,
        Kind.INTEGER,
    ),
    Column("lenguas", "Lenguas en que se dijeron.", lambda row: row.n_languages, Kind.INTEGER),
)

VERSIONS = Dataset(
    slug="versiones",
    title="Versiones de la agenda",
    about="Una fila por cada versión pública de una agenda, con en cuántas voces descansa.",
    columns=(
        Column("id", "Identificador permanente de la versión.", lambda row: row.pk, Kind.UUID),
        Column("direccion", "Última parte de su dirección en este sitio.", lambda row: row.slug),
        Column("agenda", "Agenda de la que es versión.", lambda row: row.agenda.name),
        Column("nombre", "Nombre de la versión.", lambda row: row.name),
        Column("numero", "Número de orden en su agenda.", lambda row: row.number, Kind.INTEGER),
        Column(
            "estado",
            "PUBLISHED: publicada aquí. ELSEWHERE: publicada en otra parte; aquí no está su texto.",
            lambda row: row.state,
        ),
        Column("anterior", "Versión anterior, por su dirección.", lambda row: row.previous and row.previous.slug),
        Column(
            "encuentro", "Encuentro con que va, por su dirección.", lambda row: row.linked_meeting and row.linked_meeting.slug
        ),
        Column("lanzada", "Fecha en que se dio a conocer, en EDTF (ISO 8601-2).", lambda row: row.launched_on, Kind.EDTF),
        Column("adoptada", "Día en que la adoptaron las organizaciones.", lambda row: row.adopted_on, Kind.DATE),
        Column("publicada", "Momento en que se publicó y selló aquí.", lambda row: row.published_at, Kind.MOMENT),
        Column("huella", "Huella SHA-256 del archivo sellado; sirve para comprobarlo.", lambda row: row.digest),
        *FIGURES,
        Column(
            "aportes_de_base",
            "Aportes públicos de los encuentros que hay detrás, contados al publicar: de ellos salen los citados.",
            lambda row: None if row.base is None else int(row.base),
            Kind.INTEGER,
        ),
        Column("fuentes", "Direcciones de donde se sabe de ella.", lambda row: [source.url for source in row.sources.all()]),
        Column("confianza", "Si la fuente lo afirma, si se dedujo de ella o si se registró aquí.", lambda row: row.confidence),
        Column("ejemplo_ficticio", SAMPLE, lambda row: row.agenda.is_sample, Kind.BOOLEAN),
    ),
    queryset=_versions,
)

WORDINGS = Dataset(
    slug="redacciones",
    title="Redacciones",
    about="Una fila por cada bloque de cada versión pública: lo que dice, lo que pide y en cuántas voces descansa.",
    columns=(
        Column("id", "Identificador permanente de la redacción.", lambda row: row.pk, Kind.UUID),
        Column("version", "Versión, por su dirección.", lambda row: row.version.slug),
        Column("bloque", "Código del bloque, el mismo en todas las versiones.", lambda row: row.block.code),
        Column("eje", "Eje bajo el que está.", lambda row: row.axis.title),
        Column("lugar", "Lugar en su eje.", lambda row: row.position, Kind.INTEGER),
        Column("titulo", "Título.", lambda row: row.title),
        Column("texto", "Lo que dice.", lambda row: row.text),
        Column("demanda", "Lo que pide; vacío si no pide.", lambda row: row.demand),
        Column(
            "a_quien", "A qué gobierno lo pide: LOCAL, REGIONAL o NATIONAL; vacío si no lo dice.", lambda row: row.addressee_level
        ),
        Column("temas", "Temas, por su nombre corto.", lambda row: sorted(theme.slug for theme in row.themes.all())),
        Column("territorios", "Territorios de que habla.", lambda row: sorted(each.slug for each in row.territories.all())),
        Column(
            "areas_de_marcos",
            "Áreas de marcos con que se relaciona: marco/edición/código.",
            lambda row: sorted(f"{a.framework.slug}/{a.framework.edition}/{a.code}" for a in row.framework_areas.all()),
        ),
        *FIGURES,
        Column("ejemplo_ficticio", SAMPLE, lambda row: row.version.agenda.is_sample, Kind.BOOLEAN),
    ),
    queryset=_wordings,
)

CITATIONS = Dataset(
    slug="citas",
    title="Citas",
    about="Una fila por cada cita: qué redacción de una versión pública cita qué aporte, y con qué palabras exactas.",
    columns=(
        Column("id", "Identificador permanente de la cita.", lambda row: row.pk, Kind.UUID),
        Column("version", "Versión, por su dirección.", lambda row: row.wording.version.slug),
        Column("bloque", "Código del bloque.", lambda row: row.wording.block.code),
        Column("redaccion", "Identificador de la redacción que cita.", lambda row: row.wording_id, Kind.UUID),
        Column("aporte", "Identificador del aporte citado.", lambda row: row.contribution_id, Kind.UUID),
        Column("encuentro", "Encuentro en que se dijo, por su dirección.", lambda row: row.contribution.meeting.slug),
        Column("fecha", "Fecha del encuentro en EDTF (ISO 8601-2).", lambda row: row.contribution.meeting.held_on, Kind.EDTF),
        Column("territorio", "Dónde se dijo; vacío si no se conoce.", lambda row: _place(row.contribution)),
        Column(
            "codigo_region",
            "Código INEI de la región (dos cifras).",
            lambda row: (place := _place(row.contribution)) and place.region_code,
        ),
        Column(
            "lengua",
            "Lengua de las palabras citadas (BCP 47).",
            lambda row: row.contribution.translation_language if row.is_of_translation else row.contribution.language,
        ),
        Column("es_traduccion", "«sí» cuando se cita la traducción.", lambda row: row.is_of_translation, Kind.BOOLEAN),
        Column("palabras", "Las palabras exactas; vacías si se retiraron.", lambda row: row.exact),
        Column("retirada", "«sí» cuando quien habló retiró sus palabras.", lambda row: row.is_withheld, Kind.BOOLEAN),
        Column("ejemplo_ficticio", SAMPLE, lambda row: row.wording.version.agenda.is_sample, Kind.BOOLEAN),
    ),
    queryset=_citations,
)

LINEAGE = Dataset(
    slug="linaje",
    title="Linaje",
    about="Una fila por cada paso entre dos versiones: qué bloque siguió, cambió, se unió, se partió, se dejó o es nuevo.",
    columns=(
        Column("id", "Identificador permanente del paso.", lambda row: row.pk, Kind.UUID),
        Column("tipo", "KEPT, REWORDED, MERGED, SPLIT, DROPPED o NEW.", lambda row: row.kind),
        Column("en_palabras", "Lo mismo, en palabras.", lambda row: row.get_kind_display()),
        Column("version", "Versión que lo cuenta, por su dirección.", _told_by),
        Column(
            "version_anterior", "Versión de donde viene; vacía si es nuevo.", lambda row: row.earlier and row.earlier.version.slug
        ),
        Column("bloque_anterior", "Código del bloque de donde viene.", lambda row: row.earlier and row.earlier.block.code),
        Column("bloque", "Código del bloque en que quedó; vacío si se dejó.", lambda row: row.later and row.later.block.code),
        Column("nota", "Por qué.", lambda row: row.note),
        Column("ejemplo_ficticio", SAMPLE, lambda row: (row.later or row.earlier).version.agenda.is_sample, Kind.BOOLEAN),
    ),
    queryset=_lineage,
)

NOT_QUOTED = Dataset(
    slug="sin-citar",
    title="Aportes sin citar",
    about="Una fila por cada aporte público que una versión no cita, aunque se dijo en los encuentros que hay detrás de ella.",
    columns=(
        Column("version", "Versión que no lo cita, por su dirección.", lambda row: row.version),
        Column("aporte", "Identificador del aporte.", lambda row: row.pk, Kind.UUID),
        Column("encuentro", "Encuentro en que se dijo, por su dirección.", lambda row: row.meeting.slug),
        Column("fecha", "Fecha del encuentro en EDTF (ISO 8601-2).", lambda row: row.meeting.held_on, Kind.EDTF),
        Column("territorio", "Dónde se dijo; vacío si no se conoce.", _place),
        Column("lengua", "Lengua en que se dijo (BCP 47).", lambda row: row.language),
        Column("texto", "Lo que se dijo.", lambda row: row.text),
        Column("razon", "Por qué no se cita; vacía si nadie la dio.", lambda row: row.reason),
        Column("ejemplo_ficticio", SAMPLE, lambda row: row.of_sample, Kind.BOOLEAN),
    ),
    queryset=_not_quoted,
)

DATASETS = (VERSIONS, WORDINGS, CITATIONS, LINEAGE, NOT_QUOTED)
