"""From captured to validated, and out again when the voice takes its words back."""

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.contributions.enums import WAITING, Status
from tinkuy.contributions.models import Contribution, Speaker
from tinkuy.core import history
from tinkuy.core.errors import DomainError
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.texts import clean
from tinkuy.meetings.models import Meeting


class AlreadyWithdrawnError(DomainError):
    """Its words were withdrawn, so there is nothing left to validate."""


class NoReasonError(DomainError):
    """A withdrawal says why."""


@transaction.atomic
def validate_contribution(contribution: Contribution, by: User | Operator) -> Contribution:
    """Say that these are the words that were said. Twice is once. Raises AlreadyWithdrawnError when they were withdrawn."""
    require(by, "contributions.validate_contribution", contribution)
    waited = Contribution.objects.filter(pk=contribution.pk, status__in=WAITING).update(status=Status.VALIDATED)
    contribution.refresh_from_db(fields=["status"])
    if waited:
        history.record("contributions.contribution_validated", contribution, by=by)
    if contribution.is_withdrawn:
        raise AlreadyWithdrawnError(_("This contribution was withdrawn; it cannot be validated."))
    return contribution


@transaction.atomic
def validate_many(meeting: Meeting, by: User | Operator) -> int:
    """Validate all that waits in `meeting`; how many there were. Twice changes nothing."""
    require(by, "contributions.validate_contribution", meeting)
    waiting = Contribution.objects.filter(meeting=meeting, status__in=WAITING).select_related("meeting").order_by("pk")
    for contribution in (found := list(waiting)):
        validate_contribution(contribution, by)
    return len(found)


@transaction.atomic
def withdraw_contribution(contribution: Contribution, reason: str, by: User | Operator) -> Contribution:
    """Blank the words, forget who said and who translated them, keep the stone. Twice is once; the words are nowhere in history.

    Later rooms follow "contributions.contribution_withdrawn" to blank what they quoted. Raises NoReasonError without a reason.
    """
    require(by, "contributions.withdraw_contribution", contribution)
    if not (reason := clean(reason)):
        raise NoReasonError(_("Say why it is withdrawn."))
    standing = Contribution.objects.filter(pk=contribution.pk).exclude(status=Status.WITHDRAWN)
    if standing.update(text="", translation="", translated_by="", status=Status.WITHDRAWN):
        Speaker.objects.filter(contribution=contribution).delete()
        contribution.refresh_from_db(fields=["text", "translation", "translated_by", "status"])
        history.record("contributions.contribution_withdrawn", contribution, by=by, reason=reason[:500])
    contribution.refresh_from_db(fields=["text", "translation", "translated_by", "status"])
    return contribution
