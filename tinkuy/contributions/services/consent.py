"""Taking back the consent to be published or to be named, while the words stay kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.contributions.models import Contribution, Speaker
from tinkuy.contributions.services.states import NoReasonError
from tinkuy.core import history
from tinkuy.core.errors import DomainError
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.texts import clean


class NothingChosenError(DomainError):
    """It was not said which consent is taken back."""


@transaction.atomic
def withdraw_consent(
    contribution: Contribution, reason: str, by: User | Operator, *, publishing: bool = False, naming: bool = False
) -> Contribution:
    """Take back the consent to publish the words, to be named, or both. Twice is once; it takes effect everywhere at once.

    Unpublished, the words stay here for who works with them, and leave every quote and every published file for ever; later
    rooms follow "contributions.publishing_consent_withdrawn" as they follow a withdrawal. Unnamed, the name is erased.
    Raises NothingChosenError without either, NoReasonError without a reason.
    """
    require(by, "contributions.withdraw_consent", contribution)
    if not (publishing or naming):
        raise NothingChosenError(_("Choose which consent is withdrawn."))
    if not (reason := clean(reason)[:500]):
        raise NoReasonError(_("Say why it is withdrawn."))
    standing = Contribution.objects.filter(pk=contribution.pk)
    if publishing and standing.filter(may_publish=True).update(may_publish=False):
        contribution.refresh_from_db(fields=["may_publish"])
        history.record("contributions.publishing_consent_withdrawn", contribution, by=by, reason=reason)
    if naming and standing.filter(may_attribute=True).update(may_attribute=False):
        Speaker.objects.filter(contribution=contribution).delete()
        history.record("contributions.naming_consent_withdrawn", contribution, by=by, reason=reason)
    contribution.refresh_from_db(fields=["may_publish", "may_attribute"])
    return contribution
