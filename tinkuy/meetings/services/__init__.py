"""The verbs of meetings. Each one makes or changes a row, remembers it, and may be said twice.

`sources`, `themes` and conveners left out (None) stay as they are; a list replaces them, and that is remembered too.
Values that the model refuses raise `core.recording.InvalidError`, with the message of each field.
"""

from tinkuy.meetings import rules as _rules  # noqa: F401
from tinkuy.meetings.services.agreements import follow_up, record_agreement, settle_agreement
from tinkuy.meetings.services.attendance import record_attendance
from tinkuy.meetings.services.check_in import add_arrival, check_in, undo_check_in
from tinkuy.meetings.services.corrections import (
    WindowClosedError,
    accept_correction,
    decline_correction,
    propose_correction,
)
from tinkuy.meetings.services.desks import open_registration
from tinkuy.meetings.services.edition_pdf import keep_edition_pdf
from tinkuy.meetings.services.editions import ProgrammeRefusedError, publish_edition
from tinkuy.meetings.services.erasing import erase_registrations
from tinkuy.meetings.services.feeds import FeedRefusedError, record_feed, remove_feed
from tinkuy.meetings.services.files import what_is_taken
from tinkuy.meetings.services.invitations import NobodyInvitedError, send_invitations
from tinkuy.meetings.services.leads import withdraw_lead
from tinkuy.meetings.services.materials import (
    FileRefusedError,
    NoSuchMaterialError,
    add_material,
    describe_material,
    prepare_material,
    take_down_material,
)
from tinkuy.meetings.services.meetings import NoReasonError, change_state, record_meeting
from tinkuy.meetings.services.minutes import (
    MinutesStateError,
    OutdatedError,
    amend_minutes,
    begin_minutes,
    circulate_minutes,
    restore_revision,
    save_minutes,
    validate_minutes,
)
from tinkuy.meetings.services.minutes_pdf import keep_pdf
from tinkuy.meetings.services.programmes import record_programme
from tinkuy.meetings.services.registrations import (
    VISITOR,
    Answers,
    LinkExpiredError,
    RegistrationClosedError,
    ask_for_place,
    cancel_registration,
    choose_programme_letters,
    confirm_registration,
)
from tinkuy.meetings.services.sessions import move_session, next_place, record_session, remove_session
from tinkuy.meetings.services.sheets import PaperRefusedError, SheetRow, type_sheet

__all__ = [
    "VISITOR",
    "Answers",
    "FeedRefusedError",
    "FileRefusedError",
    "LinkExpiredError",
    "MinutesStateError",
    "NoReasonError",
    "NoSuchMaterialError",
    "NobodyInvitedError",
    "OutdatedError",
    "PaperRefusedError",
    "ProgrammeRefusedError",
    "RegistrationClosedError",
    "SheetRow",
    "WindowClosedError",
    "accept_correction",
    "add_arrival",
    "add_material",
    "amend_minutes",
    "ask_for_place",
    "begin_minutes",
    "cancel_registration",
    "change_state",
    "check_in",
    "choose_programme_letters",
    "circulate_minutes",
    "confirm_registration",
    "decline_correction",
    "describe_material",
    "erase_registrations",
    "follow_up",
    "keep_edition_pdf",
    "keep_pdf",
    "move_session",
    "next_place",
    "open_registration",
    "prepare_material",
    "propose_correction",
    "publish_edition",
    "record_agreement",
    "record_attendance",
    "record_feed",
    "record_meeting",
    "record_programme",
    "record_session",
    "remove_feed",
    "remove_session",
    "restore_revision",
    "save_minutes",
    "send_invitations",
    "settle_agreement",
    "take_down_material",
    "type_sheet",
    "undo_check_in",
    "validate_minutes",
    "what_is_taken",
    "withdraw_lead",
]
