"""What somebody typed, as the tokens to look for."""

import re
from dataclasses import dataclass

from tinkuy.core.pure.texts import stems
from tinkuy.core.search.documents import TOKEN_LENGTH

_LONGEST_QUESTION = 200
_MOST_WORDS = 12
_SHORTEST_PREFIX = 2
_TYPED = re.compile(r"[^\s*]+\*?")


@dataclass(frozen=True)
class Term:
    """One word that must occur: any of `tokens`, or anything that begins with `prefix`."""

    tokens: tuple[str, ...]
    prefix: str = ""


def terms_of(question: str, languages: tuple[str, ...] = ("es", "und")) -> list[Term]:
    """Every word of `question` that says something, as stemmed in each of `languages`. `cultur*` asks for a beginning.

    Function words (de, la, y) are left out, unless nothing else was asked.
    """
    words = [
        (plain, typed.endswith("*")) for typed in _TYPED.findall(question[:_LONGEST_QUESTION]) for plain in stems(typed, "und")
    ]
    telling = [word for word in words if all(stems(word[0], language) for language in languages)]
    return list(dict.fromkeys(_term(word, languages, is_prefix) for word, is_prefix in (telling or words)[:_MOST_WORDS]))


def words_of(question: str) -> list[str]:
    """The words of `question` as typed, for marking them in an excerpt."""
    return [typed.rstrip("*") for typed in _TYPED.findall(question[:_LONGEST_QUESTION])]


def _term(word: str, languages: tuple[str, ...], is_prefix: bool) -> Term:
    found = [stem[:TOKEN_LENGTH] for language in languages for stem in stems(word, language)]
    prefix = word[:TOKEN_LENGTH] if is_prefix and len(word) >= _SHORTEST_PREFIX else ""
    return Term(tuple(dict.fromkeys(found)), prefix)
