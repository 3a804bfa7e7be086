"""Who may write down who we are, and who speaks for whom."""

from typing import Any

import rules
from django.utils import timezone

from tinkuy.core.rules import is_secretariat

__all__ = ["coordinates", "speaks_for"]


@rules.predicate
def coordinates(user: Any, group: Any) -> bool:
    """Coordinates this working group today; the last day of a coordination still counts."""
    return group is not None and group.coordinations.filter(person__user=user).in_force(timezone.localdate()).exists()


@rules.predicate
def speaks_for(user: Any, organization: Any) -> bool:
    """Has a seat in force today for this organization, as who speaks for it or as substitute; the last day still counts."""
    return organization is not None and organization.seats.filter(person__user=user).in_force(timezone.localdate()).exists()


for verb in ("organization", "working_group", "person", "seat", "coordination", "body", "fact", "conflict", "gap"):
    rules.add_perm(f"alliance.record_{verb}", is_secretariat)
rules.add_perm("alliance.record_membership", is_secretariat | coordinates)
rules.add_perm("alliance.record_member_list", is_secretariat | coordinates)
