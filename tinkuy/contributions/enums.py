"""The closed lists of contributions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContributionKind(models.TextChoices):
    PROBLEM = "PROBLEM", _("problem")
    PROPOSAL = "PROPOSAL", _("proposal")
    EXPERIENCE = "EXPERIENCE", _("experience")
    QUESTION = "QUESTION", _("question")
    COMMITMENT = "COMMITMENT", _("commitment")
    OTHER = "OTHER", _("other")


class Channel(models.TextChoices):
    """By which way it came in."""

    WEB = "WEB", _("typed on the page")
    OFFLINE = "OFFLINE", _("captured without a connection")
    SPREADSHEET = "SPREADSHEET", _("spreadsheet")
    CHAT = "CHAT", _("chat export")
    PAPER = "PAPER", _("paper")


class Status(models.TextChoices):
    CAPTURED = "CAPTURED", _("captured")
    TRANSCRIBED = "TRANSCRIBED", _("transcribed")
    VALIDATED = "VALIDATED", _("validated")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")


# Kept, and not yet looked at by whoever validates.
WAITING = (Status.CAPTURED, Status.TRANSCRIBED)


class ImportState(models.TextChoices):
    PREVIEWED = "PREVIEWED", _("waiting to be confirmed")
    RUNNING = "RUNNING", _("being imported")
    CONFIRMED = "CONFIRMED", _("imported")
    DISCARDED = "DISCARDED", _("discarded")
