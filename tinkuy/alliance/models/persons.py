"""Who speaks for us: persons, from one day to another, and the bodies in which sources name them."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tinkuy.alliance.models.folded import FoldedField
from tinkuy.alliance.models.organizations import Organization, WorkingGroup
from tinkuy.core.addresses import address_of
from tinkuy.core.fields import FuzzyDateField
from tinkuy.core.models import Labelled, Sourced, User
from tinkuy.core.pure.ids import uuid7


class Person(models.Model):
    """Somebody who speaks or spoke for an organization or a body. No contact and no document number lives here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    folded_name = FoldedField(of=("name",))
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="person")

    def __str__(self) -> str:
        return self.name


class DatedQuerySet(models.QuerySet):
    def in_force(self, day: date) -> Self:
        """Those that hold on `day`, which is computed and not stored (law 7)."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), since_on__lte=day)

    def held_by(self, user: User | AnonymousUser) -> Self:
        """Those in force today of the person who has this account; none for a visitor."""
        if not user.is_authenticated:
            return self.none()
        return self.in_force(timezone.localdate()).filter(person__user=user.pk)

    def overlapping(self, since_on: date, until_on: date | None) -> Self:
        """Those that share a day with the days from `since_on` to `until_on`, both included; None has no end."""
        begun = self.filter(since_on__lte=until_on) if until_on else self
        return begun.filter(Q(until_on=None) | Q(until_on__gte=since_on))


class Dated(models.Model):
    """From one day to another, both included; without the other, until somebody ends it."""

    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")), name="%(app_label)s_%(class)s_ends_after_it_begins"
            )
        ]


class Seat(Dated):
    """This person speaks for that organization, from one day to another, or stands in for who does."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="seats")
    is_substitute = models.BooleanField(default=False)
    role = models.CharField(max_length=80, blank=True)


class Coordination(Dated):
    """This person coordinates that working group, from one day to another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="coordinations")
    working_group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="coordinations")


class Body(Sourced, Labelled):
    """A body of governance: technical secretariat, promoter group, a committee."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("alliance:body", self.slug)


class BodyMember(Sourced):
    """Who a source names in a body, in which role, at a date."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="body_memberships")
    role = models.CharField(max_length=80, blank=True)
    as_of = FuzzyDateField()

    class Meta:
        ordering = ["as_of", "person__name"]
        constraints = [models.UniqueConstraint(fields=["body", "person", "as_of"], name="alliance_body_member_once")]
