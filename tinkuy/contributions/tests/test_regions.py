"""In which region a voice counts: its own place's, or its meeting's, however it came and wherever the meeting moved."""

import pytest

from tinkuy.contributions.models import Contribution
from tinkuy.contributions.queries import Wanted, listed
from tinkuy.contributions.services import capture_contribution
from tinkuy.contributions.services.bulk import FileOfRows, import_file
from tinkuy.contributions.tests import places
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import stranger
from tinkuy.meetings.services import record_meeting
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory
from tinkuy.web.queries.home import _voices_by_region as voices_by_region

pytestmark = pytest.mark.django_db
US = Operator(via="pruebas")


@pytest.fixture
def cusco():
    return places.region()


@pytest.fixture
def puno():
    return places.region("21", "Puno")


def captured(meeting, territory=None):
    words = {"text": "Falta una radio", "kind": "PROPOSAL", "language": "es"}
    return capture_contribution(uuid7(), meeting=meeting, territory=territory, by=US, **words)


def test_it_is_of_its_own_place_and_else_of_its_meetings(cusco, puno):
    meeting = places.meeting(territory=cusco)
    juli = Territory.objects.create(slug="juli", name="Juli", level=Level.PROVINCE, parent=puno, path="/PE/21/2104/", inei="2104")
    assert captured(meeting).region == "08"
    assert captured(meeting, juli).region == "21"
    assert captured(places.meeting()).region == ""


def test_rows_of_a_spreadsheet_are_of_the_same_regions(cusco, puno, tmp_path):
    file = tmp_path / "aportes.csv"
    file.write_text("texto,territorio\nUno,\nDos,21\nTres,08\n", encoding="utf-8")
    import_file(places.meeting(territory=cusco), FileOfRows(file), US)
    assert list(Contribution.objects.order_by("id").values_list("text", "region")) == [
        ("Uno", "08"),
        ("Dos", "21"),
        ("Tres", "08"),
    ]


def test_when_the_meeting_turns_out_to_be_elsewhere_its_voices_go_with_it(cusco, puno):
    meeting = places.meeting(territory=cusco)
    follows, stays = captured(meeting), captured(meeting, puno)
    other = captured(places.meeting(territory=cusco))
    record_meeting(meeting.pk, territory=None, by=US)
    regions = dict(Contribution.objects.values_list("pk", "region"))
    assert regions == {follows.pk: "", stays.pk: "21", other.pk: "08"}


def test_the_list_of_a_place_and_the_counts_agree(cusco, puno):
    province = Territory.objects.create(
        slug="canchis", name="Canchis", level=Level.PROVINCE, parent=cusco, path="/PE/08/0806/", inei="0806"
    )
    there = places.contribution("Dicho allí", meeting=places.meeting(territory=province))
    of_it = places.contribution("Dicho de allí", meeting=places.meeting(territory=puno), territory=province)
    places.contribution("De otro lado", meeting=places.meeting(territory=province), territory=puno)
    places.contribution("Guardado", meeting=places.meeting(territory=province), may_publish=False)
    for place in (cusco, province):
        assert set(listed(stranger(), Wanted(region=place))) == {there, of_it}
    assert voices_by_region() == {"08": 2, "21": 1}
