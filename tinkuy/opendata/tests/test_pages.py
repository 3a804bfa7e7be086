import csv
import io
import json

import pytest
from python_calamine import CalamineWorkbook

from tinkuy.agenda.tests import ground
from tinkuy.core.datasets import Kind
from tinkuy.core.permissions import Operator
from tinkuy.opendata.catalogue import CATALOGUE, CHAPTERS
from tinkuy.opendata.pure.document import KINDS
from tinkuy.opendata.pure.licences import LICENCES
from tinkuy.vocabulary import services as vocabulary

SITE = "http://localhost:8000"
OPERATOR = Operator(via="test")
# Tables of which no row can be an example.
NEVER_FICTITIOUS = {"territorios", "marcos"}
slugs = pytest.mark.parametrize("slug", CATALOGUE)


def body(answer):
    """All of it; the test client closes what was read to its end."""
    return b"".join(answer.streaming_content)


@pytest.fixture
def something(db):
    """A row in most tables: territories, frameworks, a theme and a published version."""
    vocabulary.load_frameworks(OPERATOR)
    vocabulary.define_theme("memoria", "Memoria", by=OPERATOR)
    return ground.published()


def test_no_two_tables_have_one_name():
    assert len(CATALOGUE) == sum(len(chapter.datasets) for chapter in CHAPTERS)


@slugs
def test_every_table_says_what_it_is_and_which_rows_are_fictitious(slug):
    dataset = CATALOGUE[slug]

    assert dataset.about.endswith(".")
    assert (dataset.sample_column is None) == (slug in NEVER_FICTITIOUS)
    assert all(column.describe_es for column in dataset.columns)
    assert len(set(dataset.header)) == len(dataset.header)


def test_the_catalogue_leads_to_every_table_and_takes_no_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/datos/").content.decode()
    for slug in CATALOGUE:
        assert f'href="/datos/{slug}/"' in page
        assert f'href="/datos/{slug}.csv"' in page
    assert 'href="/datos/catalogo.json"' in page


@slugs
def test_a_tables_page_tells_rows_columns_licence_and_how_to_cite(client, something, slug, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        page = client.get(f"/datos/{slug}/").content.decode()
    with django_assert_max_num_queries(0):
        client.get(f"/datos/{slug}/")

    assert all(f">{name}</th>" in page for name in CATALOGUE[slug].header)
    assert LICENCES[CATALOGUE[slug].licence].url in page
    assert f"{SITE}/datos/{slug}/" in page


def test_the_rows_told_are_the_rows_given(client, something):
    page = client.get("/datos/marcos/").content.decode()

    assert "<dd>15 " in page
    assert len(body(client.get("/datos/marcos.csv")).splitlines()) == 16


@slugs
def test_both_files_of_a_table_hold_the_columns_it_names(client, something, slug):
    rows = list(csv.reader(io.StringIO(body(client.get(f"/datos/{slug}.csv")).decode("utf-8-sig"))))
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(client.get(f"/datos/{slug}.xlsx"))))

    assert rows[0] == CATALOGUE[slug].header == book.get_sheet_by_name("datos").to_python()[0]
    assert len(rows) == len(book.get_sheet_by_name("datos").to_python())


def test_the_dcat_catalogue_names_every_table_with_two_files_and_its_licence(client, something, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/datos/catalogo.json")
    catalogue = json.loads(answer.content)

    assert answer["Content-Type"] == "application/ld+json"
    assert (catalogue["@type"], catalogue["@context"]["dcat"]) == ("dcat:Catalog", "http://www.w3.org/ns/dcat#")
    assert catalogue["dcterms:modified"]["@type"] == "xsd:dateTime"
    assert {each["dcterms:identifier"] for each in catalogue["dcat:dataset"]} == set(CATALOGUE)
    for each in catalogue["dcat:dataset"]:
        assert each["@type"] == "dcat:Dataset"
        for file in each["dcat:distribution"]:
            assert file["@type"] == "dcat:Distribution"
            assert file["dcat:mediaType"]["@id"].startswith("https://www.iana.org/assignments/media-types/")
            assert body(client.get(file["dcat:downloadURL"]["@id"].removeprefix(SITE)))


def test_the_dcat_catalogue_of_an_empty_site_says_nothing_of_when_it_changed(client, db):
    assert "dcterms:modified" not in json.loads(client.get("/datos/catalogo.json").content)


def test_the_data_package_has_a_schema_of_each_tables_columns(client, db):
    package = json.loads(client.get("/datos/datapackage.json").content)

    assert (package["profile"], package["name"]) == ("tabular-data-package", package["name"].lower())
    assert {each["name"] for each in package["licenses"]} == {"CC-BY-4.0", "MIT"}
    for each in package["resources"]:
        assert [field["name"] for field in each["schema"]["fields"]] == CATALOGUE[each["name"]].header
        assert each["path"] == f"{SITE}/datos/{each['name']}.csv"


def test_the_data_package_types_are_those_of_the_cells(client, something):
    package = {each["name"]: each for each in json.loads(client.get("/datos/datapackage.json").content)["resources"]}
    readers = {"integer": int, "number": float, "boolean": {"sí": True, "no": False}.__getitem__, "string": str}

    for slug, resource in package.items():
        fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        for row in csv.DictReader(io.StringIO(body(client.get(f"/datos/{slug}.csv")).decode("utf-8-sig"))):
            for name, cell in row.items():
                if cell:
                    readers.get(fields[name], str)(cell)


def test_every_kind_of_column_has_its_words():
    assert set(KINDS) == {str(kind) for kind in Kind}


@pytest.mark.parametrize("address", ["/datos/nada/", "/datos/nada.csv", "/datos/nada.xlsx"])
def test_a_table_that_is_not_there_is_not_found(client, db, address):
    assert client.get(address).status_code == 404
