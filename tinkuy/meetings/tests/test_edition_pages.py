"""Pages of programmes: what everybody reads, how the next edition is prepared and published, and the letter about it."""

from ctypes.util import find_library
from io import BytesIO

import pytest
import vobject
from django.core import mail as outbox
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader

from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import services
from tinkuy.meetings.models import Edition, Lead, Registrant, Session
from tinkuy.meetings.tests.comers import comer, gathering
from tinkuy.meetings.tests.gatherings import LOADER
from tinkuy.meetings.tests.programmes_made import publish, published, session, two_days

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")
needs_pango = pytest.mark.skipif(not find_library("pango-1.0"), reason="pango is not installed: scripts/needs pango")


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def address(name, *args):
    return reverse(f"meetings:{name}", args=args)


def text(client, *args, **kwargs):
    answer = client.get(*args, **kwargs)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def main_of(page):
    return page.partition("<main")[2].partition("</main>")[0]


def two_editions():
    row = published()
    session(row, 2, "Mesa de memoria y archivo", "11:00", "13:00", day=2, room="Sala 2")
    session(row, 3, "Cierre", "17:00", None, day=2)
    publish(row, note="Llueve: pasamos a la Sala 2")
    return row


def work():
    call_command("worker", batch=True, verbosity=0)


def test_visitors_read_names_first_and_the_whole_programme_once_it_is_published(client):
    row = two_days()
    session(row, 1, "Bienvenida", day=1, room="Patio", lead="Rosa Quispe")
    page = text(client, row.get_absolute_url())
    assert "Bienvenida" in page
    assert "Rosa Quispe" not in page
    assert "Patio" not in page
    assert client.get(address("current-edition", row.slug)).status_code == 404
    publish(row)
    page = text(client, row.get_absolute_url())
    for said in ("Edición 1", "09:00–10:30", "Patio", "Rosa Quispe", "Programa del encuentro"):
        assert said in page
    session(row, 1, "Otro nombre", day=1)
    assert "Otro nombre" not in text(client, row.get_absolute_url())


def test_each_edition_stays_at_its_address_and_says_which_stands(client):
    row = two_editions()
    first, second = (text(client, address("edition", row.slug, number)) for number in (1, 2))
    assert "Sala 1" in first
    assert "la vigente es la 2" in first
    assert "Sala 2" in second
    assert "Llueve: pasamos a la Sala 2" in second
    current = text(client, address("current-edition", row.slug))
    assert main_of(current) == main_of(second)
    assert client.get(address("edition", row.slug, 3)).status_code == 404


def test_what_changed_between_two_is_said_in_words(client):
    row = two_editions()
    page = text(client, address("compare-editions", row.slug), {"de": "2", "a": "1"})
    for said in (
        "Entra: <ins>Cierre</ins>",
        "«Mesa de memoria» ahora se llama: <ins>Mesa de memoria y archivo</ins>",
        "«Mesa de memoria y archivo» cambia de sala: <del>Sala 1</del> → <ins>Sala 2</ins>",
        "11:00–12:30</del> → <ins>",
    ):
        assert said in page
    for wrong in ({"de": "1"}, {"de": "1", "a": "7"}, {"de": "x", "a": "1"}, {"de": "9" * 25, "a": "1"}):
        assert client.get(address("compare-editions", row.slug), wrong).status_code == 404


def test_visitors_are_told_that_the_meeting_moved_after_the_edition(client):
    row = published()
    services.record_meeting(row.pk, held_on="2031-05-06/2031-05-07", by=LOADER)
    for there in (row.get_absolute_url(), address("current-edition", row.slug)):
        assert "cambió de fecha después de publicarse esta edición: del 6 al 7 de mayo de 2031" in text(client, there)


def test_somebody_prepares_a_session_and_publishes_on_a_phone(client):
    row = two_days()
    comer(row)
    client.force_login(facilitator())
    form = text(client, address("new-session", row.slug))
    assert 'type="time"' in form
    assert '<option value="2">' in form
    sent = {"id": "0192f0c1-0000-7000-8000-000000000001", "title": "Ronda", "position": "1", "day": "2", "begins_at": "09:00"}
    refused = client.post(address("new-session", row.slug), {**sent, "ends_at": "08:00", "lead": "Rosa"})
    assert refused.status_code == 422
    assert "id_ends_at_error" in refused.content.decode()
    agreed = {**sent, "ends_at": "10:00", "lead": "Rosa", "lead_agrees": "on"}
    assert client.post(address("new-session", row.slug), agreed).status_code == 302
    assert address("publish-edition", row.slug) in text(client, row.get_absolute_url())
    page = client.get(address("publish-edition", row.slug))
    assert "Sale 1 carta" in page.content.decode()
    sent = {"id": str(page.context["form"]["id"].value()), "number": "1"}
    for _time in range(2):
        assert client.post(address("publish-edition", row.slug), sent)["Location"] == address("edition", row.slug, 1)
    assert Edition.objects.count() == 1


def test_a_refusal_to_publish_stands_on_the_page_with_what_was_typed(client):
    row = published()
    client.force_login(secretary())
    there = address("publish-edition", row.slug)
    sent = {"id": "0192f0c1-0000-7000-8000-000000000002", "number": "2", "note": "Nada cambió, creo"}
    page = client.post(there, sent)
    assert page.status_code == 422
    assert "no hay nada nuevo que publicar" in page.content.decode()
    assert "Nada cambió, creo" in page.content.decode()
    session(row, 1, "Ronda", day=1)
    page = client.post(there, {**sent, "note": " "})
    assert "id_note_error" in page.content.decode()


def test_only_who_may_opens_the_pages_that_write(client):
    row = published()
    somewhere = [
        address("publish-edition", row.slug),
        address("remove-session", row.slug, row.sessions.first().pk),
        address("withdraw-lead", row.slug, Lead.objects.get().pk),
    ]
    for there in somewhere:
        assert "/acceso/" in client.get(there)["Location"]
    client.force_login(stranger())
    for there in somewhere:
        assert client.get(there).status_code == 403
        assert client.post(there).status_code == 403
    client.force_login(secretary())
    for there in somewhere:
        assert client.get(there).status_code == 200


def test_a_session_and_a_name_are_taken_out_by_a_yes(client):
    row = published()
    client.force_login(secretary())
    assert client.post(address("remove-session", row.slug, row.sessions.get(position=2).pk), {"si": ""}).status_code == 302
    assert Session.objects.get().title == "Bienvenida"
    assert client.post(address("withdraw-lead", row.slug, Lead.objects.get().pk), {"si": ""}).status_code == 302
    client.logout()
    for there in (address("edition", row.slug, 1), row.get_absolute_url()):
        page = text(client, there)
        assert "Rosa Quispe" not in page
        assert "nombre retirado" in page
    assert "Rosa" not in b"".join(client.get("/datos/sesiones-por-edicion.csv")).decode()


def test_the_letter_says_what_changed_and_how_to_get_no_more_of_them(client):
    row = gathering(capacity=1)
    comer(row, name="Killa Mamani", email="killa@ejemplo.pe")
    comer(row, email="espera@ejemplo.pe")
    session(row)
    publish(row)
    session(row, 2, "Otra mesa")
    publish(row, note="Se suma una mesa")
    work()
    letters = [letter for letter in outbox.outbox if "Programa, edición 2" in letter.subject]
    assert {letter.to[0] for letter in letters} == {"killa@ejemplo.pe", "espera@ejemplo.pe"}
    (mine,) = (letter for letter in letters if letter.to == ["killa@ejemplo.pe"])
    for said in ("Hola, Killa Mamani", "Qué cambia: Se suma una mesa", address("edition", row.slug, 2)):
        assert said in mine.body
    (other,) = (letter for letter in letters if letter != mine)
    assert "lista de espera" in other.body
    off = mine.extra_headers["List-Unsubscribe"].strip("<>")
    assert off in mine.body
    assert mine.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = off.removeprefix("http://localhost:8000")
    assert address("current-edition", row.slug) in text(client, path.removesuffix("cartas/"))
    assert "recibes una carta" in text(client, path)
    # As a mail program asks it: from elsewhere, without a token.
    assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Registrant.objects.get(email="killa@ejemplo.pe").wants_programme
    assert "Ya no recibes cartas" in text(client, path)
    client.post(path, {"quiere": "si"})
    assert Registrant.objects.get(email="killa@ejemplo.pe").wants_programme


def test_a_letter_that_nobody_wants_any_more_does_not_go_out():
    row = gathering()
    quiet, gone = comer(row), comer(row)
    session(row)
    publish(row)
    services.choose_programme_letters(quiet, wanted=False, by=services.VISITOR)
    services.cancel_registration(gone, by=services.VISITOR)
    work()
    assert not [letter for letter in outbox.outbox if "Programa, edición" in letter.subject]


@needs_pango
def test_an_edition_is_printed_and_printed_again_without_a_name_taken_back(client):
    row = published()
    there = address("edition-pdf", row.slug, 1)
    assert client.get(there).status_code == 202
    work()
    printed = read(client.get(there))
    for said in ("Rosa Quispe", "Bienvenida", "Sala 1", "edición 1"):
        assert said in printed
    services.withdraw_lead(Lead.objects.get(), by=LOADER)
    assert client.get(there).status_code == 202
    work()
    assert "Rosa" not in read(client.get(there))
    assert client.post(there).status_code == 403
    client.force_login(secretary())
    assert client.post(there).status_code == 302


def read(answer):
    assert answer["Content-Type"] == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(b"".join(answer))).pages).split())


def test_another_library_reads_the_sessions_in_the_calendar(client):
    row = two_editions()
    calendar = vobject.readOne(client.get(address("edition-calendar", row.slug)).content.decode())
    events = {event.summary.value.partition(" · ")[0]: event for event in calendar.vevent_list}
    assert set(events) == {"Bienvenida", "Mesa de memoria y archivo", "Cierre"}
    assert events["Mesa de memoria y archivo"].dtstart.value.hour == 11
    assert events["Mesa de memoria y archivo"].location.value.startswith("Sala 2")
    assert client.get(address("edition-calendar", gathering().slug)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_the_same_queries_whatever_they_hold(client, django_assert_num_queries, count):
    row = gathering()
    for number in range(1, count + 1):
        session(row, number, f"Mesa {number}", lead=f"Persona {number}")
    publish(row)
    for number in range(1, count + 1):
        session(row, number, f"Sesión {number}")
    publish(row, note="Otros nombres")
    with django_assert_num_queries(5):
        text(client, address("edition", row.slug, 2))
    with django_assert_num_queries(4):
        text(client, address("compare-editions", row.slug), {"de": "1", "a": "2"})
