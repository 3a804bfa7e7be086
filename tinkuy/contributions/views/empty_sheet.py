"""The empty spreadsheet of contributions."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy, override

from tinkuy.contributions.pure.sheet_rows import COLUMNS, KINDS
from tinkuy.core import workbooks
from tinkuy.core.enums import Language
from tinkuy.core.workbooks import TemplateColumn
from tinkuy.vocabulary.models import Theme

# What each column holds; names are those that a sheet says, which are Spanish whatever language the page is in.
COLUMN_HELP = {
    "text": gettext_lazy("What was said. The only one that must be there."),
    "language": gettext_lazy("Language of these words: choose it from the list, or write es, qu, quz, quy, ay… Empty is es."),
    "kind": gettext_lazy("problema, propuesta, experiencia, pregunta, compromiso or otro."),
    "territory": gettext_lazy("INEI code, name of a region, or region / province / district. Empty is that of the meeting."),
    "themes": gettext_lazy("One or several, separated by a semicolon."),
    "speaker_role": gettext_lazy("Who speaks, without a name: weaver, teacher, manager of a theatre."),
    "organization": gettext_lazy("Name or acronym of an organization that is already on this site."),
    "may_publish": gettext_lazy("sí or no: whether this person agrees to be published. Empty is no."),
    "may_attribute": gettext_lazy("sí or no: whether this person agrees to be named. Empty is no."),
    "speaker_name": gettext_lazy("Kept only if this person agreed to be named."),
    "translation": gettext_lazy("A translation, when there is one."),
    "translation_language": gettext_lazy("Language of the translation. Empty is es."),
    "translated_by": gettext_lazy("Who translated it. It is not published."),
}


def column_help() -> list[tuple[str, Any]]:
    """Each column by its name in a sheet, with what it holds."""
    return [(COLUMNS[column][0], says) for column, says in COLUMN_HELP.items()]


def empty_sheet() -> HttpResponse:
    """A sheet with every column, lists to choose from, and two more sheets: what each column holds, and the lists."""
    lists = _lists()
    columns = [
        TemplateColumn(
            COLUMNS[column][0],
            says,
            choices=lists.get(column, ()),
            many=column == "themes",
            width=60 if column in {"text", "translation"} else 20,
        )
        for column, says in COLUMN_HELP.items()
    ]
    return workbooks.empty_workbook("plantilla-de-aportes.xlsx", "aportes", columns)


def _lists() -> dict[str, list[str]]:
    with override("es"):
        languages = [str(language.label) for language in Language]
    yes_or_no = ["sí", "no"]
    themes = list(Theme.objects.values_list("name", flat=True))
    return {
        "kind": list(KINDS),
        "language": languages,
        "translation_language": languages,
        "may_publish": yes_or_no,
        "may_attribute": yes_or_no,
        "themes": themes,
    }
