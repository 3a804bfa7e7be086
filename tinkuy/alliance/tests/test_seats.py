from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tinkuy.alliance import queries, services
from tinkuy.alliance.models import Coordination, Person, Seat
from tinkuy.alliance.rules import coordinates, speaks_for
from tinkuy.alliance.tests.ground import actions, coordinator_of, days_ago, delegate_of, group, organization
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger

pytestmark = pytest.mark.django_db
BEGINS, ENDS = date(2020, 1, 1), date(2020, 12, 31)


def person(name="Flor"):
    return Person.objects.create(name=name)


def seat(who, of, **values):
    return services.record_seat(who, of, **{"since_on": BEGINS, "by": secretary()} | values)


def refusal_of(verb, *arguments, **values):
    with pytest.raises(InvalidError) as refusal:
        verb(*arguments, **values)
    return refusal.value.errors


def test_record_seat_keeps_the_role_and_says_it_once():
    flor, teatro = person(), organization()
    for _time in range(2):
        made = seat(flor, teatro, role="presidenta")
    assert made.role == "presidenta"
    assert actions(made) == ["alliance.seat_recorded"]


def test_record_seat_of_somebody_new_records_the_person_once():
    teatro, ana, luis = organization(), secretary(), stranger("Luis")
    who = services.Who(id=uuid7(), name="Luis Rojas", email=luis.email.upper())
    for _time in range(2):
        made = services.record_seat(who, teatro, since_on=BEGINS, by=ana)
    assert (made.person.name, made.person.user) == ("Luis Rojas", luis)
    assert actions(made.person) == ["alliance.person_recorded"]
    assert Seat.objects.count() == 1


def test_record_seat_that_ends_before_it_begins_is_refused_and_leaves_no_person():
    who = services.Who(id=uuid7(), name="Luis")
    errors = refusal_of(seat, who, organization(), until_on=date(2019, 12, 31))
    assert errors == {"until_on": ["Termina antes de empezar. Corrige una de las dos fechas."]}
    assert not Person.objects.exists()
    assert not Seat.objects.exists()


def test_record_seat_refuses_a_second_one_of_the_same_person_on_the_same_days():
    flor, teatro = person(), organization()
    seat(flor, teatro, until_on=ENDS)
    errors = refusal_of(seat, flor, teatro, since_on=ENDS, is_substitute=True)
    assert "Flor ya tiene una delegación aquí, del 1 de enero de 2020 al 31 de diciembre de 2020" in errors["since_on"][0]
    seat(flor, teatro, since_on=ENDS + timedelta(days=1))
    seat(flor, organization("danza"), since_on=ENDS)
    assert Seat.objects.count() == 3


def test_record_seat_refuses_two_who_speak_at_once_but_not_substitutes():
    teatro = organization()
    seat(person(), teatro)
    errors = refusal_of(seat, person("Luis"), teatro, since_on=ENDS)
    assert "Flor ya habla por esta organización, desde el 1 de enero de 2020" in errors["since_on"][0]
    for name in ("Rosa", "Inés"):
        seat(person(name), teatro, since_on=ENDS, is_substitute=True)
    assert Seat.objects.count() == 3


def test_change_seat_ends_it_and_another_may_follow():
    teatro, ana = organization(), secretary()
    made = seat(person(), teatro, role="directora")
    for _time in range(2):
        services.change_seat(made, since_on=BEGINS, until_on=ENDS, is_substitute=False, role="directora", by=ana)
    seat(person("Luis"), teatro, since_on=ENDS + timedelta(days=1))
    assert actions(made) == ["alliance.seat_recorded", "alliance.seat_changed"]
    errors = refusal_of(services.change_seat, made, since_on=BEGINS, until_on=None, is_substitute=False, by=ana)
    assert list(errors) == ["since_on"]


@pytest.mark.parametrize("who", [facilitator, stranger])
def test_seats_are_for_the_secretariat(who):
    teatro = organization()
    made = seat(person(), teatro)
    with pytest.raises(NotAllowedError):
        seat(person("Luis"), teatro, by=who())
    with pytest.raises(NotAllowedError):
        services.change_seat(made, since_on=BEGINS, until_on=ENDS, is_substitute=False, by=delegate_of(organization("danza")))


def test_the_database_itself_refuses_what_the_service_refuses():
    flor, luis, teatro, mesa = person(), person("Luis"), organization(), group()
    Seat.objects.create(person=flor, organization=teatro, since_on=BEGINS)
    second = Seat.objects.create(person=luis, organization=teatro, since_on=BEGINS, is_substitute=True)
    Coordination.objects.create(person=flor, working_group=mesa, since_on=BEGINS, until_on=ENDS)
    for message, act in {
        "one seat at a time": lambda: Seat.objects.create(
            person=flor, organization=teatro, since_on=ENDS, until_on=ENDS, is_substitute=True
        ),
        "one person at a time": lambda: Seat.objects.filter(pk=second.pk).update(is_substitute=False),
        "once at a time": lambda: Coordination.objects.create(person=flor, working_group=mesa, since_on=ENDS),
    }.items():
        with pytest.raises(DatabaseError, match=message), transaction.atomic():
            act()


def test_seats_on_a_day_hold_from_the_first_to_the_last_day():
    teatro = organization()
    seat(person("Suplente"), teatro, is_substitute=True, until_on=ENDS)
    seat(person("Titular"), teatro, until_on=ENDS)
    seat(person("Otra"), organization("danza"), since_on=ENDS)
    assert [str(each.person) for each in queries.who_held(teatro, BEGINS)] == ["Titular", "Suplente"]
    assert [str(each.person) for each in queries.who_held(teatro, ENDS)] == ["Titular", "Suplente"]
    assert not queries.who_held(teatro, ENDS + timedelta(days=1))
    assert not queries.who_held(teatro, BEGINS - timedelta(days=1))
    assert [str(each.person) for each in queries.seats_on(ENDS)] == ["Otra", "Titular", "Suplente"]


def test_speaks_for_holds_through_the_last_day_and_stops_after_it():
    teatro, danza, today = organization(), organization("danza"), timezone.localdate()
    assert speaks_for(delegate_of(teatro, until_on=today), teatro)
    assert not speaks_for(delegate_of(danza, until_on=days_ago(1)), danza)
    assert speaks_for(delegate_of(danza, is_substitute=True), danza)
    assert not speaks_for(delegate_of(organization("coro")), teatro)
    assert not speaks_for(stranger(), teatro)
    assert not speaks_for(stranger(), None)


def test_coordinates_holds_through_the_last_day_and_stops_after_it():
    mesa, today = group(), timezone.localdate()
    assert coordinates(coordinator_of(mesa, until_on=today), mesa)
    assert not coordinates(coordinator_of(mesa, until_on=days_ago(1)), mesa)
    assert not coordinates(coordinator_of(group("mt-lima")), mesa)


def test_record_coordination_refuses_the_same_person_twice_at_once_and_may_end():
    flor, mesa, ana = person(), group(), secretary()
    made = services.record_coordination(flor, mesa, since_on=BEGINS, by=ana)
    errors = refusal_of(services.record_coordination, flor, mesa, since_on=ENDS, by=ana)
    assert "Flor ya coordina esta mesa, desde el 1 de enero de 2020" in errors["since_on"][0]
    services.record_coordination(person("Luis"), mesa, since_on=ENDS, by=ana)
    for _time in range(2):
        services.change_coordination(made, since_on=BEGINS, until_on=ENDS, by=ana)
    assert actions(made) == ["alliance.coordination_recorded", "alliance.coordination_changed"]
    assert list(refusal_of(services.change_coordination, made, since_on=ENDS, until_on=BEGINS, by=ana)) == ["until_on"]
    with pytest.raises(NotAllowedError):
        services.change_coordination(made, since_on=BEGINS, until_on=None, by=coordinator_of(mesa))


def test_somebody_new_needs_a_name_that_nobody_here_has():
    teatro = organization()
    person("Inés Flores")
    assert list(refusal_of(seat, services.Who(id=uuid7()), teatro)) == ["name"]
    assert "ya está en la lista" in refusal_of(seat, services.Who(id=uuid7(), name=" INES flores"), teatro)["name"][0]
    assert not Seat.objects.exists()


def test_an_account_is_tied_to_one_person_only():
    teatro, luis = organization(), stranger("Luis")
    Person.objects.create(name="Luis", user=luis)
    unknown = refusal_of(seat, services.Who(id=uuid7(), name="Rosa", email="nadie@ejemplo.pe"), teatro)
    taken = refusal_of(seat, services.Who(id=uuid7(), name="Rosa", email=luis.email), teatro)
    other = refusal_of(seat, services.Who(known=Person.objects.get(), email=stranger().email), teatro)
    assert "Ninguna cuenta usa este correo" in unknown["email"][0]
    assert "Esta cuenta es la de Luis" in taken["email"][0]
    assert "Luis tiene otra cuenta" in other["email"][0]
    assert [each.name for each in Person.objects.all()] == ["Luis"]


def test_describe_person_mends_the_name_and_ties_or_unties_the_account():
    luis, flor, ana = stranger("Luis"), person("Flro"), secretary()
    for _time in range(2):
        services.describe_person(flor, name="Flor", email=luis.email, by=ana)
    assert Person.objects.get().user == luis
    services.describe_person(flor, name="Flor", by=ana)
    assert Person.objects.get().user is None
    assert actions(flor) == ["alliance.person_changed", "alliance.person_changed"]
    with pytest.raises(NotAllowedError):
        services.describe_person(flor, name="Otra", by=facilitator())
