import pytest
from django.urls import reverse

from tinkuy.core import history
from tinkuy.core.tests.people import facilitator, secretary
from tinkuy.meetings import services
from tinkuy.meetings.models import Programme
from tinkuy.meetings.tests.gatherings import LOADER, meeting

pytestmark = pytest.mark.django_db
SOME_ID = "0192f0c1-0000-7000-8000-000000000001"


def season(count, slug="temporada"):
    """A programme of which so many meetings fed one, and one stayed alone."""
    programme = services.record_programme(None, by=LOADER, slug=slug, name="Temporada")
    last = meeting(f"{slug}-nacional", name="Nacional", held_on="2017-08", programme=programme)
    meeting(f"{slug}-sola", name="Sola", programme=programme)
    for number in range(count):
        before = meeting(f"{slug}-pre-{number}", name=f"Pre {number}", held_on=f"2016-0{number % 9 + 1}", programme=programme)
        services.record_feed(before, last, by=LOADER)
    return programme


@pytest.mark.parametrize("count", [1, 3])
def test_list_counts_meetings_with_the_same_queries(client, django_assert_num_queries, count):
    for number in range(count):
        season(2, f"temporada-{number}")
    with django_assert_num_queries(2):
        page = client.get(reverse("meetings:programmes"))
    assert [row.meeting_count for row in page.context["page"]] == [4] * count


@pytest.mark.parametrize("count", [2, 30])
def test_page_draws_the_river_with_its_table_in_the_same_queries(client, django_assert_num_queries, count):
    programme = season(count)
    with django_assert_num_queries(10):
        page = client.get(programme.get_absolute_url()).content.decode()
    figure = page[page.index('<figure class="river">') : page.index("</figure>")]
    assert figure.count("<circle") == count + 2
    assert figure.count("is-alone") == 1
    assert figure.count('<th scope="row">') == count + 2
    assert "style=" not in figure


def test_page_without_links_draws_nothing(client):
    programme = services.record_programme(None, by=LOADER, slug="sola", name="Sola")
    meeting(programme=programme)
    assert client.get(programme.get_absolute_url()).context["river"] is None


def test_drawing_leaves_out_what_is_too_much_and_says_so(client):
    page = client.get(season(64).get_absolute_url())
    assert len(page.context["river"].knots) == 60
    assert "que no se dibujan: 5" in page.content.decode()


def test_meeting_that_two_fed_has_the_drawing_too(client):
    season(2)
    assert client.get("/encuentros/temporada-nacional/").context["river"].knots[-1].spot.is_here
    assert client.get("/encuentros/temporada-pre-0/").context["river"] is None


def test_programme_is_recorded_once_and_edited_by_the_secretariat(client):
    client.force_login(secretary())
    there = reverse("meetings:new-programme")
    for _time in range(2):
        answer = client.post(there, {"id": SOME_ID, "name": "Foros 2026", "held_on": "2026"})
    row = Programme.objects.get()
    assert answer.url == "/programas/foros-2026/" == row.get_absolute_url()
    edit = reverse("meetings:edit-programme", args=[row.slug])
    assert edit in client.get(row.get_absolute_url()).content.decode()
    client.post(edit, {"id": SOME_ID, "name": "Foros 2026", "held_on": "2026/2027"})
    assert [entry.action for entry in history.of(row)] == ["meetings.programme_recorded", "meetings.programme_changed"]


def test_programme_keeps_what_was_typed_and_says_what_is_wrong(client):
    client.force_login(secretary())
    page = client.post(reverse("meetings:new-programme"), {"id": SOME_ID, "name": "Foros", "held_on": "pronto"})
    assert page.status_code == 422
    assert "pronto no es una fecha" in page.content.decode()
    assert not Programme.objects.exists()


def test_programme_forms_are_not_for_facilitators(client):
    programme = season(1)
    client.force_login(facilitator())
    for there in (reverse("meetings:new-programme"), reverse("meetings:edit-programme", args=[programme.slug])):
        assert client.get(there).status_code == 403
        assert there not in client.get(reverse("meetings:programmes")).content.decode()
    assert client.get(reverse("meetings:programmes-csv")).status_code == 200
    client.get(reverse("meetings:programmes-xlsx")).close()
