from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tinkuy.alliance.models import WorkingGroup
from tinkuy.core import history
from tinkuy.core.chores import TICK
from tinkuy.core.errors import ConflictError, DomainError, NotAllowedError
from tinkuy.core.models import HistoryEntry, Mail
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import queries, services
from tinkuy.meetings.models import Registrant, Registration, RegistrationDesk
from tinkuy.meetings.tests.comers import answers, comer, gathering, in_days
from tinkuy.meetings.tests.gatherings import LOADER, coordinator_of, meeting

pytestmark = pytest.mark.django_db


def states(row):
    return list(row.registrations.order_by("asked_at").values_list("state", "number"))


def kinds_of_mail():
    return list(Mail.objects.order_by("asked_at", "id").values_list("kind", flat=True))


def test_open_registration_is_for_who_may_write_the_meeting_and_twice_is_once():
    mine = WorkingGroup.objects.create(slug="mia", name="Mía")
    row = meeting(convening_groups=[mine])
    with pytest.raises(NotAllowedError):
        services.open_registration(row, by=stranger())
    assert not RegistrationDesk.objects.exists()
    for _time in range(2):
        desk = services.open_registration(row, capacity=3, asks=["GENDER"], by=coordinator_of(mine))
    assert [entry.action for entry in history.of(desk)] == ["meetings.desk_recorded"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"capacity": 0}, "capacity"),
        ({"capacity": 1}, "capacity"),
        ({"closes_on": 20}, "closes_on"),
        ({"keep_days": 0}, "keep_days"),
    ],
)
def test_open_registration_refuses_what_cannot_be_and_changes_nothing(wrong, field):
    row = gathering(capacity=5)
    comer(row), comer(row)
    values = {name: in_days(value) if name == "closes_on" else value for name, value in wrong.items()}
    with pytest.raises(InvalidError) as refusal:
        services.open_registration(row, **{"capacity": 5, **values}, by=LOADER)
    assert list(refusal.value.errors) == [field]
    assert RegistrationDesk.objects.get().capacity == 5


def test_meeting_that_was_held_opens_no_registration():
    with pytest.raises(DomainError):
        services.open_registration(meeting(state="HELD"), by=secretary())


def test_place_is_taken_only_once_it_is_confirmed():
    row = gathering(capacity=1)
    asked = services.ask_for_place(row, answers())
    assert queries.places_left(row) == 1
    for _time in range(2):
        services.confirm_registration(asked, by=services.VISITOR)
    assert queries.places_left(row) == 0
    assert [entry.action for entry in history.of(asked)] == ["meetings.registration_asked", "meetings.registration_confirmed"]
    assert kinds_of_mail() == ["meetings.registration_asked", "meetings.registration_told"]


def test_sending_twice_is_one_registration_and_one_letter():
    row, said = gathering(), answers(email="Killa@Ejemplo.pe")
    first = services.ask_for_place(row, said)
    again = services.ask_for_place(row, answers(name="Killa Mamani", email="killa@ejemplo.pe"))
    assert first == again
    assert Registrant.objects.get().name == "Killa Mamani"
    assert kinds_of_mail() == ["meetings.registration_asked"]
    assert history.of(first).count() == 1


def test_who_is_registered_gets_her_link_again_and_keeps_what_she_said():
    row = gathering()
    mine = comer(row, email="killa@ejemplo.pe", name="Killa")
    Mail.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    assert services.ask_for_place(row, answers(email="killa@ejemplo.pe", name="Otra")) == mine
    assert Registrant.objects.get().name == "Killa"
    assert kinds_of_mail().count("meetings.registration_told") == 2


@pytest.mark.parametrize(
    ("wrong", "field"), [({"name": " "}, "name"), ({"email": "nada"}, "email"), ({"consents": False}, "consents")]
)
def test_what_is_missing_is_said_and_nothing_is_kept(wrong, field):
    with pytest.raises(InvalidError) as refusal:
        services.ask_for_place(gathering(), answers(**wrong))
    assert list(refusal.value.errors) == [field]
    assert not Registration.objects.exists()
    assert not Mail.objects.exists()


def test_nobody_registers_where_it_is_closed_and_is_told_why():
    closed = gathering(closes_on=in_days(-1))
    over = gathering(days=-1)
    cancelled = gathering()
    services.change_state(cancelled, "CANCELLED", reason="Lluvia", by=LOADER)
    for row, word in ((closed, "cerrada"), (over, "ya pasó"), (cancelled, "canceló"), (meeting(), "Nadie")):
        with pytest.raises(services.RegistrationClosedError, match=word):
            services.ask_for_place(row, answers())
    assert not Registration.objects.exists()


def test_link_to_confirm_expires_and_one_may_ask_again():
    row, said = gathering(), answers()
    asked = services.ask_for_place(row, said)
    Registration.objects.update(asked_at=timezone.now() - timedelta(days=4))
    with pytest.raises(services.LinkExpiredError):
        services.confirm_registration(asked, by=services.VISITOR)
    before = asked.confirm_digest
    again = services.ask_for_place(row, said)
    assert again == asked
    assert again.confirm_digest != before
    assert services.confirm_registration(again, by=services.VISITOR).state == "PLACED"


def test_waiting_list_is_numbered_and_a_freed_place_goes_to_the_first():
    row = gathering(capacity=1)
    first, second, third = comer(row), comer(row), comer(row)
    assert states(row) == [("PLACED", None), ("WAITING", 1), ("WAITING", 2)]
    assert queries.place_in_line(third) == 2
    for _time in range(2):
        services.cancel_registration(first, by=services.VISITOR)
    assert states(row) == [("CANCELLED", None), ("PLACED", 1), ("WAITING", 2)]
    assert queries.place_in_line(third) == 1
    assert kinds_of_mail()[-1] == "meetings.place_freed"
    assert Mail.objects.filter(kind="meetings.place_freed").get().address == second.registrant.email
    assert [entry.action for entry in history.of(second)][-1] == "meetings.registration_given_place"
    assert [entry.action for entry in history.of(first)].count("meetings.registration_cancelled") == 1


def test_more_places_go_to_those_who_wait():
    row = gathering(capacity=1)
    comer(row), comer(row), comer(row)
    services.open_registration(row, capacity=2, by=LOADER)
    assert [state for state, _number in states(row)] == ["PLACED", "PLACED", "WAITING"]
    services.open_registration(row, capacity=None, by=LOADER)
    assert [state for state, _number in states(row)] == ["PLACED"] * 3


def test_who_cancelled_may_come_after_all_and_her_old_links_open_nothing():
    row, said = gathering(capacity=1), answers(email="killa@ejemplo.pe")
    mine = services.confirm_registration(services.ask_for_place(row, said), by=services.VISITOR)
    old = mine.own_digest
    services.cancel_registration(mine, by=services.VISITOR)
    again = services.confirm_registration(services.ask_for_place(row, said), by=services.VISITOR)
    assert again == mine
    assert (again.state, again.own_digest == old) == ("PLACED", False)


def test_cancel_of_another_is_for_who_organizes_and_not_of_who_came():
    row = gathering()
    mine = comer(row)
    with pytest.raises(NotAllowedError):
        services.cancel_registration(mine, by=stranger())
    services.check_in(mine, by=facilitator())
    with pytest.raises(ConflictError):
        services.cancel_registration(mine, by=facilitator())
    assert states(row) == [("PLACED", None)]


def test_no_name_and_no_address_stands_in_history():
    comer(gathering(), name="Killa Mamani", email="killa@ejemplo.pe", access_needs="una rampa")
    told = str(list(HistoryEntry.objects.values_list("details", flat=True)))
    for word in ("Killa", "killa@", "rampa"):
        assert word not in told


def test_personal_data_are_erased_in_time_and_counts_stay():
    row = gathering(days=0)
    came, _absent = comer(row, age_band="FROM_18"), comer(row)
    services.check_in(came, by=facilitator())
    assert services.erase_registrations(today=in_days(90), by=TICK) == 0
    assert services.erase_registrations(today=in_days(91), by=TICK) == 2
    assert services.erase_registrations(today=in_days(91), by=TICK) == 0
    assert not Registrant.objects.exists()
    assert not Mail.objects.exclude(address="").exists()
    left = Registration.objects.get()
    assert (left.age_band, left.own_digest, left.code) == ("FROM_18", "", None)
    assert queries.present_count(row) == 1
    assert [entry.action for entry in history.of(row)][-1] == "meetings.registrants_erased"


def test_what_was_never_confirmed_or_was_cancelled_is_erased_at_once():
    row = gathering()
    services.ask_for_place(row, answers())
    Registration.objects.update(asked_at=timezone.now() - timedelta(days=4))
    services.ask_for_place(row, answers())
    services.cancel_registration(comer(row), by=services.VISITOR)
    kept = comer(row)
    assert services.erase_registrations(by=TICK) == 2
    assert set(Registration.objects.values_list("state", flat=True)) == {"ASKED", "PLACED"}
    assert Registrant.objects.filter(registration=kept).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time, and in memory one connection")
def test_of_two_who_want_the_last_place_at_once_exactly_one_has_it():
    row = gathering(capacity=1)
    asked = [services.ask_for_place(row, answers()) for _each in range(2)]
    start = Barrier(2)

    def confirm(registration):
        try:
            with transaction.atomic():
                start.wait(5)
                services.confirm_registration(registration, by=services.VISITOR)
        finally:
            connection.close()

    threads = [Thread(target=confirm, args=[each]) for each in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(state for state, _number in states(row)) == ["PLACED", "WAITING"]
