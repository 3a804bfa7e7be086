"""What was agreed: on a meeting's page, and all of it, narrowed."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from tinkuy.alliance.models import Body, Organization, WorkingGroup
from tinkuy.core.datasets import Visitor
from tinkuy.meetings.enums import AgreementState
from tinkuy.meetings.models import Agreement, FollowUp, Meeting, Minutes

OVERDUE = "VENCIDOS"


@dataclass(frozen=True)
class WantedAgreements:
    """By what the list of agreements is narrowed; what is empty narrows nothing. `state` may be OVERDUE too."""

    state: str = ""
    organization: Organization | None = None
    group: WorkingGroup | None = None
    body: Body | None = None


def agreements(reader: Visitor, wanted: WantedAgreements = WantedAgreements()) -> QuerySet[Agreement]:
    """What `reader` may read, the nearest day first and those without one last, each with who does it and its meeting."""
    found = Agreement.objects.visible_to(reader).select_related("organization", "working_group", "body", "minutes__meeting")
    if wanted.state == OVERDUE:
        found = found.overdue(timezone.localdate())
    elif wanted.state in AgreementState.values:
        found = found.filter(state=wanted.state)
    if wanted.organization:
        found = found.filter(organization=wanted.organization)
    if wanted.group:
        found = found.filter(working_group=wanted.group)
    if wanted.body:
        found = found.filter(body=wanted.body)
    return found


def listed_agreements(reader: Visitor, wanted: WantedAgreements) -> QuerySet[Agreement]:
    """As `agreements`, with no more than a list shows of each."""
    doers = [f"{doer}__{name}" for doer in ("organization", "working_group", "body") for name in ("slug", "name")]
    meeting = [f"minutes__meeting__{name}" for name in ("slug", "name", "kind", "number", "is_sample")]
    return agreements(reader, wanted).only("text", "office", "due_on", "state", "minutes__id", *doers, *meeting)


def agreements_in(minutes: Minutes, reader: Visitor) -> list[Agreement]:
    """What was agreed in these minutes, each with who does it. One query."""
    return list(agreements(reader).filter(minutes=minutes))


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


def published_agreements() -> QuerySet[Agreement]:
    """What was agreed in minutes that everybody reads."""
    return (
        Agreement.objects.filter(minutes__in=Minutes.objects.published().values("pk"))
        .select_related("organization", "working_group", "body", "minutes__meeting")
        .order_by("minutes__meeting__slug", "due_on", "id")
    )
