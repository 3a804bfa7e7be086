"""What every verb of this room may be given."""

from tinkuy.alliance.services import Sources
from tinkuy.core.models import User
from tinkuy.core.permissions import Operator

__all__ = ["By", "Sources"]

By = User | Operator
