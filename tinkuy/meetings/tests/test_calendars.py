"""The calendar says what the pages say; a second library reads it back."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from tinkuy.alliance.models import WorkingGroup
from tinkuy.core.models import HistoryEntry
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import secretary
from tinkuy.meetings import services
from tinkuy.meetings.models import Meeting
from tinkuy.meetings.tests.gatherings import LOADER, meeting
from tinkuy.vocabulary.models import Territory, Theme

pytestmark = pytest.mark.django_db
ALL = "/encuentros/calendario.ics"


def place(name="Iquitos", level="CITY", **values):
    country = Territory.objects.filter(level="COUNTRY").first()
    country = country or Territory.objects.create(slug="peru", level="COUNTRY", name="Perú", path="/PE/")
    return Territory.objects.create(slug=name.lower(), level=level, name=name, parent=country, path=f"/PE/{name}/", **values)


def read(client, address=ALL):
    """The events of the file at this address, by their UID, as the second library reads them."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = vobject.readOne(answer.content.decode())
    return {event.uid.value: event for event in calendar.contents.get("vevent", [])}


def one(client, address=ALL):
    (event,) = read(client, address).values()
    return event


def test_calendar_tells_of_a_meeting_what_its_page_tells(client):
    theme = Theme.objects.create(slug="musica", name="Música, danza; y más")
    row = meeting(
        "5enc",
        name="5.º Encuentro, «Cultura»; Iquitos \\ Loreto",
        kind="NATIONAL",
        held_on="2017-08-03/2017-08-05",
        place="Casa Morey, malecón",
        territory=place(latitude=-3.7491, longitude=-73.2538),
        themes=[theme],
        convocation="Primera línea.\nSegunda línea, " + "muy larga " * 20,
    )

    event = one(client)

    assert event.uid.value == str(row.pk)
    assert event.summary.value == "5.º Encuentro, «Cultura»; Iquitos \\ Loreto"
    assert (event.dtstart.value, event.dtend.value) == (date(2017, 8, 3), date(2017, 8, 6))
    assert event.location.value == "Casa Morey, malecón, Iquitos"
    assert event.description.value.startswith("Primera línea.\nSegunda línea, muy larga")
    assert event.url.value == "http://localhost:8000/encuentros/5enc/"
    assert event.geo.value == "-3.7491;-73.2538"
    assert event.categories.value == ["encuentro nacional", "Música, danza; y más"]
    assert event.status.value == "CONFIRMED"
    assert event.sequence.value == "0"


def test_lines_are_folded_and_end_as_the_standard_says(client):
    meeting(name="Encuentro de títulos larguísimos " * 5, held_on="2019-10-13")
    lines = client.get(ALL).content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_hours_are_limas_and_the_file_says_which_these_are(client):
    meeting(held_on="2019-10-13", begins_at=time(9, 30), ends_at=time(13))

    event = one(client)

    assert event.dtstart.value.astimezone(UTC) == datetime(2019, 10, 13, 14, 30, tzinfo=UTC)
    assert event.dtend.value.astimezone(UTC) == datetime(2019, 10, 13, 18, tzinfo=UTC)
    assert "TZID:America/Lima" in client.get(ALL).content.decode()


def test_file_without_hours_names_no_zone(client):
    meeting(held_on="2019-10-13")
    assert "VTIMEZONE" not in client.get(ALL).content.decode()


def test_several_days_of_which_the_end_is_not_known_are_whole_days(client):
    meeting(held_on="2019-10-13/2019-10-14", begins_at=time(9))
    assert one(client).dtend.value == date(2019, 10, 15)


@pytest.mark.parametrize("held_on", ["", "2019", "2019-10", "2019-10-13~", "2019-10-13?", "2019-10/2019-11", "2019-10-13/.."])
def test_meeting_whose_day_is_not_known_is_in_no_calendar_and_its_page_says_so(client, held_on):
    row = meeting("vaga", held_on=held_on)

    assert read(client) == {}
    assert client.get(reverse("meetings:meeting-calendar", args=["vaga"])).status_code == 404
    page = client.get(row.get_absolute_url()).content.decode()
    assert ("No se conoce el día" in page) == bool(held_on)
    assert "Añadir a mi calendario" not in page


def test_sequence_grows_with_what_the_calendar_shows_and_the_uid_stays(client):
    row = meeting("5enc", name="Encuentro", held_on="2019-10-13")
    services.record_meeting(row.pk, by=LOADER, held_on="2019-10-14")
    services.record_meeting(row.pk, by=LOADER, place="Casa Morey", begins_at=time(9))
    services.record_meeting(row.pk, by=LOADER, convocation="Otras palabras", conveners_text="Nadie")
    services.change_state(row, "HELD", by=LOADER)

    event = one(client)

    assert (event.uid.value, event.sequence.value) == (str(row.pk), "3")


def test_cancelled_meeting_stays_for_a_while_and_says_so(client):
    row = meeting(held_on="2019-10-13")
    services.change_state(row, "CANCELLED", reason="Lluvias", by=LOADER)

    event = one(client)

    assert (event.status.value, event.sequence.value) == ("CANCELLED", "1")


def test_meeting_cancelled_long_ago_left_the_calendar(client):
    row = Meeting.objects.create(slug="5enc", kind="TALK", held_on="2019-10-13", state="CANCELLED")
    long_ago = timezone.now() - timedelta(days=91)
    told = HistoryEntry(at=long_ago, action="meetings.meeting_state_changed", target_kind="meetings.meeting", target_id=row.pk)
    told.save()
    assert read(client) == {}


def test_meeting_that_nobody_confirmed_is_tentative_and_a_sample_says_so(client):
    meeting(name="Inventado", state="NOT_CONFIRMED", held_on="2019-10-13", is_sample=True)
    event = one(client)
    assert event.status.value == "TENTATIVE"
    assert event.summary.value == "Inventado (ejemplo ficticio)"


def test_calendars_of_group_programme_and_territory_hold_their_own(client):
    group = WorkingGroup.objects.create(slug="cusco", name="Mesa Cusco")
    programme = services.record_programme(None, by=LOADER, slug="pre", name="Pre/Encuentros")
    town = place("Tarapoto")
    rows = {
        "/mesas/cusco/calendario.ics": meeting(held_on="2019-10-13", convening_groups=[group]),
        "/programas/pre/calendario.ics": meeting(held_on="2019-10-13", programme=programme),
        "/territorios/tarapoto/calendario.ics": meeting(held_on="2019-10-13", territory=town),
    }
    assert len(read(client)) == 3
    for address, row in rows.items():
        assert list(read(client, address)) == [str(row.pk)]
        page = client.get(address.removesuffix("calendario.ics")).content.decode()
        assert f"webcal://localhost:8000{address}" in page
    assert list(read(client, "/territorios/peru/calendario.ics")) == [str(rows["/territorios/tarapoto/calendario.ics"].pk)]
    assert f"webcal://localhost:8000{ALL}" in client.get("/encuentros/").content.decode()


def test_calendar_of_a_group_whose_name_is_to_be_completed_answers_as_its_page_says(client):
    WorkingGroup.objects.create(slug="mesa-sin-nombre")

    assert "/mesas/mesa-sin-nombre/calendario.ics" in client.get("/mesas/mesa-sin-nombre/").content.decode()
    assert client.get("/mesas/mesa-sin-nombre/calendario.ics").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_calendar_takes_the_same_queries_whatever_the_number(client, django_assert_num_queries, count):
    theme = Theme.objects.create(slug="musica", name="Música")
    for _ in range(count):
        meeting(held_on="2019-10-13", themes=[theme])
    with django_assert_num_queries(4):
        client.get(ALL)


def test_calendar_that_did_not_change_is_not_sent_again_and_stays_a_calendar(client):
    meeting(held_on="2019-10-13")
    first, second = client.get(ALL), client.get(ALL)
    assert second["Content-Type"] == first["Content-Type"]
    assert second.content == first.content
    assert client.get(ALL, headers={"If-None-Match": first["ETag"]}).status_code == 304
    meeting(held_on="2019-10-14")
    assert client.get(ALL, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_one_meeting_downloads_as_a_file_each_time(client):
    row = meeting("5enc", held_on="2019-10-13")
    for _time in range(2):
        answer = client.get("/encuentros/5enc/calendario.ics")
        assert answer["Content-Disposition"] == 'attachment; filename="5enc.ics"'
        assert vobject.readOne(answer.content.decode()).vevent.uid.value == str(row.pk)
    assert "Añadir a mi calendario" in client.get(row.get_absolute_url()).content.decode()


def test_hours_that_cannot_be_are_refused_beside_their_field(client):
    row = meeting("5enc", held_on="2019-10-13")
    with pytest.raises(InvalidError, match="ends_at"):
        services.record_meeting(row.pk, by=LOADER, begins_at=time(10), ends_at=time(9))
    with pytest.raises(InvalidError, match="begins_at"):
        services.record_meeting(row.pk, by=LOADER, ends_at=time(9))
    services.record_meeting(row.pk, by=LOADER, held_on="2019-10-13/2019-10-14", begins_at=time(10), ends_at=time(9))

    client.force_login(secretary())
    page = client.get("/encuentros/5enc/editar/").content.decode()
    assert 'type="time" name="begins_at" value="10:00"' in page
    assert "10:00–09:00" in client.get("/encuentros/5enc/").content.decode()
