"""The closed lists that every room shares."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may do everywhere. Delegates and coordinators have theirs in `alliance`, dated, of one organization."""

    SECRETARIAT = "SECRETARIAT", _("technical secretariat")
    FACILITATOR = "FACILITATOR", _("facilitator")
    SYSTEMATISER = "SYSTEMATISER", _("systematiser")
    COORDINATOR = "COORDINATOR", _("coordinator of a working group")
    DELEGATE = "DELEGATE", _("delegate of an organization")


class MailState(models.TextChoices):
    """Where a letter of the house is."""

    WAITING = "WAITING", _("waiting to go out")
    SENT = "SENT", _("sent")
    TRYING_AGAIN = "TRYING_AGAIN", _("did not go out; it is tried again")
    GIVEN_UP = "GIVEN_UP", _("could not be sent")


class BulkMailState(models.TextChoices):
    """Where a letter to many is."""

    WAITING = "WAITING", _("waiting for somebody's yes")
    APPROVED = "APPROVED", _("approved; it went out")
    REFUSED = "REFUSED", _("refused; nothing went out")


class Weekday(models.IntegerChoices):
    """As Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Confidence(models.TextChoices):
    """How a row came to be believed."""

    RECORDED = "RECORDED", _("recorded here by who took part")
    STATED = "STATED", _("stated by the source")
    INFERRED = "INFERRED", _("inferred from the source")


class Language(models.TextChoices):
    """The languages that people speak at meetings, by their BCP 47 tags."""

    ES = "es", "Español"
    QU = "qu", "Runasimi (quechua)"
    QUZ = "quz", "Qusqu-Qullaw qhichwa (quechua del Cusco-Collao)"
    QUY = "quy", "Chanka qhichwa (quechua ayacuchano)"
    AY = "ay", "Aymar aru (aimara)"
    COD = "cod", "Kukama-kukamiria"
    SHP = "shp", "Shipibo-konibo"
    CNI = "cni", "Asháninka"
    AGR = "agr", "Awajún"
    EN = "en", "English"
    PT = "pt", "Português"
    UND = "und", _("not determined")
