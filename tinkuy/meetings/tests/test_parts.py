import pytest
from django.urls import reverse

from tinkuy.alliance.models import WorkingGroup
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import services
from tinkuy.meetings.models import Attendance, Feed
from tinkuy.meetings.tests.gatherings import LOADER, chain, coordinator_of, meeting

pytestmark = pytest.mark.django_db
SOME_ID = "0192f0c1-0000-7000-8000-000000000001"


def address(name, *args):
    return reverse(f"meetings:{name}", args=args)


def refused(answer):
    assert answer.status_code == 422
    return answer.content.decode()


def test_what_comes_in_numbers_is_written_in_a_row(client):
    row = meeting("foro")
    client.force_login(facilitator())
    for name, sent in (("new-session", {"title": "Agua", "position": "1", "id": SOME_ID}), ("new-attendance", {"count": "60"})):
        there = address(name, row.slug)
        assert "Guardar y añadir otra" in client.get(there).content.decode()
        answer = client.post(there, {**sent, "otra": "1"})
        assert answer.url == there
        assert "Aquí puedes escribir lo siguiente" in client.get(there).content.decode()
    assert [row.sessions.get().title, row.attendances.get().count] == ["Agua", 60]
    assert "Aquí puedes" not in client.get(row.get_absolute_url()).content.decode()


def test_what_was_refused_is_not_followed_by_another(client):
    row = meeting("foro")
    client.force_login(facilitator())
    assert 'name="count" value="-1"' in refused(client.post(address("new-attendance", row.slug), {"count": "-1", "otra": "1"}))
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("name", ["new-session", "new-attendance", "new-feed", "change-state"])
def test_small_pages_are_for_who_may_write_the_meeting(client, name):
    mine = WorkingGroup.objects.create(slug="mia", name="Mía")
    row = meeting("nuestro", convening_groups=[mine])
    there = address(name, row.slug)
    assert client.get(there).status_code == 302
    client.force_login(stranger())
    assert client.get(there).status_code == 403
    assert there not in client.get(row.get_absolute_url()).content.decode()
    client.force_login(coordinator_of(mine))
    assert client.get(there).status_code == 200
    assert there in client.get(row.get_absolute_url()).content.decode()


def test_session_is_added_once_and_renamed(client):
    row = meeting()
    client.force_login(facilitator())
    there = address("new-session", row.slug)
    assert 'value="1"' in client.get(there).content.decode()
    for _time in range(2):
        client.post(there, {"id": SOME_ID, "title": "Mesa de memoria", "position": "1"})
    assert row.sessions.get().title == "Mesa de memoria"
    client.post(address("edit-session", row.slug, SOME_ID), {"id": SOME_ID, "title": "Mesa de lenguas", "position": "1"})
    assert row.sessions.get().title == "Mesa de lenguas"


def test_session_at_a_taken_place_is_refused_beside_it_and_what_was_typed_stays(client):
    row = meeting()
    services.record_session(row, 1, "Memoria", by=LOADER)
    client.force_login(facilitator())
    page = refused(client.post(address("new-session", row.slug), {"id": SOME_ID, "title": "Lenguas", "position": "1"}))
    assert "ya está «Memoria»" in page
    assert "Lenguas" in page


def test_session_is_moved_with_one_press_and_twice_is_once(client):
    row = meeting()
    first, _second = (services.record_session(row, place, title, by=LOADER) for place, title in ((1, "a"), (2, "b")))
    there = address("move-session", row.slug, first.pk)
    assert client.post(there, {"lugar": "2"}).status_code == 302
    client.force_login(stranger())
    assert client.post(there, {"lugar": "2"}).status_code == 403
    client.force_login(facilitator())
    for place in ("2", "2", "nada"):
        assert client.post(there, {"lugar": place}).status_code == 302
    assert list(row.sessions.values_list("title", flat=True)) == ["b", "a"]


def test_attendance_is_written_and_corrected(client):
    row = meeting()
    client.force_login(facilitator())
    client.post(address("new-attendance", row.slug), {"of_whom": "mujeres", "count": "120"})
    counted = Attendance.objects.get()
    client.post(address("edit-attendance", row.slug, counted.pk), {"of_whom": "mujeres", "count": "130", "is_approximate": "on"})
    counted.refresh_from_db()
    assert (counted.count, counted.is_approximate) == (130, True)


@pytest.mark.parametrize("count", ["-3", "1000000", "muchas"])
def test_attendance_that_cannot_be_is_refused_beside_its_field(client, count):
    row = meeting()
    client.force_login(facilitator())
    assert "id_count_error" in refused(client.post(address("new-attendance", row.slug), {"count": count}))
    assert not Attendance.objects.exists()


def test_attendance_that_a_source_states_is_not_edited_here(client):
    row = meeting()
    stated = services.record_attendance(row, count=1000, confidence="STATED", by=LOADER)
    client.force_login(secretary())
    there = address("edit-attendance", row.slug, stated.pk)
    assert client.get(there).status_code == 404
    assert there not in client.get(row.get_absolute_url()).content.decode()


def test_fewer_than_five_people_are_not_counted_in_public(client):
    row = meeting()
    services.record_attendance(row, count=3, of_whom="mayores de 80", by=LOADER)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "<strong>menos de 5</strong>" in page
    assert "<strong>3</strong>" not in page
    client.force_login(facilitator())
    assert "<strong>3</strong>" in client.get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("way", "pair"), [("RECOGE", ("otro", "este")), ("LLEVA", ("este", "otro"))])
def test_meeting_is_joined_to_another_either_way(client, way, pair):
    meeting("este"), meeting("otro")
    client.force_login(facilitator())
    assert client.post(address("new-feed", "este"), {"way": way, "other": "otro"}).status_code == 302
    assert Feed.objects.values_list("from_meeting__slug", "to_meeting__slug").get() == pair


def test_circle_and_itself_are_refused_on_the_page(client):
    chain("uno", "dos", "tres")
    client.force_login(facilitator())
    page = refused(client.post(address("new-feed", "uno"), {"way": "RECOGE", "other": "tres"}))
    assert "no puede volver atrás" in page
    assert "id_other_error" in page
    refused(client.post(address("new-feed", "uno"), {"way": "RECOGE", "other": "uno"}))


def test_coordinator_does_not_join_her_meeting_to_what_others_convene(client):
    mine = WorkingGroup.objects.create(slug="mia", name="Mía")
    meeting("nuestro", convening_groups=[mine]), meeting("ajeno")
    client.force_login(coordinator_of(mine))
    said = refused(client.post(address("new-feed", "nuestro"), {"way": "LLEVA", "other": "ajeno"}))
    assert "lo anota quien lo convoca" in said
    assert not Feed.objects.exists()
    assert client.post(address("new-feed", "nuestro"), {"way": "RECOGE", "other": "ajeno"}).status_code == 302


def test_link_is_removed_only_with_its_reason(client):
    chain("antes", "luego")
    there = address("remove-feed", "luego", "antes")
    client.force_login(stranger())
    assert client.get(there).status_code == 403
    client.force_login(facilitator())
    assert there in client.get(address("meeting", "luego")).content.decode()
    refused(client.post(there, {"reason": " "}))
    assert client.post(there, {"reason": "Fue otro encuentro"}).status_code == 302
    assert not Feed.objects.exists()
    assert client.get(there).status_code == 404
