"""What dates that are only partly known (EDTF) still say for certain about two ends, and about two periods."""

from datetime import date
from typing import NamedTuple

from tinkuy.core.pure import edtf_dates


class Period(NamedTuple):
    """From one date to another, as texts in EDTF. Without a beginning it always was; without an end it goes on."""

    since: str
    until: str


def ends_before_it_starts(period: Period) -> bool:
    """Whether the last day it can have ended on lies before the first day it can have begun on.

    Raises `edtf_dates.NotADateError` for a text that is no date; so does `certainly_overlap`.
    """
    begins, ends = edtf_dates.parse(period.since).earliest, edtf_dates.parse(period.until).latest
    return begins is not None and ends is not None and ends < begins


def certainly_overlap(one: Period, other: Period) -> bool:
    """Whether both share a day whatever their dates turn out to be. "until 2019" and "since 2019" may not, so they do not."""
    begins, ends = max(_surely_begun(one), _surely_begun(other)), min(_surely_going_on(one), _surely_going_on(other))
    return begins <= ends


def _surely_begun(period: Period) -> date:
    since = edtf_dates.parse(period.since)
    return since.latest or since.earliest or date.min


def _surely_going_on(period: Period) -> date:
    return edtf_dates.parse(period.until).earliest or date.max


def may_hold_on(period: Period, day: date) -> bool:
    """Whether nothing in its dates says that it was over before `day` or begins after it.

    Raises `edtf_dates.NotADateError` for a text that is no date.
    """
    begins, ends = edtf_dates.parse(period.since).earliest, edtf_dates.parse(period.until).latest
    return (begins is None or begins <= day) and (ends is None or ends >= day)
