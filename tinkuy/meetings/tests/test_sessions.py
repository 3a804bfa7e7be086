import pytest

from tinkuy.core import history
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, stranger
from tinkuy.meetings import services
from tinkuy.meetings.models import Attendance, Session
from tinkuy.meetings.tests.gatherings import LOADER, meeting

pytestmark = pytest.mark.django_db


def tables(row):
    return list(row.sessions.order_by("position").values_list("position", "title"))


def three_tables():
    row = meeting()
    return row, [services.record_session(row, place, title, by=LOADER) for place, title in ((1, "a"), (2, "b"), (5, "c"))]


def test_record_session_refuses_a_place_that_another_has_and_says_which_is_free():
    row, _found = three_tables()
    with pytest.raises(InvalidError) as refusal:
        services.record_session(row, 2, "nueva", id=uuid7(), by=facilitator())
    assert list(refusal.value.errors) == ["position"]
    assert "«b»" in str(refusal.value)
    assert "6" in str(refusal.value)
    assert tables(row) == [(1, "a"), (2, "b"), (5, "c")]


@pytest.mark.parametrize("place", [-1, 501, 40_000])
def test_record_session_refuses_what_is_no_place(place):
    row = meeting()
    with pytest.raises(InvalidError) as refusal:
        services.record_session(row, place, "Mesa", by=LOADER)
    assert list(refusal.value.errors) == ["position"]
    assert not row.sessions.exists()


def test_record_session_renames_by_id_and_refuses_one_of_another_meeting():
    row, (first, *_others) = three_tables()
    services.record_session(row, 1, "Memoria", id=first.pk, by=LOADER)
    assert tables(row)[0] == (1, "Memoria")
    with pytest.raises(InvalidError):
        services.record_session(meeting(), 1, "Robada", id=first.pk, by=LOADER)


def test_move_session_changes_places_and_twice_is_once():
    row, (first, second, _third) = three_tables()
    for _time in range(2):
        services.move_session(first, 2, by=facilitator())
    assert tables(row) == [(1, "b"), (2, "a"), (5, "c")]
    for moved in (first, second):
        assert [entry.action for entry in history.of(moved)] == ["meetings.session_recorded", "meetings.session_changed"]
    assert history.of(first).last().details == {"changes": {"position": [1, 2]}}


def test_move_session_to_a_free_place_moves_it_alone():
    row, (first, *_others) = three_tables()
    services.move_session(first, 9, by=LOADER)
    assert tables(row) == [(2, "b"), (5, "c"), (9, "a")]
    assert services.record_session(row, 1, "otra", by=LOADER).pk != first.pk


def test_move_session_is_not_for_a_stranger_nor_to_no_place():
    row, (first, *_others) = three_tables()
    with pytest.raises(NotAllowedError):
        services.move_session(first, 2, by=stranger())
    with pytest.raises(InvalidError):
        services.move_session(first, -1, by=LOADER)
    assert tables(row)[0] == (1, "a")


@pytest.mark.parametrize("count", [-1, 100_001, 3_000_000_000])
def test_record_attendance_refuses_a_count_that_cannot_be(count):
    with pytest.raises(InvalidError) as refusal:
        services.record_attendance(meeting(), count=count, by=LOADER)
    assert list(refusal.value.errors) == ["count"]
    assert not Attendance.objects.exists()


def test_record_attendance_keeps_a_corrected_count_when_its_first_people_are_counted_anew():
    row = meeting()
    first = services.record_attendance(row, count=90, of_whom="mujeres", by=LOADER)
    services.record_attendance(row, count=40, of_whom="mujeres jóvenes", id=first.pk, by=LOADER)
    for _time in range(2):
        services.record_attendance(row, count=95, of_whom="mujeres", by=LOADER)
    assert dict(Attendance.objects.values_list("of_whom", "count")) == {"mujeres": 95, "mujeres jóvenes": 40}
    with pytest.raises(InvalidError):
        services.record_attendance(meeting(), count=1, id=first.pk, by=LOADER)


def test_session_positions_stay_unique_in_the_database():
    row, (first, *_others) = three_tables()
    assert Session.objects.filter(meeting=row, position=first.position).count() == 1
