"""Axes and wordings of a version that is still being written, and where they come from."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from tinkuy.agenda.enums import LineageKind
from tinkuy.agenda.models import Axis, Block, Citation, Lineage, Omission, Version, Wording
from tinkuy.agenda.services.checks import require_not_published, require_words_open
from tinkuy.agenda.services.refusals import FrozenError
from tinkuy.contributions.models import Contribution
from tinkuy.core import history
from tinkuy.core.errors import ConflictError, DomainError
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.texts import clean
from tinkuy.vocabulary.models import FrameworkArea, Territory, Theme

_BLOCK_CODE = re.compile(r"[A-Za-z]{1,6}-?[0-9]{1,5}")


@transaction.atomic
def add_axis(id: UUID, version: Version, position: int, title: str, by: User | Operator) -> Axis:
    """A heading of `version`. The same id again gives the same axis; a place that is taken is refused."""
    require(by, "agenda.write_wording", version)
    if known := Axis.objects.filter(pk=id).first():
        return known
    require_words_open(version)
    if not clean(title).strip():
        raise DomainError(_("Give the axis a title."))
    if version.axes.filter(position=position).exists():
        raise ConflictError(_("There is an axis in place %(position)s already.") % {"position": position})
    axis = Axis.objects.create(pk=id, version=version, position=position, title=clean(title).strip())
    history.record("agenda.axis_added", axis, by=by, version=str(version.pk), title=axis.title)
    return axis


@transaction.atomic
def write_wording(
    id: UUID,
    *,
    version: Version,
    block_code: str,
    axis: Axis,
    position: int,
    title: str,
    text: str,
    demand: str = "",
    addressee_level: str = "",
    themes: Iterable[Theme] = (),
    territories: Iterable[Territory] = (),
    framework_areas: Iterable[FrameworkArea] = (),
    by: User | Operator,
) -> Wording:
    """The words of a block in `version`, new or changed. Writing the same again changes nothing.

    Raises FrozenError once the version is adopted or published, ConflictError when block or place are taken.
    """
    require(by, "agenda.write_wording", version)
    values = {
        "axis": axis,
        "position": position,
        "title": clean(title).strip(),
        "text": clean(text).strip(),
        "demand": clean(demand).strip(),
        "addressee_level": addressee_level,
    }
    links: dict[str, list[Any]] = {
        "themes": list(themes),
        "territories": list(territories),
        "framework_areas": list(framework_areas),
    }
    wording = Wording.objects.filter(pk=id).first()
    if wording:
        return _rewrite(wording, values, links, by)
    require_words_open(version)
    _refuse_misplaced(id, version, values)
    block, _is_new = Block.objects.get_or_create(agenda_id=version.agenda_id, code=_code(block_code))
    if version.wordings.filter(block=block).exists():
        raise ConflictError(_("This version words block %(code)s already.") % {"code": block.code})
    wording = Wording.objects.create(pk=id, version=version, block=block, **values)
    for name, rows in links.items():
        getattr(wording, name).set(rows)
    history.record("agenda.wording_written", wording, by=by, version=str(version.pk), block=block.code)
    return wording


@transaction.atomic
def trace(earlier: Wording | None, later: Wording | None, kind: str, note: str, by: User | Operator) -> Lineage:
    """What became of `earlier`, or where `later` comes from. Always with a note; writing it again changes kind and note.

    Raises FrozenError when the version that tells it is published.
    """
    require(by, "agenda.trace_lineage", (later or earlier))
    note = clean(note).strip()
    if not note:
        raise DomainError(_("Write a note: why the block was kept, changed or dropped."))
    if (earlier is None) != (kind == LineageKind.NEW) or (later is None) != (kind == LineageKind.DROPPED):
        raise DomainError(_("A new block has no earlier one, a dropped block no later one; all others have both."))
    found = Lineage.objects.filter(earlier=earlier, later=later).first()
    if found and (found.kind, found.note) == (kind, note):
        return found
    _refuse_told(earlier, later)
    lineage = found or Lineage(earlier=earlier, later=later)
    before = [found.kind, found.note] if found else None
    lineage.kind, lineage.note = kind, note
    lineage.save()
    target = later or earlier
    assert target is not None
    ends = {"earlier": str(earlier.pk) if earlier else None, "later": str(later.pk) if later else None}
    history.record("agenda.lineage_traced", target, by=by, kind=kind, note=note, before=before, **ends)
    return lineage


@transaction.atomic
def omit(version: Version, contribution: Contribution, reason: str, by: User | Operator) -> Omission:
    """Why `version` does not quote `contribution`. Writing another reason replaces it, with history."""
    require(by, "agenda.omit_contribution", version)
    reason = clean(reason).strip()
    if not reason:
        raise DomainError(_("Write why this contribution is not quoted."))
    if Citation.objects.filter(wording__version=version, contribution=contribution).exists():
        raise ConflictError(_("This version quotes the contribution: there is nothing to explain."))
    omission = Omission.objects.filter(version=version, contribution=contribution).first()
    if omission and omission.reason == reason:
        return omission
    omission = omission or Omission(version=version, contribution=contribution)
    before, omission.reason = omission.reason, reason
    omission.written_by = by if isinstance(by, User) else None
    omission.save()
    details = {"contribution": str(contribution.pk), "reason": reason, "before": before}
    history.record("agenda.contribution_omitted", version, by=by, **details)
    return omission


def _rewrite(wording: Wording, values: dict[str, Any], links: dict[str, list[Any]], by: User | Operator) -> Wording:
    changes = history.changes(wording, values)
    relinked = {}
    for name, rows in links.items():
        before, after = _ids(getattr(wording, name).all()), _ids(rows)
        if before != after:
            relinked[name] = [before, after]
    if not changes and not relinked:
        return wording
    require_words_open(wording.version)
    _refuse_misplaced(wording.pk, wording.version, values)
    for field, value in values.items():
        setattr(wording, field, value)
    wording.save(update_fields=list(values))
    for name in relinked:
        getattr(wording, name).set(links[name])
    history.record("agenda.wording_changed", wording, by=by, changes=changes | relinked)
    return wording


def _code(written: str) -> str:
    """A code with a digit: its address is never that of another page."""
    code = clean(written).strip()
    if not _BLOCK_CODE.fullmatch(code):
        raise DomainError(_("Write the block's code as letters and then a number, without spaces: B07."))
    return code


def _refuse_misplaced(id: UUID, version: Version, values: dict[str, Any]) -> None:
    if not values["title"] or not values["text"]:
        raise DomainError(_("Write a title and what we say."))
    if values["axis"].version_id != version.pk:
        raise ConflictError(_("This axis belongs to another version."))
    if Wording.objects.filter(axis=values["axis"], position=values["position"]).exclude(pk=id).exists():
        raise ConflictError(_("There is a block in place %(position)s of this axis already.") % {"position": values["position"]})


def _refuse_told(earlier: Wording | None, later: Wording | None) -> None:
    if later:
        require_not_published(later.version)
    elif earlier and (told := earlier.version.next_versions.filter(published_at__isnull=False).first()):
        raise FrozenError(_("%(name)s is published: it no longer changes. Write in the next version.") % {"name": told.name})


def _ids(rows: Iterable[models.Model]) -> list[str]:
    return sorted(str(row.pk) for row in rows)
