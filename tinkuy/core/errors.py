"""What the house refuses, and how it says so."""


class DomainError(Exception):
    """A rule of the domain refuses. Its text is for the person who asked, in her language, and says how to mend it."""


class NotAllowedError(DomainError):
    """This person may not do this."""


class ConflictError(DomainError):
    """Somebody else was first, or what was sent does not match what stands."""
