"""What of a version or a wording goes into its citation."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tinkuy.agenda.models import Version, Wording
from tinkuy.agenda.pure.citing import Citable


def citable_version(version: Version) -> Citable:
    return Citable(
        author=settings.ALLIANCE_NAME,
        title=version.agenda.name,
        container="",
        version=version.name,
        date=_date_of(version),
        url=settings.SITE_URL + reverse("agenda:version", args=[version.slug]),
        key=version.slug,
        digest=version.digest,
        note=_note_on(version),
    )


def citable_wording(wording: Wording) -> Citable:
    version = wording.version
    return Citable(
        author=settings.ALLIANCE_NAME,
        title=f"{wording.title} [{wording.block.code}]",
        container=version.agenda.name,
        version=version.name,
        date=_date_of(version),
        url=settings.SITE_URL + reverse("agenda:wording", args=[version.slug, wording.block.code]),
        key=f"{version.slug}-{wording.block.code}",
        digest=version.digest,
        note=_note_on(version),
    )


def _date_of(version: Version) -> str:
    return timezone.localdate(version.published_at).isoformat() if version.published_at else ""


def _note_on(version: Version) -> str:
    notes = []
    if version.agenda.is_sample:
        notes.append(_("Fictitious example"))
    if version.is_held_here and not version.is_published:
        notes.append(_("Draft: not published"))
    return ". ".join(notes)
