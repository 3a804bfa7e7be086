"""How many came, as minutes write it: a number and of whom on each line. Never who."""

import re
from dataclasses import dataclass

# Law 12, as `meetings.models.SMALLEST_CELL`: fewer could be recognised.
SMALLEST = 5
MOST = 100_000
_LINE = re.compile(r"(\d{1,6})(?:\s+(\S.*))?")


class NotACountError(ValueError):
    """This line does not begin with a number of people."""

    def __init__(self, line: str) -> None:
        self.line = line
        super().__init__(line)


@dataclass(frozen=True)
class HeadCount:
    """So many of these people."""

    count: int
    of_whom: str

    @property
    def is_small(self) -> bool:
        """So few that their number is not published."""
        return self.count < SMALLEST


def counts_in(text: str) -> list[HeadCount]:
    """The counts of a text, one on each line, empty lines left out. Raises NotACountError at the first that is none."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = _LINE.fullmatch(line)
        if parts is None or int(parts[1]) > MOST:
            raise NotACountError(line)
        found.append(HeadCount(int(parts[1]), parts[2] or ""))
    return found
