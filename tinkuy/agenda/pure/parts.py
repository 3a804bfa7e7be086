"""The table of parts of a version: a short digest for each field, so that a change has a name and not only a proof.

A part's path is a JSON-pointer-like text whose list items go by their code or id and not by their place:
`wordings/B05/demand`. The items of AXES, WORDINGS and CITATIONS are parts field by field, and so are objects at the
top; any other value is one part. The list itself stands in the table as the list of its items' codes, in order.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from tinkuy.agenda.pure import canonical
from tinkuy.agenda.pure.findings import Code, Finding, Path

KEYED_LISTS = frozenset({"axes", "wordings", "citations"})

# 64 bits are plenty to tell two fields apart: that nothing was changed is what the whole digest proves.
_SHORT = len("sha256:") + 16

Parts = dict[str, str | list[str]]


def parts_of(content: Any) -> Parts:
    """The table of parts of `content`, whatever `content` is."""
    return {_pointer(path): part for path, part in _walk(content, ())}


def item_keys(items: Sequence[Any]) -> list[str]:
    """A name for each item of a list: its code, else its id, else its place (#3). Two that share it: B05, B05#2."""
    keys: dict[str, None] = {}
    for place, item in enumerate(items, start=1):
        key = _name_of(item) or f"#{place}"
        keys[key if key not in keys else next(f"{key}#{n}" for n in count(2) if f"{key}#{n}" not in keys)] = None
    return list(keys)


def _name_of(item: Any) -> str:
    for name in ("code", "id") if isinstance(item, dict) else ():
        if isinstance(item.get(name), str) and item[name]:
            return unicodedata.normalize("NFC", item[name])
    return ""


def differences(sealed: Mapping[str, str | list[str]], found: Mapping[str, str | list[str]]) -> list[Finding]:
    """What changed from the sealed table of parts to the one found: each change once, by its outermost name."""
    findings: list[Finding] = []
    # Items that came, went or changed as a whole: what is inside them needs no word of its own.
    whole: set[Path] = set()
    outermost_first = sorted(map(_path, {**found, **sealed}), key=len)
    for path in outermost_first:
        pointer = _pointer(path)
        if any(path[:depth] in whole for depth in range(1, len(path))):
            continue
        news = list(_compare(path, sealed.get(pointer), found.get(pointer)))
        findings += news
        whole.update(finding.path for finding in news if finding.code is not Code.ITEM_MOVED)
    places = {
        pointer: {key: place for place, key in enumerate(part)} for pointer, part in found.items() if isinstance(part, list)
    }
    return sorted(findings, key=lambda finding: _place(finding.path, places))


def _walk(value: Any, path: Path) -> Iterator[tuple[Path, str | list[str]]]:
    if path and path[-1] in KEYED_LISTS and isinstance(value, list):
        keys = item_keys(value)
        yield path, keys
        for key, item in zip(keys, value, strict=True):
            yield from _walk_fields(item, (*path, key))
    elif len(path) <= 1:
        yield from _walk_fields(value, path)
    else:
        yield path, _short_digest(value)


def _walk_fields(value: Any, path: Path) -> Iterator[tuple[Path, str | list[str]]]:
    if not isinstance(value, dict) or not value:
        yield path, _short_digest(value)
        return
    for name, field in value.items():
        yield from _walk(field, (*path, unicodedata.normalize("NFC", name)))


def _short_digest(value: Any) -> str:
    try:
        return canonical.digest(value)[:_SHORT]
    except canonical.NotCanonicalError:
        return "none"  # such a value was never sealed: it differs from whatever stood here


def _compare(path: Path, then: str | list[str] | None, now: str | list[str] | None) -> Iterator[Finding]:
    if then == now:
        return
    if then is None:
        yield Finding(Code.FIELD_ADDED, path)
    elif now is None:
        yield Finding(Code.FIELD_REMOVED, path)
    elif isinstance(then, list) and isinstance(now, list):
        yield from _compare_lists(path, then, now)
    else:
        short = {"before": then, "after": now} if isinstance(then, str) and isinstance(now, str) else {}
        yield Finding(Code.FIELD_CHANGED, path, short)


def _compare_lists(path: Path, then: list[str], now: list[str]) -> Iterator[Finding]:
    places_then = {key: place for place, key in enumerate(then, start=1)}
    places_now = {key: place for place, key in enumerate(now, start=1)}
    for key in now:
        if key not in places_then:
            yield Finding(Code.ITEM_ADDED, (*path, key), {"place": places_now[key]})
    for key in then:
        if key not in places_now:
            yield Finding(Code.ITEM_REMOVED, (*path, key), {"place": places_then[key]})
    stayed = [key for key in now if key in places_then]
    for key in _moved(stayed, places_then):
        yield Finding(Code.ITEM_MOVED, (*path, key), {"before": places_then[key], "after": places_now[key]})


def _moved(keys: list[str], places: Mapping[str, int]) -> list[str]:
    """The fewest of `keys` that must have moved: those outside a longest run that kept its order."""
    ends: list[int] = []  # the lowest place at which an ordered run of each length ends
    length_at: list[int] = []
    for key in keys:
        length = bisect_left(ends, places[key])
        ends[length : length + 1] = [places[key]]
        length_at.append(length)
    moved, wanted = [], len(ends) - 1
    for key, length in zip(reversed(keys), reversed(length_at), strict=True):
        if length == wanted:
            wanted -= 1
        else:
            moved.append(key)
    return moved[::-1]


def _place(path: Path, places: Mapping[str, Mapping[str, int]]) -> tuple[int, ...]:
    """Where a reader of the file meets `path`: findings come in reading order, what is gone last among its equals."""
    lists = [(places[_pointer(path[:depth])], path[depth]) for depth in range(1, len(path)) if _pointer(path[:depth]) in places]
    return tuple(place.get(key, len(place)) for place, key in lists)


def _pointer(path: Path) -> str:
    return "/".join(step.replace("~", "~0").replace("/", "~1") for step in path)


def _path(pointer: str) -> Path:
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/"))
