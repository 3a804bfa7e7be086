"""Who may write down where we meet."""

from typing import Any

import rules

from tinkuy.alliance.models import Coordination, Seat
from tinkuy.alliance.rules import coordinates, speaks_for
from tinkuy.core.rules import is_facilitator, is_secretariat
from tinkuy.meetings.models import Agreement, Meeting


@rules.predicate
def coordinates_a_convener(user: Any, target: Any) -> bool:
    """Coordinates today a group that convenes this meeting, or one of these groups; with None, any group at all."""
    mine = Coordination.objects.held_by(user)
    if target is None:
        return mine.exists()
    groups = target.convening_groups.all() if isinstance(target, Meeting) else target
    return mine.filter(working_group__in=groups).exists()


rules.add_perm("meetings.record_programme", is_secretariat)
rules.add_perm("meetings.record_meeting", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.remove_feed", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.send_invitations", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.publish_edition", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.record_material", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.open_registration", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.read_registrants", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.cancel_registration", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.check_in", is_secretariat | is_facilitator | coordinates_a_convener)


@rules.predicate
def speaks_for_a_convener(user: Any, meeting: Any) -> bool:
    """Has a seat in force today for an organization that convenes this meeting: as `alliance.rules.speaks_for`, in one query."""
    if not isinstance(meeting, Meeting):
        return False
    mine = Seat.objects.held_by(user)
    return mine.filter(organization__in=meeting.convening_organizations.all()).exists()


@rules.predicate
def answers_for(user: Any, agreement: Any) -> bool:
    """Speaks for the organization that took it on, or coordinates the group that did."""
    if not isinstance(agreement, Agreement):
        return False
    return speaks_for(user, agreement.organization) or coordinates(user, agreement.working_group)


@rules.predicate
def writes_minutes_of(user: Any, agreement: Any) -> bool:
    """May write the minutes in which this was agreed."""
    return isinstance(agreement, Agreement) and rules.has_perm("meetings.write_minutes", user, agreement.minutes.meeting)


convenes = coordinates_a_convener | speaks_for_a_convener
rules.add_perm("meetings.write_minutes", is_secretariat | is_facilitator | convenes)
# What stands is the conveners' word: who only wrote it down does not make it stand.
rules.add_perm("meetings.validate_minutes", is_secretariat | convenes)
rules.add_perm("meetings.propose_correction", rules.is_authenticated)
rules.add_perm("meetings.settle_agreement", writes_minutes_of | answers_for)
