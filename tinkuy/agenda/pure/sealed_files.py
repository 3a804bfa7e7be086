"""Reading a sealed file that may have been cut, edited or made up: strict JSON, with every doubt named."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from tinkuy.agenda.pure.findings import Code, Finding, Path
from tinkuy.agenda.pure.parts import item_keys
from tinkuy.agenda.pure.sealing import FORMAT

LARGEST_FILE = 50_000_000  # bytes
DEEPEST = 60  # levels; a version has eight

# What may stand at the end of a file that was cut inside a value: part of a word or of a number.
_CUT_VALUE = re.compile(r"(?:-|\.|[eE][+-]?|t|tr|tru|f|fa|fal|fals|n|nu|nul)\s*\Z")
_LONGEST_EXACT = 16  # digits; a longer whole number is not exact as JSON's double


class UnreadableError(ValueError):
    """The bytes are not a sealed file of the known format. `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code.name)
        self.finding = finding


@dataclass(frozen=True)
class SealedFile:
    """A file of the right format, nothing in it believed yet; `duplicates`: the keys that stand twice in an object."""

    members: dict[str, Any]
    duplicates: tuple[Finding, ...]


def read(data: bytes) -> SealedFile:
    """The file in `data`. Raises UnreadableError."""
    if len(data) > LARGEST_FILE:
        raise UnreadableError(Finding(Code.TOO_LARGE, (), {"limit": LARGEST_FILE}))
    reading = _Reading()
    value = reading.parse(_decode(data))
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        stated = value.get("format") if isinstance(value, dict) else ""
        raise UnreadableError(Finding(Code.OTHER_FORMAT, (), {"format": stated if isinstance(stated, str) else ""}))
    return SealedFile(value, tuple(reading.duplicates_in(value)))


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")  # some editors put a byte-order mark first, which harms nothing
    except UnicodeDecodeError as error:
        code = Code.TRUNCATED if error.reason == "unexpected end of data" else Code.NOT_UTF8
        _refuse(code, data[: error.start].decode("utf-8", "replace"), error)
    if not text.strip():
        raise UnreadableError(Finding(Code.EMPTY_FILE))
    return text


def _refuse(code: Code, text_before: str, error: Exception) -> NoReturn:
    line, column = text_before.count("\n") + 1, len(text_before) - text_before.rfind("\n")
    raise UnreadableError(Finding(code, (), {"line": line, "column": column})) from error


class _Reading:
    """One reading of one text, which remembers the objects where a key stood twice: JSON forbids it, and readers
    disagree which one counts.
    """

    def __init__(self) -> None:
        self._doubled: list[tuple[dict[str, Any], str]] = []  # holding the objects keeps their ids theirs

    def parse(self, text: str) -> Any:
        try:
            value = json.loads(text, object_pairs_hook=self._object, parse_constant=_no_constant, parse_int=_whole_number)
        except json.JSONDecodeError as error:
            if _ends_early(text, error):
                _refuse(Code.TRUNCATED, text.rstrip(), error)
            _refuse(Code.NOT_JSON, text[: error.pos], error)
        except _NotANumberError as error:
            place = re.search(rf"(?<![\w\"]){error}(?![\w\"])", text)
            _refuse(Code.NOT_JSON, text[: place.start() if place else 0], error)
        except RecursionError as error:
            raise UnreadableError(Finding(Code.TOO_DEEP, (), {"limit": DEEPEST})) from error
        if _is_deeper_than(value, DEEPEST):
            raise UnreadableError(Finding(Code.TOO_DEEP, (), {"limit": DEEPEST}))
        return value

    def duplicates_in(self, value: Any) -> Iterator[Finding]:
        """One finding for each doubled key, with its path."""
        keys_of: dict[int, list[str]] = {}
        for made, key in self._doubled:
            keys_of.setdefault(id(made), []).append(key)
        for path, made in _objects(value, ()) if keys_of else ():
            for key in dict.fromkeys(keys_of.get(id(made), ())):
                inside = path[1:] if path[:1] == ("content",) else path  # as every other path of the content
                yield Finding(Code.DUPLICATE_KEY, (*inside, key))

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    self._doubled.append((made, key))
                seen.add(key)
        return made


class _NotANumberError(ValueError):
    """NaN and the infinities, which Python would read and JSON does not know."""


def _no_constant(name: str) -> NoReturn:
    raise _NotANumberError(name)


def _whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_EXACT else float(digits)


def _ends_early(text: str, error: json.JSONDecodeError) -> bool:
    """Was the file cut there? Then all that stands is right, and something is missing."""
    rest = text[error.pos :]
    if error.msg.startswith("Unterminated string") or not rest.strip() or _CUT_VALUE.match(rest):
        return True
    # A cut inside \uXXXX or right after it.
    return error.msg.startswith("Invalid \\uXXXX") and re.fullmatch("u?[0-9a-fA-F]{0,4}", rest) is not None


def _is_deeper_than(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []


def _objects(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every object in `value`, with a path in which list items go by their code."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from _objects(inner, (*path, key))
    elif isinstance(value, list):
        for key, inner in zip(item_keys(value), value, strict=True):
            yield from _objects(inner, (*path, key))
