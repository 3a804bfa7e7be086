"""Where we meet: programmes, meetings, their tables, and which meeting fed which."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tinkuy.alliance.models import Coordination, Organization, WorkingGroup
from tinkuy.core.addresses import address_of
from tinkuy.core.enums import Role
from tinkuy.core.fields import FuzzyDateField, LimitField, ListedField
from tinkuy.core.models import Labelled, Sourced, User
from tinkuy.core.permissions import has_role
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.enums import (
    ConsentWay,
    Licence,
    MaterialKind,
    MaterialState,
    MeetingKind,
    MeetingState,
    Modality,
)
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
    """A meeting of any kind. `earliest_on` and `latest_on` are the limits of `held_on`, for ordering and filtering only."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    kind = ListedField(max_length=16, choices=MeetingKind.choices)
    number = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200, blank=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    held_on = FuzzyDateField()
    earliest_on = LimitField(of="held_on", side="earliest")
    latest_on = LimitField(of="held_on", side="latest")
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
        indexes = [
            models.Index(fields=["-earliest_on", "id"], name="meetings_newest_first"),
            models.Index(fields=["kind", "-earliest_on", "id"], name="meetings_of_kind"),
        ]
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


class Lead(models.Model):
    """Somebody who leads sessions of a meeting and agreed to be named. The name stands here alone: taken back, it is gone from
    the working programme and from every edition at once, and the row stays as a stone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="leads")
    name = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(withdrawn_at=None) & ~Q(name="")) | (Q(withdrawn_at__isnull=False) & Q(name="")),
                name="meetings_lead_is_named_until_withdrawn",
            ),
            models.UniqueConstraint(fields=["meeting", "name"], condition=~Q(name=""), name="meetings_lead_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """A table or a slot inside a meeting, as it is being prepared; what was published stands in the editions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="sessions")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    # Which day of the meeting, 1 the first: so it moves with the meeting. None where it is not known, or there is only one.
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    begins_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    room = models.CharField(max_length=120, blank=True)
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    lead_organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions_led"
    )

    class Meta:
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="meetings_session_place_once"),
            models.CheckConstraint(condition=Q(day=None) | Q(day__gte=1), name="meetings_session_day_is_one"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(begins_at__isnull=False, ends_at__gt=F("begins_at")),
                name="meetings_session_ends_after_it_begins",
            ),
        ]

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


class MaterialQuerySet(models.QuerySet["Material"]):
    def published(self) -> Self:
        """What everybody may see: ready, and where somebody can be recognised she agreed, or who cares for her did."""
        agreed = Q(image_consent__withdrawn_at=None, image_consent__isnull=False)
        agreed &= Q(has_minors=False) | Q(image_consent__is_by_guardian=True)
        return self.filter(Q(shows_people=False, has_minors=False) | agreed, state=MaterialState.READY)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The one statement of who may see a material: everybody what is published; the rest whoever writes the meeting down."""
        if has_role(user, Role.SECRETARIAT, Role.FACILITATOR):
            return self
        public = Q(pk__in=Material.objects.published().values("pk"))
        coordinated = Coordination.objects.held_by(user).values("working_group")
        mine = Meeting.objects.filter(convening_groups__in=coordinated)
        return self.filter(public | Q(meeting__in=mine.values("pk")))

    def source_sheets(self) -> Self:
        """Those from which contributions are read: flipcharts, scans, recordings that were named as such."""
        return self.filter(is_source_sheet=True).exclude(state=MaterialState.TAKEN_DOWN)


class Material(Labelled):
    """A photo, a scan, a document, a recording of a meeting, or the address of a film of it.

    The files lie in the store under its id: a picture as WebP in each of `renditions`, everything else as it came. Taken
    down, the files and the words about them are gone, and the row stays as a stone with the reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="materials")
    # The table that wrote the flipchart, where it is known.
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="materials")
    kind = ListedField(max_length=10, choices=MaterialKind.choices)
    state = ListedField(max_length=10, choices=MaterialState.choices, default=MaterialState.PREPARING)
    title = models.CharField(max_length=200, blank=True)
    # What it shows, for whoever does not see it.
    alt = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=200, blank=True)
    licence = ListedField(max_length=12, choices=Licence.choices, blank=True)
    # Somebody can be recognised in it, by face or by voice.
    shows_people = models.BooleanField(default=True)
    has_minors = models.BooleanField(default=False)
    is_source_sheet = models.BooleanField(default=False)
    link = models.URLField(max_length=500, blank=True)
    media_type = models.CharField(max_length=40, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    # Of the file that came, to know it again.
    digest = models.CharField(max_length=64, blank=True, editable=False)
    # [width, height] of each WebP, narrow to wide; empty for what is no picture.
    renditions = models.JSONField(default=list, blank=True, editable=False)
    keeps_original = models.BooleanField(default=False)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    # Why it could not be taken, or why it was taken down.
    reason = models.CharField(max_length=500, blank=True, editable=False)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MaterialState.TAKEN_DOWN) | (~Q(reason="") & Q(title="", alt="", link="")),
                name="meetings_material_taken_down_is_a_stone",
            ),
            models.CheckConstraint(
                condition=Q(state=MaterialState.TAKEN_DOWN) | (~Q(title="") & (~Q(kind=MaterialKind.PHOTO) | ~Q(alt=""))),
                name="meetings_material_has_its_words",
            ),
            models.CheckConstraint(
                condition=Q(kind=MaterialKind.VIDEO, is_source_sheet=False) | (~Q(kind=MaterialKind.VIDEO) & Q(link="")),
                name="meetings_material_film_is_elsewhere",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return address_of("meetings:material", self.pk)

    @property
    def is_picture(self) -> bool:
        return bool(self.renditions)

    @property
    def pictures(self) -> list[dict[str, Any]]:
        """Address, width and height of the picture in each size, narrow to wide."""
        return [
            {"url": address_of("meetings:material-picture", self.pk, name), "width": width, "height": height}
            for name, (width, height) in zip(("400", "1280", "2400"), self.renditions, strict=False)
        ]

    def path_of(self, name: str) -> str:
        """Where this file of it lies in the store."""
        return f"materiales/{self.pk}/{name}"


class ImageConsent(models.Model):
    """Who agreed that she, or the child she cares for, may be seen or heard, and how. Apart from the material (law 10)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    material = models.OneToOneField(Material, on_delete=models.PROTECT, related_name="image_consent")
    given_by = models.CharField(max_length=300, blank=True)
    way = ListedField(max_length=10, choices=ConsentWay.choices)
    is_by_guardian = models.BooleanField(default=False)
    noted_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(withdrawn_at=None) & ~Q(given_by="")) | (Q(withdrawn_at__isnull=False) & Q(given_by="")),
                name="meetings_image_consent_names_who_until_withdrawn",
            ),
        ]
