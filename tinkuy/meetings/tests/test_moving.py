import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from tinkuy.core import history
from tinkuy.core.models import Mail
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary
from tinkuy.meetings import services
from tinkuy.meetings.tests.comers import comer, gathering, in_days

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")


def moved_letters():
    return Mail.objects.filter(kind="meetings.meeting_moved")


@pytest.mark.parametrize("change", [{"held_on": "2031-05-06"}, {"place": "Otro local"}])
def test_meeting_is_not_moved_under_those_who_registered_without_telling_them(change):
    row = gathering(place="Casa de la Cultura")
    comer(row), comer(row)
    with pytest.raises(InvalidError) as refusal:
        services.record_meeting(row.pk, by=secretary(), **change)
    assert list(refusal.value.errors) == ["tells_registered"]
    assert "2 personas" in str(refusal.value)
    row.refresh_from_db()
    assert row.place == "Casa de la Cultura"
    assert not moved_letters().exists()


def test_those_who_registered_are_told_where_it_was_and_where_it_is_now():
    row = gathering(place="Casa de la Cultura")
    comer(row, email="killa@ejemplo.pe")
    services.cancel_registration(comer(row), by=services.VISITOR)
    for _time in range(2):
        services.record_meeting(row.pk, place="Plaza San Blas", tells_registered=True, by=secretary())
    assert moved_letters().get().address == "killa@ejemplo.pe"
    told = [entry for entry in history.of(row) if entry.action == "meetings.registered_told"]
    assert [entry.details["count"] for entry in told] == [1]
    call_command("worker", batch=True, verbosity=0)
    letter = next(letter for letter in outbox.outbox if "otro" not in letter.subject and "Cambió" in letter.subject)
    assert "Casa de la Cultura" in letter.body
    assert "Plaza San Blas" in letter.body


def test_other_changes_ask_and_tell_nothing():
    row = gathering(place="Casa de la Cultura")
    comer(row)
    services.record_meeting(row.pk, name="Otro nombre", place="Casa de la Cultura ", by=secretary())
    services.record_meeting(gathering().pk, place="Aquí", by=secretary())
    assert not moved_letters().exists()


def test_those_who_registered_for_a_cancelled_meeting_are_told_why():
    row = gathering()
    comer(row, email="killa@ejemplo.pe")
    for _time in range(2):
        services.change_state(row, "CANCELLED", reason="Huaico en la carretera", by=secretary())
    call_command("worker", batch=True, verbosity=0)
    letters = [letter for letter in outbox.outbox if "Se canceló" in letter.subject]
    assert [letter.to for letter in letters] == [["killa@ejemplo.pe"]]
    assert "Huaico en la carretera" in letters[0].body


def test_page_asks_to_confirm_beside_the_tick_and_moves_it_then(client):
    row = gathering(place="Casa de la Cultura")
    there = reverse("meetings:edit-meeting", args=[row.slug])
    client.force_login(facilitator())
    assert 'name="tells_registered"' not in client.get(there).content.decode()
    comer(row)
    sent = {"id": str(row.pk), "kind": "TALK", "held_on": in_days(20).isoformat(), "place": "Plaza San Blas"}
    page = client.post(there, sent)
    assert page.status_code == 422
    assert "id_tells_registered_error" in page.content.decode()
    assert "Plaza San Blas" in page.content.decode()
    assert client.post(there, {**sent, "tells_registered": "on"}).status_code == 302
    assert moved_letters().count() == 1
