"""An organization leaves a group or the alliance, and what it did stays."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tinkuy.alliance import services
from tinkuy.alliance.models import Organization, Seat
from tinkuy.alliance.rules import speaks_for
from tinkuy.alliance.tests.ground import actions, coordinator_of, days_ago, delegate_of, group, organization
from tinkuy.core import history
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger

pytestmark = pytest.mark.django_db


def member(of=None, since_on="2018"):
    return services.record_membership(organization(), of or group(), since_on=since_on, by=secretary())


def refusal_of(verb, *arguments, **values):
    with pytest.raises(InvalidError) as refusal:
        verb(*arguments, **values)
    return refusal.value.errors


def test_leave_group_ends_the_membership_that_day_and_history_says_why():
    row, ana = member(), secretary()
    for _time in range(2):
        services.leave_group(row, on=date(2020, 5, 1), reason="Se mudó a Puno.", by=ana)
    row.refresh_from_db()
    assert row.until_on == "2020-05-01"
    assert actions(row.organization) == ["alliance.membership_recorded", "alliance.group_left"]
    assert history.of(row.organization).last().details["reason"] == "Se mudó a Puno."
    assert row.organization.standing != "FORMER"
    with pytest.raises(ConflictError, match="Ya salió"):
        services.leave_group(row, on=date(2021, 5, 1), reason="otra vez", by=ana)


def test_leave_group_before_it_joined_or_without_a_reason_is_refused():
    row, ana = member(), secretary()
    assert list(refusal_of(services.leave_group, row, on=date(2017, 1, 1), reason="x", by=ana)) == ["on"]
    assert list(refusal_of(services.leave_group, row, on=date(2019, 1, 1), reason=" ", by=ana)) == ["reason"]
    row.refresh_from_db()
    assert row.until_on == ""


def test_leave_group_is_for_who_coordinates_it_who_speaks_for_it_and_the_secretariat():
    row = member()
    former = delegate_of(row.organization, until_on=days_ago(1), is_substitute=True)
    for who in (former, facilitator(), coordinator_of(group("mt-lima")), delegate_of(organization("danza"))):
        with pytest.raises(NotAllowedError):
            services.leave_group(row, on=date(2020, 5, 1), reason="x", by=who)
    services.leave_group(row, on=date(2020, 5, 1), reason="x", by=coordinator_of(row.working_group))
    other = services.record_membership(row.organization, group("mt-puno"), since_on="2018", by=secretary())
    services.leave_group(other, on=date(2020, 5, 1), reason="x", by=delegate_of(row.organization))


def test_leave_alliance_ends_all_that_day_and_what_it_did_stays(client):
    row, ana, today = member(), secretary(), timezone.localdate()
    teatro, mine = row.organization, row.working_group
    ended = services.record_membership(teatro, group("mt-lima"), since_on="2015", until_on="2016", by=ana)
    delegate_of(teatro, until_on=days_ago(25), is_substitute=True)
    flor = delegate_of(teatro)
    invitation = services.invite_delegate(
        teatro, name="Luis", email="luis@ejemplo.pe", since_on=today, is_substitute=True, by=ana
    )

    for _time in range(2):
        services.leave_alliance(teatro, on=days_ago(1), reason="Se disolvió.", by=ana)

    for each in (row, ended, invitation, teatro):
        each.refresh_from_db()
    assert (teatro.standing, row.until_on, ended.until_on) == ("FORMER", days_ago(1).isoformat(), "2016")
    assert sorted(Seat.objects.values_list("until_on", flat=True)) == [days_ago(25), days_ago(1)]
    assert not speaks_for(flor, teatro)
    assert invitation.withdrawn_at
    told = history.of(teatro).last()
    assert told.action == "alliance.alliance_left"
    assert (told.details["memberships"], told.details["seats"], told.details["reason"]) == (1, 1, "Se disolvió.")
    assert actions(teatro).count("alliance.alliance_left") == 1
    page = client.get(teatro.get_absolute_url()).content.decode()
    assert str(mine) in page
    assert "fue miembro" in page


def test_leave_alliance_on_a_day_to_come_or_before_it_began_leaves_all_as_it_was():
    row, ana, today = member(since_on="2018"), secretary(), timezone.localdate()
    teatro = row.organization
    delegate_of(teatro)
    for on in (today + timedelta(days=1), date(2017, 1, 1), days_ago(40)):
        assert list(refusal_of(services.leave_alliance, teatro, on=on, reason="x", by=ana)) == ["on"]
    assert list(refusal_of(services.leave_alliance, teatro, on=today, reason="", by=ana)) == ["reason"]
    row.refresh_from_db()
    assert (row.until_on, Seat.objects.get().until_on) == ("", None)
    assert Organization.objects.get().standing == "NOT_STATED"


def test_leave_alliance_is_not_for_coordinators():
    row = member()
    for who in (coordinator_of(row.working_group), stranger()):
        with pytest.raises(NotAllowedError):
            services.leave_alliance(row.organization, on=days_ago(1), reason="x", by=who)
    services.leave_alliance(row.organization, on=days_ago(1), reason="x", by=delegate_of(row.organization))


def test_pages_on_which_it_leaves_are_offered_to_who_may(client):
    row = member()
    teatro = row.organization
    group_address = reverse("alliance:leave-group", args=[teatro.slug, row.pk])
    address = reverse("alliance:leave-alliance", args=[teatro.slug])
    for user in (None, stranger()):
        if user:
            client.force_login(user)
            assert client.get(address).status_code == client.get(group_address).status_code == 403
        page = client.get(teatro.get_absolute_url()).content.decode()
        assert address not in page
        assert group_address not in page
    client.force_login(delegate_of(teatro))
    page = client.get(teatro.get_absolute_url()).content.decode()
    assert address in page
    assert group_address in page
    assert client.get(group_address).status_code == 200
    sent = {"on": days_ago(1).isoformat(), "reason": "Se mudó."}
    assert client.post(group_address, {**sent, "reason": ""}).status_code == 422
    assert client.post(group_address, sent).url == teatro.get_absolute_url()
    assert group_address not in client.get(teatro.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, sent).url == teatro.get_absolute_url()
    assert address not in client.get(teatro.get_absolute_url()).content.decode()
