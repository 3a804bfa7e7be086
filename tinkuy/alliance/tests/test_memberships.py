import pytest

from tinkuy.alliance import services
from tinkuy.alliance.models import MemberList, Membership
from tinkuy.alliance.tests.ground import actions, coordinator_of, days_ago, group, organization
from tinkuy.core import history
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.models import Source
from tinkuy.core.permissions import Operator
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import secretary

pytestmark = pytest.mark.django_db
LOADER = Operator("load-history")


def refusal_of(verb, *arguments, **values):
    with pytest.raises(InvalidError) as refusal:
        verb(*arguments, **values)
    return refusal.value.errors


def test_record_membership_that_ends_before_it_starts_is_refused():
    errors = refusal_of(services.record_membership, organization(), group(), since_on="2020", until_on="2019", by=LOADER)
    assert errors == {"until_on": ["Termina antes de empezar. Corrige una de las dos fechas."]}
    assert not Membership.objects.exists()


def test_record_membership_says_which_date_is_no_date():
    errors = refusal_of(services.record_membership, organization(), group(), since_on="ayer", by=LOADER)
    assert "ayer no es una fecha" in errors["since_on"][0]


def test_record_membership_refuses_the_same_organization_twice_in_one_time():
    who, mine = organization(), group()
    services.record_membership(who, mine, since_on="2018", until_on="2019", by=LOADER)
    errors = refusal_of(services.record_membership, who, mine, since_on="2018-06", until_on="", by=LOADER)
    assert "ya está en esta mesa en ese tiempo" in errors["since_on"][0]
    services.record_membership(who, mine, since_on="2020", by=LOADER)
    services.record_membership(who, group("mt-lima"), since_on="2018", by=LOADER)
    assert Membership.objects.count() == 3


def test_record_membership_without_dates_adds_nothing_to_what_is_known_with_dates():
    who, mine = organization(), group()
    made = services.record_membership(who, mine, by=LOADER)
    services.change_membership(made, since_on="2018", until_on="2019-06", by=secretary())
    again = services.record_membership(who, mine, by=LOADER)
    assert again.pk == made.pk
    assert (again.since_on, again.until_on) == ("2018", "2019-06")
    assert actions(who) == ["alliance.membership_recorded", "alliance.membership_changed"]


def test_change_membership_remembers_both_dates_and_who_said_so():
    who, mine = organization(), group()
    quispe = coordinator_of(mine)
    made = services.record_membership(who, mine, since_on="2018", by=LOADER)
    for _time in range(2):
        services.change_membership(made, since_on="2018-05", until_on="2020", by=quispe)
    entry = history.of(who).last()
    assert entry.by == quispe
    assert entry.details["changes"] == {"since_on": ["2018", "2018-05"], "until_on": ["", "2020"]}
    assert len(actions(who)) == 2


def test_change_membership_refuses_an_overlap_and_who_does_not_coordinate():
    who, mine = organization(), group()
    former = coordinator_of(mine, until_on=days_ago(1))
    first = services.record_membership(who, mine, since_on="2016", until_on="2017", by=LOADER)
    services.record_membership(who, mine, since_on="2019", by=LOADER)
    assert list(refusal_of(services.change_membership, first, since_on="2016", until_on="2020", by=LOADER)) == ["since_on"]
    with pytest.raises(NotAllowedError):
        services.change_membership(first, since_on="2016", until_on="2018", by=former)
    assert Membership.objects.get(pk=first.pk).until_on == "2017"


def test_record_membership_with_a_page_named_in_a_form_records_that_source_once():
    who, mine = organization(), group()
    for _time in range(2):
        cited = [services.Cited("https://ejemplo.pe/nota", "Nota")]
        made = services.record_membership(who, mine, since_on="2018", sources=cited, by=LOADER)
    assert [str(each) for each in made.sources.all()] == ["Nota"]
    assert Source.objects.count() == 1


def test_change_member_list_corrects_it_and_leaves_the_others():
    mine, one, two = group(), organization(), organization("danza")
    first = services.record_member_list(mine, "2018", [one], by=LOADER)
    services.record_member_list(mine, "2019", [one], by=LOADER)
    quispe = coordinator_of(mine)
    for _time in range(2):
        services.change_member_list(first, as_of="2018-06", organizations=[one, two], by=quispe)
    assert actions(first) == ["alliance.member_list_recorded", "alliance.member_list_changed"]
    errors = refusal_of(services.change_member_list, first, as_of="2019", organizations=[two], by=LOADER)
    assert list(errors) == ["as_of"]
    assert sorted(MemberList.objects.values_list("as_of", flat=True)) == ["2018-06", "2019"]


def test_change_member_list_is_for_who_coordinates_that_group():
    first = services.record_member_list(group(), "2018", [organization()], by=LOADER)
    with pytest.raises(NotAllowedError):
        services.change_member_list(first, as_of="2018", organizations=[], by=coordinator_of(group("mt-lima")))
