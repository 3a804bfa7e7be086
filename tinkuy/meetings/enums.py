"""The closed lists of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    PRE_MEETING = "PRE_MEETING", _("Pre/Encuentro")
    NATIONAL = "NATIONAL", _("national meeting")
    WORKING = "WORKING", _("working meeting")
    FORUM_WORKSHOP = "FORUM_WORKSHOP", _("forum-workshop")
    ASSEMBLY = "ASSEMBLY", _("assembly")
    TALK = "TALK", _("talk")
    FORUM = "FORUM", _("forum")
    WORKSHOP = "WORKSHOP", _("workshop")
    DEBATE = "DEBATE", _("debate")
    LAUNCH = "LAUNCH", _("launch")
    WITH_AUTHORITY = "WITH_AUTHORITY", _("meeting with an authority")
    PROMOTER_GROUP = "PROMOTER_GROUP", _("promoter group meeting")
    MAPPING = "MAPPING", _("mapping of organizations")
    INTERVIEW = "INTERVIEW", _("interview")


class MeetingState(models.TextChoices):
    CONVENED = "CONVENED", _("convened")
    HELD = "HELD", _("held")
    NOT_CONFIRMED = "NOT_CONFIRMED", _("convened; that it was held is not confirmed")
    CANCELLED = "CANCELLED", _("cancelled")


class Modality(models.TextChoices):
    """Blank when it is not known."""

    IN_PERSON = "IN_PERSON", _("in person")
    ONLINE = "ONLINE", _("online")
    HYBRID = "HYBRID", _("hybrid")
