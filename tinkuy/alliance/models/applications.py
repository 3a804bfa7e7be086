"""Organizations that ask to join."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models

from tinkuy.alliance.enums import ApplicationDecision
from tinkuy.alliance.models.campaigns import MappingCampaign
from tinkuy.alliance.models.links import OneTimeLink
from tinkuy.alliance.models.organizations import Organization, WorkingGroup
from tinkuy.alliance.models.persons import Coordination
from tinkuy.core.addresses import address_of
from tinkuy.core.enums import Role
from tinkuy.core.fields import ListedField
from tinkuy.core.models import User
from tinkuy.core.permissions import has_role
from tinkuy.core.pure.ids import uuid7
from tinkuy.vocabulary.models import Territory


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """An application is seen by the secretariat and by who coordinates the group it would join, once its writer has
        proved her address.
        """
        proven = self.exclude(proven_at=None)
        if has_role(user, Role.SECRETARIAT):
            return proven
        return proven.filter(working_group__in=Coordination.objects.held_by(user).values("working_group"))


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
    campaign = models.ForeignKey(MappingCampaign, on_delete=models.PROTECT, null=True, blank=True, related_name="applications")

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
