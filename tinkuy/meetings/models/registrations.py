"""Who means to come to a meeting, and who came: what is counted, and apart from it who she is."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from tinkuy.alliance.models import Organization
from tinkuy.core.fields import ListedField
from tinkuy.core.models import User
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.enums import AgeBand, Gender, MeetingState, Origin, RegistrationState
from tinkuy.meetings.models.meetings import MOST_PEOPLE, Meeting
from tinkuy.vocabulary.models import Territory


class RegistrationDesk(models.Model):
    """Where people register for one meeting: how many places there are, until when, and what is asked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="desk")
    is_open = models.BooleanField(default=True)
    # None: whoever comes has a place.
    capacity = models.PositiveIntegerField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    asks = models.JSONField(default=list, blank=True)
    keep_days = models.PositiveSmallIntegerField(default=90)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1, capacity__lte=MOST_PEOPLE), name="meetings_desk_has_places"
            ),
            models.CheckConstraint(condition=Q(keep_days__gte=1, keep_days__lte=730), name="meetings_desk_forgets_in_time"),
        ]

    @property
    def takes_registrations(self) -> bool:
        """Whether somebody may register today (law 7: computed)."""
        today = timezone.localdate()
        is_in_time = self.closes_on is None or today <= self.closes_on
        return self.is_open and is_in_time and self.meeting_is_to_come

    @property
    def meeting_is_to_come(self) -> bool:
        is_past = self.meeting.latest_on is not None and self.meeting.latest_on < timezone.localdate()
        return self.meeting.state == MeetingState.CONVENED and not is_past

    def asks_for(self, question: str) -> bool:
        return question in self.asks


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def with_place(self) -> Self:
        """Those who take one of the places; who came without registering takes none."""
        return self.filter(state=RegistrationState.PLACED, origin=Origin.SITE)

    def waiting(self) -> Self:
        """Those who wait for a place, the first first."""
        return self.filter(state=RegistrationState.WAITING).order_by("number")

    def present(self) -> Self:
        return self.exclude(checked_in_at=None)


class Registration(models.Model):
    """Somebody who means to come to a meeting, or who came. Who she is stands apart, in `Registrant`, and is erased in time;
    what stays here is enough to count, and is never published row by row.

    `people` is more than one only where a group was counted at the door or on paper.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="registrations")
    origin = ListedField(max_length=5, choices=Origin.choices, default=Origin.SITE)
    state = ListedField(max_length=9, choices=RegistrationState.choices, default=RegistrationState.ASKED)
    # Her number on the waiting list, which she keeps; others may have left before her.
    number = models.PositiveIntegerField(null=True)
    people = models.PositiveSmallIntegerField(default=1)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations")
    gender = ListedField(max_length=10, choices=Gender.choices, blank=True)
    age_band = ListedField(max_length=8, choices=AgeBand.choices, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    # How often she asked anew after cancelling: earlier links open nothing any more.
    turn = models.PositiveSmallIntegerField(default=0)
    # Digests of the keys that were sent to her; the keys themselves are kept nowhere.
    confirm_digest = models.CharField(max_length=64, blank=True)
    own_digest = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=12, null=True, unique=True)
    checked_in_at = models.DateTimeField(null=True)
    checked_in_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["meeting", "state"], name="meetings_registration_state"),
            models.Index(fields=["confirm_digest"], condition=~Q(confirm_digest=""), name="meetings_registration_confirm"),
            models.Index(fields=["own_digest"], condition=~Q(own_digest=""), name="meetings_registration_own"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_waiting_number_once"),
            models.CheckConstraint(condition=Q(people__gte=1), name="meetings_registration_is_somebody"),
            models.CheckConstraint(condition=Q(people=1) | ~Q(origin=Origin.SITE), name="meetings_who_registers_is_one"),
            models.CheckConstraint(
                condition=~Q(state=RegistrationState.WAITING) | Q(number__isnull=False), name="meetings_who_waits_has_a_number"
            ),
        ]


class Registrant(models.Model):
    """Who somebody is: personal data, read by who may write the meeting, in no dataset, and erased days after the meeting."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, primary_key=True, related_name="registrant")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="registrants")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    organization_name = models.CharField(max_length=200, blank=True)
    gender_words = models.CharField(max_length=80, blank=True)
    access_needs = models.TextField(max_length=1000, blank=True)
    # She agreed to be named in the list of those who came: another consent than that of registering.
    may_be_named = models.BooleanField(default=False)
    # Of a new edition of the programme she is told unless she said no; that the meeting moves or is cancelled, always.
    wants_programme = models.BooleanField(default=True)
    language = models.CharField(max_length=10, blank=True)
    consented_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("meeting", Lower("email"), condition=~Q(email=""), name="meetings_registrant_once"),
        ]
