"""`/trabajo/`: what waits for each person, nothing of others, at one cost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tinkuy.agenda import services as agenda
from tinkuy.agenda.models import Version
from tinkuy.agenda.tests import ground
from tinkuy.alliance.models import Application, Coordination, Organization, Person, SeatInvitation, WorkingGroup
from tinkuy.alliance.tests.ground import coordinator_of, days_ago
from tinkuy.contributions import services as contributions
from tinkuy.contributions.models import Contribution, Import
from tinkuy.contributions.tests.places import contribution, meeting
from tinkuy.core.models import MOST_TRIES, BulkMail, Mail
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import facilitator, secretary, stranger, systematiser
from tinkuy.core.waiting import MOST_OF_A_KIND, waiting_for
from tinkuy.meetings.tests import minutes_made
from tinkuy.meetings.tests.comers import comer, gathering

pytestmark = pytest.mark.django_db
# Session, who visits, her roles, what waits, and the groups and organizations where she acts.
QUERIES = 6
KINDS = {
    "alliance.applications",
    "alliance.invitations",
    "meetings.without_word",
    "meetings.corrections",
    "meetings.minutes_to_read",
    "meetings.minutes_to_validate",
    "meetings.agreements_overdue",
    "meetings.agreements",
    "meetings.unreached",
    "contributions.to_validate",
    "contributions.imports",
    "agenda.adopted",
    "agenda.unsourced",
    "core.letters",
    "core.bulk_mail",
}


def said(user):
    return [(row.kind, row.name, row.count) for heap in waiting_for(user) for row in heap.rows]


def page(client, user):
    client.force_login(user)
    return client.get("/trabajo/").content.decode()


def group(slug="mt-cusco"):
    return WorkingGroup.objects.create(slug=slug, name=f"Mesa {slug}")


def convened_by(*groups, **values):
    made = meeting(**values)
    made.convening_groups.set(groups)
    return made


def joining_waits(mesa, rosa):
    """An application to her group, and an invitation of hers whose days are over."""
    ask = {"digest": uuid7().hex, "expires_at": timezone.now()}
    Application.objects.create(**ask, working_group=mesa, name="Amaru", description="Teatro", proven_at=timezone.now())
    its = Organization.objects.create(slug=uuid7().hex, name="Teatro")
    SeatInvitation.objects.create(**{**ask, "digest": uuid7().hex}, organization=its, since_on=days_ago(20), invited_by=rosa)


def minutes_wait(mesa):
    """Minutes with a correction, others whose days are over, and agreements; and somebody whom no letter reaches."""
    minutes = minutes_made.circulated(slug=uuid7().hex, convening_groups=[mesa])
    minutes_made.correction(minutes)
    minutes_made.close_window(minutes_made.circulated(slug=uuid7().hex, convening_groups=[mesa]))
    for due_on in (days_ago(1), None):
        minutes_made.agreement(minutes.meeting, office="", working_group=mesa, due_on=due_on)
    lost = comer(gathering(slug=uuid7().hex, convening_groups=[mesa]))
    Mail.objects.filter(address=lost.registrant.email).update(tries=MOST_TRIES, next_try_at=timezone.now())


def everything_waits(number, rosa):
    """`number` things of each kind that can wait for `rosa`, who is of the secretariat and systematises."""
    mesa = group("mt-de-rosa")
    Coordination.objects.create(person=Person.objects.create(name="Rosa", user=rosa), working_group=mesa, since_on=days_ago(9))
    for _ in range(number):
        past = days_ago(3)
        ground.meeting(state="CONVENED", held_on=past.isoformat())
        joining_waits(mesa, rosa)
        minutes_wait(mesa)
        BulkMail.objects.create(kind="core.invitation", title="A todas")
        ground.contribution(status="CAPTURED")
        Import.objects.create(meeting=ground.meeting(), file_name="hoja.csv", digest="x", created_by=rosa)
        version = ground.draft()
        ground.wording(version)
        adopted = ground.ready()
        agenda.record_adoption(adopted, date(2020, 3, 1), "Asamblea", by=ground.US)
        Mail.objects.create(to=stranger(), kind="core.invitation", tries=MOST_TRIES, next_try_at=timezone.now())


@pytest.mark.parametrize("number", [0, 1, 3])
def test_work_costs_the_same_whatever_waits(client, django_assert_num_queries, number):
    rosa = secretary()
    rosa.role_grants.create(role="SYSTEMATISER")
    everything_waits(number, rosa)
    client.force_login(rosa)

    with django_assert_num_queries(QUERIES):
        client.get("/trabajo/")

    assert {kind for kind, _name, _count in said(rosa)} == (KINDS if number else set())


def test_work_asks_who_one_is(client):
    assert client.get("/trabajo/").url == "/acceso/login/?next=/trabajo/"


@pytest.mark.parametrize("who", [stranger, facilitator])
def test_who_has_nothing_sees_nothing_of_others(client, who):
    everything_waits(1, secretary())
    html = page(client, who())

    assert "Nada te espera" in html
    assert "hoja.csv" not in html


def test_coordinator_is_told_of_the_meetings_of_her_groups_and_of_no_others(client):
    mine, other = group(), group("mt-puno")
    past = {"held_on": "2019-05-03", "state": "CONVENED"}
    told, strange = convened_by(mine, **past), convened_by(other, **past)
    for each in (told, strange):
        contribution(meeting=each, status="CAPTURED")
        contribution(meeting=each, status="TRANSCRIBED")
    quispe = coordinator_of(mine)

    assert said(quispe) == [("meetings.without_word", told.name, 1), ("contributions.to_validate", told.name, 2)]
    html = page(client, quispe)
    assert "2 aportes esperan." in html
    assert f'href="/encuentros/{told.slug}/estado/"' in html
    assert "desde el 3 de mayo de 2019" in html
    assert strange.name not in html


def test_coordination_that_ended_leaves_nothing_waiting():
    mine = group()
    contribution(meeting=convened_by(mine), status="CAPTURED")

    assert said(coordinator_of(mine, until_on=days_ago(1))) == []


@pytest.mark.parametrize(
    "values", [{"state": "HELD"}, {"held_on": "2019-05-03/.."}, {"held_on": timezone.localdate().isoformat()}]
)
def test_meeting_with_its_word_or_still_to_come_waits_for_nobody(values):
    past = {"state": "CONVENED", "held_on": "2019-05-03"}
    mine = group()
    convened_by(mine, **{**past, **values})

    assert said(coordinator_of(mine)) == []


def test_what_is_done_waits_no_longer():
    row, rosa = contribution(status="CAPTURED"), systematiser()
    assert said(rosa) == [("contributions.to_validate", row.meeting.name, 1)]

    contributions.validate_contribution(row, rosa)

    assert said(rosa) == []


def test_spreadsheets_wait_for_who_sent_them():
    luis, ana = facilitator(), secretary()
    contributions.preview_import(meeting(), b"texto\nFalta un taller\n", "puno.csv", luis)

    assert said(luis) == [("contributions.imports", "puno.csv", 1)]
    assert said(ana) == []


def test_published_versions_wait_for_nobody():
    ground.published()

    assert Version.objects.count() == 1
    assert said(secretary()) == []


def test_letters_are_grouped_by_whom_they_were_for(client):
    rosa, ana = stranger("Rosa"), secretary()
    for _ in range(2):
        Mail.objects.create(to=rosa, kind="core.invitation", tries=MOST_TRIES, next_try_at=timezone.now())

    assert said(ana) == [("core.letters", "Rosa", 2)]
    assert f'href="{rosa.get_absolute_url()}"' in page(client, ana)


def test_oldest_come_first_and_the_rest_appears_when_they_are_done(client):
    now, ana = timezone.now(), secretary()
    for days in range(MOST_OF_A_KIND + 5):
        contribution(status="CAPTURED", captured_at=now - timedelta(days=days))

    (heap,) = waiting_for(ana)
    assert len(heap.rows) == MOST_OF_A_KIND
    assert heap.has_more
    assert heap.rows[0].oldest == timezone.localdate() - timedelta(days=MOST_OF_A_KIND + 4)
    assert "Hay más de esto" in page(client, ana)


def test_words_that_nobody_published_are_not_on_the_page(client):
    contribution("Palabras que nadie publicó", status="CAPTURED")

    assert "Palabras que nadie" not in page(client, secretary())
    assert Contribution.objects.count() == 1


def test_header_leads_to_work_for_who_is_signed_in(client):
    assert 'href="/trabajo/"' not in client.get("/agenda/").content.decode()
    client.force_login(stranger())
    assert 'href="/trabajo/"' in client.get("/agenda/").content.decode()


def test_import_of_id_is_linked(client):
    luis = facilitator()
    sent = Import.objects.create(id=uuid7(), meeting=meeting(), file_name="", digest="x", created_by=luis)

    assert f'href="/importaciones/{sent.pk}/"' in page(client, luis)
