import pytest

from tinkuy.core.permissions import Operator
from tinkuy.vocabulary import services


@pytest.fixture
def peru(db):
    """Every territory that comes with the house."""
    services.load_territories(Operator(via="test"))
