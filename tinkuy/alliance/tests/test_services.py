from datetime import date

import pytest
from django.utils import timezone

from tinkuy.alliance import services
from tinkuy.alliance.models import MemberList, Membership, Organization
from tinkuy.alliance.tests.ground import actions, coordinator_of, days_ago, group, organization
from tinkuy.core import history
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import named
from tinkuy.core.recording import InvalidError, record_source
from tinkuy.core.tests.people import facilitator, secretary, stranger

pytestmark = pytest.mark.django_db
LOADER = Operator("load-history")


def test_record_organization_twice_is_one_and_a_change_is_remembered():
    ana, id = secretary(), named("organization", "x")
    first = services.record_organization(id, by=ana, name="Teatro del Río")
    services.record_organization(id, by=ana, name="Teatro del Río")
    services.record_organization(id, by=ana, name="Teatro del Río Grande")
    assert first.slug == "teatro-del-rio"
    assert Organization.objects.get().name == "Teatro del Río Grande"
    assert actions(first) == ["alliance.organization_recorded", "alliance.organization_changed"]


def test_record_organization_gives_namesakes_their_own_address():
    ana = secretary()
    slugs = [services.record_organization(None, by=ana, name=name).slug for name in ("Killa", "Killa", "Nueva")]
    assert slugs == ["killa", "killa-2", "nueva-2"]


@pytest.mark.parametrize("who", [facilitator, stranger])
def test_record_organization_refuses_who_is_not_the_secretariat(who):
    with pytest.raises(NotAllowedError):
        services.record_organization(None, by=who(), name="Teatro")
    assert not Organization.objects.exists()


def test_record_organization_keeps_sources_that_are_not_mentioned():
    source = record_source("https://ejemplo.pe/a", by=LOADER)
    made = services.record_organization(None, by=LOADER, sources=[source], name="Teatro")
    services.record_organization(made.pk, by=LOADER, name="Teatro Dos")
    assert list(made.sources.all()) == [source]


def test_record_organization_says_which_field_is_wrong():
    with pytest.raises(InvalidError) as refusal:
        services.record_organization(None, by=LOADER, name="Teatro", founded_on="ayer")
    assert list(refusal.value.errors) == ["founded_on"]


def test_record_working_group_without_a_name_is_to_be_completed():
    made = services.record_working_group(named("working-group", "9"), by=LOADER, slug="mesa-9")
    assert (made.name, made.kind) == ("", "")
    assert actions(made) == ["alliance.working_group_recorded"]
    with pytest.raises(NotAllowedError):
        services.record_working_group(made.pk, by=facilitator(), name="Mesa")


def test_record_membership_tells_it_in_the_history_of_the_organization():
    mine, who = group(), organization()
    for _time in range(2):
        services.record_membership(who, mine, since_on="2018", by=LOADER)
    services.record_membership(who, mine, since_on="2018", until_on="2020", by=LOADER)
    assert Membership.objects.get().until_on == "2020"
    assert actions(who) == ["alliance.membership_recorded", "alliance.membership_changed"]


def test_record_membership_is_for_the_coordinator_of_that_group_only():
    mine, other, who = group(), group("mt-lima"), organization()
    quispe = coordinator_of(mine)
    services.record_membership(who, mine, by=quispe)
    with pytest.raises(NotAllowedError):
        services.record_membership(who, other, by=quispe)


def test_record_membership_refuses_who_no_longer_coordinates():
    mine = group()
    former = coordinator_of(mine, until_on=days_ago(1))
    with pytest.raises(NotAllowedError):
        services.record_membership(organization(), mine, by=former)


def test_record_member_list_keeps_lists_of_other_dates():
    mine, one, two = group(), organization(), organization("danza")
    first = services.record_member_list(mine, "2018-06-27", [one], by=LOADER)
    services.record_member_list(mine, "2018-06-27", [one], by=LOADER)
    services.record_member_list(mine, "2019-06", [one, two], by=LOADER)
    assert MemberList.objects.count() == 2
    assert actions(first) == ["alliance.member_list_recorded"]
    services.record_member_list(mine, "2018-06-27", [one, two], by=LOADER)
    assert actions(first)[1:] == ["alliance.member_list_changed"]


def test_record_seat_again_with_an_end_ends_it():
    ana, who = secretary(), organization()
    person = services.record_person(None, by=ana, name="Flor")
    seat = services.record_seat(person, who, since_on=date(2020, 1, 1), by=ana)
    again = services.record_seat(person, who, since_on=date(2020, 1, 1), until_on=date(2021, 1, 1), by=ana)
    assert seat.pk == again.pk
    assert actions(seat) == ["alliance.seat_recorded", "alliance.seat_changed"]
    with pytest.raises(InvalidError):
        services.record_seat(person, who, since_on=date(2020, 1, 1), until_on=date(2019, 1, 1), by=ana)
    with pytest.raises(NotAllowedError):
        services.record_seat(person, who, since_on=date(2020, 1, 1), by=stranger())


def test_record_coordination_lets_a_person_write_for_the_group():
    ana, mine, luis = secretary(), group(), stranger()
    person = services.record_person(None, by=ana, name="Luis", user=luis)
    for _time in range(2):
        made = services.record_coordination(person, mine, since_on=timezone.localdate(), by=ana)
    services.record_membership(organization(), mine, by=luis)
    assert actions(made) == ["alliance.coordination_recorded"]
    with pytest.raises(NotAllowedError):
        services.record_coordination(person, mine, since_on=timezone.localdate(), by=luis)


def test_record_body_and_its_members_twice_is_once():
    for _time in range(2):
        body = services.record_body(named("body", "st"), by=LOADER, slug="st", name="Secretaría Técnica")
        person = services.record_person(named("person", "flor"), by=LOADER, name="Flor")
        member = services.record_body_member(body, person, role="integrante", as_of="2019-06", by=LOADER)
    assert actions(body) == ["alliance.body_recorded"]
    assert actions(member) == ["alliance.body_member_recorded"]
    with pytest.raises(NotAllowedError):
        services.record_body_member(body, person, by=stranger())


def test_record_fact_conflict_and_gap_twice_is_once_and_may_hold_nothing():
    for _time in range(2):
        rows = [
            services.record_fact("n", by=LOADER, section="counts", label="Organizaciones", value=None),
            services.record_conflict("D1", by=LOADER, question="¿Cuándo?", sides=[]),
            services.record_gap("g", by=LOADER, what="Textos"),
        ]
    assert [len(actions(row)) for row in rows] == [1, 1, 1]
    changed = services.record_fact("n", by=LOADER, value=27)
    assert history.of(changed).last().details == {"changes": {"value": [None, 27]}}


@pytest.mark.parametrize("verb", ["record_fact", "record_conflict", "record_gap"])
def test_record_what_sources_say_is_for_the_secretariat(verb):
    with pytest.raises(NotAllowedError):
        getattr(services, verb)("k", by=facilitator())
