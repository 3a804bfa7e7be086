"""Who may change the words by which everything is sorted."""

import rules

from tinkuy.core.rules import is_secretariat, is_systematiser

rules.add_perm("vocabulary.import_territories", is_secretariat)
rules.add_perm("vocabulary.ensure_city", is_secretariat)
rules.add_perm("vocabulary.load_frameworks", is_secretariat)
rules.add_perm("vocabulary.import_themes", is_secretariat)
rules.add_perm("vocabulary.define_theme", is_secretariat | is_systematiser)
