"""What meetings agreed, and what later ones said of it."""

from datetime import date
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from tinkuy.alliance.models import Body, Organization, WorkingGroup
from tinkuy.core.addresses import address_of
from tinkuy.core.fields import ListedField
from tinkuy.core.models import User
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.enums import AgreementState
from tinkuy.meetings.models.minutes import Minutes


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Whoever reads the minutes reads what was agreed in them. Asked row by row, so that a page is read in its order."""
        return self.filter(Exists(Minutes.objects.visible_to(user).filter(pk=OuterRef("minutes"))))

    def overdue(self, day: date) -> Self:
        return self.filter(state=AgreementState.OPEN, due_on__lt=day)


class Agreement(models.Model):
    """What was agreed at a meeting: who does it, and by when. One of the four says who."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="agreements")
    text = models.TextField(validators=[MaxLengthValidator(4_000)])
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements")
    working_group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements")
    # A public function, not a person: "quien preside la comisión de cultura".
    office = models.CharField(max_length=160, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = ListedField(max_length=8, choices=AgreementState.choices, default=AgreementState.OPEN)
    note = models.TextField(blank=True, validators=[MaxLengthValidator(2_000)])
    settled_on = models.DateField(null=True, blank=True)
    # What the list is ordered by: without a day it comes last. A column, so that an index gives a page in order.
    place_on = models.GeneratedField(
        expression=Coalesce("due_on", Value(date.max, models.DateField())), output_field=models.DateField(), db_persist=True
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["place_on", "id"]
        indexes = [models.Index(fields=["place_on", "id"], name="meetings_agreement_listed")]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False, working_group=None, body=None, office="")
                | Q(organization=None, working_group__isnull=False, body=None, office="")
                | Q(organization=None, working_group=None, body__isnull=False, office="")
                | (Q(organization=None, working_group=None, body=None) & ~Q(office="")),
                name="meetings_agreement_has_one_who_does_it",
            ),
            models.CheckConstraint(
                condition=Q(state=AgreementState.OPEN, settled_on=None)
                | (~Q(state=AgreementState.OPEN) & Q(settled_on__isnull=False) & ~Q(note="")),
                name="meetings_agreement_settled_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return address_of("meetings:agreement", self.pk)

    @property
    def responsible(self) -> Organization | WorkingGroup | Body | str:
        return self.organization or self.working_group or self.body or self.office

    @property
    def is_overdue(self) -> bool:
        """Its day is past and nobody said what became of it."""
        return self.state == AgreementState.OPEN and self.due_on is not None and self.due_on < timezone.localdate()


class FollowUp(models.Model):
    """A later meeting came back to what was agreed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="follow_ups")
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="follow_ups")
    note = models.TextField(validators=[MaxLengthValidator(2_000)])

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["agreement", "minutes"], name="meetings_follow_up_once")]
