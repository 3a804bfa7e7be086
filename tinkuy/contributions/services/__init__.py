"""The verbs of contributions."""

from tinkuy.contributions.services.capture import BadWordsError, capture_contribution
from tinkuy.contributions.services.states import (
    AlreadyWithdrawnError,
    NoReasonError,
    validate_contribution,
    validate_many,
    withdraw_contribution,
)

__all__ = [
    "AlreadyWithdrawnError",
    "BadWordsError",
    "NoReasonError",
    "capture_contribution",
    "validate_contribution",
    "validate_many",
    "withdraw_contribution",
]
