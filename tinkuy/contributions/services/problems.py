"""What is wrong in a spreadsheet, in words for the person who sent it."""

from django.utils.translation import gettext as _

from tinkuy.contributions.pure.sheet_rows import COLUMNS, Problem


def problem_text(problem: Problem) -> str:
    """What is wrong in a cell, and how to mend it."""
    known = {
        "missing-column": _("The sheet has no column “texto”, only: %(value)s. Name so the one that holds what was said."),
        "no-rows": _("The sheet has no row under its headers."),
        "no-text": _("The cell “texto” is empty."),
        "too-long": _("%(column)s: %(value)s characters are too many. Split the row."),
        "wrong-encoding": _("%(column)s: the letters came out wrong (“%(value)s”). Save the file as UTF-8 or XLSX."),
        "bad-language": _("“%(value)s” is not a language of the list. Write for example es, qu, ay."),
        "bad-kind": _("“%(value)s” is not a kind. Write problema, propuesta, experiencia, pregunta, compromiso or otro."),
        "not-yes-or-no": _("%(column)s: write sí or no, not “%(value)s”."),
        "unknown-territory": "%(value)s",
        "ambiguous-territory": "%(value)s",
        "reniec-code": "%(value)s",
        "unknown-theme": _("No theme is called “%(value)s”."),
        "unknown-organization": _("No organization is called “%(value)s”."),
        "already-in-meeting": _("These words are already among the contributions of this meeting."),
        "repeated": _("The same words stand in row %(value)s."),
        "formula": _("%(column)s: the cell holds a formula. Paste its value instead."),
        "merged": _("%(column)s: the cell is merged with others. Separate them."),
    }
    return known[problem.code] % {"column": column_name(problem), "value": problem.value}


def column_name(problem: Problem) -> str:
    """What the column is called in a sheet."""
    return COLUMNS[problem.column][0] if problem.column in COLUMNS else problem.column
