"""Letters go out after the change they tell of, once, and again when they failed: with the real queue and worker."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tinkuy.core import jobs, mail, services
from tinkuy.core.enums import MailState
from tinkuy.core.models import Mail
from tinkuy.core.tests.people import secretary, stranger

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")
NOWHERE = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(autouse=True)
def _letter_to_nobody(monkeypatch):
    """A letter whose reader has no account: later rooms have such; core has none of its own."""
    letter = mail.Letter(
        "For %(name)s",
        "core/mail/invitation.txt",
        "core/mail/invitation.html",
        lambda letter: {**letter.about, "link": "", "days": 1},
    )
    with_note = replace(letter, files=lambda _letter: [mail.Attached("nota.txt", b"hola", "text/plain")])
    monkeypatch.setitem(mail.LETTERS, "core.nobodys", with_note)


def work():
    call_command("worker", batch=True, verbosity=0)


def invite():
    return services.invite_user("rosa@ejemplo.pe", "Rosa", by=secretary())


def make_due():
    """Let the time of the next try come."""
    Mail.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - timedelta(seconds=1))


def test_letter_goes_out_when_the_worker_comes_by():
    rosa = invite()
    assert outbox.outbox == []

    work()

    (letter,) = outbox.outbox
    assert letter.to == ["rosa@ejemplo.pe"]
    assert letter.subject == "Tu cuenta en APOC"
    assert "Hola, Rosa:" in letter.body
    assert "http://localhost:8000/acceso/password/reset/key/" in letter.body
    (html, kind) = letter.alternatives[0]
    assert kind == "text/html"
    assert "src=" not in html
    assert "@import" not in html
    assert Mail.objects.get(to=rosa).state == MailState.SENT


def test_letter_of_a_change_that_did_not_happen_is_never_sent():
    ana = secretary()
    with transaction.atomic():
        services.invite_user("rosa@ejemplo.pe", "Rosa", by=ana)
        transaction.set_rollback(True)

    work()

    assert outbox.outbox == []
    assert Mail.objects.count() == 0


def test_letter_ordered_twice_is_sent_once():
    rosa = invite()
    jobs.deliver_mail.enqueue(str(Mail.objects.get(to=rosa).pk))

    work()
    make_due()
    work()

    assert len(outbox.outbox) == 1
    assert DBTaskResult.objects.filter(status="FAILED").count() == 0


def test_letter_is_written_in_the_language_of_its_reader():
    rosa = stranger()
    services.choose_language("en", by=rosa)
    rosa.refresh_from_db()
    with transaction.atomic():
        jobs.send_later("core.invitation", rosa)

    work()

    assert outbox.outbox[0].subject == "Your account at APOC"
    assert '<html lang="en">' in outbox.outbox[0].alternatives[0][0]


def test_letter_that_fails_is_tried_again_and_tells(settings):
    rosa = invite()
    good, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, NOWHERE
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    work()
    letter = Mail.objects.get(to=rosa)
    assert letter.state == MailState.TRYING_AGAIN
    assert "ConnectionRefusedError" in letter.last_error

    work()  # its time has not come
    assert Mail.objects.get().tries == 1

    settings.EMAIL_BACKEND = good
    make_due()
    work()
    assert len(outbox.outbox) == 1
    assert Mail.objects.get().state == MailState.SENT


def test_letter_that_never_goes_out_is_given_up_and_shown(settings, client):
    rosa = invite()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = NOWHERE, "127.0.0.1", 9
    for _ in range(len(mail.WAITS) + 2):
        work()
        make_due()

    assert Mail.objects.get(to=rosa).tries == len(mail.WAITS)
    assert Mail.objects.get(to=rosa).state == MailState.GIVEN_UP
    assert DBTaskResult.objects.count() == len(mail.WAITS)
    client.force_login(secretary())
    assert "una carta no pudo salir" in client.get("/accesos/").content.decode()
    assert "ConnectionRefusedError" in client.get(rosa.get_absolute_url()).content.decode()


def test_letter_whose_sending_was_cut_short_is_made_up_for():
    invite()
    letter = Mail.objects.get()
    taken = mail.take(letter.pk)  # and then the machine stops
    assert taken is not None
    assert mail.take(letter.pk) is None

    make_due()
    work()

    assert len(outbox.outbox) == 1


def test_send_later_refuses_a_letter_that_nobody_wrote():
    with pytest.raises(LookupError), transaction.atomic():
        jobs.send_later("core.nothing", stranger())


def link_in(letter):
    return next(line for line in letter.body.splitlines() if "/acceso/password/reset/key/" in line).removeprefix(
        "http://localhost:8000"
    )


def test_invited_person_sets_her_password_once_and_signs_in(client):
    rosa = invite()
    work()
    link = link_in(outbox.outbox[0])

    form = client.get(link, follow=True)
    sent = client.post(
        form.redirect_chain[-1][0], {"password1": "cuatro ríos hondos", "password2": "cuatro ríos hondos"}, follow=True
    )

    assert "/acceso/login/" in sent.content.decode()
    assert client.post("/acceso/login/", {"login": rosa.email, "password": "cuatro ríos hondos"}).status_code == 302
    assert client.session["_auth_user_id"] == str(rosa.pk)
    assert rosa.emailaddress_set.get().verified
    assert [entry.action for entry in rosa.history.all()] == ["core.password_set"]

    client.logout()
    again = client.get(link, follow=True).content.decode()
    assert 'name="password1"' not in again
    assert "Este enlace ya no sirve" in again


def test_link_of_an_invitation_stops_working_in_time(client, settings):
    invite()
    work()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert 'name="password1"' not in client.get(link_in(outbox.outbox[0]), follow=True).content.decode()


def test_letter_to_who_has_no_account_goes_to_her_address_in_her_language():
    with transaction.atomic():
        jobs.send_to_address_later("core.nobodys", "killa@ejemplo.pe", language="en", name="Killa")
    work()
    (letter,) = outbox.outbox
    assert letter.to == ["killa@ejemplo.pe"]
    assert letter.subject == "For Killa"
    assert '<html lang="en">' in letter.alternatives[0][0]
    assert ("nota.txt", "hola", "text/plain") in letter.attachments


def test_letter_whose_address_was_forgotten_never_goes_out():
    with transaction.atomic():
        jobs.send_to_address_later("core.nobodys", "killa@ejemplo.pe", name="Killa", registration="1")
        jobs.send_to_address_later("core.nobodys", "sisa@ejemplo.pe", name="Sisa", registration="2")
    mail.forget_addresses(registration="1")
    work()
    assert [letter.to for letter in outbox.outbox] == [["sisa@ejemplo.pe"]]
    assert not Mail.objects.filter(address="killa@ejemplo.pe").exists()


def test_letter_goes_to_an_account_or_to_an_address_never_to_both():
    with pytest.raises(IntegrityError), transaction.atomic():
        Mail.objects.create(kind="core.nobodys", to=stranger(), address="killa@ejemplo.pe")
