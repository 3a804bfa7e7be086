"""Who may write down where we meet."""

from typing import Any

import rules
from django.utils import timezone

from tinkuy.alliance.models import Coordination
from tinkuy.core.rules import is_facilitator, is_secretariat
from tinkuy.meetings.models import Meeting


@rules.predicate
def coordinates_a_convener(user: Any, target: Any) -> bool:
    """Coordinates today a group that convenes this meeting, or one of these groups; with None, any group at all."""
    mine = Coordination.objects.filter(person__user=user).in_force(timezone.localdate())
    if target is None:
        return mine.exists()
    groups = target.convening_groups.all() if isinstance(target, Meeting) else target
    return mine.filter(working_group__in=groups).exists()


rules.add_perm("meetings.record_programme", is_secretariat)
rules.add_perm("meetings.record_meeting", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.remove_feed", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.send_invitations", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.record_material", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.open_registration", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.read_registrants", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.cancel_registration", is_secretariat | is_facilitator | coordinates_a_convener)
rules.add_perm("meetings.check_in", is_secretariat | is_facilitator | coordinates_a_convener)
