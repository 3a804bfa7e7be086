"""Which known names may be another spelling of a name that somebody writes down."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from rapidfuzz import fuzz, process

from tinkuy.core.pure.texts import clean, fold

K = TypeVar("K", bound=Hashable)
# Of a hundred. "killa danza" and "danza kila" are 86 alike; "teatro uno" and "teatro dos" 70.
ALIKE = 84
MOST = 3
# What half of all organizations have in their name: alone it makes nobody alike.
_COMMON = frozenset(
    "asociacion asoc cultural cultura culturales centro colectivo colectiva grupo organizacion red casa compania "
    "de del la las el los y e por para en".split()
)


def core_words(name: str) -> str:
    """The words that tell an organization from others, without accents and in order; all of them when no other are left."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(clean(name))).split()
    return " ".join(sorted(word for word in words if word not in _COMMON) or sorted(words))


class Names:
    """Known names, made comparable once: asking for each of a thousand rows is then cheap."""

    def __init__(self, known: Mapping[K, str]) -> None:
        self._known = {key: core_words(name) for key, name in known.items()}

    def like(self, name: str) -> list[Hashable]:
        """The keys of at most three names that are likely the same as `name`, the likest first."""
        wanted = core_words(name)
        if not wanted:
            return []
        found = process.extract(wanted, self._known, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST)
        return [key for _words, _score, key in found]
