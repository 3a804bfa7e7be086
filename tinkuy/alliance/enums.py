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


class ApplicationDecision(models.TextChoices):
    """What became of an application. Blank while it waits."""

    ACCEPTED = "ACCEPTED", _("accepted")
    DECLINED = "DECLINED", _("declined")
