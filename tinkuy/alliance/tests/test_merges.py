"""One organization written down twice becomes one, in every room, and its old address leads on."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from tinkuy.alliance import queries, services
from tinkuy.alliance.models import Application, Membership, Organization, Person, Seat
from tinkuy.alliance.rules import speaks_for
from tinkuy.alliance.tests.ground import actions, coordinator_of, delegate_of, group, organization
from tinkuy.contributions.models import Contribution
from tinkuy.core import history
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import secretary, stranger
from tinkuy.meetings.models import Meeting

pytestmark = pytest.mark.django_db


def two():
    return organization("teatro-del-sol"), organization("teatro-sol")


def merge(gone, kept, **values):
    return services.merge_organizations(gone, into=kept, **{"reason": "Misma dirección.", "by": secretary()} | values)


def refusal_of(gone, kept, **values):
    with pytest.raises(InvalidError) as refusal:
        merge(gone, kept, **values)
    return refusal.value.errors


def said_for(of):
    meeting = Meeting.objects.create(slug=f"m-{of.slug}", kind="PRE_MEETING")
    meeting.convening_organizations.add(of)
    return meeting, Contribution.objects.create(receipt=str(uuid7())[-11:], meeting=meeting, text="Falta agua.", organization=of)


def test_everything_moves_in_every_room_and_history_on_both_tells():
    gone, kept = two()
    ana, mine = secretary(), group()
    membership = services.record_membership(gone, mine, since_on="2018", by=ana)
    listed = services.record_member_list(mine, "2019", [gone], by=ana)
    flor = delegate_of(gone)
    invitation = services.invite_delegate(
        gone, name="Luis", email="luis@ejemplo.pe", since_on=date(2020, 1, 1), is_substitute=True, by=ana
    )
    meeting, contribution = said_for(gone)

    for _time in range(2):
        assert merge(gone, kept, by=ana) == kept

    for row in (membership, invitation, contribution):
        row.refresh_from_db()
        assert row.organization == kept
    assert list(listed.organizations.all()) == [kept]
    assert list(meeting.convening_organizations.all()) == [kept]
    assert speaks_for(flor, kept)
    assert not speaks_for(flor, gone)
    assert set(queries.held_by(gone).values()) == {0}
    assert actions(gone)[-1] == "alliance.organization_merged_away"
    assert actions(kept) == [
        "alliance.membership_moved",
        "alliance.organizations_merged",
        "contributions.organization_replaced",
    ]
    told = {entry.action: entry.details for entry in history.of(kept)}
    assert told["alliance.organizations_merged"] == {"organization": str(gone.pk), "reason": "Misma dirección."}
    assert told["contributions.organization_replaced"]["contributions"] == [str(contribution.pk)]
    assert actions(meeting) == ["meetings.meeting_changed"]
    assert actions(listed)[-1] == "alliance.member_list_changed"


def test_what_the_other_has_for_the_same_days_stays_and_no_list_shows_it_twice(client):
    gone, kept = two()
    mine, ana = group(), secretary()
    for row in (gone, kept):
        services.record_membership(row, mine, since_on="2018", by=ana)
        delegate_of(row)
    services.record_membership(gone, group("mt-lima"), since_on="2018", by=ana)

    stays = services.staying(gone, kept)
    assert [len(stays.memberships), len(stays.seats)] == [1, 1]
    merge(gone, kept)

    assert [row.working_group.slug for row in queries.memberships_of(kept)] == ["mt-cusco", "mt-lima"]
    assert [row.organization for row in queries.memberships_of(mine)] == [kept]
    assert Membership.objects.get(organization=gone).working_group == mine
    assert [seat.organization for seat in queries.seats_on(date.today())] == [kept]
    assert queries.working_groups().get(pk=mine.pk).organization_count == 1
    details = history.of(gone).last().details
    assert (details["memberships"], details["seats"]) == (1, 1)
    assert gone.name not in client.get(mine.get_absolute_url()).content.decode()
    assert gone not in queries.organizations()


def test_old_address_leads_on_for_ever_also_after_another_merge(client):
    first, second, third = *two(), organization("sol")
    merge(first, second)
    merge(second, third)
    for row in (first, second):
        answer = client.get(reverse("alliance:organization", args=[row.slug]))
        assert (answer.status_code, answer.url) == (301, third.get_absolute_url())
    assert services.record_organization(None, name="Teatro del Sol", by=secretary()).slug == "teatro-del-sol-2"


def test_circles_and_second_merges_are_refused_and_nothing_moves():
    first, second, third = *two(), organization("sol")
    assert list(refusal_of(first, first)) == ["into"]
    merge(first, second)
    assert list(refusal_of(second, first)) == ["into"]
    with pytest.raises(ConflictError, match="ya se unió"):
        merge(first, third)
    assert list(refusal_of(third, second, reason=" ")) == ["reason"]
    assert Organization.objects.standing_alone().count() == 2
    assert actions(third) == []


def test_a_made_up_example_is_not_merged_with_a_real_one():
    gone, kept = two()
    Organization.objects.filter(pk=gone.pk).update(is_sample=True)
    assert list(refusal_of(gone, kept)) == ["into"]


def test_the_database_itself_refuses_a_chain():
    first, second = two()
    merge(first, second)
    for row, into in ((second, first), (second, organization("sol")), (second, second)):
        with pytest.raises(DatabaseError, match="one that stands"), transaction.atomic():
            Organization.objects.filter(pk=row.pk).update(merged_into=into)


@pytest.mark.parametrize("who", [stranger, lambda: coordinator_of(group())])
def test_merging_is_for_the_secretariat(client, who):
    gone, kept = two()
    user = who()
    with pytest.raises(NotAllowedError):
        merge(gone, kept, by=user)
    client.force_login(user)
    assert client.get(reverse("alliance:merge-organization", args=[gone.slug])).status_code == 403
    assert "unir" not in client.get(gone.get_absolute_url()).content.decode()


def test_preview_comes_before_the_merge(client):
    gone, kept = two()
    services.record_membership(gone, group(), since_on="2018", by=secretary())
    client.force_login(secretary())
    address = reverse("alliance:merge-organization", args=[gone.slug])
    assert address in client.get(gone.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200
    sent = {"into": kept.pk, "reason": "Misma dirección."}

    page = client.post(address, sent).content.decode()

    assert "Membresías: 1" in page
    assert Organization.objects.standing_alone().count() == 2
    other = client.post(address, {**sent, "confirmed": gone.pk})
    assert other.status_code == 200
    assert client.post(address, {**sent, "confirmed": kept.pk}).url == kept.get_absolute_url()
    assert client.get(address).status_code == 404


def test_what_is_written_of_the_one_that_is_gone_is_of_the_one_that_stays():
    gone, kept = two()
    ana, mine = secretary(), group()
    merge(gone, kept)
    gone.refresh_from_db()
    assert services.record_membership(gone, mine, since_on="2018", by=ana).organization == kept
    assert list(services.record_member_list(mine, "2019", [gone], by=ana).organizations.all()) == [kept]


def test_applications_and_waiting_invitations_follow_but_for_an_address_that_both_invited():
    gone, kept = two()
    ana = secretary()
    asked = {"name": "Luis", "since_on": date(2020, 1, 1), "is_substitute": True, "by": ana}
    for row, email in ((gone, "luis@ejemplo.pe"), (kept, "luis@ejemplo.pe"), (gone, "rosa@ejemplo.pe")):
        services.invite_delegate(row, email=email, **asked)
    merge(gone, kept)
    assert sorted(kept.seat_invitations.values_list("email", flat=True)) == ["luis@ejemplo.pe", "rosa@ejemplo.pe"]
    assert not Application.objects.filter(organization=gone).exists()
    assert not Seat.objects.exists()
    assert not Person.objects.exists()
