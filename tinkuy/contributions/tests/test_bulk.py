import csv
import unicodedata
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tinkuy.contributions import services
from tinkuy.contributions.enums import ImportState, Status
from tinkuy.contributions.models import Contribution, Import, Speaker
from tinkuy.contributions.pure import receipts
from tinkuy.contributions.services import keeping
from tinkuy.contributions.tests import places
from tinkuy.core import history, search
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.models import HistoryEntry
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import secretary, stranger
from tinkuy.core.tests.sheets_made import GOOD, ods, xlsx
from tinkuy.vocabulary.models import Theme

pytestmark = pytest.mark.django_db
INVISIBLE = "\r\ufeff\u200b\u2060"
CHILE = Path(__file__).parents[4] / "shared/data/contributions/chile-cabildos-2016-minutes.csv"


class PulledThePlugError(Exception):
    pass


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "aportes.csv"
    path.write_text("texto\n" + "".join(f"Aporte sobre danza número {number}\n" for number in range(25)), encoding="utf-8")
    return path


def imported(meeting, file, **options):
    followed = services.Followed(**{name: options.pop(name) for name in ("looked", "kept", "problem") if name in options})
    opened = services.FileOfRows(file, services.Choices(**options))
    return services.import_file(meeting, opened, Operator(via="test"), chunk=10, followed=followed)


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
    assert [entry.action for entry in history.of(Import.objects.get())] == [
        "contributions.import_started",
        "contributions.import_confirmed",
    ]


def test_import_that_was_killed_goes_on_where_it_stopped(file):
    meeting, seen = places.meeting(), []

    def pull_the_plug(done):
        raise PulledThePlugError

    with pytest.raises(PulledThePlugError):
        imported(meeting, file, kept=pull_the_plug)
    assert Import.objects.get().state == ImportState.RUNNING
    sent = imported(meeting, file, kept=seen.append)
    assert seen == [20, 25]
    assert sorted(sent.contributions.values_list("import_row", flat=True)) == list(range(2, 27))


def test_import_killed_inside_a_chunk_leaves_nothing_of_it(file, monkeypatch):
    meeting, put_many = places.meeting(), search.put_many

    def pull_the_plug(*args, **kwargs):
        if Import.objects.get().rows_done:
            raise PulledThePlugError
        return put_many(*args, **kwargs)

    monkeypatch.setattr(keeping.search, "put_many", pull_the_plug)
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
    ("content", "found"),
    [
        (b"otra\nx\n", [(0, "missing-column")]),
        (b"texto\n", [(0, "no-rows")]),
        (b'texto,n\na,1\n" ",2\n', [(3, "no-text")]),
        (b"texto\n" + b"a" * 50_001, [(2, "too-long")]),
        (b"texto\nUno\nDos\nUno\n", [(4, "repeated")]),
        (b"texto,territorio,publicar\nUno,Nada,\nDos,,quiz\n", [(2, "unknown-territory"), (3, "not-yes-or-no")]),
    ],
)
def test_import_looks_at_every_row_before_it_keeps_the_first(tmp_path, content, found):
    path, told = tmp_path / "bad.csv", []
    path.write_bytes(content)
    with pytest.raises(services.HasProblemsError, match=str(len(found))):
        imported(places.meeting(), path, problem=told.append)
    assert [(problem.row, problem.code) for problem in told] == found
    assert not Contribution.objects.exists()
    assert not Import.objects.exists()


@pytest.mark.parametrize(("content", "said"), [(b"", "vacío"), (b"%PDF-1.7", "PDF"), (b"texto\n\x81\xfe\x90", "UTF-8")])
def test_import_of_what_is_no_spreadsheet_says_what_it_is(tmp_path, content, said):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(services.SheetRefusedError, match=said):
        imported(places.meeting(), path)


def test_import_keeps_every_column_that_the_page_knows(tmp_path):
    cusco, danza = places.region(), Theme.objects.create(slug="danza", name="Danza")
    path = tmp_path / "aportes.csv"
    path.write_text(
        "texto;idioma;tipo;territorio;temas;rol;publicar;atribuir;nombre;traduccion;otra\n"
        "Hola;qu;propuesta;08;Danza;tejedora;sí;sí;Ana;Buenos días;x\n"
        "Chau;;;;;;no;;Luis;;\n",
        encoding="cp1252",
    )
    imported(places.meeting(territory=cusco), path, publish=True)
    first, second = Contribution.objects.order_by("import_row")
    assert (first.language, first.kind, first.speaker_role, first.translation_language) == ("qu", "PROPOSAL", "tejedora", "es")
    assert (first.territory, list(first.themes.all()), first.speaker.name) == (None, [danza], "Ana")
    assert (second.language, second.may_publish, second.status, Speaker.objects.count()) == ("es", False, Status.VALIDATED, 1)
    assert [hit.object_id for hit in search.find("hola días")] == [first.pk]
    assert not search.find("chau")


@pytest.mark.parametrize("make", [xlsx, ods])
def test_import_reads_spreadsheets_too(tmp_path, make):
    path = tmp_path / f"aportes.{make.__name__}"
    path.write_bytes(make(GOOD))
    imported(places.meeting(), path)
    assert (Contribution.objects.get().kind, Contribution.objects.get().may_publish) == ("PROPOSAL", True)


def test_import_refuses_words_that_stand_in_the_meeting_unless_told_otherwise(file):
    meeting = places.meeting()
    places.contribution("Aporte sobre danza número 3", meeting=meeting)
    with pytest.raises(services.HasProblemsError):
        imported(meeting, file)
    assert imported(meeting, file, allow_repeated=True).rows_done == 25


def test_import_that_was_killed_goes_on_only_as_it_began(file):
    meeting = places.meeting()

    def pull_the_plug(done):
        raise PulledThePlugError

    with pytest.raises(PulledThePlugError):
        imported(meeting, file, kept=pull_the_plug)
    with pytest.raises(services.BadFileError):
        imported(meeting, file, publish=True)
    assert imported(meeting, file).rows_done == 25


def test_import_by_a_stranger_is_refused_and_by_the_secretariat_is_not(file):
    meeting = places.meeting()
    with pytest.raises(NotAllowedError):
        services.import_file(meeting, services.FileOfRows(file), stranger())
    ana = secretary()
    assert services.import_file(meeting, services.FileOfRows(file), ana).contributions.filter(captured_by=ana).count() == 25


def test_command_imports_and_says_how_many(file, capsys):
    meeting = places.meeting()
    call_command("import_contributions", file, "--meeting", meeting.slug, "--publish")
    assert "25 aportes de este archivo están en" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("import_contributions", file, "--meeting", "no-hay")


def test_command_tells_every_problem_with_its_row_and_column(tmp_path, capsys):
    path, problems = tmp_path / "aportes.csv", tmp_path / "problemas.csv"
    path.write_text("texto,tipo,sobra\n" + "".join(f"Aporte {number},=rumor,\n" for number in range(103)), encoding="utf-8")
    with pytest.raises(CommandError, match="103"):
        call_command("import_contributions", path, "--meeting", places.meeting().slug, "--problems", problems)
    shown = capsys.readouterr()
    assert "sobra" in shown.out
    assert "Fila 2, tipo: «=rumor» no es un tipo" in shown.err
    assert "y 3 más" in shown.err
    written = list(csv.reader(problems.read_text(encoding="utf-8-sig").splitlines()))
    assert (len(written), written[0], written[103][:2]) == (104, ["fila", "columna", "problema"], ["104", "tipo"])


def what_is_seen(text):
    """The signs of `text` that anybody sees, each accent with its letter: no white space, nothing invisible."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if not sign.isspace() and sign not in INVISIBLE)


@pytest.mark.skipif(not CHILE.exists(), reason="the shared data are not beside the project")
def test_minutes_of_chile_come_in_whole_and_no_visible_character_differs():
    """docs/decisions/0007-what-cleaning-takes-away.md"""
    meeting = places.meeting()
    call_command("import_contributions", CHILE, "--meeting", meeting.slug, "--allow-repeated", verbosity=0)
    with CHILE.open(encoding="utf-8", newline="") as stream:
        originals = [row["texto"] for row in csv.DictReader(stream)]
    kept = list(Contribution.objects.filter(meeting=meeting).order_by("import_row").values_list("text", flat=True))
    assert len(kept) == len(originals) == 1_360
    for original, text in zip(originals, kept, strict=True):
        assert what_is_seen(text) == what_is_seen(original)
        inside = "".join(sign for sign in unicodedata.normalize("NFC", original) if sign not in INVISIBLE)
        assert text == inside.strip()  # white space inside stays as it was, a line's end being LF
