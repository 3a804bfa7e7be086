"""Who may do what to an agenda."""

import rules

from tinkuy.core.rules import is_secretariat, is_systematiser

writes = is_secretariat | is_systematiser

rules.add_perm("agenda.draft_version", writes)
rules.add_perm("agenda.write_wording", writes)
rules.add_perm("agenda.cite_contribution", writes)
rules.add_perm("agenda.trace_lineage", writes)
rules.add_perm("agenda.omit_contribution", writes)
rules.add_perm("agenda.open_agenda", is_secretariat)
rules.add_perm("agenda.record_version", is_secretariat)
rules.add_perm("agenda.adopt_version", is_secretariat)
rules.add_perm("agenda.publish_version", is_secretariat)
rules.add_perm("agenda.remove_sample", is_secretariat)
