"""Who we are: organizations, working groups, bodies, the people who speak for them, and what sources say of us."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tinkuy.alliance.enums import ApplicationDecision, GroupKind, Standing
from tinkuy.core.addresses import address_of
from tinkuy.core.enums import Role
from tinkuy.core.fields import FuzzyDateField, ListedField
from tinkuy.core.models import Labelled, Sourced, Spanning, User
from tinkuy.core.permissions import has_role
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.pure.texts import fold
from tinkuy.vocabulary.models import Territory, Theme


class FoldedField(models.CharField):
    """The words of other columns of its row without differences of case or accent, kept for searching and never shown."""

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.of = of
        for name, value in {"max_length": 260, "blank": True, "default": "", "editable": False}.items():
            kwargs.setdefault(name, value)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        folded = fold(" ".join(filter(None, (getattr(model_instance, name) for name in self.of))))[: self.max_length]
        setattr(model_instance, self.attname, folded)
        return folded


class OrganizationQuerySet(models.QuerySet["Organization"]):
    def standing_alone(self) -> Self:
        """Those that were not merged into another. Lists, choices and counts start here; an old address still leads on."""
        return self.filter(merged_into=None)


class Organization(Sourced, Labelled):
    """An organization as it calls itself. It needs no tax number and no legal personality."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    acronym = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=80, blank=True)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="organizations")
    founded_on = FuzzyDateField()
    site = models.URLField(blank=True)
    description = models.TextField(blank=True)
    legal_personality = models.CharField(max_length=120, blank=True)
    standing = ListedField(max_length=12, choices=Standing.choices, default=Standing.NOT_STATED)
    folded_name = FoldedField(of=("name", "acronym"))
    # The one that stays, when this row turned out to be the same organization written down twice.
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    objects = OrganizationQuerySet.as_manager()

    # Given by `queries.with_groups` to the rows of a list.
    groups: list[Any]

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["merged_into", "name", "id"], name="alliance_organization_listed")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("alliance:organization", self.slug)

    @property
    def as_it_stands(self) -> "Organization":
        """This one, or the one into which it was merged."""
        return self.merged_into or self


class WorkingGroup(Sourced, Labelled):
    """A *mesa de trabajo*. Without a name it is one that a source counts and nobody names: "por completar"."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, blank=True)
    kind = ListedField(max_length=12, choices=GroupKind.choices, blank=True)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="working_groups")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="working_groups")
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return address_of("alliance:group", self.slug)


class Membership(Sourced, Spanning):
    """This organization works in that group, from one date to another; either may be unknown."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    working_group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "working_group", "since_on"], name="alliance_membership_once"),
        ]


class MemberList(Sourced):
    """Who a source lists as a group's members on a date. Two lists that differ stand beside each other."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    working_group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="member_lists")
    as_of = FuzzyDateField()
    organizations = models.ManyToManyField(Organization, related_name="member_lists")

    class Meta:
        ordering = ["as_of"]
        constraints = [models.UniqueConstraint(fields=["working_group", "as_of"], name="alliance_member_list_once")]


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


class Fact(Sourced):
    """One thing that a source states of the alliance or its surroundings, as it states it.

    Also the waiting room of facts whose own room is not built yet: ministers, elections, commitments, funds.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=120, unique=True)
    section = models.CharField(max_length=40, db_index=True)
    position = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300, blank=True)
    value = models.JSONField(null=True)
    as_of = FuzzyDateField()

    class Meta:
        ordering = ["section", "position", "key"]

    def __str__(self) -> str:
        return self.label


class Conflict(Sourced):
    """Sources disagree; all stay, each with its source, until somebody who knows writes down what was so."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=40, unique=True)
    question = models.CharField(max_length=300)
    question_en = models.CharField(max_length=300, blank=True)
    sides = models.JSONField(default=list)

    class Meta:
        ordering = ["key"]


class Gap(models.Model):
    """What no source at hand says: an empty shell with a name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    what = models.CharField(max_length=300)
    what_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]


class OneTimeLink(models.Model):
    """What a link in a letter opens: once, and for some days. Of the link only a digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()


class SeatInvitationQuerySet(models.QuerySet["SeatInvitation"]):
    def waiting(self) -> Self:
        """Neither used nor withdrawn; the days of some may be over."""
        return self.filter(used_at=None, withdrawn_at=None)


class SeatInvitation(OneTimeLink):
    """Somebody is asked by mail to speak for an organization. Her address is kept until she answers or it is withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="seat_invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=80, blank=True)
    is_substitute = models.BooleanField(default=False)
    since_on = models.DateField()
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="invitation")

    objects = SeatInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=Q(used_at=None, withdrawn_at=None),
                name="alliance_seat_invitation_waits_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """An application is seen by the secretariat and by who coordinates the group it would join, once its writer has
        proved her address.
        """
        proven = self.exclude(proven_at=None)
        if has_role(user, Role.SECRETARIAT):
            return proven
        today = timezone.localdate()
        groups = Coordination.objects.in_force(today).filter(person__user=user.pk).values("working_group")
        return proven.filter(working_group__in=groups) if user.is_authenticated else self.none()


class Application(OneTimeLink):
    """An organization asks to join a working group. Who wrote it is an Applicant, kept apart and for a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    working_group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="applications")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=80, blank=True)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    description = models.TextField()
    site = models.URLField(blank=True)
    proven_at = models.DateTimeField(null=True, blank=True)
    decision = ListedField(max_length=10, choices=ApplicationDecision.choices, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["proven_at", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("alliance:application", self.pk)


class Applicant(models.Model):
    """Who wrote an application, and how to answer. Erased some time after it is decided, or when it is never proved."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, primary_key=True, related_name="applicant")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    language = models.CharField(max_length=10, blank=True)
    consented_at = models.DateTimeField()


class Message(models.Model):
    """What somebody wrote to who coordinates a group or is in a body. Erased once its letters had time to go out."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    working_group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    language = models.CharField(max_length=10, blank=True)
    text = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(working_group=None, body__isnull=False) | Q(working_group__isnull=False, body=None),
                name="alliance_message_is_for_one",
            ),
        ]

    @property
    def to(self) -> "WorkingGroup | Body":
        """The group or the body that it was written to."""
        found = self.working_group or self.body
        assert found
        return found
