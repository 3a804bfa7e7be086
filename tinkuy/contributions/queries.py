"""Named reads of contributions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from tinkuy.alliance.models import Organization
from tinkuy.contributions.enums import ContributionKind, Status
from tinkuy.contributions.models import Contribution
from tinkuy.contributions.pure.sheet_rows import Lookups, ReadyRow, named_columns
from tinkuy.contributions.pure.sheets import Sheet
from tinkuy.core.enums import Language
from tinkuy.core.models import User
from tinkuy.core.pure.texts import fold
from tinkuy.core.search import Document
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory, Theme


@dataclass(frozen=True)
class Wanted:
    """By what a list is narrowed; what is empty narrows nothing."""

    meeting: Meeting | None = None
    region: Territory | None = None
    kind: str = ""
    language: str = ""
    theme: Theme | None = None


# A page of fifty rows would spend half its time on columns that it does not show.
_ON_A_CARD = (
    *("text", "language", "kind", "status"),
    *(f"meeting__{column}" for column in ("name", "kind", "number", "slug", "is_sample")),
)


def listed(user: User | AnonymousUser, wanted: Wanted = Wanted()) -> QuerySet[Contribution]:
    """What `user` may read, narrowed, newest first, with what a card shows: `place` is the name of its territory."""
    found = Contribution.objects.visible_to(user)
    if wanted.meeting:
        found = found.filter(meeting=wanted.meeting)
    if wanted.region:
        found = found.filter(spoken_in(wanted.region))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.language:
        found = found.filter(language=wanted.language)
    if wanted.theme:
        found = found.filter(themes=wanted.theme)
    place = Coalesce("territory__name", "meeting__territory__name")
    return found.annotate(place=place).select_related("meeting").only(*_ON_A_CARD).order_by("-id")


def with_themes(rows: Sequence[Contribution]) -> Sequence[Contribution]:
    """`rows`, each with its `theme_names` in their order. One query, in a third of the time of a prefetch."""
    names: dict[UUID, list[str]] = defaultdict(list)
    links = Contribution.themes.through.objects.filter(contribution__in=[row.pk for row in rows])
    for pk, name in links.order_by("theme__name").values_list("contribution_id", "theme__name"):
        names[pk].append(name)
    for row in rows:
        row.theme_names = names[row.pk]
    return rows


def spoken_in(territory: Territory) -> Q:
    """Contributions that say they are of `territory` or of a place in it, or say nothing and were made at a meeting there."""
    places = Territory.objects.within(territory).values("pk")
    meetings = Meeting.objects.filter(territory__in=places).values("pk")
    return Q(territory__in=places) | Q(territory=None, meeting__in=meetings)


def one(user: User | AnonymousUser, pk: UUID) -> QuerySet[Contribution]:
    """The contribution `pk` when `user` may read it, with all that its page shows."""
    seen = Contribution.objects.visible_to(user).filter(pk=pk)
    return seen.select_related("meeting__territory", "territory", "session", "organization", "speaker").prefetch_related("themes")


def with_receipts(user: User, meeting: Meeting, *, all_of_them: bool) -> QuerySet[Contribution]:
    """The contributions of `meeting` whose slips `user` may print, in the order in which they were made."""
    found = Contribution.objects.filter(meeting=meeting).exclude(text="").select_related("meeting").order_by("id")
    return found if all_of_them else found.filter(captured_by=user)


class Places:
    """Territories by INEI code, by name and by "region / province / district", for reading a whole sheet: one query.

    A district's name alone never identifies it. When some code of `stated` is RENIEC's and none of INEI's, all of them are
    taken for RENIEC's, and those that mean another place there are refused.
    """

    def __init__(self, stated: Iterable[str]) -> None:
        rows = list(Territory.objects.values_list("pk", "level", "name", "path", "inei", "reniec"))
        self.by_inei = {inei: pk for pk, _, _, _, inei, _ in rows if inei}
        self.by_reniec = {reniec: pk for pk, _, _, _, _, reniec in rows if reniec}
        names = {path: fold(name) for _, _, name, path, _, _ in rows}
        self.by_name: dict[str, list[UUID]] = defaultdict(list)
        self.districts: set[str] = set()
        for pk, level, name, path, _, _ in sorted(rows, key=lambda row: len(row[3])):
            if level == Level.DISTRICT:
                self.districts.add(fold(name))
            else:
                self.by_name[fold(name)].append(pk)
            self.by_name[_full_name(path, names)].append(pk)
        codes = [_code(text) for text in stated if _code(text)]
        self.are_reniec = any(code not in self.by_inei and code in self.by_reniec for code in codes)

    def __call__(self, text: str) -> UUID | str:
        """The id of the territory, or what is wrong with `text`, as `sheet_rows.Lookups` wants it."""
        if code := _code(text):
            if self.are_reniec and self.by_reniec.get(code) != self.by_inei.get(code):
                return "reniec-code"
            return self.by_inei.get(code, "unknown-territory")
        name = " / ".join(fold(part.strip()) for part in text.split("/"))
        if found := self.by_name.get(name):
            return found[0]
        return "ambiguous-territory" if name in self.districts else "unknown-territory"


def _code(text: str) -> str:
    """An INEI or RENIEC code, with the zero that spreadsheets drop; empty when `text` is a name."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
        return ""
    return digits.zfill(len(digits) + len(digits) % 2)


def _full_name(path: str, names: Mapping[str, str]) -> str:
    """ "cusco / cusco / santiago" of "/PE/08/0801/080106/"."""
    parts = path.strip("/").split("/")
    above = ["/" + "/".join(parts[:depth]) + "/" for depth in range(2, len(parts) + 1)]
    return " / ".join(names.get(each, "") for each in above) or names.get(path, "")


def lookups(meeting: Meeting, sheet: Sheet) -> Lookups:
    """What the rows of `sheet` are compared with before they become contributions of `meeting`."""
    position = named_columns(sheet.headers).get("territory")
    stated = [row.cells[position] for row in sheet.rows if position is not None and position < len(row.cells)]
    themes = {fold(word): pk for pk, slug, name in Theme.objects.values_list("pk", "slug", "name") for word in (slug, name)}
    organizations = {
        fold(word): pk
        for pk, slug, name, acronym in Organization.objects.values_list("pk", "slug", "name", "acronym")
        for word in (slug, name, acronym)
        if word
    }
    texts = Contribution.objects.filter(meeting=meeting).exclude(text="").values_list("text", flat=True)
    return Lookups(Places(stated), themes, organizations, _languages(), _kinds(), frozenset(texts.iterator()))


def _languages() -> dict[str, str]:
    names = {"espanol": "es", "castellano": "es", "quechua": "qu", "aimara": "ay", "aymara": "ay", "ingles": "en"}
    names |= {"español": "es", "portugues": "pt", "shipibo": "shp", "kukama": "cod", "awajun": "agr", "ashaninka": "cni"}
    return names | {tag: tag for tag in Language.values}


def _kinds() -> dict[str, str]:
    """Kinds by their codes, and by their names in Spanish and in English, whatever language the page is in."""
    spanish = {"problema": "PROBLEM", "propuesta": "PROPOSAL", "experiencia": "EXPERIENCE"}
    spanish |= {"pregunta": "QUESTION", "compromiso": "COMMITMENT", "otro": "OTHER"}
    return spanish | {kind.lower(): kind for kind in ContributionKind.values}


@dataclass(frozen=True)
class Named:
    """Territories and organizations by id."""

    territories: Mapping[UUID | None, Territory]
    organizations: Mapping[UUID | None, Organization]


def by_id(rows: Collection[ReadyRow]) -> Named:
    """The objects that `rows` name by id: two queries."""
    territories = Territory.objects.filter(pk__in={row.territory for row in rows if row.territory})
    organizations = Organization.objects.filter(pk__in={row.organization for row in rows if row.organization})
    return Named({each.pk: each for each in territories}, {each.pk: each for each in organizations})


def search_document(contribution: Contribution) -> Document | None:
    """What search keeps of a contribution: nothing once it is withdrawn."""
    if not contribution.text:
        return None
    also = ((contribution.translation, contribution.translation_language),) if contribution.translation else ()
    return Document(
        kind="contributions.contribution",
        object_id=contribution.pk,
        title="",
        text=contribution.text,
        language=contribution.language,
        is_public=contribution.may_publish and contribution.status == Status.VALIDATED,
        also=also,
    )
