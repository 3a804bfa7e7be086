"""Programmes published as numbered editions that nobody changes, on the database that refuses it."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.core import history
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.models import Mail
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import queries, services
from tinkuy.meetings.models import Edition, EditionSession, Lead, Meeting, Session
from tinkuy.meetings.pure.programmes import Kind
from tinkuy.meetings.tests.comers import comer, gathering, in_days
from tinkuy.meetings.tests.gatherings import LOADER, coordinator_of, meeting
from tinkuy.meetings.tests.programmes_made import publish, published, session, two_days

pytestmark = pytest.mark.django_db


def letters():
    return Mail.objects.filter(kind="meetings.edition_published")


def titles(edition):
    return [slot.title for slot in queries.slots_in(edition)]


def test_publishing_freezes_the_programme_and_history_says_so_once():
    row, ana = two_days(), secretary()
    session(row, 1, "Bienvenida", day=2, room="Patio", lead="Rosa Quispe")
    id = uuid4()
    made, again = (services.publish_edition(row, id, number=1, by=ana) for _time in range(2))
    assert again == made
    session(row, 1, "Otro nombre", day=1)
    (slot,) = queries.slots_in(Edition.objects.get())
    assert (slot.title, slot.number, slot.day, slot.room, slot.lead) == ("Bienvenida", 2, in_days(11), "Patio", "Rosa Quispe")
    (entry,) = history.of(made)
    assert (entry.action, entry.by, entry.details["number"]) == ("meetings.edition_published", ana, 1)


def test_the_second_edition_needs_a_note_and_says_what_changed():
    row = published()
    session(row, 3, "Cierre", "17:00", None, day=2)
    with pytest.raises(InvalidError) as refusal:
        publish(row)
    assert list(refusal.value.errors) == ["note"]
    second = publish(row, note="Se suma el cierre")
    assert (second.number, second.note) == (2, "Se suma el cierre")
    found = queries.difference(Edition.objects.get(number=1), second)
    assert [(change.kind, change.after.title) for change in found.changes] == [(Kind.ADDED, "Cierre")]
    assert not found.is_moved


def test_an_unchanged_programme_is_refused_and_says_why():
    row = published()
    session(row, 1, "Bienvenida", day=1, lead="Rosa Quispe")
    with pytest.raises(services.ProgrammeRefusedError, match="Nada cambió desde la edición 1"):
        publish(row, note="Nada")
    assert Edition.objects.count() == 1


def test_a_meeting_moved_is_a_change_of_the_programme():
    row = published()
    row = services.record_meeting(row.pk, held_on=f"{in_days(20)}/{in_days(21)}", by=LOADER)
    second = publish(row, note="Una semana después")
    assert queries.difference(Edition.objects.get(number=1), second).is_moved
    assert [slot.day for slot in queries.slots_in(second)] == [in_days(20), in_days(20)]


def test_without_sessions_or_cancelled_there_is_nothing_to_publish():
    row = gathering()
    with pytest.raises(services.ProgrammeRefusedError, match="todavía no tiene sesiones"):
        publish(row)
    session(row)
    services.change_state(row, "CANCELLED", reason="Huaico", by=LOADER)
    with pytest.raises(services.ProgrammeRefusedError, match="se canceló"):
        publish(row)
    assert not Edition.objects.exists()


def test_a_session_on_a_day_that_the_meeting_lost_is_named():
    row = two_days()
    session(row, 1, "Cierre", day=2)
    session(row, 2, "Bienvenida", day=1)
    services.record_meeting(row.pk, held_on=in_days(10).isoformat(), by=LOADER)
    assert publish(row).sessions.count() == 2  # of one day all are of that day
    longer = services.record_meeting(row.pk, held_on=f"{in_days(10)}/{in_days(12)}", by=LOADER)
    session(longer, 1, "Cierre", day=3)
    services.record_meeting(row.pk, held_on=f"{in_days(10)}/{in_days(11)}", by=LOADER)
    with pytest.raises(services.ProgrammeRefusedError, match="de sus días: Cierre"):
        publish(row, note="Otro día")


def test_publishing_is_for_who_may_write_the_meeting():
    group = WorkingGroup.objects.create(slug="mia", name="Mía")
    row = gathering(convening_groups=[group])
    session(row)
    for nobody in (stranger(), coordinator_of(WorkingGroup.objects.create(slug="otra", name="Otra"))):
        with pytest.raises(NotAllowedError):
            publish(row, by=nobody)
    assert publish(row, by=coordinator_of(group)).number == 1


def test_who_saw_another_edition_come_is_told():
    row = published()
    session(row, 1, "Ronda", day=1)
    publish(row, note="Se llama de otro modo")
    session(row, 1, "Rueda", day=1)
    with pytest.raises(ConflictError):
        publish(row, number=2, note="Otro")
    assert Edition.objects.count() == 2


def test_the_database_keeps_a_published_edition_as_it_is():
    edition = Edition.objects.get(meeting=published())
    told = edition.sessions.first()
    for attempt in (
        lambda: Edition.objects.update(note="Otra cosa"),
        lambda: Edition.objects.update(published_at=None),
        lambda: edition.sessions.update(title="Otra cosa"),
        lambda: edition.sessions.all().delete(),
        lambda: edition.sessions.create(session=uuid4(), position=9, title="Añadida"),
        lambda: EditionSession.objects.filter(pk=told.pk).update(lead=None),
        lambda: Lead.objects.update(name="Otra persona"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM meetings_edition")
    assert titles(edition) == ["Bienvenida", "Mesa de memoria"]


def test_a_number_is_taken_once_and_later_ones_say_what_changed():
    row = published()
    for values in ({"number": 1, "note": "x"}, {"number": 3, "note": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Edition.objects.create(meeting=row, **values)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time, and in memory one connection")
def test_of_two_who_publish_at_once_one_makes_the_edition():
    row = gathering()
    session(row)
    comer(row)
    start, refused = Barrier(2), []

    def act():
        try:
            with transaction.atomic():
                start.wait(5)
                services.publish_edition(row, uuid4(), number=1, by=LOADER)
        except ConflictError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=act) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert Edition.objects.get().number == 1
    assert len(refused) == letters().count() == 1


# Who is told


def test_who_has_a_place_and_who_waits_are_told_once_for_each_edition():
    row = gathering(capacity=1)
    placed, waiting = comer(row), comer(row)
    services.ask_for_place(row, services.Answers(name="Sin confirmar", email="sin@ejemplo.pe", consents=True))
    services.cancel_registration(comer(row), by=services.VISITOR)
    session(row)
    id = uuid4()
    for _time in range(2):
        publish(row, id=id, number=1)
    assert {mail.about["registration"] for mail in letters()} == {str(placed.pk), str(waiting.pk)}
    assert history.of(Edition.objects.get()).get().details["count"] == letters().count() == 2
    session(row, 2, "Otra")
    publish(row, note="Se suma una mesa")
    assert letters().count() == 4


def test_who_wants_no_such_letters_gets_none_and_choosing_twice_is_once():
    row = gathering()
    quiet = comer(row)
    session(row)
    assert [services.choose_programme_letters(quiet, wanted=False, by=services.VISITOR) for _time in range(2)] == [True, False]
    assert history.of(quiet).filter(action="meetings.programme_letters_chosen").count() == 1
    with pytest.raises(NotAllowedError):
        services.choose_programme_letters(quiet, wanted=True, by=stranger())
    publish(row)
    assert not letters().exists()


def test_nobody_is_told_of_the_programme_of_a_meeting_that_is_over():
    row = gathering()
    comer(row)
    session(row)
    Meeting.objects.filter(pk=row.pk).update(earliest_on=in_days(-1), latest_on=in_days(-1))
    publish(row)
    assert not letters().exists()


# Its sessions


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"begins": None, "ends": "10:00"}, "begins_at"),
        ({"begins": "10:00", "ends": "10:00"}, "ends_at"),
        ({"begins": "22:00", "ends": "01:00"}, "ends_at"),
        ({"day": 3}, "day"),
        ({"day": 0}, "day"),
    ],
)
def test_hours_and_days_that_cannot_be_are_refused_beside_their_field(values, field):
    row = two_days()
    with pytest.raises(InvalidError) as refusal:
        session(row, **values)
    assert list(refusal.value.errors) == [field]
    assert not Session.objects.exists()


def test_the_database_refuses_a_session_that_ends_before_it_begins():
    row = session(gathering())
    with pytest.raises(DatabaseError), transaction.atomic():
        Session.objects.filter(pk=row.pk).update(ends_at="08:00")


def test_whoever_names_a_lead_says_that_she_agreed():
    row = gathering()
    with pytest.raises(InvalidError) as refusal:
        services.record_session(row, 1, "Mesa", lead="Rosa Quispe", by=facilitator())
    assert list(refusal.value.errors) == ["lead_agrees"]
    assert not Lead.objects.exists()
    services.record_session(row, 1, "Mesa", lead="Rosa Quispe", lead_agrees=True, by=facilitator())
    kept = services.record_session(row, 1, "Mesa", room="Patio", by=facilitator())
    assert kept.lead.name == "Rosa Quispe"
    assert "Rosa" not in str(list(history.of(kept).values_list("details", flat=True)))


def test_a_name_taken_back_is_gone_from_every_edition_at_once():
    row = published()
    lead = Lead.objects.get()
    with pytest.raises(NotAllowedError):
        services.withdraw_lead(lead, by=stranger())
    for _time in range(2):
        services.withdraw_lead(lead, by=secretary())
    slot = queries.slots_in(Edition.objects.get())[0]
    assert (slot.lead, slot.is_unnamed) == ("", True)
    assert not Session.objects.exclude(lead=None).exists()
    assert [entry.action for entry in history.of(lead)] == ["meetings.lead_withdrawn"]
    with pytest.raises(services.ProgrammeRefusedError):
        publish(row, note="Sin ella nada cambia")


def test_a_session_taken_out_stays_in_the_editions_that_told_of_it():
    row = published()
    gone = row.sessions.get(position=1)
    with pytest.raises(NotAllowedError):
        services.remove_session(gone, by=stranger())
    for _time in range(2):
        services.remove_session(gone, by=secretary())
    assert titles(Edition.objects.get()) == ["Bienvenida", "Mesa de memoria"]
    removed = history.of(row).filter(action="meetings.session_removed")
    assert [entry.details["title"] for entry in removed] == ["Bienvenida"]
    second = publish(row, note="Sale la bienvenida")
    (change,) = queries.difference(Edition.objects.get(number=1), second).changes
    assert (change.kind, change.before.title) == (Kind.REMOVED, "Bienvenida")


def test_a_session_with_photos_is_not_taken_out():
    row = meeting()
    kept = session(row)
    row.materials.create(session=kept, kind="SCAN", title="Papelógrafo", state="READY", shows_people=False)
    with pytest.raises(InvalidError, match="se guardan con ella"):
        services.remove_session(kept, by=secretary())
    assert Session.objects.get() == kept


def test_merged_organizations_lead_as_the_one_that_stays():
    gone, kept = (Organization.objects.create(slug=slug, name=slug) for slug in ("una", "otra"))
    row = session(gathering(), lead_organization=gone)
    with transaction.atomic():
        history.record("alliance.organizations_merged", kept, by=LOADER, organization=str(gone.pk))
    row.refresh_from_db()
    assert row.lead_organization == kept


# In a calendar


def test_sessions_keep_their_uid_from_edition_to_edition_and_what_went_is_cancelled():
    row = published()
    first, second = row.sessions.order_by("position")
    before = {event.uid: event for event in queries.session_events(row)}
    assert set(before) == {str(first.pk), str(second.pk)}
    assert before[str(second.pk)].place.startswith("Sala 1")
    services.remove_session(first, by=LOADER)
    session(row, 2, "Mesa de memoria", "15:00", None, day=1)
    publish(row, note="Más tarde")
    after = {event.uid: event for event in queries.session_events(row)}
    assert (after[str(first.pk)].status, after[str(second.pk)].status) == ("CANCELLED", "CONFIRMED")
    assert after[str(second.pk)].begins.hour == 15
    assert all(after[uid].sequence > before[uid].sequence for uid in before)


def test_sessions_of_a_moved_meeting_are_not_sure_until_the_next_edition():
    row = published()
    row = services.record_meeting(row.pk, held_on=f"{in_days(10) + timedelta(7)}/{in_days(11) + timedelta(7)}", by=LOADER)
    assert {event.status for event in queries.session_events(row)} == {"TENTATIVE"}
    services.change_state(row, "CANCELLED", reason="Huaico", by=LOADER)
    publish_refused = pytest.raises(services.ProgrammeRefusedError)
    with publish_refused:
        publish(row, note="x")


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_of_sessions_takes_the_same_queries_whatever_the_number(client, django_assert_num_queries, count):
    row = gathering()
    for number in range(1, count + 1):
        session(row, number, f"Mesa {number}")
        publish(row, note="Otra más")
    found = queries.meeting_pages().get(pk=row.pk)
    with django_assert_num_queries(3):
        queries.session_events(found)
