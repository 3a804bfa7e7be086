"""Minutes of meetings, their revisions, and the corrections proposed to them."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tinkuy.alliance.models import Coordination, Seat
from tinkuy.core.addresses import address_of
from tinkuy.core.enums import Role
from tinkuy.core.fields import ListedField
from tinkuy.core.models import User
from tinkuy.core.permissions import has_role
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.enums import CorrectionState, Heading, MinutesState
from tinkuy.meetings.models.meetings import Meeting
from tinkuy.meetings.pure import minutes_text
from tinkuy.meetings.pure.head_counts import HeadCount, counts_in

# Some forty pages under one heading: longer is a document of its own, and comparing would take too long.
MOST_CHARACTERS = 60_000
PUBLIC_STATES = (MinutesState.VALIDATED, MinutesState.AMENDED)


def convened_by(user: User, meeting: str = "pk") -> Q:
    """That the meeting at this path is one that `user` convenes today: she coordinates one of its groups or speaks for one of
    its organizations.
    """
    groups = Coordination.objects.held_by(user).values("working_group")
    organizations = Seat.objects.held_by(user).values("organization")
    by_group = Meeting.convening_groups.through.objects.filter(workinggroup__in=groups).values("meeting")
    by_organization = Meeting.convening_organizations.through.objects.filter(organization__in=organizations).values("meeting")
    return Q(**{f"{meeting}__in": by_group}) | Q(**{f"{meeting}__in": by_organization})


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def published(self) -> Self:
        return self.filter(state__in=PUBLIC_STATES)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Everybody reads what was validated; whoever has an account what was sent round; drafts, those who write them."""
        if not isinstance(user, User) or not user.is_active:
            return self.published()
        if has_role(user, Role.SECRETARIAT, Role.FACILITATOR):
            return self
        return self.filter(~Q(state=MinutesState.DRAFT) | convened_by(user, "meeting"))


class Minutes(models.Model):
    """The minutes of one meeting. What they say is their newest revision, whose number is `current`; 0 is none yet."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = ListedField(max_length=12, choices=MinutesState.choices, default=MinutesState.DRAFT)
    current = models.PositiveIntegerField(default=0)
    circulated_at = models.DateTimeField(null=True)
    window_days = models.PositiveSmallIntegerField(default=7)
    validated_at = models.DateTimeField(null=True)
    # Earlier revisions are the writers' own; from this one on everybody reads them.
    validated_number = models.PositiveIntegerField(null=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MinutesState.DRAFT) | Q(circulated_at__isnull=False), name="meetings_minutes_were_sent_round"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MinutesState.DRAFT, MinutesState.CIRCULATED]) | Q(validated_number__gte=1),
                name="meetings_minutes_say_what_was_validated",
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return address_of("meetings:minutes", self.meeting.slug)

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC_STATES

    @property
    def window_closes_on(self) -> date | None:
        """The last day on which corrections are taken; None before they are sent round."""
        return timezone.localdate(self.circulated_at) + timedelta(days=self.window_days) if self.circulated_at else None

    @property
    def is_window_open(self) -> bool:
        last = self.window_closes_on
        return self.state == MinutesState.CIRCULATED and last is not None and timezone.localdate() <= last


class Revision(models.Model):
    """What the minutes said from one moment on. It is never changed: the next one stands beside it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    summary = models.TextField(blank=True, validators=[MaxLengthValidator(MOST_CHARACTERS)])
    achievements = models.TextField(blank=True, validators=[MaxLengthValidator(MOST_CHARACTERS)])
    difficulties = models.TextField(blank=True, validators=[MaxLengthValidator(MOST_CHARACTERS)])
    findings = models.TextField(blank=True, validators=[MaxLengthValidator(MOST_CHARACTERS)])
    # One count on each line, "34 mujeres"; never who.
    headcount = models.TextField(blank=True, validators=[MaxLengthValidator(4_000)])
    reason = models.TextField(blank=True, validators=[MaxLengthValidator(2_000)])
    restores = models.PositiveIntegerField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="meetings_revision_number_once")]

    @property
    def texts(self) -> dict[str, str]:
        """What stands under each heading, by the heading's name in small letters, in their order."""
        return {heading.lower(): getattr(self, heading.lower()) for heading in Heading.values}

    @property
    def headed(self) -> list[tuple[str, str]]:
        """Each of the four headings as people call it, and its text."""
        return [(str(heading.label), self.texts[heading.lower()]) for heading in Heading if heading != Heading.HEADCOUNT]

    @property
    def counts(self) -> list[HeadCount]:
        return counts_in(self.headcount)

    @property
    def digest(self) -> str:
        """SHA-256 of the text, which stands at the foot of each printed page."""
        return minutes_text.digest(self.texts)


class Correction(models.Model):
    """Somebody who was there says that something under one heading should be said otherwise, and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    heading = ListedField(max_length=12, choices=Heading.choices)
    on_number = models.PositiveIntegerField()
    proposal = models.TextField(validators=[MaxLengthValidator(10_000)])
    why = models.TextField(validators=[MaxLengthValidator(2_000)])
    # By an account, or by the letter's link and then with whatever name she likes to give. Neither is published.
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    called = models.CharField(max_length=120, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    state = ListedField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.OPEN)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.DECLINED) | ~Q(answer=""), name="meetings_correction_declined_with_a_reason"
            ),
        ]
