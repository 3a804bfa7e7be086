"""Territories come in from files, and cities one by one."""

import csv
from collections.abc import Iterable, Mapping
from importlib import resources

from django.db import transaction
from django.utils.translation import gettext as _

from tinkuy.core import history
from tinkuy.core.errors import ConflictError
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator, require
from tinkuy.core.pure.ids import named
from tinkuy.core.pure.texts import clean
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory
from tinkuy.vocabulary.pure.territory_rows import COUNTRY, TerritoryRow, full_name, read_rows, slugged, slugs_of
from tinkuy.vocabulary.services.refusals import RowsRefusedError

CHANGEABLE = ["name", "reniec", "iso_3166_2", "latitude", "longitude"]


def load_territories(by: User | Operator) -> int:
    """The country, regions, provinces and districts that come with the house. Returns how many were new."""
    shipped = resources.files("tinkuy.vocabulary").joinpath("data/territories.csv").read_text(encoding="utf-8")
    return import_territories(csv.DictReader(shipped.splitlines()), by=by)


@transaction.atomic
def import_territories(rows: Iterable[Mapping[str, str]], *, by: User | Operator) -> int:
    """Add the territories that are new and correct those that differ; returns how many were new.

    What a file leaves out stays. New ones make one entry in the country's history, each correction one in its own.
    Slugs never change: addresses are for ever. Raises RowsRefusedError, and imports nothing, when any row has a problem.
    """
    require(by, "vocabulary.import_territories")
    known = {territory.pk: territory for territory in Territory.objects.exclude(level=Level.CITY)}
    slugs = {territory.inei: territory.slug for territory in known.values() if territory.inei}
    read, problems = read_rows(rows, slugs)
    if problems:
        raise RowsRefusedError([(number, _in_words(kind, value)) for number, kind, value in problems])
    _refuse_shared_reniec(read)
    new = [row for row in read if named("territory", row.code) not in known]
    _correct([(known[pk], row) for row in read if (pk := named("territory", row.code)) in known], by=by)
    names = {territory.path: territory.name for territory in known.values()} | {row.path: row.name for row in read}
    _tell_apart(names)
    _add(new, slugs, names, by=by)
    return len(new)


def _in_words(kind: str, value: str) -> str:
    words = {
        "level": _("“%(value)s” is no level. Write COUNTRY, REGION, PROVINCE or DISTRICT."),
        "name": _("“%(value)s” is no name. Write one of at most 120 characters."),
        "inei": _("“%(value)s” is no INEI code of this level. Regions have 2 digits, provinces 4, districts 6."),
        "reniec": _("“%(value)s” is no RENIEC code. Write 2, 4 or 6 digits, or leave it empty."),
        "coordinate": _("“%(value)s” is no coordinate. Write degrees with a point: -13.51667."),
        "duplicate": _("The code %(value)s stands twice in the file."),
        "parent": _("The parent “%(value)s” is not in the file, or the code does not begin with it."),
    }
    return words[kind] % {"value": value[:40]}


def _refuse_shared_reniec(rows: Iterable[TerritoryRow]) -> None:
    holders: dict[str, str] = {}
    for row in rows:
        if row.reniec and holders.setdefault(row.reniec, row.code) != row.code:
            raise ConflictError(
                _("The RENIEC code %(code)s stands beside two territories: %(one)s and %(other)s. Keep the right one.")
                % {"code": row.reniec, "one": holders[row.reniec], "other": row.code}
            )


def _tell_apart(names: Mapping[str, str]) -> None:
    """What is in a place that was renamed is told by its new name. What nothing changed is not written."""
    standing = Territory.objects.only("path", "name")
    changed = [
        (each, full) for each in standing if (full := full_name(each.path, {each.path: each.name, **names})) != each.full_name
    ]
    for territory, full in changed:
        territory.full_name = full
    Territory.objects.bulk_update([territory for territory, _full in changed], ["full_name"], batch_size=500)


def _add(rows: list[TerritoryRow], standing: Mapping[str, str], names: Mapping[str, str], *, by: User | Operator) -> None:
    if not rows:
        return
    slugs = slugs_of(rows, standing)
    for level in (Level.COUNTRY, Level.REGION, Level.PROVINCE, Level.DISTRICT):
        made = [_territory(row, slugs[row.code], full_name(row.path, names)) for row in rows if row.level == level]
        Territory.objects.bulk_create(made, batch_size=500)
    country = Territory.objects.get(pk=named("territory", COUNTRY))
    history.record("vocabulary.territories_imported", country, by=by, count=len(rows))


def _territory(row: TerritoryRow, slug: str, full_name: str) -> Territory:
    return Territory(
        id=named("territory", row.code),
        slug=slug,
        level=row.level,
        name=row.name,
        parent_id=named("territory", row.parent) if row.parent else None,
        path=row.path,
        full_name=full_name,
        inei=row.inei,
        reniec=row.reniec,
        iso_3166_2=row.iso_3166_2,
        latitude=row.latitude,
        longitude=row.longitude,
    )


def _correct(pairs: list[tuple[Territory, TerritoryRow]], *, by: User | Operator) -> None:
    changed = []
    for territory, row in pairs:
        values = {field: getattr(row, field) for field in CHANGEABLE}
        if differences := history.changes(territory, values):
            changed.append((territory, values, differences))
    # Two places may exchange their RENIEC codes: both let go before either takes.
    Territory.objects.filter(pk__in=[t.pk for t, _values, found in changed if "reniec" in found]).update(reniec=None)
    for territory, values, differences in changed:
        Territory.objects.filter(pk=territory.pk).update(**values)
        history.record("vocabulary.territory_changed", territory, by=by, changes=differences)


@transaction.atomic
def ensure_city(name: str, parent: Territory, *, by: User | Operator) -> Territory:
    """The city of this name in `parent`, a region or province; made when it is not there. Twice is once.

    Raises ConflictError without a name, or when `parent` is neither region nor province.
    """
    require(by, "vocabulary.ensure_city", parent)
    name = clean(name)
    if not name or len(name) > 100 or not slugged(name):
        raise ConflictError(_("A city needs a name of at most 100 characters."))
    if parent.level not in (Level.REGION, Level.PROVINCE):
        raise ConflictError(_("A city belongs to a region or a province. Choose one."))
    path = f"{parent.path}ciudad-{slugged(name)}/"
    city, is_new = Territory.objects.get_or_create(
        id=named("territory", path),
        defaults={
            "slug": f"{parent.slug[:60]}-ciudad-{slugged(name)}"[:120],
            "level": Level.CITY,
            "name": name,
            "parent": parent,
            "path": path,
            "full_name": _name_of_city(name, path, parent),
        },
    )
    if is_new:
        history.record("vocabulary.city_added", city, by=by, parent=parent.slug)
    return city


def _name_of_city(name: str, path: str, parent: Territory) -> str:
    region = parent.parent if parent.level == Level.PROVINCE else None
    names = {path: name, parent.path: parent.name} | ({region.path: region.name} if region else {})
    return full_name(path, names)
