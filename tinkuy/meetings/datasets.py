"""The tables of this room that leave the house."""

from tinkuy.core.datasets import Column, Dataset, Kind
from tinkuy.meetings import queries

MEETINGS = Dataset(
    slug="encuentros",
    title="Encuentros",
    about="Una fila por cada encuentro: cuándo y dónde fue, quién convocó y a qué otro encuentro llevó lo dicho.",
    columns=(
        Column("id", "Identificador permanente del encuentro.", lambda row: row.id, Kind.UUID),
        Column("direccion", "Última parte de su dirección en este sitio.", lambda row: row.slug),
        Column("nombre", "Nombre; si no tiene, su tipo y número.", str),
        Column("tipo", "Tipo de encuentro.", lambda row: str(row.get_kind_display())),
        Column("numero", "Número, cuando el encuentro lo tiene (5ENC).", lambda row: row.number),
        Column("programa", "Programa al que pertenece; vacío si a ninguno.", lambda row: row.programme and row.programme.name),
        Column("fecha", "Fecha en EDTF (ISO 8601-2); vacía si no se conoce.", lambda row: row.held_on, Kind.EDTF),
        Column("empieza", "Hora de Lima a la que empieza su primer día; vacía si no se conoce.", lambda row: row.begins_at),
        Column("termina", "Hora de Lima a la que termina su último día; vacía si no se conoce.", lambda row: row.ends_at),
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
        Column("ejemplo_ficticio", "«sí» cuando la fila es un ejemplo inventado.", lambda row: row.is_sample, Kind.BOOLEAN),
    ),
    queryset=lambda user: queries.meetings_with_conveners(),
)
PROGRAMMES = Dataset(
    slug="programas",
    title="Programas de encuentros",
    about="Una fila por cada programa: una temporada de encuentros con un nombre.",
    columns=(
        Column("id", "Identificador permanente del programa.", lambda row: row.id, Kind.UUID),
        Column("direccion", "Última parte de su dirección en este sitio.", lambda row: row.slug),
        Column("nombre", "Nombre del programa: una temporada de encuentros.", lambda row: row.name),
        Column("fecha", "Fechas en EDTF (ISO 8601-2); vacía si no se conocen.", lambda row: row.held_on, Kind.EDTF),
        Column("descripcion", "De qué trata.", lambda row: row.description),
        Column("encuentros", "Cuántos de sus encuentros están registrados aquí.", lambda row: row.meeting_count, Kind.INTEGER),
        Column("confianza", "Si la fuente lo afirma, si se dedujo de ella o si se registró aquí.", lambda row: row.confidence),
        Column("ejemplo_ficticio", "«sí» cuando la fila es un ejemplo inventado.", lambda row: row.is_sample, Kind.BOOLEAN),
    ),
    queryset=lambda user: queries.programmes(),
)
ATTENDANCES = Dataset(
    slug="asistencias",
    title="Cuántas personas asistieron",
    about="Una fila por cada conteo de personas en un encuentro, como lo da su fuente; nunca quiénes fueron.",
    columns=(
        Column("id", "Identificador permanente del conteo.", lambda row: row.id, Kind.UUID),
        Column("encuentro", "Dirección del encuentro, como en la tabla «encuentros».", lambda row: row.meeting.slug),
        Column("encuentro_nombre", "Nombre del encuentro.", lambda row: str(row.meeting)),
        Column("fecha", "Fecha del encuentro en EDTF; vacía si no se conoce.", lambda row: row.meeting.held_on, Kind.EDTF),
        Column("de_quienes", "A quiénes cuenta; vacío si a todas las personas.", lambda row: row.of_whom),
        Column(
            "cantidad",
            "Cuántas personas. Vacía si son menos de 5: no se publica, para que nadie pueda ser reconocido.",
            lambda row: None if row.is_small else row.count,
            Kind.INTEGER,
        ),
        Column(
            "menos_de_5",
            "«sí» cuando la cantidad no se publica porque son menos de 5 personas.",
            lambda row: row.is_small,
            Kind.BOOLEAN,
        ),
        Column("aproximada", "«sí» cuando la cantidad es aproximada.", lambda row: row.is_approximate, Kind.BOOLEAN),
        Column("confianza", "Si la fuente lo afirma, si se dedujo de ella o si se registró aquí.", lambda row: row.confidence),
        Column(
            "ejemplo_ficticio",
            "«sí» cuando el encuentro es un ejemplo inventado.",
            lambda row: row.meeting.is_sample,
            Kind.BOOLEAN,
        ),
    ),
    queryset=lambda user: queries.attendances(),
)
SESSIONS = Dataset(
    slug="sesiones",
    title="Mesas y sesiones de los encuentros",
    about="Una fila por cada mesa o sesión de un encuentro.",
    columns=(
        Column("id", "Identificador permanente de la mesa o sesión.", lambda row: row.id, Kind.UUID),
        Column("encuentro", "Dirección del encuentro, como en la tabla «encuentros».", lambda row: row.meeting.slug),
        Column("encuentro_nombre", "Nombre del encuentro.", lambda row: str(row.meeting)),
        Column("lugar", "Su lugar en el orden del encuentro.", lambda row: row.position, Kind.INTEGER),
        Column("titulo", "Nombre de la mesa o sesión.", lambda row: row.title),
        Column(
            "ejemplo_ficticio",
            "«sí» cuando el encuentro es un ejemplo inventado.",
            lambda row: row.meeting.is_sample,
            Kind.BOOLEAN,
        ),
    ),
    queryset=lambda user: queries.sessions(),
)
COUNTS = Dataset(
    slug="asistencia-por-grupos",
    title="Quiénes asistieron, contados por grupos",
    about=(
        "Una fila por cada grupo de personas que ingresaron a un encuentro que ya pasó: por organización, región, género y "
        "edad; nunca quiénes fueron. Donde ni ocultando algunas cantidades se evita deducir otra, el desglose no se publica."
    ),
    columns=(
        Column("encuentro", "Dirección del encuentro, como en la tabla «encuentros».", lambda row: row.meeting),
        Column("fecha", "Fecha del encuentro en EDTF; vacía si no se conoce.", lambda row: row.held_on, Kind.EDTF),
        Column("segun", "Según qué se cuenta: total, organizacion, region, genero o edad.", lambda row: row.by),
        Column("grupo", "A quiénes cuenta; vacío si a todas las personas.", lambda row: row.part),
        Column("cantidad", "Cuántas personas. Vacía cuando no se publica.", lambda row: row.people, Kind.INTEGER),
        Column(
            "menos_de_5",
            "«sí» cuando no se publica porque son menos de 5 personas, para que nadie pueda ser reconocido.",
            lambda row: row.is_small,
            Kind.BOOLEAN,
        ),
        Column(
            "reservada",
            "«sí» cuando son 5 o más, y no se publica para que no se deduzca una cantidad menor.",
            lambda row: row.people is None and not row.is_small,
            Kind.BOOLEAN,
        ),
        Column("ejemplo_ficticio", "«sí» cuando el encuentro es un ejemplo inventado.", lambda row: row.is_sample, Kind.BOOLEAN),
    ),
    queryset=lambda user: queries.PublicCounts(),
)
AGREEMENTS = Dataset(
    slug="acuerdos",
    title="Acuerdos de los encuentros",
    about="Una fila por cada acuerdo de un acta validada: quién lo hace, para cuándo y qué fue de él.",
    columns=(
        Column("id", "Identificador permanente del acuerdo.", lambda row: row.id, Kind.UUID),
        Column("encuentro", "Dirección del encuentro, como en la tabla «encuentros».", lambda row: row.minutes.meeting.slug),
        Column("encuentro_nombre", "Nombre del encuentro.", lambda row: str(row.minutes.meeting)),
        Column("acuerdo", "Lo que se acordó.", lambda row: row.text),
        Column("organizacion", "Organización que lo hace.", lambda row: row.organization and row.organization.name),
        Column("mesa", "Mesa de trabajo que lo hace.", lambda row: row.working_group and str(row.working_group)),
        Column("instancia", "Instancia que lo hace: secretaría técnica, un comité.", lambda row: row.body and row.body.name),
        Column("funcion_publica", "Función pública que lo hace; nunca una persona.", lambda row: row.office),
        Column("para_cuando", "Hasta qué día; vacío si no se puso fecha.", lambda row: row.due_on, Kind.DATE),
        Column("estado", "Abierto (OPEN), hecho (DONE) o dejado (DROPPED).", lambda row: row.state),
        Column(
            "vencido",
            "«sí» cuando su día ya pasó y nadie ha dicho qué fue de él; se calcula el día de la descarga.",
            lambda row: row.is_overdue,
            Kind.BOOLEAN,
        ),
        Column("fecha_de_cierre", "Qué día se hizo o se dejó.", lambda row: row.settled_on, Kind.DATE),
        Column("nota", "Cómo se hizo, o por qué se dejó.", lambda row: row.note),
        Column(
            "ejemplo_ficticio",
            "«sí» cuando el encuentro es un ejemplo inventado.",
            lambda row: row.minutes.meeting.is_sample,
            Kind.BOOLEAN,
        ),
    ),
    queryset=lambda user: queries.published_agreements(),
)
EDITIONS = Dataset(
    slug="ediciones-del-programa",
    title="Ediciones del programa de cada encuentro",
    about="Una fila por cada vez que se publicó el programa de un encuentro; ninguna cambia después.",
    columns=(
        Column("id", "Identificador permanente de la edición.", lambda row: row.id, Kind.UUID),
        Column("encuentro", "Dirección del encuentro, como en la tabla «encuentros».", lambda row: row.meeting.slug),
        Column("encuentro_nombre", "Nombre del encuentro.", lambda row: str(row.meeting)),
        Column("edicion", "Número de la edición: 1, 2, 3…", lambda row: row.number, Kind.INTEGER),
        Column("publicada", "Día y hora en que se publicó.", lambda row: row.published_at, Kind.MOMENT),
        Column("vigente", "«sí» cuando es la última.", lambda row: row.number == row.newest, Kind.BOOLEAN),
        Column("que_cambio", "Qué cambió, en palabras de quien la publicó; vacío en la primera.", lambda row: row.note),
        Column("fecha_del_encuentro", "Fecha que el encuentro tenía entonces, en EDTF.", lambda row: row.held_on, Kind.EDTF),
        Column("lugar_del_encuentro", "Lugar que el encuentro tenía entonces.", lambda row: row.place),
        Column("sesiones", "Cuántas mesas o sesiones tiene.", lambda row: row.session_count, Kind.INTEGER),
        Column(
            "ejemplo_ficticio",
            "«sí» cuando el encuentro es un ejemplo inventado.",
            lambda row: row.meeting.is_sample,
            Kind.BOOLEAN,
        ),
    ),
    queryset=lambda user: queries.editions(),
)
EDITION_SESSIONS = Dataset(
    slug="sesiones-por-edicion",
    title="Mesas y sesiones de cada edición del programa",
    about="Una fila por cada mesa o sesión en cada edición del programa de un encuentro: cuándo, dónde y quién la conduce.",
    columns=(
        Column("encuentro", "Dirección del encuentro, como en la tabla «encuentros».", lambda row: row.edition.meeting.slug),
        Column("edicion", "Número de la edición.", lambda row: row.edition.number, Kind.INTEGER),
        Column(
            "sesion",
            "Identificador permanente de la mesa o sesión, el mismo en cada edición.",
            lambda row: row.session,
            Kind.UUID,
        ),
        Column("titulo", "Nombre de la mesa o sesión.", lambda row: row.title),
        Column("dia", "Qué día del encuentro, 1 el primero; vacío si no se conoce.", lambda row: row.day, Kind.INTEGER),
        Column("fecha", "Qué día; vacío si no se conoce.", lambda row: row.on_day, Kind.DATE),
        Column("empieza", "Hora de Lima a la que empieza; vacía si no se conoce.", lambda row: row.begins_at),
        Column("termina", "Hora de Lima a la que termina; vacía si no se conoce.", lambda row: row.ends_at),
        Column("sala", "Sala o lugar dentro del local.", lambda row: row.room),
        Column(
            "conduce", "Quién la conduce, si aceptó ser nombrada y no lo retiró.", lambda row: row.lead.name if row.lead else ""
        ),
        Column("organizacion", "Organización que la conduce.", lambda row: row.lead_organization_name),
        Column(
            "ejemplo_ficticio",
            "«sí» cuando el encuentro es un ejemplo inventado.",
            lambda row: row.edition.meeting.is_sample,
            Kind.BOOLEAN,
        ),
    ),
    queryset=lambda user: queries.edition_sessions(),
)
DATASETS = (MEETINGS, PROGRAMMES, ATTENDANCES, SESSIONS, EDITIONS, EDITION_SESSIONS, COUNTS, AGREEMENTS)
