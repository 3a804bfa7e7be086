"""People with an account, what they may do, what happened, and who said so."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from tinkuy.core.enums import BulkMailState, Confidence, MailState, Role, Weekday
from tinkuy.core.fields import FuzzyDateField, LimitField, ListedField
from tinkuy.core.pure.ids import uuid7


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        """Who has an account is known to the secretariat; everybody else sees only her own."""
        return self if _is_secretariat(user) else self.filter(pk=user.pk)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account for `email`; without a password nobody can sign in with one until it is set by mail."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an account. Organizations have none: a person speaks for them from a dated seat."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    # In which language she reads, once she chose one; mail is written in it.
    language = models.CharField(max_length=10, blank=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    # She asked to be erased: the row that history points to stays, and nothing in it says who she was.
    erased_at = models.DateTimeField(null=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="core_user_email_once")]

    def __str__(self) -> str:
        return _("a person who asked to be erased") if self.erased_at else self.name or self.email

    def get_absolute_url(self) -> str:
        return reverse("core:person", args=[self.pk])

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles in force today. One query for each request that asks."""
        return frozenset(self.role_grants.in_force(timezone.localdate()).values_list("role", flat=True))


def _is_secretariat(user: User | AnonymousUser) -> bool:
    return isinstance(user, User) and user.is_active and Role.SECRETARIAT in user.roles


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def in_force(self, day: date) -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), since_on__lte=day)


class RoleGrant(models.Model):
    """From one day to another, this person may do what the role does."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = ListedField(
        max_length=20, choices=[(r.value, r.label) for r in (Role.SECRETARIAT, Role.FACILITATOR, Role.SYSTEMATISER)]
    )
    since_on = models.DateField(default=timezone.localdate)
    until_on = models.DateField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")), name="core_role_grant_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["user", "role"], condition=Q(until_on=None), name="core_role_grant_open_once"),
        ]


class HistoryQuerySet(models.QuerySet["HistoryEntry"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The whole history is the secretariat's to read; what pages tell of one thing, they ask of that thing."""
        return self if _is_secretariat(user) else self.none()


class HistoryEntry(models.Model):
    """One thing that happened, never changed afterwards: the audit and the event stream are the same rows.

    The target is named, not linked: an entry outlives what it tells of.
    """

    at = models.DateTimeField(default=timezone.now, editable=False)
    action = models.CharField(max_length=80)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="history")
    via = models.CharField(max_length=80, blank=True)
    target_kind = models.CharField(max_length=60)
    target_id = models.UUIDField()
    details = models.JSONField(default=dict)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["at"], name="core_history_of_day"),
            models.Index(fields=["target_id", "id"], name="core_history_of_target"),
            models.Index(fields=["action", "id"], name="core_history_of_action"),
        ]


class MailQuerySet(models.QuerySet["Mail"]):
    def to_send(self, now: datetime) -> Self:
        """Those whose turn it is: not sent, not being sent, and not tried in vain too often."""
        addressed = self.exclude(to=None, address="")
        return addressed.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), sent_at=None, tries__lt=MOST_TRIES)

    def given_up(self, now: datetime) -> Self:
        return self.filter(sent_at=None, tries__gte=MOST_TRIES, next_try_at__lte=now)


MOST_TRIES = 5
# For how long a file of personal data is kept for whom it is about.
KEPT_FOR = timedelta(days=7)


class Mail(models.Model):
    """One letter to one person. It is written when it is sent, so no link that opens a door is kept here.

    Who has no account is written to at `address`, in `about["language"]`; without either, the address was forgotten.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    to = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="mail")
    address = models.EmailField(blank=True)
    kind = models.CharField(max_length=60)
    about = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    tries = models.PositiveSmallIntegerField(default=0)
    # Until then nobody else takes it: a try is under way, or failed and waits.
    next_try_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["asked_at"], condition=Q(sent_at=None), name="core_mail_not_sent")]
        constraints = [
            models.CheckConstraint(condition=Q(to=None) | Q(address=""), name="core_mail_goes_to_an_account_or_an_address")
        ]

    @property
    def account(self) -> User:
        """Whose it is, for letters that go only to people with an account."""
        if self.to is None:
            raise LookupError(f"The letter {self.kind} goes to nobody with an account.")
        return self.to

    @property
    def language(self) -> str:
        """In which language its reader reads; empty when she never said."""
        return self.to.language if self.to else str(self.about.get("language", ""))

    @property
    def state(self) -> MailState:
        """Where it is now, computed (law 7)."""
        if self.sent_at:
            return MailState.SENT
        if self.tries >= MOST_TRIES and self.next_try_at and self.next_try_at <= timezone.now():
            return MailState.GIVEN_UP
        return MailState.TRYING_AGAIN if self.last_error else MailState.WAITING


class Digest(models.Model):
    """On which day of the week this person wants a letter of what happened; without a row or a day, on none.

    `told_until` is the last entry of history that a letter told her of, or that there was when she chose. The link in a letter
    stands for one choice, made at `chosen_at`: once she chose again, by that link or otherwise, it does nothing.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="digest")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices, null=True)
    chosen_at = models.DateTimeField(default=timezone.now)
    sent_on = models.DateField(null=True)
    told_until = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(weekday=None) | Q(weekday__lte=6), name="core_digest_day_of_a_week")]


class BulkMail(models.Model):
    """A letter to many, which waits until somebody of the secretariat has read it and says yes or no."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    about = models.JSONField(default=dict)
    to = models.ManyToManyField(User, related_name="+")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    state = ListedField(max_length=10, choices=BulkMailState.choices, default=BulkMailState.WAITING)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        indexes = [models.Index(fields=["state", "-proposed_at"], name="core_bulk_mail_by_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("core:bulk-mail", args=[self.pk])


class PersonalArchive(models.Model):
    """All that is held about somebody, as a file that only she can fetch, for some days. Made by a job."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="archives")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    file = models.FileField(upload_to="private/archives/", blank=True)

    class Meta:
        ordering = ["-asked_at"]

    @property
    def kept_until(self) -> datetime:
        return self.asked_at + KEPT_FOR

    @property
    def is_past(self) -> bool:
        return self.kept_until <= timezone.now()


class Source(models.Model):
    """Where a fact was read. The date of the event, of the source and of our reading are three things."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    url = models.URLField(max_length=500, unique=True)
    title = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    published_on = FuzzyDateField()

    class Meta:
        ordering = ["publisher", "title", "url"]

    def __str__(self) -> str:
        return self.title or self.url


class Sourced(models.Model):
    """What a row rests on. Rows entered by who took part are RECORDED and need no source; all others name theirs."""

    sources = models.ManyToManyField(Source, related_name="+", blank=True)
    confidence = ListedField(max_length=10, choices=Confidence.choices, default=Confidence.RECORDED)
    source_note = models.TextField(blank=True)

    class Meta:
        abstract = True


class SpanningQuerySet(models.QuerySet):
    def may_hold_on(self, day: date) -> Self:
        """Those of which nothing in their dates says that they were over before `day` or begin after it."""
        begun = Q(earliest_on=None) | Q(earliest_on__lte=day)
        return self.filter(begun, Q(latest_on=None) | Q(latest_on__gte=day))


class Spanning(models.Model):
    """From one date to another, each as exactly as somebody knows it. `earliest_on` and `latest_on` are for filtering only."""

    since_on = FuzzyDateField()
    until_on = FuzzyDateField()
    earliest_on = LimitField(of="since_on", side="earliest")
    latest_on = LimitField(of="until_on", side="latest")

    objects = SpanningQuerySet.as_manager()

    class Meta:
        abstract = True


class Labelled(models.Model):
    """Fictitious rows say so wherever they appear (law 9), and only they can be removed."""

    is_sample = models.BooleanField(default=False)

    class Meta:
        abstract = True
