"""Who coordinates is named and invited in one step, and finds from her own pages where she acts."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tinkuy.alliance import services
from tinkuy.alliance.models import Coordination, Person
from tinkuy.alliance.services import Who
from tinkuy.alliance.tests.ground import actions, coordinator_of, days_ago, delegate_of, group, organization
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.models import Mail, User
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import secretary, stranger

pytestmark = pytest.mark.django_db
EMAIL = "rosa@ejemplo.pe"


def rosa(**values):
    return Who(**{"id": uuid7(), "name": "Rosa Ñahui", "email": EMAIL, "invites": True} | values)


def coordination(who, of, by):
    return services.record_coordination(who, of, since_on=days_ago(1), by=by)


def test_record_coordination_invites_who_has_no_account_once(django_capture_on_commit_callbacks):
    of, ana, who = group(), secretary(), rosa()
    with django_capture_on_commit_callbacks(execute=True):
        made = [coordination(who, of, ana) for _time in range(2)]
    account = User.objects.get(email=EMAIL)
    assert made[0] == made[1]
    assert made[0].person.user == account
    assert actions(account) == ["core.user_invited"]
    assert Mail.objects.filter(kind="core.invitation", to=account).count() == 1
    assert actions(made[0]) == ["alliance.coordination_recorded"]


def test_record_coordination_ties_the_account_there_is_and_sends_nothing():
    flor = stranger("Flor")
    made = coordination(rosa(name="Flor", email=flor.email), group(), secretary())
    assert made.person.user == flor
    assert not Mail.objects.exists()


def test_record_coordination_without_inviting_says_how_to_mend_it():
    with pytest.raises(InvalidError) as refusal:
        coordination(rosa(invites=False), group(), secretary())
    assert "invita antes a la persona" in refusal.value.errors["email"][0]
    assert not Person.objects.exists()


def test_record_coordination_by_somebody_else_invites_nobody():
    of = group()
    with pytest.raises(NotAllowedError):
        coordination(rosa(), of, coordinator_of(of))
    assert not User.objects.filter(email=EMAIL).exists()


def test_coordinator_is_invited_from_the_page_of_her_group(client):
    of = group()
    client.force_login(secretary())
    page = reverse("alliance:new-coordination", args=[of.slug])
    sent = {"person_id": uuid7(), "name": "Rosa Ñahui", "email": EMAIL, "since_on": timezone.localdate()}
    assert client.post(page, sent).status_code == 422
    assert client.post(page, {**sent, "invites": "on"}).status_code == 302
    assert Coordination.objects.get().person.user.email == EMAIL


@pytest.mark.parametrize("page", ["core:working", "core:account"])
def test_ones_own_pages_lead_to_where_one_acts_today(client, page):
    mine, theirs, teatro = group("mia"), group("ajena"), organization("teatro")
    coordinator = coordinator_of(mine)
    client.force_login(coordinator)
    shown = client.get(reverse(page)).content.decode()
    assert mine.get_absolute_url() in shown
    assert theirs.get_absolute_url() not in shown
    client.force_login(delegate_of(teatro))
    assert teatro.get_absolute_url() in client.get(reverse(page)).content.decode()
    client.force_login(coordinator_of(theirs, until_on=days_ago(1)))
    assert "Dónde participas" not in client.get(reverse(page)).content.decode()


def test_organizations_of_one_source_are_recorded_in_a_row(client):
    client.force_login(secretary())
    new = reverse("alliance:new-organization")
    sent = {"id": uuid7(), "name": "Ruwashayku", "standing": "MEMBER", "source_url": "https://ejemplo.pe/nota", "otra": "1"}
    answer = client.post(new, sent)
    assert answer.url == f"{new}?como=ruwashayku"
    initial = client.get(answer.url).context["form"].initial
    assert (initial["standing"], initial["source_url"]) == ("MEMBER", "https://ejemplo.pe/nota")
    assert "name" not in initial
    assert client.post(new, {**sent, "id": uuid7(), "name": "Reducto", "otra": ""}).status_code == 302


def test_list_is_dated_in_words(client):
    of, teatro = group(), organization()
    client.force_login(secretary())
    sent = {"as_of": "27 de junio de 2018", "organizations": [teatro.pk]}
    assert client.post(reverse("alliance:new-member-list", args=[of.slug]), sent).status_code == 302
    assert of.member_lists.get().as_of == "2018-06-27"
