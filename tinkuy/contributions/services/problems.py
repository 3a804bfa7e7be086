"""What is wrong in a spreadsheet, in words for the person who sent it."""

from django.utils.translation import gettext as _

from tinkuy.contributions.pure.sheet_rows import COLUMNS
from tinkuy.core import sheets
from tinkuy.core.pure.sheet_cells import Problem


def problem_text(problem: Problem) -> str:
    """What is wrong in a cell, and how to mend it."""
    words = {
        "missing-column": _("The sheet has no column “texto”, only: %(value)s. Name so the one that holds what was said."),
        "no-text": _("The cell “texto” is empty."),
        "bad-language": _("“%(value)s” is not a language of the list. Write for example es, qu, ay."),
        "bad-kind": _("“%(value)s” is not a kind. Write problema, propuesta, experiencia, pregunta, compromiso or otro."),
        "unknown-organization": _("No organization is called “%(value)s”."),
        "already-in-meeting": _("These words are already among the contributions of this meeting."),
        "repeated": _("The same words stand in row %(value)s."),
    }
    return sheets.problem_text(problem, COLUMNS, words)


def column_name(problem: Problem) -> str:
    """What the column is called in a sheet."""
    return sheets.column_name(problem, COLUMNS)
