"""What can be found, and what a page of hits shows of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tinkuy.agenda.models import Version, Wording
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.contributions.models import Contribution
from tinkuy.core import history, search
from tinkuy.core.enums import Role
from tinkuy.core.models import User
from tinkuy.core.permissions import has_role
from tinkuy.core.pure.texts import excerpt_around
from tinkuy.core.search import Document, Hit
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.models import Theme

EXCERPT = 240

CONTRIBUTION, WORDING, MEETING = "contributions.contribution", "agenda.wording", "meetings.meeting"
ORGANIZATION, GROUP, THEME = "alliance.organization", "alliance.workinggroup", "vocabulary.theme"
# By the word that the address says, in the order in which a page offers them.
KINDS: dict[str, tuple[str, Promise]] = {
    "aportes": (CONTRIBUTION, _("Contributions")),
    "agenda": (WORDING, _("Agenda")),
    "encuentros": (MEETING, _("Meetings")),
    "organizaciones": (ORGANIZATION, _("Organizations")),
    "mesas": (GROUP, _("Working groups")),
    "temas": (THEME, _("Themes")),
}
LABELS = {
    CONTRIBUTION: _("Contribution"),
    WORDING: _("Agenda block"),
    MEETING: _("Meeting"),
    ORGANIZATION: _("Organization"),
    GROUP: _("Working group"),
    THEME: _("Theme"),
}


@dataclass(frozen=True)
class Found:
    """One hit as a page shows it: `pieces` are (text, is_hit); `is_said` when they are people's own words."""

    label: str | Promise
    title: str
    url: str
    pieces: list[tuple[str, bool]]
    language: str
    is_sample: bool
    is_said: bool


# What is indexed

ORGANIZATION_ACTIONS = [
    "alliance.organization_recorded",
    "alliance.organization_changed",
    "alliance.organization_merged_away",
]


def register() -> None:
    """Say once, when the house opens, what is searched and after which actions; contributions register themselves."""
    search.register(
        Wording,
        wording_document,
        ["agenda.wording_written", "agenda.wording_changed"],
        through={"agenda.version_published": lambda version: version.wordings.select_related("version")},
        rows=lambda: Wording.objects.select_related("version"),
    )
    search.register(Meeting, meeting_document, ["meetings.meeting_recorded", "meetings.meeting_changed"])
    search.register(Organization, organization_document, ORGANIZATION_ACTIONS)
    search.register(WorkingGroup, group_document, ["alliance.working_group_recorded", "alliance.working_group_changed"])
    search.register(Theme, theme_document, ["vocabulary.theme_defined", "vocabulary.theme_changed"])
    for action in ("agenda.sample_removed", "web.sample_removed"):
        history.subscribe(action, lambda entry, target: search.forget_missing())


def wording_document(one: Wording) -> Document:
    return Document(WORDING, one.pk, one.title, f"{one.text}\n{one.demand}", "es", one.version.is_published)


def meeting_document(one: Meeting) -> Document:
    words = f"{one.place}\n{one.conveners_text}\n{one.convocation}\n" + "\n".join(map(str, one.outcomes))
    return Document(MEETING, one.pk, str(one), words, "es", True)


def organization_document(one: Organization) -> Document | None:
    """One that was merged is found under the name of the other."""
    if one.merged_into_id:
        return None
    return Document(ORGANIZATION, one.pk, f"{one.name} {one.acronym}", f"{one.kind}\n{one.description}", "es", True)


def group_document(one: WorkingGroup) -> Document | None:
    """A group that no source names cannot be looked for."""
    return Document(GROUP, one.pk, one.name, one.description, "es", True) if one.name else None


def theme_document(one: Theme) -> Document:
    return Document(THEME, one.pk, one.name, one.definition, "es", True)


# What is shown


def hits_of(question: str, user: User | AnonymousUser, kind: str, *, size: int, start: int) -> list[Hit]:
    """What `question` finds for `user`, of one kind or, when that is empty, of all."""
    is_insider = has_role(user, Role.SECRETARIAT, Role.SYSTEMATISER)
    return search.find(question, kinds=[kind] if kind else None, with_private=is_insider, limit=size, offset=start)


def shown(hits: Sequence[Hit], question: str, user: User | AnonymousUser) -> list[Found]:
    """What a page shows of `hits` that `user` may read: one query a kind. What is gone, or not for her, is left out."""
    hits = [hit for hit in hits if hit.kind in LABELS]
    rows = {kind: _rows(kind, [hit.object_id for hit in hits if hit.kind == kind], user) for kind in {hit.kind for hit in hits}}
    words = search.words_of(question)
    return [_found(hit.kind, rows[hit.kind][hit.object_id], words) for hit in hits if hit.object_id in rows[hit.kind]]


def _rows(kind: str, ids: list[UUID], user: User | AnonymousUser) -> dict[UUID, Any]:
    readable: dict[str, QuerySet[Any]] = {
        CONTRIBUTION: Contribution.objects.visible_to(user).select_related("meeting"),
        WORDING: Wording.objects.filter(version__in=Version.objects.visible_to(user)).select_related("version__agenda", "block"),
        MEETING: Meeting.objects.all(),
        ORGANIZATION: Organization.objects.standing_alone(),
        GROUP: WorkingGroup.objects.all(),
        THEME: Theme.objects.all(),
    }
    return {one.pk: one for one in readable[kind].filter(pk__in=ids)}


def _found(kind: str, one: Any, words: list[str]) -> Found:
    text, language = _words_of(kind, one, words)
    return Found(
        label=LABELS[kind],
        title=_title(kind, one),
        url=one.get_absolute_url(),
        pieces=excerpt_around(text, words, EXCERPT, language),
        language=language,
        is_sample=_is_sample(kind, one),
        is_said=kind == CONTRIBUTION,
    )


def _title(kind: str, one: Any) -> str:
    if kind == CONTRIBUTION:
        return str(one.meeting)
    return f"{one.block.code}. {one.title}" if kind == WORDING else str(one)


def _words_of(kind: str, one: Any, words: list[str]) -> tuple[str, str]:
    """The text to quote from, with its language: of what was said, the translation when only that has the words."""
    if kind == CONTRIBUTION:
        is_there = any(is_hit for _piece, is_hit in excerpt_around(one.text, words, EXCERPT, one.language))
        if one.translation and not is_there:
            return one.translation, one.translation_language or "es"
        return one.text, one.language
    shown = {WORDING: ["text", "demand"], MEETING: ["place", "convocation"], THEME: ["definition"]}.get(kind, ["description"])
    return "\n".join(text for name in shown if (text := getattr(one, name))), "es"


def _is_sample(kind: str, one: Any) -> bool:
    if kind == CONTRIBUTION:
        return bool(one.meeting.is_sample)
    return bool(one.version.agenda.is_sample if kind == WORDING else one.is_sample)
