"""What anybody may take away of contributions: the public ones. No receipt, no name without consent."""

from django.db.models import QuerySet

from tinkuy.contributions.models import Contribution
from tinkuy.core.datasets import Column, Dataset, Kind, Visitor


def _public(user: Visitor) -> QuerySet[Contribution]:
    """The public ones for everybody: the secretariat's own table must be fit to hand on."""
    found = Contribution.objects.public().select_related("meeting__territory", "territory", "organization")
    return found.prefetch_related("themes").order_by("-id")


CONTRIBUTIONS = Dataset(
    slug="aportes",
    title="Aportes",
    about="Una fila por cada aporte público: lo que alguien dijo en un encuentro, en sus palabras y en su lengua.",
    columns=(
        Column("id", "Identificador del aporte", lambda row: str(row.pk), Kind.UUID),
        Column("meeting", "Encuentro en que se dijo (su nombre en la dirección)", lambda row: row.meeting.slug),
        Column("meeting_held_on", "Fecha del encuentro (EDTF)", lambda row: row.meeting.held_on, Kind.EDTF),
        Column("kind", "Tipo de aporte", lambda row: row.kind),
        Column("language", "Lengua en que se dijo (BCP 47)", lambda row: row.language),
        Column("text", "Lo que se dijo", lambda row: row.text),
        Column("translation", "Traducción", lambda row: row.translation),
        Column("translation_language", "Lengua de la traducción (BCP 47)", lambda row: row.translation_language),
        # Nobody asks translators whether they may be named (law 10), so no name of theirs leaves the house.
        Column(
            "translator_known",
            "«sí» cuando la alianza sabe quién tradujo; su nombre no se publica. Vacía cuando no hay traducción.",
            lambda row: bool(row.translated_by) if row.translation else None,
            Kind.BOOLEAN,
        ),
        Column(
            "territory", "Territorio, del aporte o del encuentro", lambda row: str(row.territory or row.meeting.territory or "")
        ),
        Column("themes", "Temas, separados por punto y coma", lambda row: "; ".join(theme.slug for theme in row.themes.all())),
        Column("speaker_role", "Quién habla, sin nombre", lambda row: row.speaker_role),
        Column(
            "organization",
            "Organización, cuando quien habló consintió en que se nombre.",
            lambda row: row.organization if row.may_attribute else None,
        ),
        Column(
            "ejemplo_ficticio", "«sí» cuando la fila es un ejemplo inventado.", lambda row: row.meeting.is_sample, Kind.BOOLEAN
        ),
    ),
    queryset=_public,
)
DATASETS = (CONTRIBUTIONS,)
