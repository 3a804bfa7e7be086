"""How a whole file is refused: every problem at once, each with its row."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tinkuy.core.errors import DomainError

SHOWN = 5


class RowsRefusedError(DomainError):
    """Rows of a file have problems; nothing was imported. `problems` holds all of them: (row number, what is wrong)."""

    def __init__(self, problems: Sequence[tuple[int, str]]) -> None:
        self.problems = list(problems)
        lines = [_("Row %(row)s: %(problem)s") % {"row": row, "problem": text} for row, text in self.problems[:SHOWN]]
        if more := len(self.problems) - SHOWN:
            lines += [_("… and %(count)s more.") % {"count": more}] if more > 0 else []
        super().__init__("\n".join([_("Nothing was imported. Correct these rows and send the file again."), *lines]))
