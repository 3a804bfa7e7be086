"""Who may do what with contributions. Every target is a meeting, or something that belongs to one."""

from typing import Any

import rules

from tinkuy.alliance.models import Coordination
from tinkuy.core.rules import is_facilitator, is_secretariat, is_systematiser
from tinkuy.meetings.models import Meeting


@rules.predicate
def is_coordinator_of_convener(user: Any, target: Any) -> bool:
    """Whether `user` coordinates today a working group that convened the meeting of `target`."""
    meeting = target if isinstance(target, Meeting) else getattr(target, "meeting", None)
    if meeting is None:
        return False
    return Coordination.objects.held_by(user).filter(working_group__in=meeting.convening_groups.all()).exists()


@rules.predicate
def has_captured_it(user: Any, target: Any) -> bool:
    return target is not None and getattr(target, "captured_by_id", None) == user.pk


rules.add_perm("contributions.capture_contribution", is_secretariat | is_facilitator | is_coordinator_of_convener)
rules.add_perm("contributions.import_contributions", is_secretariat | is_facilitator | is_coordinator_of_convener)
rules.add_perm("contributions.validate_contribution", is_secretariat | is_systematiser | is_coordinator_of_convener)
rules.add_perm("contributions.withdraw_contribution", is_secretariat | is_coordinator_of_convener | has_captured_it)
rules.add_perm("contributions.withdraw_consent", is_secretariat | is_coordinator_of_convener | has_captured_it)
rules.add_perm("contributions.read_receipt", is_secretariat | has_captured_it)
rules.add_perm("contributions.read_receipts", is_secretariat | is_coordinator_of_convener)
