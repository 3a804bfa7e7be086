"""Named reads of contributions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import translation

from tinkuy.alliance.models import Organization
from tinkuy.alliance.queries import coordinated_by
from tinkuy.contributions.enums import WAITING, ContributionKind, ImportState, Status
from tinkuy.contributions.models import Contribution, Import
from tinkuy.contributions.pure.sheet_rows import KINDS, Lookups
from tinkuy.core.addresses import address_of
from tinkuy.core.enums import Language, Role
from tinkuy.core.fields import label_of
from tinkuy.core.models import User
from tinkuy.core.permissions import has_role
from tinkuy.core.pure.sheets import Table
from tinkuy.core.pure.texts import fold
from tinkuy.core.queries.digest import Followed
from tinkuy.core.search import Document
from tinkuy.core.waiting import grouped
from tinkuy.meetings.models import Meeting
from tinkuy.meetings.queries import meetings_of
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory, Theme
from tinkuy.vocabulary.queries import TerritoryColumn


@dataclass(frozen=True)
class Wanted:
    """By what a list is narrowed; what is empty narrows nothing."""

    meeting: Meeting | None = None
    region: Territory | None = None
    kind: str = ""
    language: str = ""
    theme: Theme | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A contribution as lists show it: its words, where it was said, and what tells it from others. `place` may be empty."""

    pk: UUID
    text: str
    language: str
    tags: list[str]
    meeting: str
    meeting_url: str
    place: str
    is_sample: bool
    is_withdrawn: bool

    @property
    def url(self) -> str:
        return address_of("contributions:contribution", self.pk)


# Rows are read as they are: a page of fifty spent a fifth of its time on making objects of them and of their meetings.
_OF_MEETING = tuple(f"meeting__{column}" for column in ("name", "kind", "number", "slug", "is_sample"))
_ON_A_CARD = ("pk", "text", "language", "kind", "status", "place", *_OF_MEETING)


def listed(user: User | AnonymousUser, wanted: Wanted = Wanted()) -> QuerySet[Contribution]:
    """What `user` may read, narrowed, newest first."""
    return narrowed(Contribution.objects.visible_to(user), wanted).order_by("-id")


def on_cards(found: QuerySet[Contribution]) -> QuerySet[Contribution, Any]:
    """`found`, newest first, as rows of which `as_cards` makes cards."""
    place = Coalesce("territory__full_name", "meeting__territory__full_name")
    return found.annotate(place=place).order_by("-id").values_list(*_ON_A_CARD)


def as_cards(rows: Iterable[tuple[Any, ...]], *, with_themes: bool = True) -> list[Card]:
    """The cards of rows that `on_cards` gave, in their order. One query, for their themes."""
    rows = list(rows)
    themes = _themes_of([row[0] for row in rows]) if with_themes else defaultdict(list)
    return [
        Card(
            pk=pk,
            text=text,
            language=language,
            tags=[*_told_apart(kind, language, status), *themes[pk]],
            meeting=name or str(Meeting(kind=meeting_kind, number=number)),
            meeting_url=address_of("meetings:meeting", slug),
            place=place or "",
            is_sample=is_sample,
            is_withdrawn=status == Status.WITHDRAWN,
        )
        for pk, text, language, kind, status, place, name, meeting_kind, number, slug, is_sample in rows
    ]


def _themes_of(keys: list[UUID]) -> dict[UUID, list[str]]:
    """The names of the themes of each, in their order: in a third of the time of a prefetch."""
    names: dict[UUID, list[str]] = defaultdict(list)
    links = Contribution.themes.through.objects.filter(contribution__in=keys)
    for pk, name in links.order_by("theme__name").values_list("contribution_id", "theme__name"):
        names[pk].append(name)
    return names


def _told_apart(kind: str, language: str, status: str) -> Iterator[str]:
    """Its kind, and what of it is not as with most."""
    yield label_of(ContributionKind, kind)
    if language != Language.ES:
        yield label_of(Language, language)
    if status != Status.VALIDATED:
        yield label_of(Status, status)


def narrowed(found: QuerySet[Contribution], wanted: Wanted) -> QuerySet[Contribution]:
    """Those of `found` that are wanted."""
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
    return found


def spoken_in(territory: Territory) -> Q:
    """Contributions that say they are of `territory` or of a place in it, or say nothing and were made at a meeting there."""
    if territory.level == Level.REGION:
        return Q(region=territory.region_code)
    places = Territory.objects.within(territory).values("pk")
    elsewhere = Territory.objects.exclude(path__startswith=territory.path).values("pk")
    meetings = Meeting.objects.filter(territory__in=places).values("pk")
    # Each half is found by its index; asked for those that say nothing, SQLite would go through all of them.
    return Q(territory__in=places) | (Q(meeting__in=meetings) & ~Q(territory__in=elsewhere))


def one(user: User | AnonymousUser, pk: UUID) -> QuerySet[Contribution]:
    """The contribution `pk` when `user` may read it, with all that its page shows."""
    seen = Contribution.objects.visible_to(user).filter(pk=pk)
    return seen.select_related("meeting__territory", "territory", "session", "organization", "speaker").prefetch_related("themes")


def with_receipts(user: User, meeting: Meeting, *, all_of_them: bool) -> QuerySet[Contribution]:
    """The contributions of `meeting` whose slips `user` may print, in the order in which they were made."""
    found = Contribution.objects.filter(meeting=meeting).exclude(text="").select_related("meeting").order_by("id")
    return found if all_of_them else found.filter(captured_by=user)


def lookups(table: Table, columns: Mapping[str, int], *, language: str = "es", publish: bool = False) -> Lookups:
    """What the rows of `table` are compared with; `language` and `publish` are what an empty cell says."""
    position = columns.get("territory")
    stated = () if position is None else (row.cells[position] for row in table.rows if position < len(row.cells))
    themes = {fold(word): pk for pk, slug, name in Theme.objects.values_list("pk", "slug", "name") for word in (slug, name)}
    organizations = {
        fold(word): pk
        for pk, slug, name, acronym in Organization.objects.annotate(stands=Coalesce("merged_into", "pk"))
        .order_by(F("merged_into").asc(nulls_last=True))
        .values_list("stands", "slug", "name", "acronym")
        for word in (slug, name, acronym)
        if word
    }
    return Lookups(TerritoryColumn(stated).answer, themes, organizations, _languages(), _kinds(), language, publish)


def words_of(meeting: Meeting, *, besides: UUID | None = None) -> Iterator[str]:
    """The words that stand in `meeting`, read as a stream, without those that came in by the import `besides`."""
    found = Contribution.objects.filter(meeting=meeting).exclude(text="")
    if besides:
        found = found.exclude(imported_in=besides)
    return found.values_list("text", flat=True).order_by().iterator(chunk_size=10_000)


def _languages() -> dict[str, str]:
    """Languages by their tags, by their names in Spanish, and by some that people write."""
    names = {"espanol": "es", "castellano": "es", "quechua": "qu", "aimara": "ay", "aymara": "ay", "ingles": "en"}
    names |= {"español": "es", "portugues": "pt", "shipibo": "shp", "kukama": "cod", "awajun": "agr", "ashaninka": "cni"}
    with translation.override("es"):
        names |= {fold(str(language.label)): language.value for language in Language}
    return names | {tag: tag for tag in Language.values}


def _kinds() -> dict[str, str]:
    """Kinds by their codes, and by their names in Spanish and in English, whatever language the page is in."""
    return KINDS | {kind.lower(): kind for kind in ContributionKind.values}


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


def to_validate_by(user: User) -> QuerySet[Any, Any]:
    """Contributions that `user` may validate, by meeting: all for whoever works on the agenda, else those of her groups."""
    waiting = Contribution.objects.filter(status__in=WAITING)
    if not has_role(user, Role.SECRETARIAT, Role.SYSTEMATISER):
        convened = Meeting.convening_groups.through.objects.filter(workinggroup__in=coordinated_by(user))
        waiting = waiting.filter(meeting__in=convened.values("meeting"))
    return grouped(waiting, about="meeting__slug", name="meeting__name", since="captured_at")


def imports_of(user: User) -> QuerySet[Any, Any]:
    """Spreadsheets that `user` sent and neither confirmed nor discarded."""
    waiting = Import.objects.filter(created_by=user, state=ImportState.PREVIEWED)
    return grouped(waiting, about="pk", name="file_name", since="created_at")


def followed_by(user: User) -> Iterator[Followed]:
    """What was captured, validated or withdrawn, and how often, at her meetings and at those where she captured. No words."""
    captured = Contribution.objects.filter(captured_by=user).order_by()
    hers = Q(pk__in=meetings_of(user).order_by().values("pk")) | Q(pk__in=captured.values("meeting"))
    yield Followed(Meeting.objects.filter(hers), Contribution.objects.all(), "meeting")


def captured_by_rows(user: User) -> Iterator[dict[str, Any]]:
    """Which contributions `user` captured, when and where: not the words, which are somebody else's."""
    rows = Contribution.objects.filter(captured_by=user).order_by("id")
    for pk, at, meeting, device in rows.values_list("pk", "captured_at", "meeting__slug", "device").iterator():
        yield {"id": pk, "cuando": at, "encuentro": meeting, "aparato": device}


def imports_by_rows(user: User) -> Iterator[dict[str, Any]]:
    """Which spreadsheets `user` sent, and what became of them."""
    for sent in Import.objects.filter(created_by=user).select_related("meeting").order_by("id"):
        yield {
            "id": sent.pk,
            "archivo": sent.file_name,
            "cuando": sent.created_at,
            "encuentro": sent.meeting.slug,
            "estado": sent.state,
        }
