"""Dates as honest as their sources: a day, a month, a year, a range, more or less, or not known.

Written in EDTF (ISO 8601-2, the part a person can read): `2017-08-05`, `2017-08`, `2019~` (approximate), `2019?`
(uncertain), `2016-06-27/2017-06-01`, `2019-10-13/..` (not ended). Seasons, sets, times of day and years outside
0001-9999 are refused.
"""

import re
import warnings
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

with warnings.catch_warnings():
    # The library builds its grammar on import in a way newer pyparsing warns about; nothing of ours.
    warnings.simplefilter("ignore")
    import edtf

_DATE = r"\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?"
_SHAPE = re.compile(rf"{_DATE}(?:/(?:{_DATE}|\.\.))?|\.\./{_DATE}")
_QUALIFIERS = "~?%"
_MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}


class Precision(Enum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


class NotADateError(ValueError):
    """The text is not a date Tinkuy keeps. `text` is what was given."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class FuzzyDate:
    """A date as far as it is known.

    `earliest` and `latest` are the first and last day it can mean; None where it is open or unknown.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision
    approximate: bool = False
    uncertain: bool = False


_UNKNOWN = FuzzyDate("", None, None, Precision.UNKNOWN)
_PRECISION_BY_LENGTH = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


@lru_cache(maxsize=10_000)  # the library takes milliseconds, and a page shows the same dates again and again
def parse(text: str) -> FuzzyDate:
    """The date written in `text`; '' is the unknown date. Raises NotADateError for any form but those above."""
    text = text.strip()
    if not text:
        return _UNKNOWN
    if not _SHAPE.fullmatch(text) or not text.isascii():
        raise NotADateError(text)
    try:
        edtf.parse_edtf(text)
        first, last = _ends(text)
        earliest, latest = _first_day(first), _last_day(last)
    except (edtf.EDTFParseException, ValueError) as error:
        raise NotADateError(text) from error
    if earliest and latest and latest < earliest:
        raise NotADateError(text)
    precision = Precision.RANGE if "/" in text else _PRECISION_BY_LENGTH[len(first)]
    approximate, uncertain = bool(set(text) & set("~%")), bool(set(text) & set("?%"))
    return FuzzyDate(text, earliest, latest, precision, approximate, uncertain)


def _ends(text: str) -> tuple[str, str]:
    """First and last date of `text` without qualifiers; '' for an open end."""
    first, _, last = text.partition("/")
    ends = [end.rstrip(_QUALIFIERS).replace("..", "") for end in (first, last if "/" in text else first)]
    return ends[0], ends[1]


def _first_day(written: str) -> date | None:
    return date.fromisoformat(f"{written}-01-01"[:10]) if written else None


def _last_day(written: str) -> date | None:
    if not written:
        return None
    year, month = int(written[:4]), int(written[5:7] or 12)
    return date(year, month, int(written[8:]) if _is_day(written) else monthrange(year, month)[1])


def humanize(when: FuzzyDate, language: str = "es") -> str:
    """`when` in words, in Spanish (any language not known here) or English: «hacia agosto de 2017», "about August
    2017".
    """
    return _english(when) if language.partition("-")[0] == "en" else _spanish(when)


def _spanish(when: FuzzyDate) -> str:
    if when.precision is Precision.UNKNOWN:
        return "fecha por completar"
    first, last = _ends(when.text)
    if when.precision is Precision.RANGE:
        plain = _spanish_range(first, last)
        about = "aproximadamente "
    else:
        is_qualified_day = when.precision is Precision.DAY and (when.approximate or when.uncertain)
        plain = ("el " if is_qualified_day else "") + _spanish_date(first)
        about = "hacia "
    return ("quizá " if when.uncertain else "") + (about if when.approximate else "") + plain


def _spanish_date(written: str) -> str:
    year, month, day = _parts(written, "es")
    return " de ".join(part for part in (day, month, year) if part)


def _spanish_range(first: str, last: str) -> str:
    def with_article(written: str) -> str:
        return f"el {_spanish_date(written)}" if _is_day(written) else _spanish_date(written)

    if not last:
        return f"desde {with_article(first)}"
    if not first:
        return f"hasta {with_article(last)}"
    start = _without_what_repeats(first, last, _spanish_date)
    return f"de {'el ' if _is_day(first) else ''}{start} a {with_article(last)}".replace("de el ", "del ").replace(
        " a el ", " al "
    )


def _english(when: FuzzyDate) -> str:
    if when.precision is Precision.UNKNOWN:
        return "date to be completed"
    first, last = _ends(when.text)
    plain = _english_range(first, last) if when.precision is Precision.RANGE else _english_date(first)
    return ("perhaps " if when.uncertain else "") + ("about " if when.approximate else "") + plain


def _english_date(written: str) -> str:
    year, month, day = _parts(written, "en")
    return " ".join(part for part in (day, month, year) if part)


def _english_range(first: str, last: str) -> str:
    if not last:
        return f"since {_english_date(first)}"
    if not first:
        return f"until {_english_date(last)}"
    return f"{_without_what_repeats(first, last, _english_date)} to {_english_date(last)}"


def _parts(written: str, language: str) -> tuple[str, str, str]:
    """Year, month's name and day of `2017`, `2017-08` or `2017-08-05`; '' for what is not said."""
    year, month, day = [*written.split("-"), "", ""][:3]
    return year.lstrip("0"), _MONTHS[language][int(month) - 1] if month else "", day.lstrip("0")


def _without_what_repeats(first: str, last: str, in_words: Callable[[str], str]) -> str:
    """The first date, without the month and year it shares with the last: "3" to 5 August 2017, "agosto" a septiembre
    de 2017.
    """
    whole = in_words(first)
    if len(first) != len(last) or first == last:
        return whole
    if _is_day(first) and first[:7] == last[:7]:
        return first[8:].lstrip("0")
    if "-" in first and first[:4] == last[:4]:
        return whole.removesuffix(first[:4].lstrip("0")).removesuffix(" ").removesuffix(" de")
    return whole


def _is_day(written: str) -> bool:
    return written.count("-") == 2
