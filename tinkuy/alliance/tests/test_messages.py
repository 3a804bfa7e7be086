"""Writing to a group or a body: it arrives, shows nobody's address, and is not kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from tinkuy.alliance import services
from tinkuy.alliance.models import Message, Person
from tinkuy.alliance.tests.ground import actions, coordinator_of, days_ago, group
from tinkuy.alliance.tests.letters import sent
from tinkuy.core import history
from tinkuy.core.chores import TICK
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.models import HistoryEntry, Mail
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import secretary, stranger

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")


def wanted(**values):
    asked = {
        "id": str(uuid7()),
        "text": "¿Cuándo se reúnen?",
        "writer_name": "Inés",
        "email": "ines@ejemplo.pe",
        "consents": "on",
    }
    return asked | values


def body(*named):
    made = services.record_body(None, name="Secretaría técnica", by=secretary())
    for as_of, user in named:
        person = Person.objects.create(name=user.name, user=user)
        services.record_body_member(made, person, as_of=as_of, by=secretary())
    return made


def by_reader():
    return {letter.to[0]: letter for letter in sent()}


def test_message_reaches_who_coordinates_today_and_tells_the_writer(client):
    mine = group()
    quispe, _former = coordinator_of(mine), coordinator_of(mine, until_on=days_ago(1))
    address = reverse("alliance:write-to-group", args=[mine.slug])
    assert address in client.get(mine.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    assert quispe.email not in page
    asked = wanted()
    for _time in range(2):
        assert client.post(address, asked).url == mine.get_absolute_url()

    letters = by_reader()

    assert set(letters) == {quispe.email, "ines@ejemplo.pe"}
    assert "¿Cuándo se reúnen?" in letters[quispe.email].body
    assert "ines@ejemplo.pe" in letters[quispe.email].body
    confirmation = letters["ines@ejemplo.pe"]
    assert quispe.email not in str(confirmation.message())
    assert "¿Cuándo se reúnen?" not in confirmation.body
    assert actions(mine) == ["alliance.message_passed_on"]
    assert history.of(mine).get().details == {"count": 1}
    assert not HistoryEntry.objects.filter(details__icontains="ines").exists()


def test_message_to_a_body_reaches_those_named_last_and_without_anybody_the_secretariat(client):
    before, now = stranger("Antes"), stranger("Ahora")
    made = body(("2018", before), ("2026", now))
    address = reverse("alliance:write-to-body", args=[made.slug])
    assert address in client.get(made.get_absolute_url()).content.decode()
    client.post(address, wanted())
    assert set(by_reader()) == {now.email, "ines@ejemplo.pe"}
    ana = secretary()
    mine = group()
    client.post(reverse("alliance:write-to-group", args=[mine.slug]), wanted())
    assert ana.email in by_reader()


def test_message_without_consent_address_or_words_is_refused_and_nothing_goes_out(client):
    address = reverse("alliance:write-to-group", args=[group().slug])
    for wrong, field in (({"consents": ""}, "consents"), ({"email": "ines"}, "email"), ({"text": " "}, "text")):
        answer = client.post(address, wanted(**wrong))
        assert answer.status_code == 422
        assert f'id="id_{field}_error"' in answer.content.decode()
    with pytest.raises(InvalidError):
        services.write_to(uuid7(), group("mt-lima"), services.Writer("", "ines@ejemplo.pe", True), "Hola")
    assert not Message.objects.exists()
    assert sent() == []


def test_one_network_writes_five_an_hour_and_machines_never(client):
    mine = group()
    address = reverse("alliance:write-to-group", args=[mine.slug])
    assert client.post(address, wanted(apodo="x")).url == mine.get_absolute_url()
    assert not Message.objects.exists()
    for _time in range(5):
        client.post(address, wanted())
    answer = client.post(address, wanted())
    assert answer.status_code == 422
    assert "¿Cuándo se reúnen?" in answer.content.decode()
    assert Message.objects.count() == 5


def test_messages_are_erased_after_seven_days():
    mine = group()
    for number in range(2):
        services.write_to(uuid7(), mine, services.Writer("Inés", "ines@ejemplo.pe", True), f"Mensaje {number}")
    Message.objects.filter(text="Mensaje 0").update(written_at=timezone.now() - timedelta(days=7))
    services.forget_messages(by=TICK)
    assert [message.text for message in Message.objects.all()] == ["Mensaje 1"]
    assert sorted(Mail.objects.filter(kind="alliance.message_sent").values_list("address", flat=True)) == ["", "ines@ejemplo.pe"]
    with pytest.raises(NotAllowedError):
        services.forget_messages(by=stranger())


def test_a_message_is_for_a_group_or_a_body_and_never_for_none():
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(name="Inés", email="ines@ejemplo.pe", text="Hola")
