"""What every verb of this room may be given."""

from collections.abc import Iterable

from tinkuy.core.models import Source, User
from tinkuy.core.permissions import Operator

By = User | Operator
Sources = Iterable[Source] | None
