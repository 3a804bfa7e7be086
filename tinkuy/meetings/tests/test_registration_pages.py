import re

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import services
from tinkuy.meetings.models import Meeting, Registration, RegistrationDesk
from tinkuy.meetings.tests.comers import comer, gathering, in_days

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")
SAID = {"name": "Killa Mamani", "email": "killa@ejemplo.pe", "consents": "on", "gender": "WOMAN", "organization_name": "Yawar"}


def address(name, *args):
    return reverse(f"meetings:{name}", args=args)


def letters():
    call_command("worker", batch=True, verbosity=0)
    return outbox.outbox


def link_in(letter, part):
    return re.search(rf"http://localhost:8000(/\S*/{part}/\S+)", letter.body)[1]


def test_somebody_registers_confirms_and_cancels_without_an_account(client):
    row = gathering(capacity=1)
    assert "Queda un lugar" in client.get(row.get_absolute_url()).content.decode()
    client.post(address("register", row.slug), SAID)
    (letter,) = letters()
    link = link_in(letter, "confirmar")
    assert "Sí, quiero ir" in client.get(link).content.decode()
    assert Registration.objects.get().state == "ASKED"  # a GET changes nothing
    mine = client.post(link)
    page = client.get(mine["Location"]).content.decode()
    assert "Killa Mamani, tienes un lugar" in page
    assert "<svg" in page
    assert Registration.objects.get().code in page
    told = letters()[-1]
    assert link_in(told, "mia") == mine["Location"]
    assert told.attachments[0][0] == "qr.png"
    assert told.attachments[0][1].startswith(b"\x89PNG")
    assert "lista de espera" in client.get(row.get_absolute_url()).content.decode()
    gone = client.post(mine["Location"] + "cancelar/", follow=True).content.decode()
    assert "Ya no tienes inscripción" in gone


def test_link_to_confirm_works_once_and_opens_nothing_later(client):
    row = gathering()
    client.post(address("register", row.slug), SAID)
    link = link_in(letters()[0], "confirmar")
    own = client.post(link)["Location"]
    again = client.post(link)
    assert again.status_code == 200
    assert own not in again.content.decode()
    assert "Ya confirmaste" in again.content.decode()


def test_made_up_links_open_nothing(client):
    row = gathering()
    mine = comer(row)
    for name in ("confirm-registration", "own-registration"):
        assert client.get(address(name, row.slug, mine.own_digest)).status_code == 404
        assert client.get(address(name, row.slug, "x" * 43)).status_code == 404


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(client):
    row = gathering()
    page = client.post(address("register", row.slug), {**SAID, "email": "killa", "consents": ""})
    assert page.status_code == 422
    for words in ("id_email_error", "id_consents_error", "Killa Mamani", "Yawar"):
        assert words in page.content.decode()
    assert not Registration.objects.exists()


def test_only_what_the_meeting_asks_is_on_the_page(client):
    page = client.get(address("register", gathering(asks=["AGE_BAND"]).slug)).content.decode()
    assert 'name="age_band"' in page
    assert 'name="gender"' not in page
    assert 'name="access_needs"' not in page


def test_closed_registration_shows_no_form(client):
    row = gathering(days=-1)
    assert 'name="email"' not in client.get(address("register", row.slug)).content.decode()
    page = client.post(address("register", row.slug), SAID)
    assert page.status_code == 422
    assert "ya pasó" in page.content.decode()
    assert address("register", row.slug) not in client.get(row.get_absolute_url()).content.decode()


def test_too_many_letters_from_one_connection_are_stopped(client, monkeypatch):
    monkeypatch.setattr("tinkuy.meetings.views.registrations.MOST_SENT", 1)
    row = gathering()
    client.post(address("register", row.slug), SAID)
    page = client.post(address("register", row.slug), {**SAID, "email": "otra@ejemplo.pe"})
    assert page.status_code == 422
    assert Registration.objects.count() == 1


def test_desk_is_opened_on_its_page_by_who_may(client):
    row = gathering()
    there = address("edit-desk", row.slug)
    assert client.get(there).status_code == 302
    client.force_login(stranger())
    assert client.get(there).status_code == 403
    client.force_login(facilitator())
    sent = {"is_open": "on", "capacity": "40", "asks": ["GENDER", "TERRITORY"], "keep_days": "30"}
    assert client.post(there, sent).status_code == 302
    desk = RegistrationDesk.objects.get()
    assert (desk.capacity, desk.asks, desk.keep_days) == (40, ["TERRITORY", "GENDER"], 30)
    assert 'value="40"' in client.get(there).content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("name", "wanted"), [("registrants", 7), ("check-in", 9)])
def test_lists_of_people_take_the_same_queries_and_are_not_for_everybody(client, django_assert_num_queries, name, wanted, count):
    row = gathering()
    for _each in range(count):
        comer(row, name="Killa Mamani")
    assert client.get(address(name, row.slug)).status_code == 302
    client.force_login(stranger())
    assert client.get(address(name, row.slug)).status_code == 403
    client.force_login(secretary())
    with django_assert_num_queries(wanted):
        page = client.get(address(name, row.slug))
    assert page.content.decode().count("Killa Mamani") >= count


def test_names_are_found_whatever_their_accents_and_states_narrow(client):
    row = gathering(capacity=1)
    comer(row, name="Tomás Ñaupari"), comer(row, name="Sisa Quispe")
    client.force_login(secretary())
    for query, found, other in (("palabras=tomas", "Tomás", "Sisa"), ("estado=WAITING", "Sisa", "Tomás")):
        page = client.get(f"{address('registrants', row.slug)}?{query}").content.decode()
        assert found in page
        assert other not in page


def test_organizer_cancels_for_somebody_and_others_may_not(client):
    row = gathering()
    mine = comer(row)
    there = address("cancel-registration", row.slug, mine.pk)
    client.force_login(stranger())
    assert client.post(there).status_code == 403
    client.force_login(facilitator())
    assert client.post(there).status_code == 302
    mine.refresh_from_db()
    assert mine.state == "CANCELLED"


def test_names_are_public_only_of_who_came_and_agreed(client):
    row = gathering()
    for name, agrees in (("Killa", True), ("Sisa", False)):
        services.check_in(comer(row, name=name, may_be_named=agrees), by=facilitator())
    comer(row, name="Urpi", may_be_named=True)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Killa" in page
    assert "Sisa" not in page
    assert "Urpi" not in page
    assert "@ejemplo.pe" not in page


def test_page_to_register_for_what_is_over_says_so_and_has_no_form(client):
    row = gathering(capacity=1)
    comer(row)
    Meeting.objects.filter(pk=row.pk).update(earliest_on=in_days(-1), latest_on=in_days(-1))
    page = client.get(address("register", row.slug)).content.decode()
    assert "El encuentro ya pasó" in page
    assert "lista de espera" not in page
    assert 'name="email"' not in page
