"""The closed lists of the agenda."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionState(models.TextChoices):
    """PUBLISHED_ELSEWHERE: it exists and a source says so, but its text is not held here."""

    DRAFT = "DRAFT", _("draft")
    ADOPTED = "ADOPTED", _("adopted")
    PUBLISHED = "PUBLISHED", _("published")
    PUBLISHED_ELSEWHERE = "ELSEWHERE", _("published elsewhere")


# The states in which everybody may read a version.
PUBLIC = (VersionState.PUBLISHED, VersionState.PUBLISHED_ELSEWHERE)


class AddresseeLevel(models.TextChoices):
    LOCAL = "LOCAL", _("local government")
    REGIONAL = "REGIONAL", _("regional government")
    NATIONAL = "NATIONAL", _("national government")


class LineageKind(models.TextChoices):
    KEPT = "KEPT", _("kept")
    REWORDED = "REWORDED", _("reworded")
    MERGED = "MERGED", _("merged")
    SPLIT = "SPLIT", _("split")
    DROPPED = "DROPPED", _("dropped")
    NEW = "NEW", _("new")
