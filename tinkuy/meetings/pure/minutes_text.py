"""Texts of minutes compared word by word, and their digest."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# A word with the white space after it: line breaks are compared too.
_TOKEN = re.compile(r"\s*\S+\s*?|\s+")


@dataclass(frozen=True)
class Piece:
    """Some words that both texts have, or only the later (added) or only the earlier (removed)."""

    kind: Literal["same", "added", "removed"]
    text: str


def differences(earlier: str, later: str) -> list[Piece]:
    """`earlier` and `later` word by word: the pieces that are not added make up the one, those not removed the other."""
    before, after = _TOKEN.findall(earlier), _TOKEN.findall(later)
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) + len(after) > 4_000)
    return list(_pieces(matcher, before, after))


def _pieces(matcher: "SequenceMatcher[str]", before: list[str], after: list[str]) -> Iterator[Piece]:
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[start:end]))
            continue
        if start < end:
            yield Piece("removed", "".join(before[start:end]))
        if begin < stop:
            yield Piece("added", "".join(after[begin:stop]))


def digest(texts: Mapping[str, str]) -> str:
    """SHA-256, in hexadecimal, of the texts by their names: the same for the same texts in any order."""
    canonical = json.dumps(dict(texts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
