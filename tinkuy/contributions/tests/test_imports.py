import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tinkuy.contributions import services
from tinkuy.contributions.enums import Channel, ImportState
from tinkuy.contributions.models import Contribution, Import
from tinkuy.contributions.tests import places
from tinkuy.core import history, search
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.core.tests.sheets_made import GOOD, csv_file, ods, xlsx
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def previewed(data, meeting=None, by=None, name="aportes.xlsx"):
    return services.preview_import(meeting or places.meeting(), data, name, by or facilitator())


def codes(sent):
    return [(problem["row"], problem["code"]) for problem in sent.problems]


def row(text="Palabras", *, language="", kind="", territory="", themes="", publish=""):
    return [text, language, kind, territory, themes, publish]


@pytest.mark.parametrize(("data", "name"), [(xlsx(GOOD), "a.xlsx"), (ods(GOOD), "a.ods"), (csv_file(GOOD), "a.csv")])
def test_confirming_keeps_every_row_as_it_was_shown(data, name):
    sent = previewed(data, name=name)
    assert not Contribution.objects.exists()
    assert services.confirm_import(sent, facilitator()) == 1
    kept = Contribution.objects.get()
    assert (kept.text, kept.kind, kept.language, kept.may_publish, kept.channel, kept.import_row) == (
        *("Un fondo para la cultura viva", "PROPOSAL", "es", True, Channel.SPREADSHEET),
        2,
    )


def test_confirming_twice_is_once_and_forgets_the_file():
    sent, luis = previewed(xlsx(row("Una"), row("Otra"))), facilitator()
    name = sent.file.name
    assert name.startswith("private/imports/")
    assert [services.confirm_import(sent, luis), services.confirm_import(sent, luis)] == [2, 2]
    assert Contribution.objects.count() == 2
    assert not default_storage.exists(name)
    assert [entry.action for entry in history.of(sent)] == [
        "contributions.import_previewed",
        "contributions.import_confirmed",
    ]


def test_sending_the_same_file_twice_is_one_import():
    meeting, luis = places.meeting(), facilitator()
    assert previewed(xlsx(GOOD), meeting, luis) == previewed(xlsx(GOOD), meeting, luis) or Import.objects.count() == 2
    data = csv_file(GOOD)
    assert previewed(data, meeting, luis, "a.csv") == previewed(data, meeting, luis, "a.csv")


def test_every_problem_of_every_row_is_listed_at_once():
    cusco = places.region()
    Territory.objects.create(
        slug="cusco-cusco-santiago",
        name="Santiago",
        level=Level.DISTRICT,
        parent=cusco,
        path="/PE/08/080106/",
        inei="080106",
        reniec="070106",
    )
    meeting = places.meeting()
    places.contribution("Ya dicho", meeting=meeting)
    sent = previewed(
        xlsx(
            row(""),
            row("a" * 32_000 + "b"),
            row("Uno", language="klingon"),
            row("Dos", kind="rumor"),
            row("Tres", territory="Atlántida"),
            row("Cuatro", territory="Santiago"),
            row("Cinco", territory="070106"),
            row("Seis", themes="no-hay; tampoco"),
            row("Siete", publish="quizás"),
            row("Uno"),
            row("Ya dicho"),
            row("OrganizaciÃ³n"),
            row("Ocho"),
            formulas=[("C14", "=1+1", "")],
        ),
        meeting,
    )
    assert [code for code in codes(sent) if code[1] != "no-text"] == [
        (4, "bad-language"),
        (5, "bad-kind"),
        (6, "unknown-territory"),
        (7, "ambiguous-territory"),
        (8, "reniec-code"),
        (9, "unknown-theme"),
        (9, "unknown-theme"),
        (10, "not-yes-or-no"),
        (11, "repeated"),
        (12, "already-in-meeting"),
        (13, "wrong-encoding"),
        (14, "formula"),
    ]
    with pytest.raises(services.HasProblemsError):
        services.confirm_import(sent, facilitator())
    assert Contribution.objects.count() == 1
    assert Import.objects.get().state == ImportState.PREVIEWED


def test_a_cell_of_a_hundred_thousand_characters_is_a_problem_of_its_row():
    assert codes(previewed(csv_file(row("a" * 100_000)), name="a.csv")) == [(2, "too-long")]


def test_merged_cells_and_empty_words_are_problems_of_their_rows():
    found = codes(previewed(xlsx(row("Una"), row("Otra"), row("", language="es"), merge="A2:A3")))
    assert found[:2] == [(2, "merged"), (3, "merged")]
    assert (4, "no-text") in found


def test_a_sheet_without_words_says_which_column_is_missing():
    assert codes(previewed(xlsx(["x"], headers=["nombre"]))) == [(0, "missing-column")]


def test_territories_are_found_by_code_by_name_and_by_their_whole_name():
    cusco = places.region()
    santiago = Territory.objects.create(
        slug="santiago", name="Santiago", level=Level.DISTRICT, parent=cusco, path="/PE/08/080106/", inei="080106"
    )
    theme = Theme.objects.create(slug="danza", name="Danza")
    sent = previewed(
        xlsx(
            row("Una", territory="080106"), row("Dos", territory=80106), row("Tres", territory="cusco / SANTIAGO", themes="Danza")
        )
    )
    services.confirm_import(sent, facilitator())
    assert [each.territory for each in Contribution.objects.order_by("import_row")] == [santiago] * 3
    assert list(Contribution.objects.get(import_row=4).themes.all()) == [theme]
    services.confirm_import(previewed(xlsx(row("Otra", territory="Cusco"))), facilitator())
    assert Contribution.objects.get(text="Otra").territory == cusco


def test_discarding_keeps_nothing_and_twice_is_once():
    sent, luis = previewed(xlsx(GOOD)), facilitator()
    name = sent.file.name
    services.discard_import(sent, luis)
    services.discard_import(sent, luis)
    assert not default_storage.exists(name)
    assert [entry.action for entry in history.of(sent)][1:] == ["contributions.import_discarded"]
    with pytest.raises(services.NotWaitingError):
        services.confirm_import(sent, luis)


def test_strangers_may_not_import():
    with pytest.raises(NotAllowedError):
        previewed(xlsx(GOOD), by=stranger())
    with pytest.raises(NotAllowedError):
        services.confirm_import(previewed(xlsx(GOOD)), stranger())


def send(client, data, name="aportes.xlsx"):
    address = reverse("contributions:new-import", args=[places.meeting().slug])
    return client.post(address, {"file": SimpleUploadedFile(name, data)})


def test_the_page_refuses_what_is_no_spreadsheet_in_spanish(client, settings):
    client.force_login(secretary())
    assert "Es un archivo PDF" in send(client, b"%PDF-1.7").content.decode()
    assert "vacío" in send(client, b"").content.decode()
    settings.UPLOAD_LIMIT = 100
    assert "más de" in send(client, xlsx(GOOD)).content.decode()
    assert not Import.objects.exists()


def test_the_page_shows_rows_with_their_problems_and_gives_the_file_back_with_them(client):
    client.force_login(secretary())
    preview = client.get(send(client, xlsx(row("<script>x</script>", language="klingon"), row("Bien"))).url)
    shown = preview.content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in shown
    assert "klingon" in shown
    assert reverse("contributions:confirm-import", args=[Import.objects.get().pk]) not in shown
    given_back = client.get(reverse("contributions:import-problems", args=[Import.objects.get().pk]))
    table = CalamineWorkbook.from_filelike(io.BytesIO(given_back.content)).get_sheet_by_index(0).to_python()
    assert table[0][-1] == "problemas"
    assert "klingon" in table[1][-1]
    assert table[2][-1] == ""


def test_a_cell_that_no_spreadsheet_holds_is_given_back_empty_and_says_so(client):
    client.force_login(secretary())
    send(client, csv_file(row("a" * 40_000), row("Bien", kind="rumor")), "a.csv")
    given_back = client.get(reverse("contributions:import-problems", args=[Import.objects.get().pk]))
    table = CalamineWorkbook.from_filelike(io.BytesIO(given_back.content)).get_sheet_by_index(0).to_python()
    assert table[1][0] == ""
    assert "demasiado larga" in table[1][-1]


def test_the_page_imports_after_confirmation(client):
    client.force_login(secretary())
    sent = client.get(send(client, xlsx(GOOD)).url)
    client.post(reverse("contributions:confirm-import", args=[Import.objects.get().pk]))
    assert sent.status_code == 200
    assert Contribution.objects.count() == 1
    assert client.get(Import.objects.get().get_absolute_url()).status_code == 200


def test_the_page_discards(client):
    client.force_login(secretary())
    send(client, xlsx(GOOD))
    client.post(reverse("contributions:discard-import", args=[Import.objects.get().pk]))
    assert Import.objects.get().state == ImportState.DISCARDED
    assert not Contribution.objects.exists()


def test_the_page_shows_the_first_rows_and_tells_how_many_more_have_problems(client):
    client.force_login(secretary())
    rows = [row(f"Aporte {number}", kind="rumor" if number % 2 else "") for number in range(500)]
    shown = client.get(send(client, csv_file(*rows), "a.csv").url).content.decode()
    assert shown.count('<th scope="row">') == 120
    assert "Filas con problemas que no se ven aquí: 150" in shown
    assert len(Import.objects.get().problems) == 200


def test_words_are_in_no_import_after_it_was_confirmed_or_discarded():
    meeting, luis = places.meeting(), facilitator()
    wrong = previewed(csv_file(row("Secreto", kind="secreto")), meeting, luis, "a.csv")
    assert "secreto" in str(wrong.problems)
    services.discard_import(wrong, luis)
    assert (Import.objects.get().problems, Import.objects.get().file.name) == ([], "")
    right = previewed(csv_file(row("Secreto")), meeting, luis, "a.csv")
    services.confirm_import(right, luis)
    assert (Import.objects.get(pk=right.pk).problems, Import.objects.get(pk=right.pk).file.name) == ([], "")


def test_every_row_of_the_page_has_its_history_and_is_found():
    luis = facilitator()
    sent = previewed(xlsx(row("Sobre la danza", publish="sí"), row("Sobre el teatro")), by=luis)
    services.confirm_import(sent, luis)
    first, second = Contribution.objects.order_by("id")
    assert (first.text, first.captured_by, first.imported_in) == ("Sobre la danza", luis, sent)
    for number, each in enumerate([first, second], start=2):
        entry = history.of(each).get()
        assert (entry.action, entry.by, entry.details) == (
            *("contributions.contribution_imported", luis),
            {"import": str(sent.pk), "row": number},
        )
    assert [hit.object_id for hit in search.find("danza", with_private=True)] == [first.pk]
