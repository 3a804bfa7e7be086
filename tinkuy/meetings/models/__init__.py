"""What this room keeps."""

from tinkuy.meetings.models.agreements import Agreement, AgreementQuerySet, FollowUp
from tinkuy.meetings.models.editions import Edition, EditionQuerySet, EditionSession
from tinkuy.meetings.models.meetings import (
    MOST_PEOPLE,
    SMALLEST_CELL,
    Attendance,
    Feed,
    ImageConsent,
    Lead,
    Material,
    MaterialQuerySet,
    Meeting,
    Programme,
    Session,
)
from tinkuy.meetings.models.minutes import MOST_CHARACTERS, Correction, Minutes, MinutesQuerySet, Revision, convened_by
from tinkuy.meetings.models.registrations import Registrant, Registration, RegistrationDesk, RegistrationQuerySet

__all__ = [
    "MOST_CHARACTERS",
    "MOST_PEOPLE",
    "SMALLEST_CELL",
    "Agreement",
    "AgreementQuerySet",
    "Attendance",
    "Correction",
    "Edition",
    "EditionQuerySet",
    "EditionSession",
    "Feed",
    "FollowUp",
    "ImageConsent",
    "Lead",
    "Material",
    "MaterialQuerySet",
    "Meeting",
    "Minutes",
    "MinutesQuerySet",
    "Programme",
    "Registrant",
    "Registration",
    "RegistrationDesk",
    "RegistrationQuerySet",
    "Revision",
    "Session",
    "convened_by",
]
