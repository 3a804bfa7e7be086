"""The front page: figures as what they are, and what leads from there."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tinkuy.agenda.tests import ground
from tinkuy.core.permissions import Operator
from tinkuy.web.services.history_loading import load_history, shipped_history

pytestmark = pytest.mark.django_db
BY = Operator(via="test")


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()


def home(client) -> str:
    return client.get("/").content.decode()


def on(day, **values):
    return ground.meeting(held_on=day.isoformat(), **values)


def test_home_shows_what_a_source_states_beside_what_is_known_by_name(client):
    load_history(shipped_history(), by=BY)

    html = home(client)

    assert html.index("<strong>27</strong>") < html.index("<b>16</b> conocidas aquí por su nombre")
    assert "afirmado, quizá 2019" in html
    assert "<small>más de</small> 85" in html


def test_home_leads_from_a_version_to_what_sources_disagree_on(client):
    load_history(shipped_history(), by=BY)

    html = home(client)

    assert '<a href="/fuentes/#conflict-D1">¿Cuándo se lanzó la primera versión de la Agenda (AIC1)?</a>' in html
    assert "#conflict-D4" not in html


def test_home_of_an_empty_house_says_what_is_missing(client):
    html = home(client)

    assert "Todavía no hay ninguna versión publicada." in html
    assert "Todavía no hay encuentros anotados." in html
    assert "Próximos encuentros" not in html


def test_home_tells_meetings_to_come_from_those_that_were(client):
    today = timezone.localdate()
    past, coming = on(today - timedelta(days=9)), on(today + timedelta(days=9))
    on(today + timedelta(days=3), state="CANCELLED")

    html = home(client)

    assert html.index("Próximos encuentros") < html.index(coming.name) < html.index("Últimos encuentros") < html.index(past.name)
    assert html.count("Encuentro ") == 2


# On a second visit, when what takes long to count was counted.
def test_home_asks_as_many_queries_for_three_as_for_one(client, django_assert_num_queries):
    for number in (1, 3):
        for _ in range(number):
            ground.published(is_sample=False)
            on(timezone.localdate() - timedelta(days=9))
            on(timezone.localdate() + timedelta(days=9))
        home(client)
        with CaptureQueriesContext(connection) as asked:
            home(client)
        assert len(asked) == 5


def test_home_does_not_count_what_is_made_up(client):
    load_history(shipped_history(), by=BY)
    ground.meeting(is_sample=True)

    assert "Los 22 encuentros registrados" in home(client)
