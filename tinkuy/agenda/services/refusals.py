"""What the agenda refuses."""

from tinkuy.agenda.pure.quotes import NearestPlace
from tinkuy.core.errors import ConflictError, DomainError


class FrozenError(ConflictError):
    """What is published, or adopted, no longer changes."""


class NotAdoptedError(DomainError):
    """The organizations have not adopted this version."""


class NotSourcedError(DomainError):
    """A wording cites nobody; `code` is its block's."""

    def __init__(self, text: str, code: str) -> None:
        super().__init__(text)
        self.code = code


class IncompleteError(DomainError):
    """A version lacks something without which it is not published."""


class NotCitableError(DomainError):
    """This contribution may not be quoted: nobody validated it, or its speaker does not want it public."""


class QuoteRefusedError(DomainError):
    """The words are not in the contribution. `nearest` is where it says something like them, if anywhere."""

    def __init__(self, text: str, typed: str, nearest: NearestPlace | None = None) -> None:
        super().__init__(text)
        self.typed = typed
        self.nearest = nearest
