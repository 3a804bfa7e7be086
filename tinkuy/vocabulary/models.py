"""The words by which everything is sorted: territories, themes, outside frameworks."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from tinkuy.core.addresses import address_of
from tinkuy.core.fields import ListedField
from tinkuy.core.models import Labelled, Sourced
from tinkuy.core.pure.ids import uuid7
from tinkuy.vocabulary.enums import Level


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def only(self, *fields: str) -> Self:
        """As ever, with the name that a territory shows: each row would ask for it again."""
        return super().only(*fields, "full_name")

    def regions(self) -> Self:
        return self.filter(level=Level.REGION)

    def within(self, territory: "Territory") -> Self:
        """`territory` and all that lies in it."""
        return self.filter(path__startswith=territory.path)


class Territory(models.Model):
    """A place in the tree. INEI and RENIEC number the same districts differently, so each code has its own column.

    `path` names the ancestors, root first, itself last: "/PE/08/0801/"; the region of a place is read from it without a query.
    `full_name` tells it from others: "Santiago (Cusco, Cusco)", "Lima Metropolitana". Ten districts are called Santa Rosa.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    level = ListedField(max_length=10, choices=Level.choices)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, unique=True)
    full_name = models.CharField(max_length=400, blank=True)
    inei = models.CharField(max_length=6, null=True, blank=True, unique=True)
    reniec = models.CharField(max_length=6, null=True, blank=True, unique=True)
    iso_3166_2 = models.CharField(max_length=6, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level=Level.COUNTRY, parent=None) | (~Q(level=Level.COUNTRY) & Q(parent__isnull=False)),
                name="vocabulary_only_the_country_has_no_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A territory that nothing needs to be told from is called by its name."""
        self.full_name = self.full_name or self.name
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("vocabulary:territory", self.slug)

    @property
    def known_as(self) -> str:
        """Another name, by which people tell the province of Lima from the region; empty for all others."""
        return self.full_name if self.level == Level.PROVINCE and self.full_name != self.name else ""

    @property
    def region_code(self) -> str:
        """The two digits of the region in which it lies; empty for the country."""
        parts = self.path.strip("/").split("/")
        return parts[1] if len(parts) > 1 else ""


class Theme(Labelled):
    """What a contribution, a meeting or a wording is about. A tree; each theme says what belongs under it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=120)
    definition = models.TextField(blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("vocabulary:theme", self.slug)


class Framework(Sourced):
    """An outside vocabulary in one edition: the 2005 Convention, the SDGs, a national policy."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80)
    edition = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["slug", "edition"]
        constraints = [models.UniqueConstraint(fields=["slug", "edition"], name="vocabulary_framework_edition_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.edition})"

    def get_absolute_url(self) -> str:
        return reverse("vocabulary:framework", args=[self.slug, self.edition])


class FrameworkArea(models.Model):
    """A goal, or an area under a goal, of one framework's edition."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="areas")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    code = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["framework", "position"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="vocabulary_framework_area_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
