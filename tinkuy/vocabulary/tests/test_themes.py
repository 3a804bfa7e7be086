import csv
import io
import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from tinkuy.core import history
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.permissions import Operator
from tinkuy.core.tests import sheets_made
from tinkuy.core.tests.people import facilitator, secretary, stranger, systematiser
from tinkuy.vocabulary import datasets, services
from tinkuy.vocabulary.models import Theme
from tinkuy.vocabulary.queries import theme_ancestors, theme_tree
from tinkuy.vocabulary.services.refusals import RowsRefusedError

CABILDOS = Path(__file__).resolve().parents[4] / "shared" / "data" / "contributions" / "chile-cabildos-taxonomies"
ROWS = [
    {"slug": "murales", "name": "Murales", "parent": "memoria", "definition": ""},
    {"slug": "memoria", "name": "Memoria", "parent": "", "definition": "Lo que se recuerda en común."},
]


def test_define_theme_makes_it_once_and_then_changes_it_with_history(db):
    rosa = systematiser()

    theme = services.define_theme("memoria", "Memoria", by=rosa)
    services.define_theme("memoria", "Memoria", by=rosa)
    services.define_theme("memoria", "Memoria", "Lo que se recuerda.", by=rosa)

    assert [(entry.action, entry.by) for entry in history.of(theme)] == [
        ("vocabulary.theme_defined", rosa),
        ("vocabulary.theme_changed", rosa),
    ]
    assert Theme.objects.get().definition == "Lo que se recuerda."


def test_define_theme_under_itself_is_refused(db):
    above = services.define_theme("memoria", "Memoria", by=Operator(via="test"))
    below = services.define_theme("murales", "Murales", parent=above, by=Operator(via="test"))

    with pytest.raises(RowsRefusedError):
        services.define_theme("memoria", "Memoria", parent=below, by=Operator(via="test"))


def test_define_theme_by_a_facilitator_is_refused(db):
    with pytest.raises(NotAllowedError):
        services.define_theme("memoria", "Memoria", by=facilitator())


def test_import_themes_puts_children_under_parents_whatever_their_order(db):
    imported = services.import_themes(ROWS, by=secretary())

    assert [(depth, theme.slug) for depth, theme in theme_tree()] == [(0, "memoria"), (1, "murales")]
    assert [theme.slug for theme in theme_ancestors(Theme.objects.get(slug="murales"))] == ["memoria"]
    assert len(imported) == 2


def test_import_themes_twice_changes_nothing(db):
    services.import_themes(ROWS, by=Operator(via="test"))
    [murales, _memoria] = services.import_themes(ROWS, by=Operator(via="test"))[::-1]

    assert [entry.action for entry in history.of(murales)] == ["vocabulary.theme_defined"]


def test_import_themes_lists_every_problem_and_imports_nothing(db):
    rows = [
        {"name": ""},
        {"name": "Memoria", "slug": "Memoria Viva"},
        {"name": "Danza", "parent": "artes"},
        {"name": "Uno", "slug": "uno", "parent": "dos"},
        {"name": "Dos", "slug": "dos", "parent": "uno"},
        {"name": "Dos", "slug": "dos", "parent": "uno"},
        {"name": "Largo", "definition": "x" * 5001},
    ]

    with pytest.raises(RowsRefusedError) as refusal:
        services.import_themes(rows, by=secretary())

    assert {number for number, _text in refusal.value.problems} == {2, 3, 4, 5, 6, 7, 8}
    assert not Theme.objects.exists()


def test_import_themes_of_the_export_changes_nothing(client, db):
    services.import_themes(ROWS, by=Operator(via="test"))
    services.define_theme("ejemplo", "Ejemplo", is_sample=True, by=Operator(via="test"))
    services.define_theme("signos", "-Signos", "=1+1", by=Operator(via="test"))
    before = exported(client)
    client.force_login(secretary())

    seen = upload(client, before)
    client.post("/temas/importar/", {"text": seen.context["text"], "confirm": "1"})

    assert exported(client) == before
    assert b"ejemplo,Ejemplo,,,s\xc3\xad" in before
    assert Theme.objects.get(slug="signos").name == "-Signos"


def test_import_themes_by_a_systematiser_and_a_stranger_is_refused(db):
    for somebody in (systematiser(), stranger()):
        with pytest.raises(NotAllowedError):
            services.import_themes(ROWS, by=somebody)


@pytest.mark.skipif(not CABILDOS.exists(), reason="the real lists of categories are not on this machine")
@pytest.mark.parametrize("name", ["deberes", "derechos", "instituciones", "valores"])
def test_import_themes_takes_a_real_list_of_categories_whole(db, name):
    categories = json.loads((CABILDOS / f"tax_{name}.json").read_text(encoding="utf-8"))
    rows = [{"name": each["Categoría"], "slug": f"{name}-{each['id categoria']}"} for each in categories]

    services.import_themes(rows, by=Operator(via="test"))

    assert set(Theme.objects.values_list("name", flat=True)) == {row["name"].strip() for row in rows}
    assert Theme.objects.count() == len(rows)


def exported(client):
    return b"".join(client.get("/temas.csv").streaming_content)


def upload(client, data, name="temas.csv"):
    return client.post("/temas/importar/", {"file": SimpleUploadedFile(name, data)})


def test_the_import_page_shows_first_and_imports_when_confirmed(client, db):
    client.force_login(secretary())
    text = "\ufeffslug;name;parent;definition\r\nmemoria;Memoria;;Lo común\r\n"

    seen = upload(client, text.encode())

    assert (seen.status_code, Theme.objects.count()) == (200, 0)
    answer = client.post("/temas/importar/", {"text": seen.context["text"], "confirm": "1"})
    assert (answer.status_code, answer["Location"]) == (302, "/temas/")
    assert Theme.objects.get().definition == "Lo común"


@pytest.mark.parametrize("content", [b"", b"titulo\nx\n", b"name\n", b"name\n\x00\n", b"%PDF-1.7", b"name\n" + b"a" * 1_100_000])
def test_the_import_page_refuses_what_is_no_themes_file(client, db, content):
    client.force_login(secretary())

    answer = upload(client, content)

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert "shown" not in answer.context


SHEET = {"headers": ["Nombre", "Dentro de", "Definición", "Nota"]}
WRITTEN = [["Música", "", "=1+1", "x"], ["", "", "", ""], ["Música andina", "musica", "De los Andes", ""]]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("temas.xlsx", sheets_made.xlsx(*WRITTEN, **SHEET)),
        ("temas.ods", sheets_made.ods(*WRITTEN, **SHEET)),
        ("temas.csv", sheets_made.csv_file(*WRITTEN, **SHEET, encoding="cp1252", separator=";")),
    ],
)
def test_the_import_page_takes_every_kind_of_spreadsheet_with_spanish_headers(client, db, name, data):
    client.force_login(secretary())

    seen = upload(client, data, name=name)
    client.post("/temas/importar/", {"text": seen.context["text"], "confirm": "1"})

    assert seen.context["shown"].unused == "Nota"
    assert list(Theme.objects.values_list("slug", "parent__slug", "definition")) == [
        ("musica", None, "=1+1"),
        ("musica-andina", "musica", "De los Andes"),
    ]


def test_the_xlsx_of_the_themes_comes_back_in_without_a_change(client, db):
    services.import_themes([*ROWS, {"name": "=1+1", "slug": "suma"}], by=Operator(via="test"))
    before = list(Theme.objects.values("slug", "name", "definition", "parent"))
    client.force_login(secretary())

    seen = upload(client, b"".join(client.get("/temas.xlsx").streaming_content), name="temas.xlsx")
    client.post("/temas/importar/", {"text": seen.context["text"], "confirm": "1"})

    assert seen.context["shown"].may_be_kept
    assert list(Theme.objects.values("slug", "name", "definition", "parent")) == before


def test_the_import_page_lists_formulas_merged_cells_and_every_other_problem_beside_their_rows(client, db):
    client.force_login(secretary())
    rows = [["Música", "", "", ""], ["", "", "De nadie", ""], ["Danza", "artes", "", ""], ["Cine", "", "", ""]]
    data = sheets_made.xlsx(*rows, **SHEET, merge="C2:D2", formulas=[("C5", "=1+1", "2")])

    seen = upload(client, data, name="temas.xlsx")
    again = {"text": seen.context["text"], "odd": seen.context["odd"]}
    given = client.post("/temas/importar/", {**again, "with_problems": "1"})
    confirmed = client.post("/temas/importar/", {**again, "confirm": "1"})

    assert [row.number for row in seen.context["shown"].rows if row.problems] == [2, 3, 4, 5]
    assert given["Content-Disposition"] == 'attachment; filename="temas-problemas.xlsx"'
    said = CalamineWorkbook.from_filelike(io.BytesIO(given.content)).get_sheet_by_index(0).to_python()
    assert [bool(row[-1]) for row in said[1:]] == [True, True, True, True]
    assert (confirmed.status_code, Theme.objects.count()) == (200, 0)


def test_the_import_page_shows_each_rows_problem(client, db):
    client.force_login(secretary())

    answer = upload(client, b"name,parent\n<b>Danza</b>,artes\n")

    [row] = answer.context["shown"].rows
    assert (row.number, len(row.problems)) == (2, 1)
    assert b"<b>Danza" not in answer.content


def test_the_import_page_is_only_for_the_secretariat(client, db):
    assert client.get("/temas/importar/").status_code == 302
    client.force_login(systematiser())
    assert client.get("/temas/importar/").status_code == 403


def test_the_themes_csv_is_the_table_with_its_mark(client, db):
    services.import_themes(ROWS, by=Operator(via="test"))

    text = b"".join(client.get("/temas.csv").streaming_content).decode("utf-8-sig")

    assert next(csv.reader(text.splitlines())) == datasets.THEMES.header
    assert "Lo que se recuerda en común." in text
