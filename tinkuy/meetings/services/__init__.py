"""The verbs of meetings. Each one makes or changes a row, remembers it, and may be said twice.

`sources`, `themes` and conveners left out (None) stay as they are; a list replaces them, and that is remembered too.
Values that the model refuses raise `core.recording.InvalidError`, with the message of each field.
"""

from tinkuy.meetings import rules as _rules  # noqa: F401
from tinkuy.meetings.services.attendance import record_attendance
from tinkuy.meetings.services.feeds import FeedRefusedError, record_feed, remove_feed
from tinkuy.meetings.services.files import what_is_taken
from tinkuy.meetings.services.invitations import NobodyInvitedError, send_invitations
from tinkuy.meetings.services.materials import (
    FileRefusedError,
    NoSuchMaterialError,
    add_material,
    describe_material,
    prepare_material,
    take_down_material,
)
from tinkuy.meetings.services.meetings import NoReasonError, change_state, record_meeting
from tinkuy.meetings.services.programmes import record_programme
from tinkuy.meetings.services.sessions import move_session, next_place, record_session

__all__ = [
    "FeedRefusedError",
    "FileRefusedError",
    "NoReasonError",
    "NoSuchMaterialError",
    "NobodyInvitedError",
    "add_material",
    "change_state",
    "describe_material",
    "move_session",
    "next_place",
    "prepare_material",
    "record_attendance",
    "record_feed",
    "record_meeting",
    "record_programme",
    "record_session",
    "remove_feed",
    "send_invitations",
    "take_down_material",
    "what_is_taken",
]
