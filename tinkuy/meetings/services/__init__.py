"""The verbs of meetings. Each one makes or changes a row, remembers it, and may be said twice.

`sources`, `themes` and conveners left out (None) stay as they are; a list replaces them, and that is remembered too.
Values that the model refuses raise `core.recording.InvalidError`, with the message of each field.
"""

from tinkuy.meetings import rules as _rules  # noqa: F401
from tinkuy.meetings.services.attendance import record_attendance
from tinkuy.meetings.services.feeds import FeedRefusedError, record_feed, remove_feed
from tinkuy.meetings.services.invitations import NobodyInvitedError, send_invitations
from tinkuy.meetings.services.meetings import NoReasonError, change_state, record_meeting
from tinkuy.meetings.services.programmes import record_programme
from tinkuy.meetings.services.sessions import move_session, next_place, record_session

__all__ = [
    "FeedRefusedError",
    "NoReasonError",
    "NobodyInvitedError",
    "change_state",
    "move_session",
    "next_place",
    "record_attendance",
    "record_feed",
    "record_meeting",
    "record_programme",
    "record_session",
    "remove_feed",
    "send_invitations",
]
