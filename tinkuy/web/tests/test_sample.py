from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from tinkuy.agenda.models import Version, Wording
from tinkuy.agenda.pure.sealing import to_bytes
from tinkuy.agenda.pure.verification import verify
from tinkuy.alliance import services as alliance_services
from tinkuy.alliance.models import Application, MappingCampaign, Organization, Profile, WorkingGroup
from tinkuy.alliance.services import Contact
from tinkuy.alliance.services.links import link_to
from tinkuy.contributions.models import Contribution
from tinkuy.core import search
from tinkuy.core.models import HistoryEntry
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import secretary
from tinkuy.meetings import services as meeting_services
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.models import Theme
from tinkuy.vocabulary.services import load_territories
from tinkuy.web.services.history_loading import load_history, shipped_history
from tinkuy.web.services.sample import load_sample, remove_sample

pytestmark = pytest.mark.django_db
BY = Operator(via="test")


@pytest.fixture
def sample():
    load_territories(by=BY)
    return load_sample(by=BY)


def test_load_sample_makes_three_meetings_sixty_contributions_and_twelve_wordings_in_two_published_versions(sample):
    assert Meeting.objects.filter(is_sample=True).count() == 3
    assert Contribution.objects.count() == 60
    assert Wording.objects.count() == 12
    assert [version.is_published for version in sample.versions.order_by("number")] == [True, True]


def test_load_sample_twice_changes_nothing(sample):
    before = HistoryEntry.objects.count()

    load_sample(by=BY)

    assert HistoryEntry.objects.count() == before


def test_load_sample_publishes_files_that_anybody_can_verify_each_linked_to_the_one_before(sample):
    first, second = sample.versions.order_by("number")

    report = verify(to_bytes(second.document), previous=to_bytes(first.document))

    assert report.is_authentic
    assert report.is_linked


def test_remove_sample_takes_every_fictitious_row_and_no_other(sample):
    real = Organization.objects.create(slug="real", name="Real")

    remove_sample(by=BY)

    assert not Version.objects.exists()
    assert not Contribution.objects.exists()
    assert not Meeting.objects.exists()
    assert not Theme.objects.exists()
    assert Organization.objects.get() == real


def test_remove_sample_takes_what_was_written_of_its_meetings_meanwhile(sample):
    row = Meeting.objects.first()
    meeting_services.record_session(row, 1, "Mesa de memoria", by=BY)
    meeting_services.record_attendance(row, count=30, by=BY)
    minutes = meeting_services.save_minutes(row, {"summary": "Se habló."}, based_on=0, by=BY)
    agreed = meeting_services.record_agreement(row, id=uuid4(), text="Volver", office="Alcaldía", by=BY)
    meeting_services.follow_up(agreed, Meeting.objects.exclude(pk=row.pk).first(), note="Sigue", by=BY)
    sent = meeting_services.circulate_minutes(minutes, by=BY)
    meeting_services.propose_correction(sent, id=uuid4(), heading="SUMMARY", proposal="Se cantó.", why="Oí.", by=secretary())

    remove_sample(by=BY)

    assert not Meeting.objects.exists()


def held() -> dict[str, int]:
    """How many rows each table has, without history, which keeps that the sample was there, the worker's orders and visits."""
    kept = {"core.HistoryEntry", "django_tasks_database.DBTaskResult", "sessions.Session"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM core_searchdocument")
        found = {"search": cursor.fetchone()[0]}
    return found | {m._meta.label: m._default_manager.count() for m in apps.get_models() if m._meta.label not in kept}


def links() -> dict[str, int]:
    many = [field.remote_field.through for model in apps.get_models() for field in model._meta.local_many_to_many]
    return {through._meta.label: through._default_manager.count() for through in many}


def test_remove_sample_takes_what_was_claimed_in_its_campaign_meanwhile(sample):
    profile = Profile.objects.first()
    group = WorkingGroup.objects.create(slug="mesa", name="Mesa")
    values = {"name": profile.name, "description": "Inventada.", "working_groups": [group]}
    alliance_services.change_profile(profile, contact=Contact("", "ines@ejemplo.pe"), by=BY, name=profile.name)
    invitation = alliance_services.invite_to_claim(profile, by=BY)
    token = link_to(invitation, "alliance:claim-profile").split("/")[-3]
    alliance_services.claim_profile(token, writer_name="Inés", consents=True, **values)
    assert Organization.objects.get().is_sample

    remove_sample(by=BY)

    assert not Organization.objects.exists()
    assert not MappingCampaign.objects.exists()
    assert not Application.objects.exists()


def test_remove_sample_leaves_every_table_and_the_search_as_they_were_before_it_came(db):
    load_history(shipped_history(), by=BY)
    before, linked = held(), links()
    load_sample(by=BY)
    assert held()["search"] > before["search"]

    remove_sample(by=BY)

    assert held() == before
    assert links() == linked
    assert search.find("biblioteca", with_private=True, limit=5) == []


def test_remove_sample_keeps_its_history(sample):
    entries = HistoryEntry.objects.count()

    remove_sample(by=BY)

    assert HistoryEntry.objects.count() > entries
    assert HistoryEntry.objects.filter(action="web.sample_removed").count() == 1


def test_load_sample_after_it_was_removed_makes_the_same_again(sample):
    before, linked = held(), links()
    receipts = set(Contribution.objects.values_list("pk", flat=True))
    remove_sample(by=BY)

    again = load_sample(by=BY)

    assert (held(), links()) == (before, linked)
    assert set(Contribution.objects.values_list("pk", flat=True)) == receipts
    assert [version.is_published for version in again.versions.order_by("number")] == [True, True]


def test_remove_sample_twice_changes_nothing(sample):
    remove_sample(by=BY)

    assert remove_sample(by=BY) == 0
