"""The closed lists of the alliance."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """What an organization is to the alliance."""

    MEMBER = "MEMBER", _("member")
    ALLIED = "ALLIED", _("allied")
    ADHERENT = "ADHERENT", _("adherent")
    FORMER = "FORMER", _("former member")
    NOT_STATED = "NOT_STATED", _("membership to be completed")


class GroupKind(models.TextChoices):
    """What a working group gathers around. Blank when no source says."""

    TERRITORIAL = "TERRITORIAL", _("territorial")
    THEMATIC = "THEMATIC", _("thematic")


class CampaignState(models.TextChoices):
    """Where a mapping campaign is. Whether its days have come or are over is computed."""

    DRAFT = "DRAFT", _("in preparation")
    OPEN = "OPEN", _("open")
    CLOSED = "CLOSED", _("closed")


class ProfileState(models.TextChoices):
    """What became of a profile that others wrote."""

    PREFILLED = "PREFILLED", _("to be claimed")
    CLAIMED = "CLAIMED", _("claimed")
    DECLINED = "DECLINED", _("declined by the organization")
    WITHDRAWN = "WITHDRAWN", _("taken back")


class ApplicationDecision(models.TextChoices):
    """What became of an application. Blank while it waits."""

    ACCEPTED = "ACCEPTED", _("accepted")
    DECLINED = "DECLINED", _("declined")
