"""What we ask for, in which words, and whence: versions, blocks, wordings, and the quotes they rest on."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tinkuy.agenda.enums import PUBLIC, AddresseeLevel, LineageKind, VersionState
from tinkuy.contributions.models import Contribution
from tinkuy.core.addresses import address_of
from tinkuy.core.enums import Role
from tinkuy.core.fields import FuzzyDateField, ListedField
from tinkuy.core.models import Labelled, Sourced, User
from tinkuy.core.permissions import has_role
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.models import FrameworkArea, Territory, Theme


class Agenda(Labelled):
    """A shared advocacy agenda, of which there are versions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class VersionQuerySet(models.QuerySet["Version"]):
    def public(self) -> Self:
        return self.filter(state__in=PUBLIC)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The one statement of who may read a version: drafts are for who works on them."""
        if has_role(user, Role.SECRETARIAT, Role.SYSTEMATISER):
            return self
        return self.public()


class VersionManager(models.Manager.from_queryset(VersionQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> VersionQuerySet:
        """Without the sealed file, which may be megabytes: it is read where it is asked for."""
        found: VersionQuerySet = super().get_queryset()
        return found.defer("document")


class Version(Sourced):
    """One version of an agenda. Published, it is frozen: the database refuses to change it.

    `document` is the sealed file as published; its bytes never change except that withdrawn words leave its disclosures.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    state = ListedField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_versions")
    linked_meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_versions")
    launched_on = FuzzyDateField()
    adopted_on = models.DateField(null=True, blank=True)
    adoption_note = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=80, blank=True)
    document = models.JSONField(null=True, blank=True)

    objects = VersionManager()

    class Meta:
        ordering = ["agenda", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agenda", "number"], name="agenda_version_number_once"),
            models.CheckConstraint(
                condition=~Q(state=VersionState.PUBLISHED) | (Q(published_at__isnull=False) & ~Q(digest="")),
                name="agenda_published_version_is_sealed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("agenda:version", self.slug)

    @property
    def is_published(self) -> bool:
        return self.state == VersionState.PUBLISHED

    @property
    def is_held_here(self) -> bool:
        return self.state != VersionState.PUBLISHED_ELSEWHERE


class Axis(models.Model):
    """A heading of one version, under which its wordings stand."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="axes")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["version", "position"]
        verbose_name_plural = "axes"
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="agenda_axis_place_once")]

    def __str__(self) -> str:
        return self.title


class Block(models.Model):
    """What stays itself from version to version while its words change: B07."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agenda = models.ForeignKey(Agenda, on_delete=models.PROTECT, related_name="blocks")
    code = models.CharField(max_length=12)

    class Meta:
        ordering = ["agenda", "code"]
        constraints = [models.UniqueConstraint(fields=["agenda", "code"], name="agenda_block_code_once")]

    def __str__(self) -> str:
        return self.code


class Wording(models.Model):
    """The words of one block in one version: what we say, and what we ask."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="wordings")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="wordings")
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="wordings")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    demand = models.TextField(blank=True)
    addressee_level = ListedField(max_length=10, choices=AddresseeLevel.choices, blank=True)
    themes = models.ManyToManyField(Theme, related_name="wordings", blank=True)
    territories = models.ManyToManyField(Territory, related_name="wordings", blank=True)
    framework_areas = models.ManyToManyField(FrameworkArea, related_name="wordings", blank=True)
    contributions = models.ManyToManyField(Contribution, through="Citation", related_name="wordings")

    class Meta:
        ordering = ["version", "axis__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "block"], name="agenda_wording_once"),
            models.UniqueConstraint(fields=["axis", "position"], name="agenda_wording_place_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("agenda:wording", self.version.slug, self.block.code)


class Citation(models.Model):
    """This wording quotes that contribution, word for word (a TextQuoteSelector of the W3C Web Annotation model).

    `salt` makes the published commitment to the words; it goes when they go.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="citations")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="citations")
    exact = models.TextField()
    prefix = models.CharField(max_length=200, blank=True)
    suffix = models.CharField(max_length=200, blank=True)
    is_of_translation = models.BooleanField(default=False)
    salt = models.CharField(max_length=32, blank=True)
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    cited_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["cited_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["wording", "contribution", "exact"], condition=~Q(exact=""), name="agenda_citation_once"
            ),
        ]

    @property
    def is_withheld(self) -> bool:
        return self.exact == ""


class Lineage(models.Model):
    """What became of a wording in the next version, or where a new one came from. Always with a note."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = ListedField(max_length=10, choices=LineageKind.choices)
    earlier = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, blank=True, related_name="successions")
    later = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, blank=True, related_name="origins")
    note = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="agenda_lineage_once"),
            models.CheckConstraint(
                condition=Q(kind=LineageKind.NEW, earlier=None, later__isnull=False)
                | Q(kind=LineageKind.DROPPED, earlier__isnull=False, later=None)
                | (~Q(kind__in=[LineageKind.NEW, LineageKind.DROPPED]) & Q(earlier__isnull=False, later__isnull=False)),
                name="agenda_lineage_has_its_ends",
            ),
            models.CheckConstraint(condition=~Q(note=""), name="agenda_lineage_says_why"),
        ]


class Omission(models.Model):
    """Why a version does not quote a contribution. Those without a reason are listed all the same (law 4)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="omissions")
    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="omissions")
    reason = models.TextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "contribution"], name="agenda_omission_once")]
