"""Quoting contributions word for word, and letting go of their words when consent goes."""

from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from tinkuy.agenda.models import Citation, Version, Wording
from tinkuy.agenda.pure import quotes, sealing
from tinkuy.agenda.services.checks import require_not_published
from tinkuy.agenda.services.refusals import NotCitableError, QuoteRefusedError
from tinkuy.contributions.models import Contribution
from tinkuy.core import history
from tinkuy.core.errors import DomainError
from tinkuy.core.models import HistoryEntry, User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.texts import clean


@transaction.atomic
def cite(
    id: UUID,
    wording: Wording,
    contribution: Contribution,
    typed: str,
    *,
    prefix: str = "",
    suffix: str = "",
    by: User | Operator,
    of_translation: bool = False,
) -> Citation:
    """`wording` quotes `contribution`. What is kept is the contribution's own words; the same words twice are one citation.

    Raises QuoteRefusedError with the nearest place when the words are not there, NotCitableError when the contribution
    is not public, FrozenError when the version is published.
    """
    require(by, "agenda.cite_contribution", wording)
    if known := Citation.objects.filter(pk=id).first():
        return known
    require_not_published(wording.version)
    # Locked: its withdrawal waits, and then finds this citation.
    source = Contribution.objects.select_for_update().public().filter(pk=contribution.pk).first()
    if source is None:
        raise NotCitableError(_("Only validated contributions that may be published are quoted."))
    quote = _located(source.translation if of_translation else source.text, typed, prefix, suffix)
    citation, is_new = Citation.objects.get_or_create(
        wording=wording,
        contribution=source,
        exact=quote.exact,
        defaults={
            "pk": id,
            "prefix": quote.prefix,
            "suffix": quote.suffix,
            "is_of_translation": of_translation,
            "cited_by": by if isinstance(by, User) else None,
        },
    )
    if is_new:
        details = {"contribution": str(source.pk), "citation": str(citation.pk)}
        history.record("agenda.citation_added", wording, by=by, **details)
    return citation


@transaction.atomic
def remove_citation(citation: Citation, reason: str, by: User | Operator) -> None:
    """`citation` was a mistake: it goes, and history keeps whose words they were and why, not the words. Twice is once.

    History keeps no digest of the words either: without a salt it would let anybody test a guess after a withdrawal.
    """
    require(by, "agenda.cite_contribution", citation.wording)
    reason = clean(reason).strip()
    if not reason:
        raise DomainError(_("Write why the citation is removed."))
    require_not_published(citation.wording.version)
    if Citation.objects.filter(pk=citation.pk).delete()[0]:
        details = {"contribution": str(citation.contribution_id), "citation": str(citation.pk), "reason": reason}
        history.record("agenda.citation_removed", citation.wording, by=by, **details)


def forget_words(entry: HistoryEntry, contribution: models.Model) -> None:
    """After a contribution is withdrawn: its words leave every citation and every published file, which still verify."""
    cited = Citation.objects.filter(contribution_id=contribution.pk)
    # First the citations: whoever is publishing holds them, and has published when this returns.
    cited.update(exact="", prefix="", suffix="", salt="")
    ids = [str(pk) for pk in cited.values_list("pk", flat=True)]
    holding = Version.objects.filter(wordings__citations__contribution_id=contribution.pk)
    for version in Version.objects.select_for_update().filter(pk__in=holding.values("pk").distinct()).order_by("pk"):
        if version.document is None:
            continue
        document = version.document
        for citation_id in ids:
            document = sealing.withhold(document, citation_id)
        Version.objects.filter(pk=version.pk).update(document=document)


def _located(text: str, typed: str, prefix: str, suffix: str) -> quotes.Quote:
    try:
        return quotes.locate(text, typed, prefix, suffix)
    except quotes.QuoteTooShortError as error:
        raise QuoteRefusedError(_("The quote is too short. Quote at least one whole word."), typed) from error
    except quotes.QuoteNotFoundError as error:
        text = _("These words are not in the contribution. Copy them exactly as they were said.")
        raise QuoteRefusedError(text, typed, error.nearest) from error
