"""Agendas and their versions: opened, drafted, recorded from elsewhere, adopted."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.agenda import rules as _rules  # noqa: F401
from tinkuy.agenda.enums import VersionState
from tinkuy.agenda.models import Agenda, Version
from tinkuy.agenda.services.checks import require_sourced
from tinkuy.agenda.services.refusals import FrozenError
from tinkuy.core import history
from tinkuy.core.errors import ConflictError, DomainError
from tinkuy.core.models import Source, User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.texts import clean
from tinkuy.meetings.models import Meeting

# Addresses beside those of the versions.
PAGES = {"llave", "agenda-nueva", "version-nueva"}


@transaction.atomic
def open_agenda(id: UUID, slug: str, name: str, is_sample: bool, by: User | Operator) -> Agenda:
    """An agenda, empty. The same id again gives the same agenda; another agenda's address is refused."""
    require(by, "agenda.open_agenda")
    if Agenda.objects.filter(slug=slug).exclude(pk=id).exists():
        raise ConflictError(_("Another agenda has the address %(slug)s. Choose another one.") % {"slug": slug})
    agenda, is_new = Agenda.objects.get_or_create(pk=id, defaults={"slug": slug, "name": clean(name), "is_sample": is_sample})
    if is_new:
        history.record("agenda.agenda_opened", agenda, by=by, name=agenda.name)
    return agenda


@transaction.atomic
def draft_version(
    id: UUID,
    *,
    agenda: Agenda,
    number: int,
    slug: str,
    name: str,
    previous: Version | None = None,
    linked_meeting: Meeting | None = None,
    by: User | Operator,
) -> Version:
    """A version to write in. The same id again gives the same version; a number or address in use is refused."""
    require(by, "agenda.draft_version", agenda)
    _refuse_taken(id, agenda, number, slug)
    version, is_new = Version.objects.get_or_create(
        pk=id,
        defaults={
            "agenda": agenda,
            "number": number,
            "slug": slug,
            "name": clean(name),
            "previous": previous,
            "linked_meeting": linked_meeting,
        },
    )
    if is_new:
        history.record("agenda.version_drafted", version, by=by, number=number, name=version.name)
    return version


@transaction.atomic
def record_version_elsewhere(
    id: UUID,
    *,
    agenda: Agenda,
    number: int,
    slug: str,
    name: str,
    linked_meeting: Meeting | None,
    launched_on: str,
    by: User | Operator,
    sources: Iterable[Source],
    confidence: str,
    source_note: str,
) -> Version:
    """A version that sources say was published, whose text is not held here. What differs is changed, with history."""
    require(by, "agenda.record_version", agenda)
    _refuse_taken(id, agenda, number, slug)
    values = {
        "agenda": agenda,
        "number": number,
        "slug": slug,
        "name": clean(name),
        "linked_meeting": linked_meeting,
        "launched_on": launched_on,
        "confidence": confidence,
        "source_note": clean(source_note),
    }
    version, is_new = Version.objects.get_or_create(pk=id, defaults={**values, "state": VersionState.PUBLISHED_ELSEWHERE})
    if version.is_held_here:
        raise ConflictError(_("The text of %(name)s is held here already.") % {"name": version.name})
    changes = {} if is_new else _change(version, values)
    before, after = _ids(version.sources.all()), _ids(sources)
    if before != after:
        version.sources.set(after)
        changes |= {"sources": [before, after]}
    if is_new:
        history.record("agenda.version_recorded", version, by=by, launched_on=launched_on)
    elif changes:
        history.record("agenda.version_changed", version, by=by, changes=changes)
    return version


@transaction.atomic
def record_adoption(version: Version, on: date, note: str, by: User | Operator) -> Version:
    """The organizations adopted the words of `version` on that day: from now on they do not change.

    Refuses a version with an empty axis or with a wording that cites nobody. Twice changes nothing.
    """
    require(by, "agenda.adopt_version", version)
    require_sourced(version)
    draft = Version.objects.filter(pk=version.pk, state=VersionState.DRAFT)
    if draft.update(state=VersionState.ADOPTED, adopted_on=on, adoption_note=clean(note)):
        history.record("agenda.version_adopted", version, by=by, on=on.isoformat(), note=clean(note))
    version.refresh_from_db()
    if not version.adopted_on:
        raise FrozenError(_("%(name)s was published elsewhere: it is not adopted here.") % {"name": version.name})
    return version


@transaction.atomic
def reopen_version(version: Version, reason: str, by: User | Operator) -> Version:
    """An adopted version goes back to being written, and has to be adopted again. Refuses a published one."""
    require(by, "agenda.adopt_version", version)
    if not clean(reason).strip():
        raise DomainError(_("Write why the version is opened again."))
    adopted = Version.objects.filter(pk=version.pk, state=VersionState.ADOPTED)
    if adopted.update(state=VersionState.DRAFT, adopted_on=None, adoption_note=""):
        history.record("agenda.version_reopened", version, by=by, reason=clean(reason))
    version.refresh_from_db()
    if version.state != VersionState.DRAFT:
        raise FrozenError(_("%(name)s is published: it no longer changes.") % {"name": version.name})
    return version


def _refuse_taken(id: UUID, agenda: Agenda, number: int, slug: str) -> None:
    others = Version.objects.exclude(pk=id)
    if slug in PAGES or others.filter(slug=slug).exists():
        raise ConflictError(_("Another version has the address %(slug)s. Choose another one.") % {"slug": slug})
    if others.filter(agenda=agenda, number=number).exists():
        raise ConflictError(_("This agenda has a version number %(number)s already.") % {"number": number})


def _change(version: Version, values: dict[str, Any]) -> dict[str, Any]:
    changes = history.changes(version, values)
    if changes:
        for name, value in values.items():
            setattr(version, name, value)
        version.save(update_fields=list(values))
    return changes


def _ids(rows: Iterable[Source]) -> list[str]:
    return sorted(str(row.pk) for row in rows)
