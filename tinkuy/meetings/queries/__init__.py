"""Named reads of meetings."""

from tinkuy.meetings.queries.meetings import (
    PlacedSession,
    Wanted,
    attendances,
    attendances_of,
    counts_by_region,
    last_change_of_state,
    listed,
    meeting_pages,
    meetings,
    meetings_with_conveners,
    sessions,
    sessions_of,
    tiles_of,
    with_conveners,
)
from tinkuy.meetings.queries.rivers import MOST_DRAWN, programmes, reached_from, river_around, river_of_programme

__all__ = [
    "MOST_DRAWN",
    "PlacedSession",
    "Wanted",
    "attendances",
    "attendances_of",
    "counts_by_region",
    "last_change_of_state",
    "listed",
    "meeting_pages",
    "meetings",
    "meetings_with_conveners",
    "programmes",
    "reached_from",
    "river_around",
    "river_of_programme",
    "sessions",
    "sessions_of",
    "tiles_of",
    "with_conveners",
]
