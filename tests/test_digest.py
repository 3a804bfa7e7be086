"""The weekly letter: on the day one chose, once, of what one follows, in the words of history, and never when it is off."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from tinkuy.agenda import services as agenda
from tinkuy.agenda.tests import ground
from tinkuy.alliance.services import record_organization
from tinkuy.alliance.tests.ground import coordinator_of, delegate_of, group, organization
from tinkuy.contributions import services as contributions
from tinkuy.contributions.tests.places import contribution, meeting
from tinkuy.core import history, mail, services
from tinkuy.core.errors import DomainError
from tinkuy.core.models import Digest, Mail
from tinkuy.core.queries.digest import happened_to_followed
from tinkuy.core.tests.people import facilitator, secretary, stranger, systematiser
from tinkuy.meetings.services import settle_agreement
from tinkuy.meetings.tests.minutes_made import agreement, circulated, correction, draft

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")
LIMA = ZoneInfo("America/Lima")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=LIMA)
SECRET = "Palabras que nadie publicó"


def delegate(weekday=0):
    """Somebody who speaks for an organization and chose a day."""
    flor = delegate_of(organization())
    services.choose_digest(weekday, by=flor)
    return flor


def change(flor, name="Teatro nuevo"):
    """Something happened to her organization."""
    its = flor.person.seats.get().organization
    record_organization(id=its.pk, slug=its.slug, name=name, by=secretary())


def sent(now=MONDAY):
    """How many were ordered; then the worker came by."""
    count = services.send_digests(now)
    call_command("worker", batch=True, verbosity=0)
    return count


def test_letter_tells_what_happened_to_what_one_follows():
    flor = delegate()
    change(flor)

    assert sent() == 1

    (letter,) = outbox.outbox
    assert letter.to == [flor.email]
    assert letter.subject == "Lo que pasó esta semana en APOC"
    assert "Teatro nuevo" in letter.body
    assert "http://localhost:8000/organizaciones/teatro/" in letter.body
    assert "- Organización modificada" in letter.body
    assert "<h2>" in letter.alternatives[0][0]


def test_new_people_get_none():
    flor = delegate_of(organization())
    change(flor)

    assert [sent(MONDAY + timedelta(days=day)) for day in range(7)] == [0] * 7
    assert not Digest.objects.exists()


def test_off_means_off():
    flor = delegate()
    change(flor)
    services.choose_digest(None, by=flor)

    assert [sent(MONDAY + timedelta(days=day)) for day in range(14)] == [0] * 14
    assert outbox.outbox == []


def test_letter_ordered_before_she_turned_it_off_does_not_go_out():
    flor = delegate()
    change(flor)
    assert services.send_digests(MONDAY) == 1
    services.choose_digest(None, by=flor)

    call_command("worker", batch=True, verbosity=0)

    assert outbox.outbox == []
    assert not Mail.objects.exists()


def test_closed_accounts_get_none():
    flor = delegate()
    change(flor)
    services.deactivate_user(flor, reason="x", by=secretary())

    assert sent() == 0


def test_it_goes_on_the_chosen_day_and_not_at_night():
    flor = delegate(weekday=2)
    change(flor)

    assert [sent(MONDAY + timedelta(days=day)) for day in range(7)] == [0, 0, 1, 0, 0, 0, 0]
    change(flor, "Otra vez")
    assert sent(MONDAY + timedelta(days=9, hours=-7)) == 0


def test_one_a_week_however_often_the_job_runs():
    flor = delegate()
    change(flor)

    assert [sent(), sent(), sent(MONDAY + timedelta(hours=9))] == [1, 0, 0]
    change(flor, "Otra vez")
    services.choose_digest(1, by=flor)
    assert sent(MONDAY + timedelta(days=1)) == 0
    assert len(outbox.outbox) == 1


def test_what_was_told_is_not_told_again_and_what_was_missed_is():
    flor = delegate()
    change(flor, "Teatro primero")
    sent()
    sent(MONDAY + timedelta(days=7))
    assert len(outbox.outbox) == 1  # nothing happened: no letter

    change(flor, "Teatro segundo")
    sent(MONDAY + timedelta(days=21))
    assert len(outbox.outbox) == 2
    assert "Organización modificada\n" in outbox.outbox[1].body  # once, without ×2


def test_what_happened_before_she_chose_and_what_she_did_herself_is_not_told():
    ana = secretary()
    version = ground.draft()
    services.choose_digest(0, by=ana)
    agenda.add_axis(version.pk, version, 1, "Vida", by=ana)

    assert sent() == 0


def test_words_that_nobody_published_are_never_in_the_letter():
    its = group()
    quispe = coordinator_of(its)
    services.choose_digest(0, by=quispe)
    at = meeting()
    at.convening_groups.add(its)
    row = contribution(SECRET, meeting=at, status="CAPTURED", may_publish=False)
    other = contribution(SECRET, meeting=at, status="CAPTURED", may_publish=False)
    rosa = systematiser()
    for each in (row, other):
        contributions.validate_contribution(each, rosa)

    sent()

    (letter,) = outbox.outbox
    assert f"{at}\n" in letter.body
    assert "- Aporte validado (×2)" in letter.body
    assert SECRET not in letter.body + letter.alternatives[0][0]


def test_minutes_and_agreements_are_told_under_their_meeting():
    its = group()
    quispe = coordinator_of(its)
    minutes = circulated(convening_groups=[its])
    correction(minutes, proposal=SECRET)
    made = agreement(minutes.meeting, office="", working_group=its)
    settle_agreement(made, "DONE", note=SECRET, by=secretary())

    (told,) = [each for each in happened_to_followed(quispe, after=0, until=history.latest()) if each.name == str(minutes)]

    assert told.url == minutes.meeting.get_absolute_url()
    assert {str(label): count for label, count in told.happened}.items() >= {
        ("acta circulada", 1),
        ("corrección del acta propuesta", 1),
        ("acuerdo anotado", 1),
        ("qué fue de un acuerdo", 1),
    }


def test_drafts_of_minutes_are_told_only_to_who_may_read_them():
    its, minutes = organization(), draft()
    minutes.meeting.convening_organizations.add(its)
    rosa = stranger()
    by_group = group()
    its.memberships.create(working_group=by_group)
    minutes.meeting.convening_groups.add(by_group)
    other = delegate_of(organization("danza"))
    other.person.seats.get().organization.memberships.create(working_group=by_group)

    def actions(user):
        told = happened_to_followed(user, after=0, until=history.latest())
        return {str(label) for each in told for label, _count in each.happened}

    assert "acta guardada" in actions(delegate_of(its))
    assert "acta guardada" not in actions(other)
    assert "encuentro registrado" in actions(other)
    assert actions(rosa) == set()


def test_others_things_are_not_told(django_assert_max_num_queries):
    mine, luis = delegate(), facilitator()
    change(delegate_of(organization("danza")))
    contributions.validate_contribution(contribution(status="CAPTURED"), secretary())

    assert happened_to_followed(mine, after=0, until=history.latest()) == []
    assert happened_to_followed(luis, after=0, until=history.latest()) == []


def test_drafts_are_told_to_who_works_on_them_and_to_nobody_else():
    version = ground.draft()
    ground.wording(version)
    until = history.latest()

    (told,) = happened_to_followed(systematiser(), after=0, until=until)
    assert told.name == version.name
    assert happened_to_followed(stranger(), after=0, until=until) == []


@pytest.mark.parametrize("number", [1, 3])
def test_digest_asks_the_same_however_much_happened(django_assert_num_queries, number):
    flor = delegate()
    for at in range(number):
        change(flor, f"Nombre {at}")
    until = history.latest()
    flor = type(flor).objects.get(pk=flor.pk)

    # Her roles once; own history of six kinds; parts of eleven, each with whose they are; the organization.
    with django_assert_num_queries(29):
        happened_to_followed(flor, after=0, until=until)


def test_choosing_is_remembered_once():
    flor = stranger()
    for _ in range(2):
        services.choose_digest(4, by=flor)
    services.choose_digest(None, by=flor)
    services.choose_digest(None, by=flor)

    assert [(entry.action, entry.details) for entry in history.of(flor)] == [
        ("core.digest_chosen", {"weekday": 4}),
        ("core.digest_chosen", {"weekday": None}),
    ]


@pytest.mark.parametrize("weekday", [-1, 7])
def test_there_is_no_such_day(weekday):
    with pytest.raises(DomainError, match="Elige un día"):
        services.choose_digest(weekday, by=stranger())
    assert not Digest.objects.exists()


def test_account_page_chooses(client):
    flor = stranger()
    client.force_login(flor)
    assert "Mientras no elijas un día" in client.get("/cuenta/").content.decode()

    answer = client.post("/cuenta/carta-semanal/", {"weekday": "4"}, follow=True)

    assert '<option value="4" selected>viernes</option>' in answer.content.decode()
    client.post("/cuenta/carta-semanal/", {"weekday": ""})
    assert Digest.objects.get(user=flor).weekday is None
    assert "Elige un día" in client.post("/cuenta/carta-semanal/", {"weekday": "9"}, follow=True).content.decode()


def link_in(letter):
    return re.search(r"http://localhost:8000(/carta-semanal/\S+)", letter.body)[1]


def test_letter_is_turned_off_from_the_letter_without_signing_in_once():
    flor = delegate()
    change(flor)
    sent()
    (letter,) = outbox.outbox
    link, client = link_in(letter), Client(enforce_csrf_checks=True)
    assert letter.extra_headers["List-Unsubscribe"] == f"<http://localhost:8000{link}>"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    assert "No recibir más" in client.get(link).content.decode()
    assert Digest.objects.get().weekday == 0  # a look changes nothing
    assert "Listo" in client.post(link, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert Digest.objects.get().weekday is None
    assert history.of(flor).last().by == flor

    services.choose_digest(3, by=flor)
    assert "ya se usó" in client.post(link).content.decode()
    assert Digest.objects.get().weekday == 3


@pytest.mark.parametrize("token", ["x", "eyJ4Ijox:fO:x"])
def test_link_that_nobody_sent_turns_nothing_off(client, token):
    delegate()

    assert client.post(f"/carta-semanal/{token}/").status_code == 200
    assert Digest.objects.get().weekday == 0


def test_letter_of_a_change_undone_is_not_sent():
    flor = delegate()
    change(flor)
    with transaction.atomic():
        services.send_digests(MONDAY)
        transaction.set_rollback(True)

    assert sent() == 1


def test_tick_says_what_it_did(capsys):
    flor = stranger()
    services.choose_digest(timezone.localdate().weekday(), by=flor)
    call_command("tick")

    assert "Cartas semanales: 0." in capsys.readouterr().out


def test_letters_of_other_kinds_go_out_as_before():
    assert mail.LETTERS["core.invitation"].is_wanted(Mail()) is True
