"""Who may write down who we are, and who speaks for whom."""

from typing import Any

import rules
from django.utils import timezone

from tinkuy.alliance.models import Coordination, Seat
from tinkuy.core.rules import is_facilitator, is_secretariat

__all__ = ["coordinates", "coordinates_a_group_of", "speaks_for"]


@rules.predicate
def coordinates(user: Any, group: Any) -> bool:
    """Coordinates this working group today; the last day of a coordination still counts."""
    return group is not None and group.coordinations.held_by(user).exists()


@rules.predicate
def speaks_for(user: Any, organization: Any) -> bool:
    """Has a seat in force today for this organization, as who speaks for it or as substitute; the last day still counts."""
    return organization is not None and organization.seats.held_by(user).exists()


@rules.predicate
def coordinates_a_group_of(user: Any, organization: Any) -> bool:
    """Coordinates today a group in which this organization works, as far as the dates of its membership say."""
    if organization is None:
        return False
    mine = Coordination.objects.held_by(user).values("working_group")
    return organization.memberships.filter(working_group__in=mine).may_hold_on(timezone.localdate()).exists()


@rules.predicate
def invited(user: Any, invitation: Any) -> bool:
    return invitation is not None and invitation.invited_by_id == user.pk


for verb in ("organization", "working_group", "person", "seat", "coordination", "body", "fact", "conflict", "gap"):
    rules.add_perm(f"alliance.record_{verb}", is_secretariat)
# What it says of itself; its standing in the alliance is the alliance's to say.
rules.add_perm("alliance.describe_organization", is_secretariat | speaks_for)
rules.add_perm("alliance.record_membership", is_secretariat | coordinates)
rules.add_perm("alliance.record_member_list", is_secretariat | coordinates)
rules.add_perm("alliance.invite_delegate", is_secretariat | coordinates_a_group_of)
rules.add_perm("alliance.withdraw_invitation", is_secretariat | invited)


@rules.predicate
def coordinates_what_it_would_join(user: Any, application: Any) -> bool:
    return application is not None and coordinates(user, application.working_group)


rules.add_perm("alliance.decide_application", is_secretariat | coordinates_what_it_would_join)
rules.add_perm("alliance.forget_applicants", is_secretariat)
rules.add_perm("alliance.merge_organizations", is_secretariat)


@rules.predicate
def speaks_for_who_leaves(user: Any, membership: Any) -> bool:
    return membership is not None and speaks_for(user, membership.organization)


@rules.predicate
def coordinates_what_is_left(user: Any, membership: Any) -> bool:
    return membership is not None and coordinates(user, membership.working_group)


rules.add_perm("alliance.leave_group", is_secretariat | coordinates_what_is_left | speaks_for_who_leaves)
rules.add_perm("alliance.leave_alliance", is_secretariat | speaks_for)
rules.add_perm("alliance.forget_messages", is_secretariat)


@rules.predicate
def works_here(user: Any) -> bool:
    """Coordinates some group, or speaks or stands in for some organization, today."""
    return Seat.objects.held_by(user).exists() or Coordination.objects.held_by(user).exists()


@rules.predicate
def holds(user: Any, campaign: Any) -> bool:
    """Coordinates the group in whose name the campaign is held."""
    return campaign is not None and coordinates(user, campaign.working_group)


@rules.predicate
def holds_campaign_of(user: Any, profile: Any) -> bool:
    return profile is not None and holds(user, profile.campaign)


@rules.predicate
def prefilled(user: Any, profile: Any) -> bool:
    return profile is not None and profile.prefilled_by_id == user.pk


rules.add_perm("alliance.record_campaign", is_secretariat | coordinates)
rules.add_perm("alliance.manage_campaign", is_secretariat | holds)
rules.add_perm("alliance.prefill_profile", is_secretariat | is_facilitator | works_here)
rules.add_perm("alliance.change_profile", is_secretariat | holds_campaign_of | prefilled)
rules.add_perm("alliance.invite_to_claim", is_secretariat | holds_campaign_of)
rules.add_perm("alliance.forget_profile_contacts", is_secretariat)
