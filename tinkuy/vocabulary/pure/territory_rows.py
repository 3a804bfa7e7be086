"""Rows of a territories file, checked as a whole before any is believed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tinkuy.core.pure.texts import clean, fold

COUNTRY = "PE"
METROPOLITAN_LIMA = "1501"
COLUMNS = ["level", "name", "parent", "inei", "reniec", "iso_3166_2", "latitude", "longitude"]
DIGITS = {"REGION": 2, "PROVINCE": 4, "DISTRICT": 6}


@dataclass(frozen=True)
class TerritoryRow:
    """One territory as a file states it. `code` is INEI's, or PE for the country itself."""

    level: str
    name: str
    parent: str
    code: str
    reniec: str | None
    iso_3166_2: str
    latitude: float | None
    longitude: float | None

    @property
    def inei(self) -> str | None:
        return None if self.code == COUNTRY else self.code

    @property
    def path(self) -> str:
        """ "/PE/08/0801/": the ancestors' codes, its own last."""
        parts = [self.code[:size] for size in (2, 4, 6) if size <= len(self.code)] if self.inei else []
        return "/" + "/".join([COUNTRY, *parts]) + "/"


def read_rows(
    rows: Iterable[Mapping[str, str]], standing: Iterable[str] = ()
) -> tuple[list[TerritoryRow], list[tuple[int, str, str]]]:
    """The rows, and every problem as (row number, what is wrong, the value). The header is row 1.

    A parent must be in the file or among the codes that are `standing`. What can be wrong: "level", "name", "inei", "reniec",
    "coordinate", "duplicate", "parent".
    """
    read, problems, seen = [], [], set()
    stated = list(rows)
    known = {COUNTRY, *standing, *((row.get("inei") or "").strip() for row in stated)}
    for number, row in enumerate(stated, start=2):
        cells = {column: clean(row.get(column) or "") for column in COLUMNS}
        code = cells["inei"] or (COUNTRY if cells["level"] == "COUNTRY" else "")
        wrong = _problems(cells, code, known) + ([("duplicate", code)] if code in seen else [])
        seen.add(code)
        problems += [(number, kind, value) for kind, value in wrong]
        if not wrong:
            read.append(_read(cells, code))
    return read, problems


def _problems(cells: Mapping[str, str], code: str, known: set[str]) -> list[tuple[str, str]]:
    level, wrong = cells["level"], []
    if level != "COUNTRY" and level not in DIGITS:
        return [("level", level)]
    if not cells["name"] or len(cells["name"]) > 120:
        wrong.append(("name", cells["name"]))
    if level in DIGITS and not re.fullmatch(rf"[0-9]{{{DIGITS[level]}}}", code):
        wrong.append(("inei", code))
    elif level in DIGITS and (cells["parent"] != (code[:-2] or COUNTRY) or cells["parent"] not in known):
        wrong.append(("parent", cells["parent"]))
    if cells["reniec"] and not re.fullmatch(r"[0-9]{2}|[0-9]{4}|[0-9]{6}", cells["reniec"]):
        wrong.append(("reniec", cells["reniec"]))
    wrong += [("coordinate", cells[axis]) for axis in ("latitude", "longitude") if not _is_number(cells[axis])]
    return wrong


def _is_number(text: str) -> bool:
    return not text or re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]+)?", text) is not None


def _read(cells: Mapping[str, str], code: str) -> TerritoryRow:
    return TerritoryRow(
        level=cells["level"],
        name=cells["name"],
        parent=cells["parent"],
        code=code,
        reniec=cells["reniec"] or None,
        iso_3166_2=cells["iso_3166_2"] if code != COUNTRY else "",
        latitude=float(cells["latitude"]) if cells["latitude"] else None,
        longitude=float(cells["longitude"]) if cells["longitude"] else None,
    )


def slugged(name: str) -> str:
    """ "San Martín de Porres" → "san-martin-de-porres"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name).replace("ñ", "n")).strip("-")


def slugs_of(rows: Iterable[TerritoryRow], standing: Mapping[str, str]) -> dict[str, str]:
    """Code → slug of each row and of what is `standing`.

    A slug says where it lies: "cusco", "cusco-cusco", "cusco-cusco-santiago"; the country is "peru". Two of one name under one
    parent: the later gets its code behind the name.
    """
    slugs: dict[str, str] = {COUNTRY: "peru", **standing}
    taken = set(slugs.values())
    for row in sorted(rows, key=lambda row: row.path):
        if row.inei is None:
            continue
        above = "" if row.level == "REGION" else slugs[row.parent] + "-"
        slug = f"{above}{slugged(row.name)}"[:112]
        slugs[row.code] = slug if slug not in taken else f"{slug}-{row.code}"
        taken.add(slugs[row.code])
    return slugs


def full_name(path: str, names: Mapping[str, str]) -> str:
    """What tells it from others: "/PE/08/0801/080106/" → "Santiago (Cusco, Cusco)"; below provinces, names alone say little.

    `names` is by path. The province of Lima is what people, and ISO 3166-2, call Lima Metropolitana.
    """
    parts = path.strip("/").split("/")
    if parts[-1] == METROPOLITAN_LIMA:
        return "Lima Metropolitana"
    above = ["/" + "/".join(parts[:size]) + "/" for size in range(len(parts) - 1, 1, -1)]
    is_below_provinces = parts[-1].startswith("ciudad-") or len(parts) > 3
    return f"{names[path]} ({', '.join(names[each] for each in above)})" if is_below_provinces else names[path]
