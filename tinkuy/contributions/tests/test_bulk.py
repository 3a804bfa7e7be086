import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tinkuy.contributions import services
from tinkuy.contributions.enums import ImportState, Status
from tinkuy.contributions.models import Contribution, Import
from tinkuy.contributions.pure import receipts
from tinkuy.contributions.services import bulk
from tinkuy.contributions.tests import places
from tinkuy.core import history, search
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.models import HistoryEntry
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.texts import clean
from tinkuy.core.tests.people import secretary, stranger

pytestmark = pytest.mark.django_db
CHILE = Path(__file__).parents[4] / "shared/data/contributions/chile-cabildos-2016-minutes.csv"


class PulledThePlugError(Exception):
    pass


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "aportes.csv"
    path.write_text("texto\n" + "".join(f"Aporte sobre danza número {number}\n" for number in range(25)), encoding="utf-8")
    return path


def imported(meeting, file, **options):
    return services.import_file(meeting, file, Operator(via="test"), chunk=10, **options)


def test_import_keeps_every_row_with_receipt_history_and_search_words(file):
    sent = imported(places.meeting(), file, publish=True)
    kept = Contribution.objects.filter(imported_in=sent).order_by("import_row")
    assert [each.text for each in kept] == [f"Aporte sobre danza número {number}" for number in range(25)]
    assert [each.import_row for each in kept] == list(range(2, 27))
    assert all(receipts.normalize(each.receipt) == each.receipt for each in kept)
    assert {each.status for each in kept} == {Status.VALIDATED}
    assert HistoryEntry.objects.filter(action="contributions.contribution_imported").count() == 25
    assert history.of(kept[0]).get().details == {"import": str(sent.pk), "row": 2}
    assert len(search.find("danzas", limit=50)) == 25
    assert (sent.state, sent.row_count, sent.rows_done) == (ImportState.CONFIRMED, 25, 25)


def test_import_twice_changes_nothing(file):
    meeting = places.meeting()
    assert imported(meeting, file) == imported(meeting, file)
    assert Contribution.objects.count() == 25
    assert [entry.action for entry in history.of(Import.objects.get())] == ["contributions.import_confirmed"]


def test_import_that_was_killed_goes_on_where_it_stopped(file):
    meeting, seen = places.meeting(), []

    def pull_the_plug(done):
        raise PulledThePlugError

    with pytest.raises(PulledThePlugError):
        imported(meeting, file, progress=pull_the_plug)
    assert Import.objects.get().state == ImportState.RUNNING
    sent = imported(meeting, file, progress=seen.append)
    assert seen == [20, 25]
    assert sorted(sent.contributions.values_list("import_row", flat=True)) == list(range(2, 27))


def test_import_killed_inside_a_chunk_leaves_nothing_of_it(file, monkeypatch):
    meeting, put_many = places.meeting(), search.put_many

    def pull_the_plug(*args, **kwargs):
        if Import.objects.get().rows_done:
            raise PulledThePlugError
        return put_many(*args, **kwargs)

    monkeypatch.setattr(bulk.search, "put_many", pull_the_plug)
    with pytest.raises(PulledThePlugError):
        imported(meeting, file)
    monkeypatch.undo()
    assert (Import.objects.get().rows_done, Contribution.objects.count()) == (10, 10)
    assert imported(meeting, file).rows_done == Contribution.objects.count() == 25
    assert HistoryEntry.objects.filter(action="contributions.contribution_imported").count() == 25


def test_import_reads_rows_as_django_does(file):
    imported(places.meeting(), file, language="qu")
    one = Contribution.objects.first()
    one.full_clean(exclude=["captured_by"])
    assert (one.language, one.status, one.may_publish, one.captured_by) == ("qu", Status.CAPTURED, False, None)


def test_import_draws_other_codes_for_those_already_held(file, monkeypatch):
    held = places.contribution().receipt
    drawn, new_codes = [], receipts.new_codes

    def sometimes_held(how_many):
        codes = new_codes(how_many)
        drawn.append(how_many)
        return [held, *codes[1:]] if len(drawn) == 1 else codes

    monkeypatch.setattr(receipts, "new_codes", sometimes_held)
    imported(places.meeting(), file)
    assert Contribution.objects.filter(receipt=held).count() == 1
    assert Contribution.objects.count() == 26


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"otra\nx\n", "texto"),
        (b"", "texto"),
        (b'texto,n\na,1\n" ",2\n', "3"),
        (b"texto\n" + b"a" * 50_001, "2"),
        ("texto\nseñal\n".encode("cp1252"), "UTF-8"),
    ],
)
def test_import_of_a_bad_file_says_which_row_and_keeps_nothing(tmp_path, content, said):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(services.BadFileError, match=said):
        imported(places.meeting(), path)
    assert not Contribution.objects.exists()


def test_import_by_a_stranger_is_refused_and_by_the_secretariat_is_not(file):
    meeting = places.meeting()
    with pytest.raises(NotAllowedError):
        services.import_file(meeting, file, stranger())
    ana = secretary()
    assert services.import_file(meeting, file, ana).contributions.filter(captured_by=ana).count() == 25


def test_command_imports_and_says_how_many(file, capsys):
    meeting = places.meeting()
    call_command("import_contributions", file, "--meeting", meeting.slug, "--publish")
    assert "25 contributions stand in" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("import_contributions", file, "--meeting", "no-hay")


@pytest.mark.skipif(not CHILE.exists(), reason="the shared data are not beside the project")
def test_minutes_of_chile_come_in_whole_and_no_character_changes():
    meeting = places.meeting()
    call_command("import_contributions", CHILE, "--meeting", meeting.slug, verbosity=0)
    with CHILE.open(encoding="utf-8", newline="") as stream:
        originals = [row["texto"] for row in csv.DictReader(stream)]
    kept = list(Contribution.objects.filter(meeting=meeting).order_by("import_row").values_list("text", flat=True))
    assert len(kept) == 1_360
    assert kept == [clean(original) for original in originals]
    # Cleaning takes from within 45 of them what nobody sees: CR before LF, zero-width spaces, an accent apart from its letter.
    assert sum(original.strip() != text for original, text in zip(originals, kept, strict=True)) == 45
