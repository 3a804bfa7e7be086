"""One voice's way through the house, by plain joins; each room adds its steps."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from tinkuy.agenda.models import Citation, Lineage, Omission, Version
from tinkuy.agenda.pure.quotes import QuoteNotFoundError, Segment, locate, marked
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.contributions.enums import Status
from tinkuy.contributions.models import Contribution
from tinkuy.core import history
from tinkuy.core.models import User

NOBODY = UUID(int=0)


@dataclass(frozen=True)
class VersionStep:
    """What one version did with the words: quoted them in these wordings, or left them out, and why when it said so.

    A version that follows one that quoted them is a step too, whatever it did.
    """

    version: Version
    citations: list[Citation]
    lineages: list[Lineage]
    omission: Omission | None


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
        return any(step.citations and not getattr(step.version, "is_superseded", False) for step in self.steps)


def thread_of(receipt: str, user: User | AnonymousUser) -> Thread | None:
    """The thread that `receipt` opens. Asks the database the same questions whether there is one or not, in the same time."""
    contribution = (
        Contribution.objects.filter(receipt=receipt)
        .select_related("meeting__programme", "meeting__territory", "territory", "session", "organization")
        .first()
    )
    pk = contribution.pk if contribution else NOBODY
    conveners: list[WorkingGroup | Organization] = [
        *WorkingGroup.objects.filter(meetings_convened__contributions=pk).select_related("territory"),
        *Organization.objects.filter(meetings_convened__contributions=pk),
    ]
    readable = Version.objects.visible_to(user).values("pk")
    citations = list(
        Citation.objects.filter(contribution=pk, wording__version__in=readable)
        .select_related("wording__version__agenda", "wording__block")
        .defer("wording__version__document")  # the sealed file, perhaps megabytes
        .order_by("wording__version__number", "wording__position")
    )
    # Never an empty list: who asks for a code that nobody has asks as many questions as who holds a quoted one.
    wordings = [NOBODY, *(citation.wording_id for citation in citations)]
    quoting = [NOBODY, *{citation.wording.version_id for citation in citations}]
    versions = _quoting(quoting, user)
    omissions = list(
        Omission.objects.filter(contribution=pk, version__in=readable)
        .select_related("version__agenda")
        .defer("version__document")
    )
    lineages = _lineages(wordings, readable)
    happened = dict(history.of_id(pk).values_list("action", "at"))
    if contribution is None:
        return None
    return Thread(
        contribution=contribution,
        conveners=conveners,
        text=_marked(contribution.text, [c for c in citations if not c.is_of_translation]),
        translation=_marked(contribution.translation, [c for c in citations if c.is_of_translation]),
        steps=_steps(versions, citations, omissions, lineages),
        validated_at=happened.get("contributions.contribution_validated"),
        withdrawn_at=happened.get("contributions.contribution_withdrawn"),
    )


def _quoting(ids: list[UUID], user: User | AnonymousUser) -> list[Version]:
    """These versions and those that followed them, which `user` may read; `is_superseded` when there is a newer one."""
    newer = Version.objects.public().filter(agenda=OuterRef("agenda"), number__gt=OuterRef("number"))
    found = Version.objects.visible_to(user).filter(Q(pk__in=ids) | Q(previous__in=ids))
    return list(found.annotate(is_superseded=Exists(newer)))


def _lineages(wordings: list[UUID], readable: QuerySet[Version, Any]) -> list[Lineage]:
    """What became of these wordings in readable versions."""
    # What a version drops is told when that version is: until then it may change its mind.
    told = Q(later__version__in=readable) | Q(later=None, earlier__version__next_versions__in=readable)
    found = Lineage.objects.filter(told, earlier__in=wordings).select_related("earlier", "later__version", "later__block")
    return list(found.defer("later__version__document").distinct())


def _steps(
    versions: list[Version], citations: list[Citation], omissions: list[Omission], lineages: list[Lineage]
) -> list[VersionStep]:
    known = {version.pk: version for version in [*versions, *(omission.version for omission in omissions)]}
    return [
        VersionStep(
            version=version,
            citations=[c for c in citations if c.wording.version_id == version.pk],
            lineages=[x for x in lineages if x.earlier and x.earlier.version_id == version.pk],
            omission=next((o for o in omissions if o.version_id == version.pk), None),
        )
        for version in sorted(known.values(), key=lambda version: version.number)
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
