import pytest
from django.urls import reverse

from tinkuy.core import history
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import queries, services
from tinkuy.meetings.models import Registrant, Registration
from tinkuy.meetings.tests.comers import comer, gathering

pytestmark = pytest.mark.django_db
SOME_ID = "0192f0c1-0000-7000-8000-000000000001"


def address(name, *args):
    return reverse(f"meetings:{name}", args=args)


def test_check_in_twice_keeps_the_first_and_says_when_and_by_whom():
    mine, luis, ana = comer(gathering()), facilitator(), secretary()
    assert services.check_in(mine, by=luis)
    first = mine.checked_in_at
    assert not services.check_in(mine, by=ana)
    assert (mine.checked_in_at, mine.checked_in_by) == (first, luis)
    assert [entry.action for entry in history.of(mine)].count("meetings.registration_checked_in") == 1


def test_door_is_for_who_may_write_the_meeting():
    row = gathering()
    mine, nobody = comer(row), stranger()
    for act in (
        lambda: services.check_in(mine, by=nobody),
        lambda: services.undo_check_in(mine, by=nobody),
        lambda: services.add_arrival(row, uuid7(), by=nobody),
    ):
        with pytest.raises(NotAllowedError):
            act()
    assert queries.present_count(row) == 0


def test_undo_takes_back_a_wrong_tick_and_strikes_out_who_was_added_at_the_door():
    row, luis = gathering(), facilitator()
    mine = comer(row)
    services.check_in(mine, by=luis)
    added = services.add_arrival(row, uuid7(), people=4, by=luis)
    for each in (mine, added):
        services.undo_check_in(each, by=luis)
    services.undo_check_in(mine, by=luis)
    assert queries.present_count(row) == 0
    assert list(Registration.objects.all()) == [mine]
    assert [entry.action for entry in history.of(mine)].count("meetings.check_in_undone") == 1


def test_arrival_is_counted_once_and_takes_no_place():
    row, id = gathering(capacity=1), uuid7()
    for _time in range(2):
        services.add_arrival(row, id, people=7, gender="WOMAN", by=facilitator())
    assert queries.present_count(row) == 7
    assert queries.places_left(row) == 1
    assert [entry.action for entry in history.of(row.registrations.get())] == ["meetings.arrival_added"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"people": 0}, "people"),
        ({"people": 2, "name": "Killa", "may_be_named": True}, "people"),
        ({"name": "Killa"}, "may_be_named"),
    ],
)
def test_arrival_that_cannot_be_is_refused_and_no_name_goes_without_consent(wrong, field):
    with pytest.raises(InvalidError) as refusal:
        services.add_arrival(gathering(), uuid7(), by=facilitator(), **wrong)
    assert list(refusal.value.errors) == [field]
    assert not Registrant.objects.exists()
    assert not Registration.objects.exists()


def test_scanned_code_shows_one_button_and_the_second_scan_says_who_was_first(client):
    row = gathering()
    mine = comer(row, name="Killa", access_needs="una rampa")
    there = address("check-in-one", row.slug, mine.code)
    assert client.get(there)["Location"].startswith("/acceso/login/")
    client.force_login(facilitator())
    assert "una rampa" in client.get(there).content.decode()
    assert "Killa ingresó" in client.post(there, follow=True).content.decode()
    assert "por Luis" in client.get(there).content.decode()
    again = client.post(there, follow=True).content.decode()
    assert "ya estaba anotado" in again
    assert "por Luis" in again


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower"])
def test_typed_code_finds_her_however_it_is_typed(client, typed):
    row = gathering()
    mine = comer(row)
    code = mine.code.lower() if typed == "lower" else typed.format(f"{mine.code[:4]}-{mine.code[4:]}")
    client.force_login(facilitator())
    assert client.post(address("check-in", row.slug), {"code": code})["Location"].endswith(f"/ingreso/{mine.code}/")


def test_code_of_another_meeting_is_refused_beside_its_field(client):
    mine, other = comer(gathering()), gathering()
    client.force_login(facilitator())
    page = client.post(address("check-in", other.slug), {"code": mine.code})
    assert page.status_code == 422
    assert "id_code_error" in page.content.decode()


def test_name_is_ticked_and_unticked_in_the_list(client):
    row = gathering()
    mine = comer(row, name="Killa")
    client.force_login(facilitator())
    assert "Killa ingresó" in client.post(address("tick", row.slug, mine.pk), follow=True).content.decode()
    assert queries.present_count(row) == 1
    client.post(address("undo-tick", row.slug, mine.pk))
    assert queries.present_count(row) == 0


def test_who_came_without_registering_is_written_down_in_one_line(client):
    row = gathering()
    client.force_login(facilitator())
    there = address("check-in", row.slug)
    for _time in range(2):
        client.post(there, {"id": SOME_ID, "people": "6", "age_band": "FROM_18"})
    assert queries.present_count(row) == 6
    page = client.post(there, {"id": str(uuid7()), "people": "1", "name": "Killa"})
    assert page.status_code == 422
    assert "id_may_be_named_error" in page.content.decode()
    assert 'value="Killa"' in page.content.decode()
