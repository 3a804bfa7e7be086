import pytest

from tinkuy.agenda.models import Version, Wording
from tinkuy.agenda.pure.sealing import to_bytes
from tinkuy.agenda.pure.verification import verify
from tinkuy.alliance.models import Organization
from tinkuy.contributions.models import Contribution
from tinkuy.core.models import HistoryEntry
from tinkuy.core.permissions import Operator
from tinkuy.meetings import services as meeting_services
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.models import Theme
from tinkuy.vocabulary.services import load_territories
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

    remove_sample(by=BY)

    assert not Meeting.objects.exists()


def test_remove_sample_twice_changes_nothing(sample):
    remove_sample(by=BY)

    assert remove_sample(by=BY) == 0
