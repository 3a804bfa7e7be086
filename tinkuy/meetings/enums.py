"""The closed lists of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class RegistrationState(models.TextChoices):
    """Where a registration is. Whether the person came is another question."""

    ASKED = "ASKED", _("to be confirmed by the person")
    PLACED = "PLACED", _("has a place")
    WAITING = "WAITING", _("on the waiting list")
    CANCELLED = "CANCELLED", _("cancelled")


class Origin(models.TextChoices):
    """How somebody's presence came to be written down."""

    SITE = "SITE", _("registered on the site")
    DOOR = "DOOR", _("written down at the door")
    SHEET = "SHEET", _("typed from the paper sheet")


class Gender(models.TextChoices):
    """Blank when it was not said. Whoever describes herself otherwise does so in her own words, which are not counted apart."""

    WOMAN = "WOMAN", _("woman")
    MAN = "MAN", _("man")
    NON_BINARY = "NON_BINARY", _("non-binary")
    OWN_WORDS = "OWN_WORDS", _("in own words")


class AgeBand(models.TextChoices):
    """Blank when it was not said."""

    UNDER_18 = "UNDER_18", _("under 18")
    FROM_18 = "FROM_18", _("18 to 29")
    FROM_30 = "FROM_30", _("30 to 44")
    FROM_45 = "FROM_45", _("45 to 59")
    FROM_60 = "FROM_60", _("60 or more")


class Question(models.TextChoices):
    """What may be asked of who registers, besides her name and her address."""

    ORGANIZATION = "ORGANIZATION", _("organization")
    TERRITORY = "TERRITORY", _("region")
    GENDER = "GENDER", _("gender")
    AGE_BAND = "AGE_BAND", _("age")
    ACCESS_NEEDS = "ACCESS_NEEDS", _("what she needs to take part")


class MinutesState(models.TextChoices):
    """A text is worked on, sent round, then stands; what stands is changed only by an amendment."""

    DRAFT = "DRAFT", pgettext_lazy("minutes", "draft")
    CIRCULATED = "CIRCULATED", pgettext_lazy("minutes", "circulated")
    VALIDATED = "VALIDATED", pgettext_lazy("minutes", "validated")
    AMENDED = "AMENDED", pgettext_lazy("minutes", "amended")


class Heading(models.TextChoices):
    """What minutes are made of; the value is the name of the revision's field in capitals."""

    SUMMARY = "SUMMARY", _("Summary")
    ACHIEVEMENTS = "ACHIEVEMENTS", _("Achievements")
    DIFFICULTIES = "DIFFICULTIES", _("Difficulties")
    FINDINGS = "FINDINGS", _("Findings")
    HEADCOUNT = "HEADCOUNT", _("Attendees and guests")


class CorrectionState(models.TextChoices):
    OPEN = "OPEN", _("without an answer yet")
    ACCEPTED = "ACCEPTED", _("taken up")
    DECLINED = "DECLINED", _("not taken up")


class AgreementState(models.TextChoices):
    """Whether it is overdue is computed, not stored."""

    OPEN = "OPEN", pgettext_lazy("agreement", "open")
    DONE = "DONE", pgettext_lazy("agreement", "done")
    DROPPED = "DROPPED", pgettext_lazy("agreement", "dropped")
