"""How to cite a version, or one block of it: as text, as BibTeX, as CSL-JSON."""

import json
import re
import unicodedata
from dataclasses import dataclass

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Citable:
    """A version, or a block of it when `block` is given. `date` is ISO or empty; `digest` proves which words were meant."""

    author: str
    title: str
    container: str
    version: str
    date: str
    url: str
    key: str
    digest: str = ""
    note: str = ""


def as_text(cited: Citable) -> str:
    """One line for a reference list."""
    year = f" ({cited.date})" if cited.date else ""
    whole = f" En: {cited.container}." if cited.container else ""
    parts = [f"{cited.author}{year}. {cited.title}.{whole} {cited.version}. {cited.url}"]
    parts += [note for note in (cited.digest, cited.note) if note]
    return ". ".join(parts)


def as_bibtex(cited: Citable) -> str:
    """One entry; author and title are kept from being taken apart or put in small letters."""
    fields = {
        "author": f"{{{_escaped(cited.author)}}}",
        "title": f"{{{_escaped(cited.title)}}}",
        "booktitle": _escaped(cited.container),
        "edition": _escaped(cited.version),
        "year": cited.date[:4],
        "date": cited.date,
        "url": cited.url,
        "note": _escaped(". ".join(note for note in (cited.digest, cited.note) if note)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    kind = "incollection" if cited.container else "misc"
    return "\n".join([f"@{kind}{{{_key(cited.key)},", *lines, "}"]) + "\n"


def as_csl_json(cited: Citable) -> str:
    """A list with one item, as reference managers read it."""
    item = {
        "id": _key(cited.key),
        "type": "chapter" if cited.container else "report",
        "author": [{"literal": cited.author}],
        "title": cited.title,
        "container-title": cited.container,
        "version": cited.version,
        "issued": {"date-parts": [[int(part) for part in cited.date.split("-")]]} if cited.date else None,
        "URL": cited.url,
        "note": ". ".join(note for note in (cited.digest, cited.note) if note),
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1) + "\n"


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in text)


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9-]+", "-", plain).strip("-") or "cita"
