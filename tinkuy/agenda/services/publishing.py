"""Sealing a version for ever, and taking a sample agenda away whole."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.agenda.enums import VersionState
from tinkuy.agenda.models import Agenda, Axis, Block, Citation, Lineage, Omission, Version, Wording
from tinkuy.agenda.pure import sealing
from tinkuy.agenda.services import snapshot
from tinkuy.agenda.services.checks import require_adopted, require_not_published, require_published_before, require_sourced
from tinkuy.agenda.services.refusals import FrozenError
from tinkuy.agenda.services.signing import signing_key
from tinkuy.core import history
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require


@transaction.atomic
def publish_version(version: Version, by: User | Operator) -> Version:
    """Freeze `version`, seal it with the installation's key and make it public. Publishing it twice changes nothing.

    Raises NotAdoptedError before the organizations adopt it, NotSourcedError when a wording cites nobody,
    IncompleteError when an axis is empty or the version before it is not published.
    """
    require(by, "agenda.publish_version", version)
    version = Version.objects.select_for_update(of=("self",)).select_related("agenda", "previous").get(pk=version.pk)
    if version.is_published:
        return version
    require_not_published(version)
    require_adopted(version)
    require_published_before(version)
    require_sourced(version)

    now = timezone.now().replace(microsecond=0)
    disclosures = _salted(version)
    document = sealing.seal(snapshot.content_of(version, now, disclosures), disclosures, signing_key())
    frozen = Version.objects.filter(pk=version.pk, state=VersionState.ADOPTED)
    if frozen.update(
        state=VersionState.PUBLISHED,
        published_at=now,
        published_by=by if isinstance(by, User) else None,
        digest=document["seal"]["digest"],
        document=document,
    ):
        history.record("agenda.version_published", version, by=by, digest=document["seal"]["digest"])
    version.refresh_from_db()
    return version


@transaction.atomic
def remove_sample_agenda(agenda: Agenda, by: User | Operator) -> None:
    """Take a fictitious agenda away with all it holds. Refuses a real one; twice is once."""
    require(by, "agenda.remove_sample", agenda)
    if not agenda.is_sample:
        raise FrozenError(_("Only a fictitious example can be removed."))
    wordings = Wording.objects.filter(version__agenda=agenda)
    Lineage.objects.filter(earlier__in=wordings).delete()
    Lineage.objects.filter(later__in=wordings).delete()
    Omission.objects.filter(version__agenda=agenda).delete()
    Citation.objects.filter(wording__in=wordings).delete()
    wordings.delete()
    Axis.objects.filter(version__agenda=agenda).delete()
    Block.objects.filter(agenda=agenda).delete()
    for version in agenda.versions.order_by("-number"):
        version.delete()
    if Agenda.objects.filter(pk=agenda.pk).delete()[0]:
        history.record("agenda.sample_removed", agenda, by=by, name=agenda.name)


def _salted(version: Version) -> dict[str, dict[str, str]]:
    """The words of each citation with a salt that is kept beside them, so that both can be forgotten together."""
    citations = list(Citation.objects.select_for_update().filter(wording__version=version).exclude(exact="").order_by("pk"))
    disclosures = {}
    for citation in citations:
        words = sealing.disclosure(citation.exact, citation.prefix, citation.suffix)
        citation.salt = words["salt"]
        disclosures[str(citation.pk)] = words
    Citation.objects.bulk_update(citations, ["salt"], batch_size=500)
    return disclosures
