"""The verbs of contributions."""

from tinkuy.contributions.services.bulk import BadFileError, Choices, FileOfRows, Followed, import_file
from tinkuy.contributions.services.capture import BadWordsError, capture_contribution
from tinkuy.contributions.services.consent import NothingChosenError, withdraw_consent
from tinkuy.contributions.services.erasure import forget_who_captured
from tinkuy.contributions.services.imports import (
    NotWaitingError,
    Preview,
    confirm_import,
    discard_import,
    preview_import,
    preview_of,
    read_sheet,
)
from tinkuy.contributions.services.problems import column_name, problem_text
from tinkuy.contributions.services.states import (
    AlreadyWithdrawnError,
    NoReasonError,
    validate_contribution,
    validate_many,
    withdraw_contribution,
)
from tinkuy.core.sheets import HasProblemsError, SheetRefusedError

__all__ = [
    "AlreadyWithdrawnError",
    "BadFileError",
    "BadWordsError",
    "Choices",
    "FileOfRows",
    "Followed",
    "HasProblemsError",
    "NoReasonError",
    "NotWaitingError",
    "NothingChosenError",
    "Preview",
    "SheetRefusedError",
    "capture_contribution",
    "column_name",
    "confirm_import",
    "discard_import",
    "forget_who_captured",
    "import_file",
    "preview_import",
    "preview_of",
    "problem_text",
    "read_sheet",
    "validate_contribution",
    "validate_many",
    "withdraw_consent",
    "withdraw_contribution",
]
