"""The shape of a history file, and where a given one departs from it.

A file holds sections; each section is a list of records with an id of their own; records name sources and each other by id.
Prose is kept in Spanish and English side by side: {"es": …, "en": …}. What no source says is null or an empty list.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tinkuy.core.pure import edtf_dates

FORMAT = "tinkuy-history/1"


class Trouble(Enum):
    """Why something in the file cannot be read."""

    NOT_A_HISTORY = "not a history file"
    MISSING = "missing"
    WRONG_KIND = "wrong kind of value"
    NOT_A_DATE = "not a date"
    TWICE = "id used twice"
    UNKNOWN_ID = "id not in the file"


@dataclass(frozen=True)
class Problem:
    """Something wrong at one place of the file: `meetings[5enc].held_on`. `value` is what stands there."""

    place: str
    trouble: Trouble
    value: str = ""


Check = Callable[[Any], Trouble | None]


def _is(*kinds: type) -> Check:
    return lambda value: None if isinstance(value, kinds) and not isinstance(value, bool) else Trouble.WRONG_KIND


def _words(value: Any) -> Trouble | None:
    is_words = isinstance(value, dict) and set(value) == {"es", "en"} and all(isinstance(text, str) for text in value.values())
    return None if is_words else Trouble.WRONG_KIND


def _or_nothing(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


def _date(value: Any) -> Trouble | None:
    if not isinstance(value, str):
        return Trouble.WRONG_KIND
    try:
        edtf_dates.parse(value)
    except edtf_dates.NotADateError:
        return Trouble.NOT_A_DATE
    return None


def _one_of(*allowed: object) -> Check:
    return lambda value: None if value in allowed else Trouble.WRONG_KIND


def _list_of(*checks: Check) -> Check:
    def check(value: Any) -> Trouble | None:
        is_right = isinstance(value, list) and all(any(one(part) is None for one in checks) for part in value)
        return None if is_right else Trouble.WRONG_KIND

    return check


def _text_or_words(value: Any) -> Trouble | None:
    return None if isinstance(value, str) else _words(value)


TEXT, NUMBER, ANYTHING = _is(str), _is(int), lambda _value: None
NAME, NOTES, DATE, FLAG = _or_nothing(TEXT), _or_nothing(_words), _date, _one_of(True, False, None)
CONFIDENCE = _one_of("stated", "inferred")
TEXTS = _list_of(TEXT)
RECORDS = _list_of(_is(dict))
SOURCED = {"sources": TEXTS, "confidence": CONFIDENCE}

SECTIONS: dict[str, dict[str, Check]] = {
    "sources": {"key": TEXT, "url": TEXT, "publisher": TEXT, "published_on": DATE},
    "territories": {"id": TEXT, "name": TEXT},
    "bodies": {"id": TEXT, "name": TEXT, "members": RECORDS, **SOURCED},
    "organizations": {
        "id": TEXT,
        "name": TEXT,
        "territory": NAME,
        "kind": NAME,
        "legal_personality": NAME,
        "founded_on": DATE,
        "working_groups": RECORDS,
        "is_member": FLAG,
        "notes": NOTES,
        **SOURCED,
    },
    "working_groups": {
        "id": TEXT,
        "name": NAME,
        "kind": _one_of("territorial", "thematic", None),
        "territory": NAME,
        "member_lists": RECORDS,
        "notes": NOTES,
        **SOURCED,
    },
    "programmes": {
        "id": TEXT,
        "name": TEXT,
        "held_on": DATE,
        "themes": TEXTS,
        "conveners": _or_nothing(_text_or_words),
        "outcomes": _list_of(TEXT, _words),
        "notes": NOTES,
        **SOURCED,
    },
    "meetings": {
        "id": TEXT,
        "kind": TEXT,
        "number": TEXT,
        "name": NAME,
        "programme": NAME,
        "held_on": DATE,
        "time": NAME,
        "place": NAME,
        "territory": NAME,
        "themes": TEXTS,
        "convening_organizations": TEXTS,
        "convening_groups": TEXTS,
        "state": TEXT,
        "attendance": RECORDS,
        "conveners": _or_nothing(_text_or_words),
        "outcomes": _list_of(TEXT, _words),
        "notes": NOTES,
        **SOURCED,
    },
    "facts": {"key": TEXT, "section": TEXT, "label": _words, "value": ANYTHING, "as_of": DATE, "notes": NOTES, **SOURCED},
    "conflicts": {"id": TEXT, "question": _words, "text": _words, "sides": RECORDS, **SOURCED},
    "gaps": {"id": TEXT, "what": _words},
}
AGENDA: dict[str, Check] = {"id": TEXT, "name": TEXT, "versions": RECORDS}

# Records inside records: (section, field) → their shape.
INNER: dict[tuple[str, str], dict[str, Check]] = {
    ("bodies", "members"): {"name": TEXT, "role": TEXT, "as_of": DATE, **SOURCED},
    ("organizations", "working_groups"): {"id": TEXT, "confidence": CONFIDENCE},
    ("working_groups", "member_lists"): {"as_of": DATE, "organizations": TEXTS, **SOURCED},
    ("meetings", "attendance"): {"count": NUMBER, "is_approximate": _one_of(True, False), "of_whom": TEXT, **SOURCED},
    ("conflicts", "sides"): {"says": _words, "sources": TEXTS},
    ("agenda", "versions"): {
        "id": TEXT,
        "number": NUMBER,
        "name": TEXT,
        "linked_meeting": NAME,
        "launched_on": DATE,
        "launch_sources": TEXTS,
        "notes": NOTES,
        **SOURCED,
    },
}

# Fields that name records of another section.
REFERENCES = {
    "sources": "sources",
    "launch_sources": "sources",
    "territory": "territories",
    "programme": "programmes",
    "linked_meeting": "meetings",
    "organizations": "organizations",
    "convening_organizations": "organizations",
    "convening_groups": "working_groups",
}


def problems(data: Any) -> list[Problem]:
    """Everything wrong with a file's content, each with its place. An empty list means that it can be read."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return [Problem("format", Trouble.NOT_A_HISTORY, str(data.get("format", "")) if isinstance(data, dict) else "")]
    shape = list(_shape(data))
    return shape or list(_references(data))


def _shape(data: dict[str, Any]) -> Iterator[Problem]:
    for section, fields in SECTIONS.items():
        if RECORDS(data.get(section)):
            yield Problem(section, Trouble.WRONG_KIND if section in data else Trouble.MISSING)
            continue
        yield from _twice(section, data[section])
        for place, record in _placed(section, data[section]):
            yield from _record(place, section, record, fields)
    if not isinstance(data.get("agenda"), dict):
        yield Problem("agenda", Trouble.WRONG_KIND if "agenda" in data else Trouble.MISSING)
    else:
        yield from _record("agenda", "agenda", data["agenda"], AGENDA)


def _record(place: str, section: str, record: dict[str, Any], fields: dict[str, Check]) -> Iterator[Problem]:
    for field, check in fields.items():
        if field not in record:
            yield Problem(f"{place}.{field}", Trouble.MISSING)
        elif trouble := check(record[field]):
            yield Problem(f"{place}.{field}", trouble, str(record[field])[:60])
        elif inner := INNER.get((section, field)):
            for inner_place, part in _placed(f"{place}.{field}", record[field]):
                yield from _record(inner_place, "", part, inner)


def _twice(section: str, records: list[dict[str, Any]]) -> Iterator[Problem]:
    seen = set()
    for place, record in _placed(section, records):
        name = str(_name(record))
        if name in seen:
            yield Problem(place, Trouble.TWICE, name)
        seen.add(name)


def _references(data: dict[str, Any]) -> Iterator[Problem]:
    known = {section: {_name(record) for record in data[section]} for section in SECTIONS}
    for section in SECTIONS.keys() - {"sources", "territories"}:
        for place, record in _placed(section, data[section]):
            yield from _named(place, record, known)
            for field in (field for owner, field in INNER if owner == section):
                for inner_place, part in _placed(f"{place}.{field}", record[field]):
                    yield from _named(inner_place, part, known)
                    if field == "working_groups" and part["id"] not in known["working_groups"]:
                        yield Problem(inner_place, Trouble.UNKNOWN_ID, part["id"])
    for place, part in _placed("agenda.versions", data["agenda"]["versions"]):
        yield from _named(place, part, known)


def _named(place: str, record: dict[str, Any], known: dict[str, set[Any]]) -> Iterator[Problem]:
    for field, section in REFERENCES.items():
        value = record.get(field)
        for name in value if isinstance(value, list) else [value]:
            if name is not None and name not in known[section]:
                yield Problem(f"{place}.{field}", Trouble.UNKNOWN_ID, str(name))


def _placed(section: str, records: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for position, record in enumerate(records):
        yield f"{section}[{_name(record) or position}]", record


def _name(record: dict[str, Any]) -> Any:
    return record.get("key") or record.get("id")
