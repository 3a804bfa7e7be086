"""What was agreed has one who does it and a day, and is followed until it is done or dropped."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tinkuy.alliance.models import Body
from tinkuy.alliance.services import merge_organizations
from tinkuy.contributions.tests.places import region
from tinkuy.core import history
from tinkuy.core.datasets import as_csv
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import queries, services
from tinkuy.meetings.datasets import AGREEMENTS
from tinkuy.meetings.forms.agreements import AgreementForm
from tinkuy.meetings.forms.registrations import organization_field
from tinkuy.meetings.forms.sheets import Known
from tinkuy.meetings.models import Agreement, Meeting, Registration
from tinkuy.meetings.tests import minutes_made as made
from tinkuy.meetings.tests.gatherings import LOADER, coordinator_of, meeting
from tinkuy.vocabulary.models import Theme

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def actions(target):
    return [entry.action for entry in history.of(target)]


def published(**values):
    """An agreement in validated minutes."""
    minutes = made.draft()
    found = made.agreement(minutes.meeting, **values)
    services.circulate_minutes(minutes, by=LOADER)
    made.close_window(minutes)
    services.validate_minutes(minutes, number=1, by=LOADER)
    return Agreement.objects.get(pk=found.pk)


def test_an_agreement_is_written_once_and_changed_while_the_minutes_are_open():
    row, id = meeting(), uuid4()
    for _time in range(2):
        found = made.agreement(row, id=id)
    made.agreement(row, id=id, text="Pedir las dos ordenanzas")
    assert Agreement.objects.get().text == "Pedir las dos ordenanzas"
    assert actions(found) == ["meetings.agreement_recorded", "meetings.agreement_changed"]


@pytest.mark.parametrize("count", [0, 2])
def test_an_agreement_has_exactly_one_who_does_it(count):
    row = meeting()
    who = {"organization": made.organization(), "office": "Alcaldía"} if count else {"office": " "}
    with pytest.raises(InvalidError) as refusal:
        made.agreement(row, **who)
    assert list(refusal.value.errors) == ["organization"]
    assert not Agreement.objects.exists()


def test_the_database_too_wants_one_who_does_it():
    minutes = made.draft()
    with pytest.raises(DatabaseError), transaction.atomic():
        minutes.agreements.create(text="Nadie lo hace")


def test_after_validation_what_was_agreed_stands():
    found = published()
    row = found.minutes.meeting
    assert made.agreement(row, id=found.pk) == found
    for changed in ({"id": found.pk, "text": "Otra cosa"}, {"id": uuid4()}):
        with pytest.raises(services.MinutesStateError):
            made.agreement(row, **changed)
    assert Agreement.objects.count() == 1


def test_overdue_is_computed():
    late, coming, undated = (made.agreement(meeting(), due_on=day) for day in (TODAY() - timedelta(days=1), TODAY(), None))
    assert [each.is_overdue for each in (late, coming, undated)] == [True, False, False]
    assert list(Agreement.objects.overdue(TODAY())) == [late]
    services.settle_agreement(late, "DONE", note="Se entregó", by=LOADER)
    assert not late.is_overdue


def test_it_is_done_or_dropped_with_a_note_and_twice_is_once():
    found, ana = published(), secretary()
    with pytest.raises(InvalidError) as refusal:
        services.settle_agreement(found, "DONE", note=" ", on=TODAY() + timedelta(days=1), by=ana)
    assert set(refusal.value.errors) == {"note", "on"}
    for _time in range(2):
        services.settle_agreement(found, "DONE", note="Se entregó", by=ana)
    assert (found.state, found.note, found.settled_on) == ("DONE", "Se entregó", TODAY())
    assert actions(found) == ["meetings.agreement_recorded", "meetings.agreement_settled"]
    services.settle_agreement(found, "OPEN", note="Faltaba la segunda", by=ana)
    assert (found.state, found.settled_on) == ("OPEN", None)


def test_two_who_settle_it_otherwise_at_once_are_told():
    found = published()
    same_on_another_screen = Agreement.objects.get()
    services.settle_agreement(found, "DONE", note="Hecho", by=LOADER)
    with pytest.raises(ConflictError):
        services.settle_agreement(same_on_another_screen, "DROPPED", note="No se pudo", by=LOADER)
    assert Agreement.objects.get().note == "Hecho"


def test_who_took_it_on_may_say_what_became_of_it():
    organization, group = made.organization(), made.group()
    of_organization = published(organization=organization, office="")
    of_group = published(working_group=group, office="")
    for other in (stranger(), made.delegate_of(made.organization()), coordinator_of(made.group())):
        with pytest.raises(NotAllowedError):
            services.settle_agreement(of_organization, "DONE", note="Hecho", by=other)
    services.settle_agreement(of_organization, "DONE", note="Hecho", by=made.delegate_of(organization))
    services.settle_agreement(of_group, "DONE", note="Hecho", by=coordinator_of(group))


def test_a_later_meeting_comes_back_to_it():
    found, later = published(), meeting()
    for note in ("En trámite", "En trámite", "Ya firmada"):
        services.follow_up(found, later, note=note, by=LOADER)
    assert [each.note for each in found.follow_ups.all()] == ["Ya firmada"]
    assert actions(found).count("meetings.agreement_followed_up") == 2
    with pytest.raises(InvalidError):
        services.follow_up(found, found.minutes.meeting, note="Aquí mismo", by=LOADER)
    with pytest.raises(InvalidError):
        services.follow_up(found, later, note=" ", by=LOADER)
    with pytest.raises(NotAllowedError):
        services.follow_up(found, later, note="Yo", by=stranger())


def asked(client, **narrowed):
    page = client.get(reverse("meetings:agreements"), narrowed)
    assert page.status_code == 200
    return page.content.decode()


def test_list_is_narrowed_by_state_and_by_whose_they_are(client):
    group, body = made.group(), Body.objects.create(slug="secretaria", name="Secretaría")
    published(text="Tarde", working_group=group, office="", due_on=TODAY() - timedelta(days=3))
    published(text="Abierto", body=body, office="")
    services.settle_agreement(published(text="Hecho ya"), "DONE", note="Sí", by=LOADER)
    made.agreement(meeting(), text="En borrador")
    assert "En borrador" not in asked(client)
    assert all(words in asked(client) for words in ("Tarde", "Abierto", "Hecho ya", "vencido"))
    for narrowed, shown in (
        ({"estado": "VENCIDOS"}, "Tarde"),
        ({"estado": "DONE"}, "Hecho ya"),
        ({"mesa": group.slug}, "Tarde"),
        ({"instancia": "secretaria"}, "Abierto"),
    ):
        page = asked(client, **narrowed)
        assert [words for words in ("Tarde", "Abierto", "Hecho ya") if f">{words}</a>" in page] == [shown]


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_table_take_the_same_queries_whatever_the_number_of_rows(client, django_assert_num_queries, count):
    for _number in range(count):
        published(organization=made.organization(), office="")
    with django_assert_num_queries(6):
        asked(client)
    with django_assert_num_queries(1):
        table = b"".join(as_csv(AGREEMENTS, AnonymousUser())).decode()
    assert table.count("Pedir la ordenanza") == count


def table_of(client, kind, **narrowed):
    """Which agreements the file holds, in its order."""
    body = b"".join(client.get(reverse(f"meetings:agreements-{kind}"), narrowed).streaming_content)
    if kind == "csv":
        return [row["acuerdo"] for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))]
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_name("datos").to_python()
    return [row[head.index("acuerdo")] for row in rows]


def test_page_and_files_are_narrowed_alike(client):
    cusco = region()
    theatre = Theme.objects.create(slug="teatro", name="Teatro")
    its = made.organization()
    published(text="Del teatro", organization=its, office="", due_on=TODAY() - timedelta(days=3))
    placed = published(text="De Cusco", due_on=TODAY() + timedelta(days=3))
    placed.minutes.meeting.themes.add(theatre)
    Meeting.objects.filter(pk=placed.minutes.meeting_id).update(territory=cusco)
    made.agreement(meeting(), text="En borrador")
    for narrowed, shown in (
        ({}, {"Del teatro", "De Cusco"}),
        ({"organizacion": its.name.upper().replace("Ó", "o")}, {"Del teatro"}),
        ({"region": "cusco"}, {"De Cusco"}),
        ({"tema": "teatro"}, {"De Cusco"}),
        ({"desde": TODAY().isoformat()}, {"De Cusco"}),
        ({"hasta": TODAY().isoformat()}, {"Del teatro"}),
        ({"estado": "VENCIDOS", "tema": "teatro"}, set()),
        ({"desde": "un día"}, {"Del teatro", "De Cusco"}),
    ):
        page = asked(client, **narrowed)
        assert {words for words in ("Del teatro", "De Cusco", "En borrador") if f">{words}</a>" in page} == shown
        assert set(table_of(client, "csv", **narrowed)) == set(table_of(client, "xlsx", **narrowed)) == shown


def test_files_are_asked_for_with_the_filters_of_the_page(client):
    page = asked(client, estado="OPEN")
    assert "acuerdos.csv?estado=OPEN" in page
    assert "acuerdos.xlsx?estado=OPEN" in page


def test_those_without_a_day_come_last():
    for due_on in (None, TODAY() + timedelta(days=9), TODAY()):
        published(due_on=due_on)
    found = [each.due_on for each in queries.agreements(AnonymousUser())]
    assert found == [TODAY(), TODAY() + timedelta(days=9), None]


def test_pages_of_an_agreement_write_it_and_settle_it(client):
    minutes = made.draft()
    client.force_login(facilitator())
    there = reverse("meetings:new-agreement", args=[minutes.meeting.slug])
    sent = {"id": str(uuid4()), "text": "Pedir la ordenanza", "office": "Alcaldía", "due_on": "2030-02-01"}
    assert client.post(there, {**sent, "office": ""}).status_code == 422
    assert client.post(there, sent).status_code == 302
    found = Agreement.objects.get()
    edit = reverse("meetings:edit-agreement", args=[found.pk])
    assert "2030-02-01" in client.get(edit).content.decode()
    assert client.post(edit, {**sent, "due_on": ""}).status_code == 302
    settle = reverse("meetings:settle-agreement", args=[found.pk])
    assert client.post(settle, {"state": "DONE", "note": ""}).status_code == 422
    assert client.post(settle, {"state": "DONE", "note": "Firmada", "on": "2026-01-02"}).status_code == 302
    assert "Firmada" in client.get(found.get_absolute_url()).content.decode()
    client.force_login(stranger())
    assert client.get(found.get_absolute_url()).status_code == 404
    assert client.get(edit).status_code == 404


def test_an_agreement_of_an_organization_that_was_merged_is_edited_as_of_the_one_that_stands(client):
    gone, kept = made.organization(), made.organization(is_sample=True)
    found = made.agreement(meeting(), office="", organization=gone)
    gone.merged_into = kept
    gone.save()
    client.force_login(secretary())
    address = reverse("meetings:edit-agreement", args=[found.pk])

    html = client.get(address).content.decode()
    assert f'<option value="{kept.pk}" selected>{kept} (ejemplo ficticio)</option>' in html
    assert str(gone.pk) not in html
    made.agreement(found.minutes.meeting, id=found.pk, office="", organization=gone, text="Pedir las dos ordenanzas")
    found.refresh_from_db()
    assert found.organization == kept


def test_follow_up_is_written_with_the_later_minutes(client):
    found, later = published(), meeting()
    client.force_login(facilitator())
    there = reverse("meetings:follow-up", args=[later.slug])
    assert "Pedir la ordenanza" in client.get(there).content.decode()
    assert client.post(there, {"agreement": found.pk, "note": "En trámite"}).status_code == 302
    assert "En trámite" in client.get(reverse("meetings:minutes", args=[later.slug])).content.decode()
    client.force_login(stranger())
    assert client.get(there).status_code == 403
    assert "En trámite" not in client.get(found.get_absolute_url()).content.decode()


def test_what_a_merged_organization_took_on_is_of_the_one_that_stays():
    gone, kept = made.organization(), made.organization()
    minutes = made.draft()
    taken = made.agreement(minutes.meeting, organization=gone, office="")
    registration = Registration.objects.create(meeting=minutes.meeting, organization=gone)

    merge_organizations(gone, into=kept, reason="Es la misma", by=LOADER)

    taken.refresh_from_db()
    registration.refresh_from_db()
    assert taken.organization == registration.organization == kept
    assert [entry.action for entry in history.of(taken)][-1] == "meetings.agreement_changed"


def test_forms_do_not_offer_an_organization_that_was_merged():
    gone, kept = made.organization(), made.organization()
    merge_organizations(gone, into=kept, reason="Es la misma", by=LOADER)

    for field in (AgreementForm.base_fields["organization"], organization_field()):
        assert set(field.queryset.all()) == {kept}
    assert gone.slug not in Known.read().organizations
