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


class MaterialKind(models.TextChoices):
    PHOTO = "PHOTO", _("photo")
    SCAN = "SCAN", _("flipchart or scanned sheet")
    DOCUMENT = "DOCUMENT", _("document")
    AUDIO = "AUDIO", _("audio")
    VIDEO = "VIDEO", _("video elsewhere")


class MaterialState(models.TextChoices):
    PREPARING = "PREPARING", _("being prepared")
    READY = "READY", _("ready")
    REFUSED = "REFUSED", _("could not be taken")
    TAKEN_DOWN = "TAKEN_DOWN", _("taken down")


class ConsentWay(models.TextChoices):
    """How people agreed that they may be seen or heard."""

    SIGNED = "SIGNED", _("signed on paper")
    SPOKEN = "SPOKEN", _("said it to whoever took it")
    RECORDED = "RECORDED", _("said it on the recording itself")
    MESSAGE = "MESSAGE", _("by message or e-mail")


class Licence(models.TextChoices):
    """Blank when it is not known."""

    CC0 = "CC0", "CC0 1.0"
    CC_BY = "CC_BY", "CC BY 4.0"
    CC_BY_SA = "CC_BY_SA", "CC BY-SA 4.0"
    CC_BY_NC = "CC_BY_NC", "CC BY-NC 4.0"
    CC_BY_NC_SA = "CC_BY_NC_SA", "CC BY-NC-SA 4.0"
    CC_BY_NC_ND = "CC_BY_NC_ND", "CC BY-NC-ND 4.0"
    RESERVED = "RESERVED", _("all rights reserved; used here with permission")
