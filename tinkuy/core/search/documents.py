"""What is indexed, and the tokens it becomes.

Whether a document is public is part of its tokens: those of a private one begin with a sign that no word begins with. A
public question therefore never walks past private documents, however many there are, and cannot find one by mistake.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from tinkuy.core.pure.texts import LETTER_APOSTROPHE, stems

PRIVATE = LETTER_APOSTROPHE
_KIND = LETTER_APOSTROPHE * 2

# Nobody looks for the hundredth letter of a word, nor by the thousandth page of a document; databases have limits there.
TOKEN_LENGTH = 60
TOKENS_PER_DOCUMENT = 16_000


@dataclass(frozen=True)
class Document:
    """A thing that can be found: `text` in `language`, and what else it says in other languages in `also`."""

    kind: str
    object_id: UUID
    title: str
    text: str
    language: str = "es"
    is_public: bool = False
    also: tuple[tuple[str, str], ...] = ()

    def tokens(self) -> tuple[list[str], list[str]]:
        """Tokens of the title, and of the rest, the mark of the kind being the last."""
        title = self._marked(stems(self.title, self.language)[:TOKENS_PER_DOCUMENT])
        body = stems(self.text, self.language)
        for text, language in self.also:
            body += stems(text, language)
        return title, [*self._marked(body[:TOKENS_PER_DOCUMENT]), kind_token(self.kind)]

    def _marked(self, words: list[str]) -> list[str]:
        if words and len(max(words, key=len)) > TOKEN_LENGTH:
            words = [word[:TOKEN_LENGTH] for word in words]
        return words if self.is_public else [PRIVATE + word for word in words]


@dataclass(frozen=True)
class Hit:
    kind: str
    object_id: UUID
    title: str


def kind_token(kind: str) -> str:
    """The token that every document of `kind` has, and no word is."""
    return _KIND + "".join(_letters_of(kind))


def _letters_of(kind: str) -> Iterator[str]:
    return (sign for sign in kind.lower() if sign.isalnum())
