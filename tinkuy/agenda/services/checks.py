"""What a version must be before something is done to it. Each raises, or says nothing."""

from django.utils.translation import gettext as _

from tinkuy.agenda.enums import VersionState
from tinkuy.agenda.models import Citation, Version
from tinkuy.agenda.services.refusals import FrozenError, IncompleteError, NotAdoptedError, NotSourcedError


def require_words_open(version: Version) -> None:
    """The words may still be written: nobody adopted or published them."""
    state = Version.objects.values_list("state", flat=True).get(pk=version.pk)
    if state == VersionState.ADOPTED:
        raise FrozenError(_("The organizations adopted these words. Open the version again to change them."))
    if state != VersionState.DRAFT:
        raise FrozenError(_("%(name)s is published: it no longer changes. Write in the next version.") % {"name": version.name})


def require_not_published(version: Version) -> None:
    """Sources may still be added: the version is not sealed."""
    state = Version.objects.values_list("state", flat=True).get(pk=version.pk)
    if state not in (VersionState.DRAFT, VersionState.ADOPTED):
        raise FrozenError(_("%(name)s is published: it no longer changes. Write in the next version.") % {"name": version.name})


def require_sourced(version: Version) -> None:
    """There are wordings, no axis is empty, and each wording quotes somebody whose words are there."""
    if not version.wordings.exists():
        raise IncompleteError(_("The version has no block yet. Write at least one."))
    if empty := version.axes.filter(wordings=None).first():
        raise IncompleteError(_("The axis “%(title)s” has no block. Write one.") % {"title": empty.title})
    sourced = Citation.objects.exclude(exact="").filter(wording__version=version).values("wording")
    if unsourced := version.wordings.exclude(pk__in=sourced).select_related("block").first():
        code = unsourced.block.code
        raise NotSourcedError(_("Block %(code)s cites no contribution. Quote at least one.") % {"code": code}, code)


def require_adopted(version: Version) -> None:
    if version.state == VersionState.DRAFT:
        raise NotAdoptedError(_("A version is published after the organizations adopt it. Record the adoption first."))


def require_published_before(version: Version) -> None:
    previous = version.previous
    if previous and previous.state not in (VersionState.PUBLISHED, VersionState.PUBLISHED_ELSEWHERE):
        raise IncompleteError(_("%(name)s comes before this version and is not published yet.") % {"name": previous.name})
