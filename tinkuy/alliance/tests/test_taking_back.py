"""What was written down by mistake is taken back, which is not ending it; what somebody acted by is not."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tinkuy.alliance import services
from tinkuy.alliance.models import Application, Coordination, Membership, Seat, SeatInvitation
from tinkuy.alliance.rules import coordinates, speaks_for
from tinkuy.alliance.tests.ground import actions, coordinator_of, days_ago, delegate_of, group, organization
from tinkuy.core import history
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.permissions import Operator, may
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings.services import save_minutes, settle_agreement
from tinkuy.meetings.tests.gatherings import meeting
from tinkuy.meetings.tests.minutes_made import TEXTS, agreement, circulated

pytestmark = pytest.mark.django_db
MISTAKE = "Era otra organización con el mismo nombre."


def member(by=None, **values):
    return services.record_membership(organization(), group(), since_on="2018", by=by or secretary(), **values)


def seat(user):
    return user.person.seats.get()


# A membership


def test_membership_never_was_and_history_keeps_what_was_written_and_why_it_went():
    row, ana = member(), secretary()
    its = row.organization
    for _time in range(2):
        services.take_back_membership(row, reason=MISTAKE, by=ana)

    assert not Membership.objects.exists()
    assert actions(its) == ["alliance.membership_recorded", "alliance.membership_taken_back"]
    entry = history.of(its).last()
    assert (entry.by, entry.details) == (
        ana,
        {"working_group": str(row.working_group_id), "since_on": "2018", "until_on": "", "reason": MISTAKE, "sources": []},
    )


def test_coordinator_of_the_group_takes_back_what_she_wrote_and_nobody_else_does():
    row = member()
    for who in (stranger(), facilitator(), delegate_of(row.organization), coordinator_of(group("mt-puno"))):
        with pytest.raises(NotAllowedError):
            services.take_back_membership(row, reason=MISTAKE, by=who)
    assert Membership.objects.exists()

    services.take_back_membership(row, reason=MISTAKE, by=coordinator_of(row.working_group))
    assert not Membership.objects.exists()


def test_what_a_coordinator_might_do_by_it_stops_at_once():
    row = member()
    quispe, its = coordinator_of(row.working_group), row.organization
    ask = {"name": "Flor", "since_on": timezone.localdate()}
    hers = services.invite_delegate(its, email="flor@ejemplo.pe", by=quispe, **ask)
    other = services.invite_delegate(its, email="otra@ejemplo.pe", by=secretary(), **ask)

    services.take_back_membership(row, reason=MISTAKE, by=quispe)

    assert not may(quispe, "alliance.invite_delegate", its)
    assert list(SeatInvitation.objects.waiting()) == [other]
    assert actions(hers)[-1] == "alliance.seat_invitation_withdrawn"


def test_membership_is_not_taken_back_without_saying_what_the_mistake_was():
    row = member()
    with pytest.raises(InvalidError) as refusal:
        services.take_back_membership(row, reason=" ", by=secretary())
    assert list(refusal.value.errors) == ["reason"]
    assert Membership.objects.exists()


def of_a_source():
    return member(by=Operator("load-history"), sources=[services.Cited("https://ejemplo.pe/lista")])


def that_was_left():
    row = member()
    services.leave_group(row, on=date(2020, 5, 1), reason="Se mudó.", by=secretary())
    return row


def of_an_application():
    row = member()
    asked = {"digest": "x", "expires_at": timezone.now(), "description": "Teatro", "name": "Teatro"}
    decided = {"decision": "ACCEPTED", "reason": "Sí", "decided_at": timezone.now(), "organization": row.organization}
    Application.objects.create(**asked, **decided, working_group=row.working_group)
    return row


@pytest.mark.parametrize(
    ("made", "said"), [(of_a_source, "fuente"), (that_was_left, "Salió de esta mesa"), (of_an_application, "postulación")]
)
def test_membership_that_something_else_says_stays(made, said):
    row = made()
    before = actions(row.organization)
    with pytest.raises(ConflictError, match=said):
        services.take_back_membership(row, reason=MISTAKE, by=secretary())
    assert Membership.objects.filter(pk=row.pk).exists()
    assert actions(row.organization) == before


def test_membership_typed_here_with_its_source_is_taken_back():
    row = member(sources=[services.Cited("https://ejemplo.pe/lista")])

    services.take_back_membership(row, reason=MISTAKE, by=secretary())

    assert history.of(row.organization).last().details["sources"] == ["https://ejemplo.pe/lista"]


# A seat


def test_seat_never_was_and_its_permissions_stop_at_once():
    its = organization()
    flor, ana = delegate_of(its, role="presidenta"), secretary()
    row = seat(flor)
    assert speaks_for(flor, its)
    for _time in range(2):
        services.take_back_seat(row, reason=MISTAKE, by=ana)

    assert not Seat.objects.exists()
    assert not speaks_for(flor, its)
    assert not may(flor, "alliance.leave_alliance", its)
    (entry,) = history.of(row)
    assert (entry.action, entry.by, entry.details["reason"]) == ("alliance.seat_taken_back", ana, MISTAKE)
    assert entry.details["since_on"] == days_ago(30).isoformat()
    assert entry.details["role"] == "presidenta"


def test_seat_is_taken_back_by_the_secretariat_alone():
    its = organization()
    flor = delegate_of(its)
    for who in (flor, stranger(), facilitator(), coordinator_of(group())):
        with pytest.raises(NotAllowedError):
            services.take_back_seat(seat(flor), reason=MISTAKE, by=who)
    assert Seat.objects.exists()


def test_seat_of_an_invitation_that_went_to_somebody_else_is_taken_back_and_the_invitation_stays_used():
    its = organization()
    flor = delegate_of(its)
    link = {"digest": "x", "expires_at": timezone.now(), "since_on": days_ago(30)}
    used = SeatInvitation.objects.create(**link, organization=its, used_at=timezone.now(), seat=seat(flor))

    services.take_back_seat(seat(flor), reason=MISTAKE, by=secretary())

    used.refresh_from_db()
    assert (used.seat, bool(used.used_at)) == (None, True)


def left_the_group(flor, its):
    row = services.record_membership(its, group(), since_on="2018", by=secretary())
    services.leave_group(row, on=timezone.localdate(), reason="Se mudó.", by=flor)


def settled(flor, its):
    made = agreement(circulated().meeting, office="", organization=its)
    settle_agreement(made, "DONE", note="Se hizo.", by=flor)


def wrote_minutes(flor, its):
    save_minutes(meeting(convening_organizations=[its]), TEXTS, based_on=0, by=flor)


@pytest.mark.parametrize("act", [left_the_group, settled, wrote_minutes])
def test_seat_by_which_she_acted_stays(act):
    its = organization()
    flor = delegate_of(its)
    act(flor, its)

    with pytest.raises(ConflictError, match="Flor actuó"):
        services.take_back_seat(seat(flor), reason=MISTAKE, by=secretary())
    assert speaks_for(flor, its)
    assert actions(seat(flor)) == []


def test_what_she_did_before_the_seat_was_written_down_does_not_keep_it():
    its, luis = organization(), facilitator()
    save_minutes(meeting(convening_organizations=[its]), TEXTS, based_on=0, by=luis)
    ana = secretary()
    person = services.record_person(uuid7(), name="Luis", user=luis, by=ana)
    row = services.record_seat(person, its, since_on=days_ago(30), by=ana)

    services.take_back_seat(row, reason=MISTAKE, by=ana)

    assert actions(row) == ["alliance.seat_recorded", "alliance.seat_taken_back"]


# A coordination


def test_coordination_never_was_and_its_permissions_and_invitations_stop_at_once():
    row = member()
    its, ana = row.organization, secretary()
    quispe = coordinator_of(row.working_group)
    invitation = services.invite_delegate(its, name="Flor", email="flor@ejemplo.pe", since_on=timezone.localdate(), by=quispe)
    coordination = quispe.person.coordinations.get()
    with pytest.raises(NotAllowedError):
        services.take_back_coordination(coordination, reason=MISTAKE, by=quispe)
    for _time in range(2):
        services.take_back_coordination(coordination, reason=MISTAKE, by=ana)

    assert not Coordination.objects.exists()
    assert not coordinates(quispe, row.working_group)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at
    assert actions(coordination) == ["alliance.coordination_taken_back"]


def test_coordination_by_which_she_acted_stays():
    mesa = group()
    quispe = coordinator_of(mesa)
    services.record_membership(organization(), mesa, since_on="2018", by=quispe)

    with pytest.raises(ConflictError, match="Quispe actuó"):
        services.take_back_coordination(quispe.person.coordinations.get(), reason=MISTAKE, by=secretary())
    assert coordinates(quispe, mesa)


# The pages


def pages():
    row = member()
    flor, quispe = delegate_of(row.organization), coordinator_of(row.working_group)
    coordination = quispe.person.coordinations.get()
    mesa, its = row.working_group.slug, row.organization.slug
    yield row, ("membership", mesa, row.pk), "nunca trabajó en esta mesa"
    yield coordination, ("coordination", mesa, coordination.pk), "nunca coordinó esta mesa"
    yield seat(flor), ("seat", its, seat(flor).pk), "nunca habló por esta organización"


def test_pages_ask_for_the_mistake_and_are_reached_from_where_it_is_ended(client):
    for row, (kind, *where), said in list(pages()):
        there = reverse(f"alliance:take-back-{kind}", args=where)
        client.force_login(stranger())
        assert client.get(there).status_code == 403
        client.force_login(secretary())
        assert f'href="{there}"' in client.get(reverse(f"alliance:edit-{kind}", args=where)).content.decode()
        assert said in client.get(there).content.decode()
        answer = client.post(there, {"reason": " "})
        assert answer.status_code == 422
        assert type(row).objects.filter(pk=row.pk).exists()
        assert client.post(there, {"reason": MISTAKE}).status_code == 302
        assert not type(row).objects.filter(pk=row.pk).exists()
        assert client.get(there).status_code == 404
