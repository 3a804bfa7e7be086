"""Minutes are written in revisions; they are sent round, validated, amended; nothing they said is lost."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from tinkuy.core import history, mail
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.models import Mail
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import queries, services
from tinkuy.meetings.models import Minutes, Revision
from tinkuy.meetings.tests import comers
from tinkuy.meetings.tests import minutes_made as made
from tinkuy.meetings.tests.gatherings import LOADER, coordinator_of, meeting

pytestmark = pytest.mark.django_db


def actions(target):
    return [entry.action for entry in history.of(target)]


def test_each_saving_is_a_revision_and_the_same_text_again_is_none():
    row, ana = meeting(), secretary()
    for _time in range(2):
        minutes = services.save_minutes(row, made.TEXTS, based_on=0, by=ana)
    services.save_minutes(row, made.texts(summary="Otra cosa."), based_on=1, by=ana)
    assert [(each.number, each.summary, each.written_by) for each in minutes.revisions.all()] == [
        (2, "Otra cosa.", ana),
        (1, made.TEXTS["summary"], ana),
    ]
    assert actions(minutes) == ["meetings.minutes_begun", "meetings.minutes_saved", "meetings.minutes_saved"]


def test_who_saves_on_top_of_a_newer_revision_is_told_and_nothing_is_overwritten():
    row = meeting()
    minutes = services.save_minutes(row, made.TEXTS, based_on=0, by=secretary())
    services.save_minutes(row, made.texts(findings="De Ana."), based_on=1, by=secretary())
    with pytest.raises(services.OutdatedError) as refusal:
        services.save_minutes(row, made.texts(findings="De Luis."), based_on=1, by=facilitator())
    assert refusal.value.newest.findings == "De Ana."
    assert minutes.revisions.count() == 2
    assert not Revision.objects.filter(findings="De Luis.").exists()


def test_of_two_who_read_the_same_moment_the_database_lets_one_through():
    minutes = made.draft()
    Minutes.objects.filter(pk=minutes.pk).update(current=2)  # what the other one did, a moment ago
    with pytest.raises(services.OutdatedError):
        services.save_minutes(minutes.meeting, made.texts(summary="Tarde."), based_on=1, by=LOADER)
    assert minutes.revisions.count() == 1


def test_who_may_write_minutes():
    group, organization = made.group(), made.organization()
    row = meeting(convening_groups=[group], convening_organizations=[organization])
    writers = [secretary(), facilitator(), coordinator_of(group), made.delegate_of(organization)]
    for at, writer in enumerate(writers):
        services.save_minutes(row, made.texts(summary=f"Versión {at}"), based_on=at, by=writer)
    second = made.organization()
    row.convening_organizations.add(second)
    ended = made.delegate_of(second, until_on=timezone.localdate() - timedelta(days=1))
    for other in (stranger(), ended, made.delegate_of(made.organization()), coordinator_of(made.group())):
        with pytest.raises(NotAllowedError):
            services.save_minutes(row, made.texts(summary="Ajena"), based_on=4, by=other)
    assert row.minutes.revisions.count() == 4


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"headcount": "34 mujeres\nRosa Quispe"}, "headcount"),
        ({"headcount": "9999999 personas"}, "headcount"),
        ({"summary": "a" * 60_001}, "summary"),
        (dict.fromkeys(made.TEXTS, " "), ""),
    ],
)
def test_what_cannot_be_minutes_is_refused_and_nothing_is_kept(changed, field):
    row = meeting()
    with pytest.raises(InvalidError) as refusal:
        services.save_minutes(row, made.texts(**changed), based_on=0, by=LOADER)
    assert list(refusal.value.errors) == [field]
    assert not Minutes.objects.exists()


def test_a_cancelled_meeting_has_no_minutes():
    with pytest.raises(services.MinutesStateError):
        services.save_minutes(meeting(state="CANCELLED"), made.TEXTS, based_on=0, by=LOADER)


def test_sending_round_opens_a_window_and_writes_to_the_conveners_once():
    group, organization = made.group(), made.organization()
    ana, flor = coordinator_of(group), made.delegate_of(organization)
    other = made.organization()
    made.delegate_of(other, until_on=timezone.localdate() - timedelta(days=1))
    minutes = made.draft(convening_groups=[group], convening_organizations=[organization, other])
    for _time in range(2):
        services.circulate_minutes(minutes, days=3, by=ana)
    assert minutes.is_window_open
    assert minutes.window_closes_on == timezone.localdate() + timedelta(days=3)
    assert {letter.to for letter in Mail.objects.filter(kind="meetings.minutes_circulated")} == {ana, flor}
    assert Mail.objects.count() == 2
    assert actions(minutes)[-1:] == ["meetings.minutes_circulated"]
    with pytest.raises(NotAllowedError):
        services.circulate_minutes(minutes, by=stranger())


@pytest.mark.parametrize("days", [0, 61, -7])
def test_a_window_of_no_days_or_too_many_is_refused(days):
    minutes = made.draft()
    with pytest.raises(InvalidError) as refusal:
        services.circulate_minutes(minutes, days=days, by=LOADER)
    assert list(refusal.value.errors) == ["days"]
    assert Minutes.objects.get().state == "DRAFT"


def test_the_last_day_of_the_window_counts_whole():
    minutes = made.circulated()
    Minutes.objects.update(circulated_at=timezone.now() - timedelta(days=7))
    minutes.refresh_from_db()
    assert minutes.is_window_open
    Minutes.objects.update(circulated_at=timezone.now() - timedelta(days=8))
    minutes.refresh_from_db()
    assert not minutes.is_window_open


def test_validating_waits_for_the_window_and_for_answers_and_twice_is_once():
    minutes, ana = made.draft(), secretary()
    with pytest.raises(services.MinutesStateError):
        services.validate_minutes(minutes, number=1, by=ana)
    services.circulate_minutes(minutes, by=ana)
    proposed = made.correction(minutes)
    with pytest.raises(services.MinutesStateError):
        services.validate_minutes(minutes, number=1, by=ana)
    made.close_window(minutes)
    with pytest.raises(services.MinutesStateError) as refusal:
        services.validate_minutes(minutes, number=1, by=ana)
    assert "espera respuesta" in str(refusal.value)
    services.decline_correction(proposed, reason="No fue así", by=ana)
    for _time in range(2):
        services.validate_minutes(minutes, number=1, by=ana)
    assert (minutes.state, minutes.validated_number) == ("VALIDATED", 1)
    assert actions(minutes).count("meetings.minutes_validated") == 1


def test_what_was_not_read_is_not_validated():
    minutes = made.close_window(made.circulated())
    services.save_minutes(minutes.meeting, made.texts(summary="Nueva"), based_on=1, by=LOADER)
    with pytest.raises(ConflictError):
        services.validate_minutes(minutes, number=1, by=secretary())
    assert Minutes.objects.get().state == "CIRCULATED"


def test_who_only_wrote_them_down_does_not_validate_them():
    minutes = made.close_window(made.circulated())
    with pytest.raises(NotAllowedError):
        services.validate_minutes(minutes, number=1, by=facilitator())


def test_validated_minutes_change_only_by_an_amendment_with_its_reason():
    minutes, ana = made.validated(), secretary()
    with pytest.raises(services.MinutesStateError):
        services.save_minutes(minutes.meeting, made.texts(summary="Otra"), based_on=1, by=ana)
    with pytest.raises(InvalidError):
        services.amend_minutes(minutes, made.texts(summary="Otra"), reason=" ", based_on=1, by=ana)
    with pytest.raises(NotAllowedError):
        services.amend_minutes(minutes, made.texts(summary="Otra"), reason="Error", based_on=1, by=facilitator())
    for _time in range(2):
        services.amend_minutes(minutes, made.texts(summary="Otra"), reason="Error de fecha", based_on=1, by=ana)
    minutes.refresh_from_db()
    assert (minutes.state, minutes.current, minutes.validated_number) == ("AMENDED", 2, 1)
    assert [each.summary for each in minutes.revisions.all()] == ["Otra", made.TEXTS["summary"]]
    assert history.of(minutes).last().details == {"number": 2, "reason": "Error de fecha"}


def test_drafts_are_not_amended():
    with pytest.raises(services.MinutesStateError):
        services.amend_minutes(made.draft(), made.texts(), reason="Sí", based_on=1, by=secretary())


def test_an_older_revision_is_restored_as_a_new_one():
    minutes, ana = made.draft(), secretary()
    services.save_minutes(minutes.meeting, made.texts(summary="Otra"), based_on=1, by=ana)
    minutes.refresh_from_db()
    for _time in range(2):
        services.restore_revision(minutes, 1, based_on=2, by=ana)
    assert [(each.number, each.restores) for each in minutes.revisions.all()] == [(3, 1), (2, None), (1, None)]
    assert minutes.revisions.first().texts == made.TEXTS
    with pytest.raises(NotAllowedError):
        services.restore_revision(minutes, 2, based_on=3, by=stranger())


def test_what_was_validated_is_restored_for_a_reason():
    minutes, ana = made.validated(), secretary()
    services.amend_minutes(minutes, made.texts(summary="Otra"), reason="Error", based_on=1, by=ana)
    with pytest.raises(InvalidError):
        services.restore_revision(minutes, 1, based_on=2, by=ana)
    services.restore_revision(minutes, 1, based_on=2, reason="Estaba bien", by=ana)
    assert minutes.revisions.first().reason == "Estaba bien"


@pytest.mark.parametrize(
    "attempt",
    [
        lambda minutes: Revision.objects.update(summary="Cambiada"),
        lambda minutes: Revision.objects.all().delete(),
        lambda minutes: Revision.objects.create(minutes=minutes, number=2, summary="Sin motivo"),
        lambda minutes: Minutes.objects.update(state="DRAFT"),
        lambda minutes: Minutes.objects.update(current=2),
        lambda minutes: Minutes.objects.update(validated_number=2),
        lambda minutes: minutes.agreements.update(text="Otra cosa"),
        lambda minutes: minutes.agreements.update(due_on="2030-01-01"),
        lambda minutes: minutes.agreements.create(text="Uno más", office="Alcaldía"),
        lambda minutes: minutes.agreements.all().delete(),
        lambda minutes: minutes.corrections.create(heading="SUMMARY", on_number=1, proposal="a", why="b"),
        lambda minutes: minutes.corrections.all().delete(),
    ],
)
def test_the_database_keeps_what_was_validated(attempt):
    minutes = made.draft()
    made.agreement(minutes.meeting)
    services.circulate_minutes(minutes, by=LOADER)
    services.decline_correction(made.correction(minutes), reason="No", by=LOADER)
    made.close_window(minutes)
    services.validate_minutes(minutes, number=1, by=LOADER)
    with pytest.raises((DatabaseError, ValidationError)), transaction.atomic():
        attempt(minutes)


def test_who_came_and_left_an_address_gets_the_link_too_and_only_they(client):
    row = comers.gathering(asks=[], name="Asamblea")
    came, did_not = comers.comer(row, email="vino@ejemplo.pe"), comers.comer(row, email="no@ejemplo.pe")
    services.check_in(came, by=secretary())
    minutes = services.save_minutes(row, made.TEXTS, based_on=0, by=LOADER)
    sent = Mail.objects.filter(kind="meetings.minutes_to_who_came")

    for _time in range(2):
        services.circulate_minutes(minutes, by=LOADER)

    assert [letter.address for letter in sent] == ["vino@ejemplo.pe"]
    body = mail.written(sent.get()).body
    assert queries.link_of(minutes) in body
    assert "sin tener cuenta" in body
    assert client.get(queries.link_of(minutes).removeprefix(settings.SITE_URL)).status_code == 200
    assert not sent.filter(about__registration=str(did_not.pk)).exists()
