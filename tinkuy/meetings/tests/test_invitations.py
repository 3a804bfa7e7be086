"""Letters that ask people to come: to whom, once, with a file that their calendar takes."""

from datetime import timedelta

import pytest
import vobject
from django.core import mail as outbox
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tinkuy.alliance.models import Organization, Person, Seat, WorkingGroup
from tinkuy.core import history
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.models import BulkMail, Mail
from tinkuy.core.services import approve_bulk_mail
from tinkuy.core.tests.people import secretary, stranger
from tinkuy.meetings import services
from tinkuy.meetings.services import NobodyInvitedError, send_invitations
from tinkuy.meetings.tests.gatherings import LOADER, coordinator_of, meeting

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")


def delegate_of(organization, *, ended=False):
    user = stranger("Mamani")
    person = Person.objects.create(name="Mamani", user=user)
    today = timezone.localdate()
    days = {"since_on": today - timedelta(days=9)}
    if ended:
        days = {"since_on": today - timedelta(days=30), "until_on": today - timedelta(days=10)}
    Seat.objects.create(person=person, organization=organization, **days)
    return user


def to_come(**values):
    group = WorkingGroup.objects.create(slug="cusco", name="Mesa Cusco")
    organization = Organization.objects.create(slug="teatro", name="Teatro")
    day = (timezone.localdate() + timedelta(days=9)).isoformat()
    row = meeting(
        "asamblea",
        **{"name": "Asamblea", "held_on": day, "convening_groups": [group], "convening_organizations": [organization], **values},
    )
    return row, coordinator_of(group), delegate_of(organization)


def work():
    call_command("worker", batch=True, verbosity=0)


def test_invitations_go_once_to_coordinators_and_delegates_in_force():
    row, coordinator, delegate = to_come()
    delegate_of(row.convening_organizations.get(), ended=True)
    ana = secretary()

    assert send_invitations(row, by=ana) == 2
    with pytest.raises(NobodyInvitedError, match="ya lo sabe"):
        send_invitations(row, by=ana)

    assert set(Mail.objects.values_list("to", flat=True)) == {coordinator.pk, delegate.pk}
    (entry,) = history.of(row).filter(action="meetings.invitations_sent")
    assert entry.details == {"people": 2, "sequence": 0}


def test_delegates_of_organizations_that_work_in_the_group_are_asked_too():
    row, _coordinator, _delegate = to_come()
    member, former = (Organization.objects.create(slug=slug, name=slug) for slug in ("danza", "cine"))
    group = row.convening_groups.get()
    group.memberships.create(organization=member, since_on="2016")
    group.memberships.create(organization=former, since_on="2016", until_on="2018")
    asked, not_asked = delegate_of(member), delegate_of(former)

    send_invitations(row, by=LOADER)

    assert Mail.objects.filter(to=asked).exists()
    assert not Mail.objects.filter(to=not_asked).exists()


def test_letter_carries_a_file_that_asks_its_reader_to_come():
    row, coordinator, _delegate = to_come()
    send_invitations(row, by=LOADER)
    work()

    letter = next(each for each in outbox.outbox if each.to == [coordinator.email])
    assert letter.subject == "APOC: Asamblea"
    part = letter.message().get_payload()[-1]
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "REQUEST"
    calendar = vobject.readOne(part.get_payload(decode=True).decode())
    assert calendar.method.value == "REQUEST"
    assert calendar.vevent.uid.value == str(row.pk)
    assert calendar.vevent.attendee.value == f"mailto:{coordinator.email}"
    assert calendar.vevent.organizer.value == "mailto:tinkuy@localhost"


def test_a_new_date_is_told_again_and_a_cancelled_meeting_taken_back():
    row, coordinator, _delegate = to_come()
    send_invitations(row, by=LOADER)
    services.record_meeting(row.pk, by=LOADER, held_on=(timezone.localdate() + timedelta(days=20)).isoformat())
    row.refresh_from_db()
    assert send_invitations(row, by=LOADER) == 2
    services.change_state(row, "CANCELLED", reason="Lluvias", by=LOADER)
    assert send_invitations(row, by=LOADER) == 2
    outbox.outbox.clear()
    work()

    last = [each for each in outbox.outbox if each.to == [coordinator.email]][-1]
    calendar = vobject.readOne(last.message().get_payload()[-1].get_payload(decode=True).decode())
    assert (calendar.method.value, calendar.vevent.status.value, calendar.vevent.sequence.value) == ("CANCEL", "CANCELLED", "2")
    assert "cancelado" in last.body


@pytest.mark.parametrize(
    ("values", "said"), [({"held_on": "2099-10"}, "Escribe el día"), ({"held_on": "2017-08-05"}, "ya pasó"), ({}, "convocado")]
)
def test_invitations_that_make_no_sense_are_refused(values, said):
    row, _coordinator, _delegate = to_come(**values, **({} if values else {"state": "HELD"}))
    with pytest.raises(NobodyInvitedError, match=said):
        send_invitations(row, by=LOADER)
    assert not Mail.objects.exists()
    assert not history.of(row).filter(action="meetings.invitations_sent").exists()


def test_invitations_are_sent_by_who_may_write_the_meeting_down(client):
    row, coordinator, _delegate = to_come()
    with pytest.raises(NotAllowedError):
        send_invitations(row, by=stranger())
    client.force_login(stranger())
    assert client.get("/encuentros/asamblea/invitar/").status_code == 403

    client.force_login(coordinator)
    assert "Enviar invitaciones" in client.get(row.get_absolute_url()).content.decode()
    page = client.get("/encuentros/asamblea/invitar/").content.decode()
    assert "2 personas" in page
    assert not Mail.objects.exists()
    sent = client.post("/encuentros/asamblea/invitar/", follow=True).content.decode()
    assert "2 cartas están en camino" in sent
    assert "ya lo sabe" in client.get("/encuentros/asamblea/invitar/").content.decode()


def test_invitations_to_many_wait_for_the_secretariats_yes(client):
    row, coordinator, _delegate = to_come()
    for slug in ("a", "b", "c", "d"):
        other = Organization.objects.create(slug=slug, name=slug)
        row.convening_organizations.add(other)
        delegate_of(other)
    ana = secretary()
    client.force_login(coordinator)

    said = client.post("/encuentros/asamblea/invitar/", follow=True).content.decode()
    again = client.get("/encuentros/asamblea/invitar/").content.decode()

    assert "6 cartas están listas" in said
    assert "hasta que la secretaría las lea" in again
    assert not Mail.objects.exists()
    assert history.of(row).get(action="meetings.invitations_proposed").details == {"people": 6, "sequence": 0}
    with pytest.raises(NobodyInvitedError, match="esperan"):
        send_invitations(row, by=ana)
    approve_bulk_mail(BulkMail.objects.get(), by=ana)
    assert Mail.objects.count() == 6
    with pytest.raises(NobodyInvitedError, match="ya lo sabe"):
        send_invitations(row, by=ana)
