"""Pages of people, of one's own account and of history: who may see them, what they show, and at what cost."""

import csv
import time
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tinkuy.core import history, recording, services
from tinkuy.core.enums import Role
from tinkuy.core.models import HistoryEntry, Mail, RoleGrant, Source, User
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import facilitator, secretary, stranger

pytestmark = pytest.mark.django_db
BY = Operator(via="prueba")
# Session, who visits, her roles.
OF_THE_VISIT = 3
PEOPLE = OF_THE_VISIT + 3  # people; their roles; what happened last
PERSON = OF_THE_VISIT + 4  # the person, roles, letters, what happened
HISTORY = OF_THE_VISIT + 3  # entries; the one kind of thing they name; what happened last


@pytest.fixture
def ana(client):
    person = secretary()
    client.force_login(person)
    return person


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_people_cost_the_same_however_many(client, ana, django_assert_num_queries, number):
    for _ in range(number):
        facilitator()
    with django_assert_num_queries(PEOPLE):
        client.get("/accesos/")


@pytest.mark.parametrize("number", [1, 3])
def test_person_costs_the_same_however_much_happened(client, ana, django_assert_num_queries, number):
    luis = stranger()
    for _ in range(number):
        services.deactivate_user(luis, reason="x", by=ana)
        services.reactivate_user(luis, reason="x", by=ana)
    # The thing that happened is the person herself: one query more.
    with django_assert_num_queries(PERSON + 1):
        client.get(luis.get_absolute_url())


@pytest.mark.parametrize("number", [1, 3])
def test_history_costs_the_same_however_long(client, ana, django_assert_num_queries, number):
    for each in range(number):
        recording.record_source(f"https://ejemplo.pe/{each}", by=BY)
    with django_assert_num_queries(HISTORY):
        client.get("/historial/")


ADDRESSES = ["/accesos/", "/accesos/nueva/", "/accesos/{0}/", "/historial/", "/historial.csv"]
ACTS = ["/accesos/{0}/invitar/", "/accesos/{0}/rol/", "/accesos/{0}/cerrar/", "/accesos/{0}/reabrir/"]


@pytest.mark.parametrize("address", ADDRESSES + ACTS)
def test_only_the_secretariat_sees_people_and_history(client, address):
    luis = facilitator()
    address = address.format(luis.pk)
    assert client.get(address).url.startswith("/acceso/login/")
    client.force_login(luis)
    assert client.get(address).status_code == 403
    client.force_login(secretary())
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=maría", ["María Ñusta"]),
        ("q=MARIA+nusta", []),
        ("q=ñusta", ["María Ñusta"]),
        ("rol=FACILITATOR", ["Luis"]),
        ("rol=REY", None),
    ],
)
def test_people_are_found_by_name_address_and_role(client, ana, asked, found):
    stranger("María Ñusta")
    facilitator()
    shown = page(client, f"/accesos/?{asked}")
    for name in ("María Ñusta", "Luis"):
        assert (f">{name}</a>" in shown) == (found is None or name in found)


def test_people_come_fifty_a_page(client, ana):
    for _ in range(51):
        stranger()
    assert "?pagina=2" in page(client, "/accesos/")


def test_invite_page_opens_an_account_once(client, ana):
    sent = {"name": "Rosa", "email": "Rosa@ejemplo.pe", "roles": ["FACILITATOR"]}
    rosa_page = client.post("/accesos/nueva/", sent)
    rosa = User.objects.get(email="rosa@ejemplo.pe")
    assert rosa_page.url == rosa.get_absolute_url()
    assert "Invitación hecha" in page(client, rosa_page.url)

    client.post("/accesos/nueva/", sent)
    assert "ya tiene cuenta" in page(client, rosa_page.url)
    assert Mail.objects.count() == 1


def test_invite_page_says_beside_the_field_what_is_wrong_and_keeps_the_rest(client, ana):
    answer = client.post("/accesos/nueva/", {"name": "Rosa", "email": "rosa@"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert 'id="id_email_error"' in shown
    assert 'value="Rosa"' in shown
    assert User.objects.count() == 1


def test_invite_page_keeps_what_was_typed_when_the_session_ended(client):
    ana = secretary()
    assert client.post("/accesos/nueva/", {"name": "Rosa", "email": "rosa@ejemplo.pe"}).url.startswith("/acceso/login/")
    session = client.session
    drafts = session["drafts"]
    client.force_login(ana)
    session = client.session
    session["drafts"] = drafts
    session.save()
    assert 'value="rosa@ejemplo.pe"' in page(client, "/accesos/nueva/")


def test_role_pages_give_and_end_a_role(client, ana):
    luis = stranger("Luis")
    today = timezone.localdate()
    sent = {"role": "FACILITATOR", "since_on": today.isoformat(), "until_on": ""}
    assert client.post(f"/accesos/{luis.pk}/rol/", sent).status_code == 302
    grant = luis.role_grants.get()

    again = client.post(f"/accesos/{luis.pk}/rol/", {**sent, "until_on": today.isoformat()})
    assert again.status_code == 422
    assert "ya tiene este rol" in again.content.decode()

    assert client.post(f"/accesos/{luis.pk}/rol/{grant.pk}/terminar/", {"on": "2001-01-01"}).status_code == 422
    assert client.post(f"/accesos/{luis.pk}/rol/{grant.pk}/terminar/", {"on": today.isoformat()}).status_code == 302
    assert luis.role_grants.get().until_on == today
    assert "Rol terminado" in page(client, luis.get_absolute_url())


def test_role_of_another_person_is_not_found_at_this_one(client, ana):
    luis, rosa = facilitator(), stranger()
    address = f"/accesos/{rosa.pk}/rol/{luis.role_grants.get().pk}/terminar/"
    assert client.get(address).status_code == 404


def test_ended_roles_stay_on_the_page(client, ana):
    luis = stranger()
    RoleGrant.objects.create(user=luis, role=Role.SYSTEMATISER, since_on="2020-01-01", until_on="2020-06-30")
    assert "del 1 de enero de 2020 al 30 de junio de 2020" in page(client, luis.get_absolute_url())


def test_account_page_leads_the_secretariat_to_people_and_history(client, ana):
    shown = page(client, "/cuenta/")
    assert 'href="/accesos/"' in shown
    assert 'href="/historial/"' in shown
    client.force_login(facilitator())
    shown = page(client, "/cuenta/")
    assert 'href="/accesos/"' not in shown
    assert "facilitador" in shown


def test_choosing_a_language_is_remembered_for_letters(client, ana):
    client.post("/idioma/", {"language": "en"})
    client.post("/idioma/", {"language": "xx"})
    ana.refresh_from_db()
    assert ana.language == "en"


def test_history_tells_each_thing_in_words(client, ana):
    recording.record_source("https://ejemplo.pe/nota", by=BY, title="Nota")
    recording.record_source("https://ejemplo.pe/nota", by=ana, title="Nota corregida")
    shown = page(client, "/historial/")
    assert shown.index("Fuente cambiada") < shown.index("Fuente registrada")
    assert "<del>Nota</del>" in shown
    assert "<ins>Nota corregida</ins>" in shown
    assert "por Ana" in shown
    assert "por la orden prueba" in shown


def test_history_links_to_what_has_a_page_and_survives_what_is_gone(client, ana):
    luis = stranger("Luis Quispe")
    services.deactivate_user(luis, reason="Se fue", by=ana)
    source = recording.record_source("https://ejemplo.pe/nota", by=BY)
    Source.objects.filter(pk=source.pk).delete()
    HistoryEntry.objects.create(action="ayer.cosa_hecha", target_kind="ayer.cosa", target_id=source.pk, via="prueba")
    shown = page(client, "/historial/")
    assert f'<a href="/accesos/{luis.pk}/">Luis Quispe</a>' in shown
    assert "Se fue" in shown
    assert "ayer.cosa_hecha" in shown.lower()


def test_history_is_narrowed_by_action_person_and_day(client, ana):
    luis = stranger("Luis")
    lima = ZoneInfo("America/Lima")
    late = datetime(2026, 3, 1, 23, 30, tzinfo=lima)
    for by, at in ((ana, late), (luis, late + timedelta(hours=1))):
        HistoryEntry.objects.create(action="core.password_set", by=by, target_kind="core.user", target_id=by.pk, at=at)
    HistoryEntry.objects.create(action="core.user_created", via="create-secretary", target_kind="core.user", target_id=luis.pk)

    def knots(query):
        return page(client, f"/historial/?{query}").count('<time datetime="')

    assert knots("") == 3
    assert knots("accion=core.password_set") == 2
    assert knots("quien=luis") == 1
    assert knots("quien=create-sec") == 1
    assert knots("dia=2026-03-01") == 1
    assert knots("dia=2026-03-02") == 1
    assert knots(f"sobre={luis.pk}") == 2
    assert knots("dia=ayer&accion=x.y&sobre=7") == 3


def test_history_table_has_what_the_page_shows(client, ana):
    history_of_a_source = recording.record_source("https://ejemplo.pe/nota", by=BY, title="=1+1")
    answer = client.get("/historial.csv?accion=core.source_recorded")
    rows = list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [(row["accion"], row["en_palabras"], row["orden"]) for row in rows] == [
        ("core.source_recorded", "fuente registrada", "prueba")
    ]
    assert rows[0]["sobre"] == str(history_of_a_source.pk)


def test_history_reads_all_that_the_loaded_history_and_sample_write(client, ana):
    for command in ("load_history", "load_sample"):
        call_command(command, stdout=StringIO())
    number = 1
    while number:
        shown = page(client, f"/historial/?pagina={number}")
        number = number + 1 if f"?pagina={number + 1}" in shown else 0
    assert HistoryEntry.objects.count() > 400


def test_what_she_does_to_her_own_account_is_history_too(client):
    luis = stranger()
    luis.emailaddress_set.create(email=luis.email, verified=True, primary=True)
    client.post("/acceso/login/", {"login": luis.email, "password": "una clave larga"})
    new = {"oldpassword": "una clave larga", "password1": "otra clave más larga", "password2": "otra clave más larga"}
    client.post("/acceso/password/change/", new)
    assert [entry.action for entry in history.of(luis)] == ["core.password_set"]


def test_recovery_codes_are_shown_and_the_way_to_sign_in_is_history(client, django_capture_on_commit_callbacks):
    luis = stranger()
    luis.emailaddress_set.create(email=luis.email, verified=True, primary=True)
    client.post("/acceso/login/", {"login": luis.email, "password": "una clave larga"})
    client.post("/acceso/reauthenticate/", {"password": "una clave larga"})
    secret = client.get("/acceso/2fa/totp/activate/").context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/acceso/2fa/totp/activate/", {"code": code}).url == "/acceso/2fa/recovery-codes/"

    assert page(client, "/acceso/2fa/recovery-codes/").count("<code>") == 10
    ways = {(entry.action, entry.details["way"]) for entry in history.of(luis)}
    assert ("core.sign_in_way_added", "totp") in ways


def test_form_sent_too_late_shows_each_thing_typed_under_its_word():
    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary())
    sent = {
        "name": "Rosa",
        "roles": ["FACILITATOR", "SYSTEMATISER"],
        "id": "01938c2a-0000-7000-8000-000000000000",
        "Password1": "secreta",
    }
    answer = client.post("/accesos/nueva/", sent)
    assert answer.status_code == 403
    shown = answer.content.decode()
    assert ">Nombre</label>" in shown
    assert "FACILITATOR\nSYSTEMATISER" in shown
    assert "01938c2a" not in shown
    assert "secreta" not in shown
