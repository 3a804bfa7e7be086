from datetime import time

import pytest

from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator
from tinkuy.meetings import services
from tinkuy.meetings.tests.comers import comer, gathering
from tinkuy.meetings.tests.gatherings import meeting

pytestmark = pytest.mark.django_db


def test_meeting_says_where_a_map_shows_its_place(client):
    page = client.get(meeting(place="Plaza San Blas, Cusco").get_absolute_url())
    assert "openstreetmap.org/search?query=Plaza+San+Blas%2C+Cusco" in page.content.decode()


@pytest.mark.parametrize("values", [{"place": ""}, {"place": "Zoom", "modality": "ONLINE"}])
def test_what_stands_on_no_map_has_no_link_to_one(client, values):
    assert "openstreetmap" not in client.get(meeting(**values).get_absolute_url()).content.decode()


def test_another_hour_is_told_to_who_registered_too():
    row = gathering()
    comer(row)
    with pytest.raises(InvalidError) as refusal:
        services.record_meeting(row.pk, begins_at=time(9), by=facilitator())
    assert list(refusal.value.errors) == ["tells_registered"]
