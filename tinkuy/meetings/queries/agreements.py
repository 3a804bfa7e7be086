"""What was agreed: on a meeting's page, and all of it, narrowed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from tinkuy.alliance.models import Body, WorkingGroup
from tinkuy.core.addresses import address_of
from tinkuy.core.datasets import Visitor
from tinkuy.core.pure.texts import fold
from tinkuy.meetings.enums import AgreementState
from tinkuy.meetings.models import Agreement, FollowUp, Meeting, Minutes
from tinkuy.vocabulary.models import Territory, Theme

OVERDUE = "VENCIDOS"


@dataclass(frozen=True)
class WantedAgreements:
    """By what the list of agreements is narrowed; what is empty narrows nothing. `state` may be OVERDUE too.

    `organization` holds words of its name or acronym; region and theme are those of the meeting; the days are those by when.
    """

    state: str = ""
    organization: str = ""
    group: WorkingGroup | None = None
    body: Body | None = None
    region: Territory | None = None
    theme: Theme | None = None
    since: date | None = None
    until: date | None = None


def agreements(reader: Visitor, wanted: WantedAgreements = WantedAgreements()) -> QuerySet[Agreement]:
    """What `reader` may read, the nearest day first and those without one last, each with who does it and its meeting."""
    found = Agreement.objects.visible_to(reader).select_related("organization", "working_group", "body", "minutes__meeting")
    if wanted.state == OVERDUE:
        found = found.overdue(timezone.localdate())
    elif wanted.state in AgreementState.values:
        found = found.filter(state=wanted.state)
    if wanted.group:
        found = found.filter(working_group=wanted.group)
    if wanted.body:
        found = found.filter(body=wanted.body)
    if wanted.since:
        found = found.filter(due_on__gte=wanted.since)
    if wanted.until:
        found = found.filter(due_on__lte=wanted.until)
    return _of_meetings(_by_organizations(found, wanted.organization), wanted)


def _by_organizations(found: QuerySet[Agreement], words: str) -> QuerySet[Agreement]:
    for word in fold(words).split():
        found = found.filter(organization__folded_name__contains=word)
    return found


def _of_meetings(found: QuerySet[Agreement], wanted: WantedAgreements) -> QuerySet[Agreement]:
    if wanted.region:
        found = found.filter(minutes__meeting__territory__path__startswith=wanted.region.path)
    if wanted.theme:
        about = Meeting.themes.through.objects.filter(theme=wanted.theme)
        found = found.filter(minutes__meeting__in=about.values("meeting"))
    return found


class ListedAgreement(NamedTuple):
    """An agreement as a list shows it. A tuple of values: making the rows of five tables takes three times as long."""

    pk: UUID
    text: str
    office: str
    due_on: date | None
    state: str
    organization: str | None
    organization_slug: str | None
    group: str | None
    group_slug: str | None
    body: str | None
    body_slug: str | None
    meeting_name: str
    meeting_kind: str
    meeting_number: str
    meeting_slug: str
    is_sample: bool

    @property
    def url(self) -> str:
        return address_of("meetings:agreement", self.pk)

    @property
    def doer(self) -> str:
        """Who does it, as she or it is called."""
        return self.organization or self.group or self.group_slug or self.body or self.office

    @property
    def doer_url(self) -> str:
        """Its page; a public function has none."""
        if self.organization_slug:
            return address_of("alliance:organization", self.organization_slug)
        if self.group_slug:
            return address_of("alliance:group", self.group_slug)
        return address_of("alliance:body", self.body_slug) if self.body_slug else ""

    @property
    def is_overdue(self) -> bool:
        return self.state == AgreementState.OPEN and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def state_label(self) -> str:
        return str(AgreementState(self.state).label)

    @property
    def tag(self) -> str:
        """The class of the label that says its state."""
        return {AgreementState.DONE: "done", AgreementState.OPEN: "pending"}.get(AgreementState(self.state), "silent")

    @property
    def meeting(self) -> str:
        return self.meeting_name or str(Meeting(kind=self.meeting_kind, number=self.meeting_number))

    @property
    def minutes_url(self) -> str:
        return address_of("meetings:minutes", self.meeting_slug)


_DOERS = [f"{doer}__{column}" for doer in ("organization", "working_group", "body") for column in ("name", "slug")]
_MEETING = [f"minutes__meeting__{column}" for column in ("name", "kind", "number", "slug", "is_sample")]


def in_brief(found: QuerySet[Agreement]) -> QuerySet[Agreement, Any]:
    """`found` as values for `listed_agreements`."""
    return found.values_list("pk", "text", "office", "due_on", "state", *_DOERS, *_MEETING)


def listed_agreements(rows: Iterable[tuple[Any, ...]]) -> list[ListedAgreement]:
    """Rows of `in_brief` as a list shows them."""
    return [ListedAgreement(*row) for row in rows]


def agreements_in(minutes: Minutes, reader: Visitor) -> list[ListedAgreement]:
    """What was agreed in these minutes, each with who does it. One query."""
    return listed_agreements(in_brief(agreements(reader).filter(minutes=minutes)))


def agreements_behind_link(minutes: Minutes) -> list[ListedAgreement]:
    """As `agreements_in`, for whoever has the letter's link."""
    return listed_agreements(in_brief(minutes.agreements.all()))


def follow_ups_in(minutes: Minutes) -> QuerySet[FollowUp]:
    """What earlier meetings agreed and these minutes come back to."""
    return minutes.follow_ups.select_related("agreement", "agreement__minutes__meeting").order_by("id")


def agreement_pages(reader: Visitor) -> QuerySet[Agreement]:
    """Agreements with all that the page of one shows; of what later meetings said, what `reader` may read."""
    later = FollowUp.objects.filter(minutes__in=Minutes.objects.visible_to(reader).values("pk")).select_related(
        "minutes__meeting"
    )
    return agreements(reader).prefetch_related(Prefetch("follow_ups", later))


def agreements_before(meeting: Meeting, reader: Visitor) -> QuerySet[Agreement]:
    """What other meetings agreed and is still open: what a later meeting may come back to."""
    return agreements(reader).filter(state=AgreementState.OPEN).exclude(minutes__meeting=meeting)


def published_agreements(wanted: WantedAgreements = WantedAgreements()) -> QuerySet[Agreement]:
    """What was agreed in minutes that everybody reads."""
    return agreements(AnonymousUser(), wanted).order_by("minutes__meeting__slug", "due_on", "id")
