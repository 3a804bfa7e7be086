"""One's own data: taken away whole, and erased so that what was said stays and nobody can tell who wrote it down."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from tinkuy.agenda.tests import ground
from tinkuy.alliance.models import Coordination, Person, Seat
from tinkuy.alliance.tests.ground import coordinator_of, delegate_of, group, organization
from tinkuy.contributions import services as contributions
from tinkuy.contributions.models import Contribution, Import
from tinkuy.core import history, jobs, services
from tinkuy.core.errors import ConflictError, DomainError, NotAllowedError
from tinkuy.core.models import KEPT_FOR, HistoryEntry, Mail, PersonalArchive, User
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import facilitator, secretary, stranger

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")
PASSWORD = "una clave larga"


@pytest.fixture
def luis(settings, tmp_path):
    """Somebody who captured, sent a spreadsheet, was written to and chose a day."""
    settings.MEDIA_ROOT = tmp_path
    luis = facilitator()
    EmailAddress.objects.create(user=luis, email=luis.email, primary=True, verified=True)
    Authenticator.objects.create(user=luis, type="totp", data={"secret": "no sale nunca"})
    services.choose_digest(2, by=luis)
    captured = contributions.capture_contribution(
        uuid7(), meeting=ground.meeting(), text="Falta un taller", kind="PROBLEM", language="es", may_publish=True, by=luis
    )
    Contribution.objects.filter(pk=captured.pk).update(device="Teléfono de Luis")
    contributions.validate_contribution(captured, by=ground.US)
    contributions.preview_import(ground.meeting(), b"texto\nUna sala\n", "luis quispe.csv", luis)
    with transaction.atomic():
        jobs.send_later("core.invitation", luis)
    return luis


def work():
    call_command("worker", batch=True, verbosity=0)


def archive_of(user, client):
    services.ask_for_ones_data(by=user)
    work()
    client.force_login(user)
    answer = client.get(f"/cuenta/mis-datos/{user.archives.get().pk}.zip")
    pack = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    return json.loads(pack.read("mis-datos.json")), pack.read("mis-datos.html").decode()


def test_archive_holds_all_that_is_held(client, luis):
    held, page = archive_of(luis, client)

    assert held["cuenta"][0]["correo"] == luis.email
    assert held["correos"] == [{"correo": luis.email, "confirmado": True, "principal": True}]
    assert held["formas_de_ingresar"][0]["tipo"] == "totp"
    assert [role["rol"] for role in held["roles"]] == ["FACILITATOR"]
    assert held["carta_semanal"][0]["dia_de_la_semana"] == 2
    assert held["cartas"][0]["tipo"] == "core.invitation"
    assert held["aportes"][0]["id"] == str(Contribution.objects.get().pk)
    assert held["aportes"][0]["aparato"] == "Teléfono de Luis"
    assert held["hojas"][0]["archivo"] == "luis quispe.csv"
    assert [entry["que"] for entry in held["lo_que_hice"]] == [
        "día de la carta semanal elegido",
        "aporte anotado",
        "hoja de cálculo enviada",
        "archivo de los propios datos pedido",
    ]
    assert luis.email in page
    assert "Aportes que anoté" in page


def test_archive_holds_no_words_of_others_and_no_secret(client, luis):
    held, page = archive_of(luis, client)

    for text in (json.dumps(held), page):
        assert "Falta un taller" not in text
        assert "no sale nunca" not in text
        assert luis.password not in text


def test_archive_tells_of_seats_and_coordinations(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    flor = delegate_of(organization())
    Coordination.objects.create(person=flor.person, working_group=group(), since_on=timezone.localdate())

    held, _page = archive_of(flor, client)

    functions = {(each["funcion"], each["de"]) for each in held["delegaciones_y_coordinaciones"]}
    assert functions == {("delegación", "Teatro"), ("coordinación", "Mesa mt-cusco")}


def test_archive_is_hers_alone_and_for_seven_days(client, luis, tmp_path):
    archive_of(luis, client)
    archive = luis.archives.get()
    address = f"/cuenta/mis-datos/{archive.pk}.zip"
    assert "Archivo del" in client.get("/cuenta/mis-datos/").content.decode()

    client.force_login(secretary())
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302

    PersonalArchive.objects.update(asked_at=timezone.now() - KEPT_FOR)
    client.force_login(luis)
    assert client.get(address).status_code == 404
    call_command("tick")
    assert not PersonalArchive.objects.exists()
    assert list(tmp_path.rglob("*.zip")) == []
    assert services.forget_old_archives() == 0


def test_archive_asked_for_twice_is_one(client, luis):
    client.force_login(luis)
    for _ in range(2):
        assert "se está preparando" in client.post("/cuenta/mis-datos/", follow=True).content.decode()
    work()
    work()

    assert luis.archives.count() == 1
    assert [entry.action for entry in history.of(luis)] == ["core.digest_chosen", "core.data_asked_for"]


def test_erased_person_is_cut_from_what_stays(luis, client, tmp_path):
    archive_of(luis, client)
    email = luis.email

    services.erase_account(luis, password=PASSWORD, by=luis)

    row = Contribution.objects.get()
    assert (row.text, row.captured_by, row.device) == ("Falta un taller", luis, "")
    shell = User.objects.get(pk=luis.pk)
    assert str(shell) == "persona que pidió ser borrada"
    assert (shell.name, shell.is_active, shell.has_usable_password()) == ("", False, False)
    assert shell.email.endswith("@borrada.invalid")
    for gone in (EmailAddress, Authenticator, Mail, PersonalArchive):
        assert not gone.objects.filter(**{"to" if gone is Mail else "user": luis}).exists(), gone
    assert list(tmp_path.rglob("*.zip")) == []
    assert shell.roles == {"FACILITATOR"}  # until today, and of no use to a closed account
    assert Import.objects.get().state == "DISCARDED"
    assert email not in dump()
    assert "luis quispe" not in dump()


def dump():
    """All that the database holds, as text."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name != "django_session"]
        found = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found.append(str(cursor.fetchall()))
    return "\n".join(found)


def test_erasing_is_remembered_once_and_twice_is_once(luis):
    on_another_screen = User.objects.get(pk=luis.pk)
    for same in (luis, on_another_screen):
        services.erase_account(same, password=PASSWORD, by=same)

    assert [entry.action for entry in history.of(luis)] == ["core.digest_chosen", "core.account_erased"]


def test_password_is_asked_for(luis, client):
    with pytest.raises(DomainError, match="no es tu contraseña"):
        services.erase_account(luis, password="otra", by=luis)
    client.force_login(luis)
    answer = client.post("/cuenta/borrar/", {"password": "otra"})

    assert answer.status_code == 422
    assert "Esta no es tu contraseña." in answer.content.decode()
    luis.refresh_from_db()
    assert (luis.name, luis.erased_at) == ("Luis", None)


def test_passwords_are_not_guessed_for_ever(luis, client):
    client.force_login(luis)
    for _ in range(10):
        client.post("/cuenta/borrar/", {"password": "otra"})

    assert "Demasiadas contraseñas" in client.post("/cuenta/borrar/", {"password": PASSWORD}).content.decode()
    assert not User.objects.exclude(erased_at=None).exists()


def test_nobody_erases_another(luis):
    with pytest.raises(NotAllowedError):
        services.erase_account(luis, password=PASSWORD, by=secretary())


def test_sole_secretariat_is_told_the_way_out(client):
    ana = secretary()
    with pytest.raises(ConflictError, match="Primero"):
        services.erase_account(ana, password=PASSWORD, by=ana)
    assert User.objects.get(pk=ana.pk).erased_at is None

    secretary()
    services.erase_account(ana, password=PASSWORD, by=ana)
    assert User.objects.get(pk=ana.pk).erased_at


def test_page_says_what_will_happen_and_does_it(luis, client):
    client.force_login(luis)
    page = client.get("/cuenta/borrar/").content.decode()
    assert "Lo que queda" in page
    assert "Lo que se va" in page

    assert "Ya no estás aquí" in client.post("/cuenta/borrar/", {"password": PASSWORD}).content.decode()

    assert client.get("/cuenta/").status_code == 302
    assert not client.login(email=luis.email, password=PASSWORD)


@pytest.mark.parametrize(("names_too", "name"), [(False, "Flor"), (True, "Persona que pidió ser borrada")])
def test_public_function_stays_and_its_name_goes_when_she_asks(names_too, name, client):
    flor = delegate_of(organization())
    services.erase_account(flor, password=PASSWORD, names_too=names_too, by=flor)

    person = Person.objects.get()
    assert (person.name, person.user) == (name, None)
    assert Seat.objects.get().person == person
    assert name in client.get("/organizaciones/teatro/").content.decode()
    (entry,) = history.of(person)
    assert (entry.action, entry.details) == ("alliance.person_erased", {})


def test_erased_coordinator_may_nothing_more():
    quispe = coordinator_of(group())
    services.erase_account(quispe, password=PASSWORD, by=quispe)

    assert not Person.objects.filter(user=quispe).exists()


def test_erased_account_is_not_listed_nor_opened_again_and_she_may_come_back(luis, client):
    email, ana = luis.email, secretary()
    services.erase_account(luis, password=PASSWORD, by=luis)
    client.force_login(ana)

    assert "borrada" not in client.get("/accesos/").content.decode()
    page = client.get(f"/accesos/{luis.pk}/").content.decode()
    assert "persona que pidió ser borrada" in page
    assert ".invalid" not in page
    with pytest.raises(ConflictError, match="pidió ser borrada"):
        services.reactivate_user(luis, reason="x", by=ana)
    assert services.invite_user(email, "Luis otra vez", by=ana).pk != luis.pk


def test_history_goes_on_pointing_to_nobody_known(luis, client):
    services.erase_account(luis, password=PASSWORD, by=luis)
    client.force_login(secretary())

    page = client.get("/historial/").content.decode()
    assert "por persona que pidió ser borrada" in page
    assert "Luis" not in page
    assert HistoryEntry.objects.filter(by=luis).count() >= 3


@pytest.mark.parametrize("address", ["/cuenta/mis-datos/", "/cuenta/borrar/"])
def test_pages_ask_who_one_is(client, address):
    assert client.get(address).status_code == 302
    client.force_login(stranger())
    assert client.get(address).status_code == 200


def test_archive_ordered_before_erasing_is_not_made(luis, tmp_path):
    services.ask_for_ones_data(by=luis)
    services.erase_account(luis, password=PASSWORD, by=luis)
    work()

    assert list(tmp_path.rglob("*.zip")) == []
    assert timezone.now() - timedelta(minutes=5) < User.objects.get(pk=luis.pk).erased_at
