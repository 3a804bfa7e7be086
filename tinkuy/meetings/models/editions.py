"""The programme of a meeting as it was published: numbered, and never changed afterwards."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from tinkuy.alliance.models import Organization
from tinkuy.core.fields import FuzzyDateField
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.models.meetings import Lead, Meeting


class EditionQuerySet(models.QuerySet["Edition"]):
    def published(self) -> Self:
        """Those that are whole; one without its day is being written in a transaction that nobody else sees."""
        return self.exclude(published_at=None)


class Edition(models.Model):
    """The programme of a meeting as everybody could read it from `published_at` on, and where and when the meeting was to be.

    Once it has its day neither it nor its sessions are changed: a guard in the database says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True, validators=[MaxLengthValidator(2_000)])
    held_on = FuzzyDateField()
    begins_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_edition_number_once"),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(note="")), name="meetings_edition_says_what_changed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("meetings:edition", args=[self.meeting.slug, self.number])


class EditionSession(models.Model):
    """A session as one edition told it. `session` names the working row, which may be gone since; the same in each edition."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sessions")
    session = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    # Which day of the meeting, and the day itself; None where it was not known.
    day = models.PositiveSmallIntegerField(null=True)
    on_day = models.DateField(null=True)
    begins_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    room = models.CharField(max_length=120, blank=True)
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, null=True, related_name="+")
    lead_organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+")
    # As it was called then.
    lead_organization_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["edition", F("day").asc(nulls_last=True), F("begins_at").asc(nulls_last=True), "position"]
        constraints = [models.UniqueConstraint(fields=["edition", "session"], name="meetings_edition_session_once")]

    def __str__(self) -> str:
        return self.title
