"""What is sent by mail with a link that opens a door once."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tinkuy.alliance.models.organizations import Organization
from tinkuy.alliance.models.persons import Person, Seat
from tinkuy.core.pure.ids import uuid7


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
