"""What was said, in the words and the language in which it was said."""

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tinkuy.alliance.models import Coordination, Organization
from tinkuy.contributions.enums import WAITING, Channel, ContributionKind, ImportState, Status
from tinkuy.core.addresses import address_of
from tinkuy.core.enums import Language, Role
from tinkuy.core.fields import ListedField
from tinkuy.core.models import User
from tinkuy.core.permissions import has_role
from tinkuy.core.pure.ids import uuid7
from tinkuy.meetings.models import Meeting, Session
from tinkuy.vocabulary.models import Territory, Theme


class Import(models.Model):
    """A spreadsheet that was sent: previewed with its problems, then confirmed whole or discarded."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="imports")
    file = models.FileField(upload_to="private/imports/", max_length=300, blank=True)
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=80)
    state = ListedField(max_length=10, choices=ImportState.choices, default=ImportState.PREVIEWED)
    row_count = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-id"]

    def get_absolute_url(self) -> str:
        return address_of("contributions:import", self.pk)


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def public(self) -> Self:
        return self.filter(status=Status.VALIDATED, may_publish=True)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The one statement of who may read a contribution. Pages, search, exports and the API start here.

        Who coordinates a group that convened the meeting reads what waits there too: to validate it, it must be read.
        """
        if has_role(user, Role.SECRETARIAT, Role.SYSTEMATISER):
            return self
        if user.is_authenticated:
            mine = Coordination.objects.in_force(timezone.localdate()).filter(person__user=user.pk).values("working_group")
            waits = Q(status__in=WAITING, meeting__in=Meeting.objects.filter(convening_groups__in=mine).order_by().values("pk"))
            return self.filter(Q(status=Status.VALIDATED, may_publish=True) | Q(captured_by=user.pk) | waits)
        return self.public()


class Contribution(models.Model):
    """One voice's words. `receipt` opens its thread for whoever holds the slip.

    `territory` is null when it is the meeting's; `region`, the two digits of the region in which either lies, is kept for
    lists and counts. Withdrawn, the row stays and its words are blank.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    receipt = models.CharField(max_length=11, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="contributions")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions")
    kind = ListedField(max_length=10, choices=ContributionKind.choices, default=ContributionKind.OTHER)
    text = models.TextField()
    language = ListedField(max_length=12, choices=Language.choices, default=Language.ES)
    translation = models.TextField(blank=True)
    translation_language = ListedField(max_length=12, choices=Language.choices, blank=True)
    translated_by = models.CharField(max_length=200, blank=True)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions")
    region = models.CharField(max_length=2, blank=True, editable=False)
    themes = models.ManyToManyField(Theme, related_name="contributions", blank=True)
    speaker_role = models.CharField(max_length=120, blank=True)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions")
    may_publish = models.BooleanField(default=False)
    may_attribute = models.BooleanField(default=False)
    status = ListedField(max_length=12, choices=Status.choices, default=Status.CAPTURED)
    channel = ListedField(max_length=12, choices=Channel.choices, default=Channel.WEB)
    device = models.CharField(max_length=80, blank=True)
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="contributions_captured"
    )
    captured_at = models.DateTimeField(default=timezone.now)
    imported_in = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="contributions")
    import_row = models.PositiveIntegerField(null=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        # Lists of what everybody may read, newest first, by what they are narrowed. With the columns of the condition in
        # them SQLite counts off the rows before a far page without looking at the table.
        indexes = [
            models.Index(
                fields=[*fields, "status", "may_publish"],
                condition=Q(status="VALIDATED", may_publish=True),
                name=f"contributions_public_{name}",
            )
            for name, fields in {
                "newest": ["-id"],
                "of": ["meeting", "-id"],
                "region": ["region", "-id"],
                "kind": ["kind", "-id"],
                "language": ["language", "-id"],
            }.items()
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(text="", translation="", status=Status.WITHDRAWN) | (~Q(text="") & ~Q(status=Status.WITHDRAWN)),
                name="contributions_blank_only_when_withdrawn",
            ),
            models.UniqueConstraint(fields=["imported_in", "import_row"], name="contributions_import_row_once"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        place = self.territory or self.meeting.territory
        self.region = place.region_code if place else ""
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address_of("contributions:contribution", self.pk)

    @property
    def is_withdrawn(self) -> bool:
        return self.status == Status.WITHDRAWN


class Speaker(models.Model):
    """Who said it, kept apart from what was said, and only when she consented to be named (law 10)."""

    contribution = models.OneToOneField(Contribution, on_delete=models.PROTECT, primary_key=True, related_name="speaker")
    name = models.CharField(max_length=200)
