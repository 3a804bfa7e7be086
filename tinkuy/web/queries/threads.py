"""One voice's way through the house, by plain joins; each room adds its steps."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from tinkuy.agenda.enums import PUBLIC
from tinkuy.agenda.models import Citation, Lineage, Omission, Version, Wording
from tinkuy.agenda.pure.quotes import QuoteNotFoundError, Segment, locate, marked
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.contributions.enums import Status
from tinkuy.contributions.models import Contribution
from tinkuy.core import history
from tinkuy.core.models import User

NOBODY = UUID(int=0)
# A page that is built of eight questions spends most of its time on columns that it does not show.
_OF_VERSION = ("agenda", "number", "slug", "name", "state", "previous", "published_at")
_OF_MEETING = ("slug", "name", "kind", "number", "held_on", "conveners_text", "is_sample", "territory__full_name")
_OF_CONTRIBUTION = (
    *("receipt", "text", "language", "translation", "translation_language", "translated_by"),
    *("status", "channel", "may_publish", "captured_at"),
)


@dataclass(frozen=True)
class VersionStep:
    """What one version did with the words: quoted them in these wordings, or left them out, and why when it said so.

    A version that follows one that quoted them is a step too, whatever it did. `is_superseded` when a later one is public.
    """

    version: Version
    citations: list[Citation]
    lineages: list[Lineage]
    omission: Omission | None
    is_superseded: bool


@dataclass(frozen=True)
class Thread:
    """Everything the holder of a receipt may see of what became of her words."""

    contribution: Contribution
    conveners: list[WorkingGroup | Organization]
    text: list[Segment]
    translation: list[Segment]
    steps: list[VersionStep]
    validated_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def is_public(self) -> bool:
        """Whether the words stand on public pages too, or only here, for who holds the slip, and for who works with them."""
        return self.contribution.may_publish and self.contribution.status == Status.VALIDATED

    @property
    def is_quoted(self) -> bool:
        return any(step.citations for step in self.steps)

    @property
    def is_quoted_in_force(self) -> bool:
        """Whether a version that no other has followed quotes the words."""
        return any(step.citations and not step.is_superseded for step in self.steps)


def thread_of(receipt: str, user: User | AnonymousUser) -> Thread | None:
    """The thread that `receipt` opens. Asks the database the same questions whether there is one or not, in the same time."""
    contribution = (
        Contribution.objects.filter(receipt=receipt)
        .select_related("meeting__territory")
        .only(*_OF_CONTRIBUTION, *(f"meeting__{column}" for column in _OF_MEETING))
        .first()
    )
    pk = contribution.pk if contribution else NOBODY
    conveners: list[WorkingGroup | Organization] = [
        *WorkingGroup.objects.filter(meetings_convened__contributions=pk).only("slug", "name", "territory__name"),
        *Organization.objects.filter(meetings_convened__contributions=pk).only("slug", "name"),
    ]
    versions = _readable(user)
    citations = _citations(pk, versions)
    omissions = {omission.version_id: omission for omission in Omission.objects.filter(contribution=pk, version__in=versions)}
    lineages = _lineages([citation.wording for citation in citations], versions)
    happened = dict(history.of_id(pk).values_list("action", "at"))
    if contribution is None:
        return None
    return Thread(
        contribution=contribution,
        conveners=conveners,
        text=_marked(contribution.text, [c for c in citations if not c.is_of_translation]),
        translation=_marked(contribution.translation, [c for c in citations if c.is_of_translation]),
        steps=_steps(versions.values(), citations, omissions, lineages),
        validated_at=happened.get("contributions.contribution_validated"),
        withdrawn_at=happened.get("contributions.contribution_withdrawn"),
    )


def _readable(user: User | AnonymousUser) -> dict[UUID, Version]:
    """Every version that `user` may read, in their order."""
    found = Version.objects.visible_to(user).only(*_OF_VERSION).order_by("number", "agenda")
    return {version.pk: version for version in found}


def _citations(contribution: UUID, versions: dict[UUID, Version]) -> list[Citation]:
    """Where these versions quote `contribution`, in their order."""
    found = Citation.objects.filter(contribution=contribution, wording__version__in=versions).select_related("wording__block")
    for citation in found:
        citation.wording.version = versions[citation.wording.version_id]
    return sorted(found, key=lambda citation: (citation.wording.version.number, citation.wording.position))


def _lineages(wordings: list[Wording], versions: dict[UUID, Version]) -> list[Lineage]:
    """What became of these wordings in these versions."""
    # Never an empty list: who asks for a code that nobody has asks as many questions as who holds a quoted one.
    earlier: dict[UUID | None, UUID] = {NOBODY: NOBODY, **{wording.pk: wording.version_id for wording in wordings}}
    # What a version drops is told when that version is: until then it may change its mind.
    followed = {version.previous_id for version in versions.values()}
    told = []
    for lineage in Lineage.objects.filter(earlier__in=earlier).select_related("later__block"):
        if lineage.later is None and earlier[lineage.earlier_id] in followed:
            told.append(lineage)
        elif lineage.later is not None and lineage.later.version_id in versions:
            lineage.later.version = versions[lineage.later.version_id]
            told.append(lineage)
    return told


def _steps(
    versions: Collection[Version], citations: list[Citation], omissions: dict[UUID, Omission], lineages: list[Lineage]
) -> list[VersionStep]:
    newest = {version.agenda_id: version.number for version in versions if version.state in PUBLIC}
    quoting = {citation.wording.version_id for citation in citations}
    of_version: dict[UUID | None, UUID] = {citation.wording_id: citation.wording.version_id for citation in citations}
    return [
        VersionStep(
            version=version,
            citations=[c for c in citations if c.wording.version_id == version.pk],
            lineages=[x for x in lineages if of_version[x.earlier_id] == version.pk],
            omission=omissions.get(version.pk),
            is_superseded=version.number < newest.get(version.agenda_id, 0),
        )
        for version in versions
        if version.pk in quoting or version.previous_id in quoting or version.pk in omissions
    ]


def _marked(text: str, citations: list[Citation]) -> list[Segment]:
    quotes = []
    for citation in citations:
        if citation.is_withheld:
            continue
        try:
            quotes.append(locate(text, citation.exact, citation.prefix, citation.suffix))
        except QuoteNotFoundError:  # the words were corrected or withdrawn since; the citation is still listed
            continue
    return marked(text, quotes)
