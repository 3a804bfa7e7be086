"""Whether a PDF is only pages: no program in it, no other file, nothing that starts something."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

# A book has fewer; a file with more was made to keep a machine busy.
MOST_OBJECTS = 200_000
_KEYS = {
    "/JS": "JavaScript",
    "/JavaScript": "JavaScript",
    "/EmbeddedFiles": "files",
    "/EF": "files",
    "/RichMedia": "media",
    "/XFA": "forms",
    "/AA": "actions",
}
_ACTIONS = {"/JavaScript": "JavaScript", "/Launch": "actions", "/ImportData": "actions", "/SubmitForm": "actions"}
_TYPES = {"/EmbeddedFile": "files", "/Filespec": "files"}


class NotAPdfError(ValueError):
    """It cannot be read, is locked with a password, or is made of more objects than any document."""


def dangers_in(data: bytes) -> set[str]:
    """Which of "JavaScript", "files", "media", "forms" and "actions" this PDF holds; empty for one that is only pages.

    Every object that its tables of contents name is looked at, the packed ones too.
    """
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise NotAPdfError("locked")
        numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
        if not reader.pages or len(numbers) > MOST_OBJECTS:
            raise NotAPdfError("no pages, or too many objects")
        found: set[str] = set(_in(reader.trailer))
        for number in sorted(numbers):
            found |= set(_in(reader.get_object(number)))
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise NotAPdfError(str(error)) from error
    return found


def _in(thing: Any) -> list[str]:
    """What is dangerous in one object and in what is written within it; what it points to is looked at by itself."""
    found: list[str] = []
    waiting = [thing]
    while waiting:
        here = waiting.pop()
        if isinstance(here, DictionaryObject):
            found += [danger for key, danger in _KEYS.items() if key in here]
            found += [_ACTIONS.get(str(here.raw_get("/S")), "") if "/S" in here else ""]
            found += [_TYPES.get(str(here.raw_get("/Type")), "") if "/Type" in here else ""]
            waiting += [here.raw_get(key) for key in here]
        elif isinstance(here, ArrayObject):
            waiting += list(list.__iter__(here))
    return [danger for danger in found if danger]
