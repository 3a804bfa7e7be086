"""The closed lists of the vocabulary."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How deep a territory lies. A city is a place of its region or province; it has no INEI code of its own."""

    COUNTRY = "COUNTRY", _("country")
    REGION = "REGION", _("region")
    PROVINCE = "PROVINCE", _("province")
    DISTRICT = "DISTRICT", _("district")
    CITY = "CITY", _("city")
