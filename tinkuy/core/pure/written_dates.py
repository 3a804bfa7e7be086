"""Dates as people write them, in Spanish or English, read as the honest dates of `edtf_dates`.

`12 de julio de 2018`, `12/7/2018` (day first, as in Peru), `julio de 2018`, `del 3 al 5 de agosto de 2017`, `hacia 2017`,
`desde agosto de 2019`; and EDTF itself.
"""

import re

from tinkuy.core.pure.edtf_dates import NotADateError, humanize, parse
from tinkuy.core.pure.texts import fold

_MONTHS = (
    ("enero", "january"), ("febrero", "february"), ("marzo", "march"), ("abril", "april"), ("mayo", "may"), ("junio", "june"),
    ("julio", "july"), ("agosto", "august"), ("septiembre", "setiembre", "september"), ("octubre", "october"),
    ("noviembre", "november"), ("diciembre", "december"),
)  # fmt: skip
_PERHAPS = re.compile(r"^(?:quizas?|tal vez|perhaps)\s+")
_ABOUT = re.compile(r"^(?:hacia|aproximadamente|aprox\.?|alrededor de|mas o menos|about)\s+")
_SINCE, _UNTIL = re.compile(r"^(?:desde|since)\s+"), re.compile(r"^(?:hasta|until)\s+")
_FROM = re.compile(r"^(?:del?|desde|entre|from|between)\s+")
_TO = re.compile(r"\s+(?:al?|to|hasta|until|y|and)\s+|\s*[–—]\s*|\s+-\s+|(?<=\b\d{4})-(?=\d{4}$)")
_SILENT = re.compile(r"\b(?:el|del?|the|of)\b|,")
_NUMBERS = re.compile(r"(?:(\d{1,2})([/.-]))?(\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
# Year, month and day; None for what is not written.
Part = tuple[int | None, int | None, int | None]


def read(text: str) -> str:
    """The date that `text` means, in EDTF; `text` itself, without the spaces around it, when it is none."""
    text = text.strip()
    if _is_date(text):
        return text
    meant = _meant(fold(text))
    return meant if meant and _is_date(meant) else text


def written(text: str, language: str) -> str:
    """The EDTF date `text` in words that `read` reads back as the very same; `text` itself where there are none."""
    if not text or not _is_date(text):
        return text
    words = humanize(parse(text), language)
    return words if read(words) == text else text


def _is_date(text: str) -> bool:
    try:
        parse(text)
    except NotADateError:
        return False
    return True


def _meant(plain: str) -> str:
    plain, is_perhaps = _without(_PERHAPS, plain)
    plain, is_about = _without(_ABOUT, plain)
    sign = {(True, True): "%", (True, False): "?", (False, True): "~"}.get((is_perhaps, is_about), "")
    plain = re.sub(r"^(\d{1,2})\s*-\s*(\d{1,2})(?=\s)", r"\1 al \2", plain)
    ends = _TO.split(_FROM.sub("", plain))
    if len(ends) == 2:
        last = _part(ends[1])
        first = last and _completed(_part(ends[0]), last)
        return f"{_edtf(first)}/{_edtf(last)}" if first and last and not sign else ""
    for opening, whole in ((_SINCE, "{}/.."), (_UNTIL, "../{}")):
        rest, is_open = _without(opening, plain)
        if is_open:
            return whole.format(_edtf(_part(rest))) if not sign else ""
    only = _edtf(_part(plain))
    return f"{only}{sign}" if only else ""


def _without(opening: re.Pattern[str], plain: str) -> tuple[str, bool]:
    rest = opening.sub("", plain)
    return rest, rest != plain


def _part(plain: str) -> Part | None:
    """What one end says; None when a word of it is neither day, month nor year."""
    plain = " ".join(_SILENT.sub(" ", plain).split())
    if found := _ISO.fullmatch(plain):
        year, month, day = found.groups()
        return int(year), int(month), int(day) if day else None
    if found := _NUMBERS.fullmatch(plain):
        one, _sign, two, year = found.groups()
        return int(year), int(two), int(one) if one else None
    return _in_words(plain.split())


def _in_words(words: list[str]) -> Part | None:
    said: dict[str, int] = {}
    for word in words:
        name, value = _word(word)
        if not name or name in said:
            return None
        said[name] = value
    return (said.get("year"), said.get("month"), said.get("day")) if said else None


def _word(word: str) -> tuple[str, int]:
    if re.fullmatch(r"\d{4}", word):
        return "year", int(word)
    if found := re.fullmatch(r"(\d{1,2})(?:ro|°|º|st|nd|rd|th)?", word):
        return "day", int(found[1])
    if word == "primero":
        return "day", 1
    for number, names in enumerate(_MONTHS, start=1):
        if len(word.rstrip(".")) >= 3 and any(name.startswith(word.rstrip(".")) for name in names):
            return "month", number
    return "", 0


def _completed(first: Part | None, last: Part) -> Part | None:
    """«3» of «3 al 5 de agosto de 2017» is of the same month and year."""
    if first is None:
        return None
    year, month, day = first
    return year or last[0], month or (last[1] if day and not year else None), day


def _edtf(part: Part | None) -> str:
    if part is None or part[0] is None or (part[2] and not part[1]):
        return ""
    year, month, day = part
    return "-".join([f"{year:04d}", *(f"{each:02d}" for each in (month, day) if each)])
