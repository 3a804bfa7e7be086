"""Where we meet: programmes, meetings, their tables, and which meeting fed which."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.core.addresses import address_of
from tinkuy.core.fields import FuzzyDateField, ListedField
from tinkuy.core.models import Labelled, Sourced
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.enums import MeetingKind, MeetingState, Modality
from tinkuy.vocabulary.models import Territory, Theme

# Law 12: smaller groups could be recognised, so their number is not published.
SMALLEST_CELL = 5
# More people than this came to no meeting: a key was pressed twice.
MOST_PEOPLE = 100_000


class Programme(Sourced, Labelled):
    """A season of meetings under one name: Pre/Encuentros 2016-2017."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    held_on = FuzzyDateField()
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["held_on", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("meetings:programme", self.slug)


class Meeting(Sourced, Labelled):
    """A meeting of any kind. `earliest_on` and `latest_on` bound `held_on`, for ordering and filtering only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    kind = ListedField(max_length=16, choices=MeetingKind.choices)
    number = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200, blank=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    held_on = FuzzyDateField()
    earliest_on = models.DateField(null=True, editable=False)
    latest_on = models.DateField(null=True, editable=False)
    # The hours, in Lima's time, at which its first day begins and its last day ends.
    begins_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    themes = models.ManyToManyField(Theme, related_name="meetings", blank=True)
    convening_organizations = models.ManyToManyField(Organization, related_name="meetings_convened", blank=True)
    convening_groups = models.ManyToManyField(WorkingGroup, related_name="meetings_convened", blank=True)
    conveners_text = models.CharField(max_length=300, blank=True)
    modality = ListedField(max_length=10, choices=Modality.choices, blank=True)
    state = ListedField(max_length=16, choices=MeetingState.choices, default=MeetingState.CONVENED)
    convocation = models.TextField(blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    feeds = models.ManyToManyField("self", through="Feed", symmetrical=False, related_name="fed_by")

    class Meta:
        ordering = [F("earliest_on").desc(nulls_last=True), "id"]
        indexes = [models.Index(fields=["-earliest_on"], name="meetings_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(earliest_on=None) | Q(latest_on=None) | Q(latest_on__gte=F("earliest_on")),
                name="meetings_meeting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(begins_at__isnull=False), name="meetings_meeting_with_an_end_has_a_beginning"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.get_kind_display()} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return address_of("meetings:meeting", self.slug)

    @property
    def awaits_word(self) -> bool:
        """It was convened, its last day is past, and nobody has said yet whether it was held."""
        is_past = self.latest_on is not None and self.latest_on < timezone.localdate()
        return self.state == MeetingState.CONVENED and is_past


class Feed(models.Model):
    """What was said at one meeting was carried to another."""

    from_meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="feeds_into")
    to_meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="feeds_from")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_meeting", "to_meeting"], name="meetings_feed_once"),
            models.CheckConstraint(condition=~Q(from_meeting=F("to_meeting")), name="meetings_feed_not_itself"),
        ]


class Session(models.Model):
    """A table or a slot inside a meeting."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sessions")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="meetings_session_place_once")]

    def __str__(self) -> str:
        return self.title


class Attendance(Sourced):
    """How many came, as a source counts them; never who."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    of_whom = models.CharField(max_length=80, blank=True)
    count = models.PositiveIntegerField()
    is_approximate = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(count__lte=MOST_PEOPLE), name="meetings_attendance_is_believable"),
        ]

    @property
    def is_small(self) -> bool:
        """So few that their number is not published."""
        return self.count < SMALLEST_CELL
