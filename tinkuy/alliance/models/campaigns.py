"""Mapping campaigns: who works in culture somewhere, written down by others first and claimed by each organization."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from tinkuy.alliance.enums import CampaignState, ProfileState
from tinkuy.alliance.models.folded import FoldedField
from tinkuy.alliance.models.links import OneTimeLink
from tinkuy.alliance.models.organizations import Organization, WorkingGroup
from tinkuy.alliance.models.persons import Coordination
from tinkuy.core.addresses import address_of
from tinkuy.core.enums import Role
from tinkuy.core.fields import ListedField
from tinkuy.core.models import Labelled, User
from tinkuy.core.permissions import has_role
from tinkuy.core.pure.ids import uuid7
from tinkuy.vocabulary.models import Territory


class MappingCampaignQuerySet(models.QuerySet["MappingCampaign"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Everybody sees what was opened; a draft, the secretariat and who coordinates the group in whose name it is."""
        if has_role(user, Role.SECRETARIAT):
            return self
        mine = Coordination.objects.held_by(user).values("working_group")
        return self.filter(~Q(state=CampaignState.DRAFT) | Q(working_group__in=mine))


class MappingCampaign(Labelled):
    """For some time people write down, in the name of a group or of the secretariat, which organizations there are.

    `code` stands on paper. Whether it takes profiles today is computed from its state and its days.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    # Without one it is held in the name of the technical secretariat.
    working_group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="campaigns")
    since_on = models.DateField()
    until_on = models.DateField()
    state = ListedField(max_length=10, choices=CampaignState.choices, default=CampaignState.DRAFT)

    objects = MappingCampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-since_on", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=F("since_on")), name="alliance_campaign_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("alliance:campaign", self.slug)

    def takes_profiles_on(self, day: date) -> bool:
        """Whether somebody may write a profile for it on `day`; its first and its last day count."""
        return self.state == CampaignState.OPEN and self.since_on <= day <= self.until_on


class ProfileQuerySet(models.QuerySet["Profile"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The one statement of who reads a profile: who may manage its campaign, and who wrote it. Nobody else, ever."""
        if has_role(user, Role.SECRETARIAT):
            return self
        if not user.is_authenticated:
            return self.none()
        mine = Coordination.objects.held_by(user).values("working_group")
        return self.filter(Q(campaign__working_group__in=mine) | Q(prefilled_by=user.pk))

    def waiting(self) -> Self:
        """Neither claimed nor declined nor taken back."""
        return self.filter(state=ProfileState.PREFILLED)


class Profile(models.Model):
    """What somebody wrote of an organization that has not said it itself. It is public nowhere.

    Claimed, it leads to its organization. Declined or taken back, its words are blank and the stone stays, so that counts hold.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(MappingCampaign, on_delete=models.PROTECT, related_name="profiles")
    name = models.CharField(max_length=200)
    folded_name = FoldedField(of=("name",))
    kind = models.CharField(max_length=80, blank=True)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    description = models.TextField(blank=True)
    site = models.URLField(blank=True)
    working_groups = models.ManyToManyField(WorkingGroup, related_name="+", blank=True)
    state = ListedField(max_length=10, choices=ProfileState.choices, default=ProfileState.PREFILLED)
    prefilled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    prefilled_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="profiles")
    # Of a sheet that came in twice each row is one profile: its id is made of both.
    sheet = models.UUIDField(null=True, blank=True, editable=False)
    # A keyed digest of an address that declined: this campaign does not write to it again, and nobody gets it back from this.
    declined_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ["folded_name", "id"]
        indexes = [models.Index(fields=["campaign", "state", "folded_name"], name="alliance_profile_of_campaign")]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "folded_name"], condition=~Q(folded_name=""), name="alliance_profile_name_once"
            ),
            models.CheckConstraint(
                condition=Q(state=ProfileState.CLAIMED, organization__isnull=False)
                | (~Q(state=ProfileState.CLAIMED) & Q(organization=None)),
                name="alliance_profile_claimed_has_organization",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ProfileState.PREFILLED, ProfileState.CLAIMED])
                | Q(name="", description="", site="", kind=""),
                name="alliance_profile_blank_when_gone",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("alliance:profile", self.campaign.slug, self.pk)


class ProfileContact(models.Model):
    """To whom the link goes. Kept apart; erased when the profile is answered or taken back, or when its days are over."""

    profile = models.OneToOneField(Profile, on_delete=models.PROTECT, primary_key=True, related_name="contact")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    written_at = models.DateTimeField(default=timezone.now)


class ProfileInvitationQuerySet(models.QuerySet["ProfileInvitation"]):
    def waiting(self) -> Self:
        return self.filter(used_at=None, withdrawn_at=None)


class ProfileInvitation(OneTimeLink):
    """An organization is asked by mail to claim its profile. The address stands in the contact, and goes with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ProfileInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["profile"], condition=Q(used_at=None, withdrawn_at=None), name="alliance_profile_invitation_waits_once"
            ),
        ]
