"""Who may do what that concerns every room at once."""

import rules

from tinkuy.core.rules import is_secretariat

rules.add_perm("web.load_history", is_secretariat)
