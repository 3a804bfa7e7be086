"""Organizations, working groups, and which works in which."""

from typing import Self

from django.db import models

from tinkuy.alliance.enums import GroupKind, Standing
from tinkuy.alliance.models.folded import FoldedField
from tinkuy.core.addresses import address_of
from tinkuy.core.fields import FuzzyDateField, ListedField
from tinkuy.core.models import Labelled, Sourced, Spanning
from tinkuy.core.pure.ids import uuid7
from tinkuy.vocabulary.models import Territory, Theme


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
