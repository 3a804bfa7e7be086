import csv

import pytest

from tinkuy.core.permissions import Operator
from tinkuy.vocabulary import datasets, services
from tinkuy.vocabulary.models import Framework, Territory, Theme
from tinkuy.vocabulary.pure.territory_rows import COLUMNS
from tinkuy.vocabulary.tests.test_territories import COUNTRY, row

OPERATOR = Operator(via="test")


def a_country_of(number):
    regions = [row(inei=f"{code:02}", name=f"Región {code}") for code in range(1, number + 1)]
    provinces = [row("PROVINCE", f"Provincia {code}", "01", f"01{code:02}") for code in range(1, number + 1)]
    services.import_territories([COUNTRY, *regions, *provinces], by=OPERATOR)


@pytest.mark.parametrize("size", [1, 3])
def test_the_territories_page_runs_four_queries(client, db, django_assert_num_queries, size):
    a_country_of(size)
    with django_assert_num_queries(4):
        answer = client.get("/territorios/")
    with django_assert_num_queries(1):
        assert client.get("/territorios/").content == answer.content
    assert answer.content.count(b"/territorios/region-") >= size


@pytest.mark.parametrize("size", [1, 3])
def test_a_territorys_page_runs_nine_queries(client, db, django_assert_num_queries, size):
    a_country_of(size)
    with django_assert_num_queries(9):
        answer = client.get("/territorios/region-1/")
    assert answer.content.count(b"/territorios/region-1-provincia-") == size


@pytest.mark.parametrize("size", [1, 3])
def test_the_themes_page_runs_two_queries(client, db, django_assert_num_queries, size):
    services.import_themes([{"name": f"Tema {number}"} for number in range(size)], by=OPERATOR)
    with django_assert_num_queries(2):
        answer = client.get("/temas/")
    assert answer.content.count(b"/temas/tema-") == size


@pytest.mark.parametrize("size", [1, 3])
def test_a_themes_page_runs_eight_queries(client, db, django_assert_num_queries, size):
    services.import_themes([{"name": "Raíz"}, *({"name": f"Tema {n}", "parent": "raiz"} for n in range(size))], by=OPERATOR)
    with django_assert_num_queries(8):
        answer = client.get("/temas/raiz/")
    assert answer.content.count(b"/temas/tema-") == size


@pytest.mark.parametrize("size", [1, 3])
def test_the_frameworks_page_runs_two_queries(client, db, django_assert_num_queries, size):
    for number in range(size):
        Framework.objects.create(slug="marco", edition=str(number), name="Marco")
    with django_assert_num_queries(2):
        answer = client.get("/marcos/")
    assert answer.content.count(b"/marcos/marco/") == size


def test_a_frameworks_page_shows_its_areas_in_both_languages(client, db, django_assert_num_queries):
    services.load_frameworks(OPERATOR)
    with django_assert_num_queries(4):
        answer = client.get("/marcos/convencion-2005/2022/")
    assert "Libertad artística" in answer.content.decode()
    assert '<td lang="en">Artistic freedom</td>' in answer.content.decode()


def test_a_districts_page_keeps_its_two_codes_apart(client, peru):
    page = client.get("/territorios/cusco-cusco-santiago/").content.decode()

    assert "<dd>080106</dd>" in page
    assert "<dd>070106</dd>" in page
    assert page.count("<h1>") == 1


def test_lima_the_region_lima_metropolitana_and_callao_are_told_apart(client, peru):
    page = client.get("/territorios/").content.decode()

    assert '<a href="/territorios/lima-lima/">Lima Metropolitana</a>' in page
    assert 'href="/territorios/callao/"' in page
    assert "Lima Metropolitana" in client.get("/territorios/lima/").content.decode()
    assert str(Territory.objects.get(inei="1501")) == "Lima Metropolitana"
    assert str(Territory.objects.get(inei="15")) == "Lima"


def test_a_district_without_known_reniec_code_says_so(client, peru):
    district = Territory.objects.filter(level="DISTRICT", reniec=None).first()

    assert 'class="unknown"' in client.get(district.get_absolute_url()).content.decode()


def test_a_fictitious_theme_wears_its_label_wherever_it_shows(client, db):
    above = services.define_theme("raiz", "Raíz", by=OPERATOR)
    services.define_theme("ejemplo", "<i>Ejemplo</i>", parent=above, is_sample=True, by=OPERATOR)

    for address in ("/temas/", "/temas/raiz/", "/temas/ejemplo/"):
        page = client.get(address).content.decode()
        assert "sample" in page or "ejemplo ficticio" in page
        assert "<i>" not in page


@pytest.mark.parametrize("address", ["/territorios/atlantida/", "/temas/nada/", "/marcos/nada/1/"])
def test_what_is_not_there_is_not_found(client, db, address):
    assert client.get(address).status_code == 404


def test_empty_pages_say_what_belongs_there(client, db):
    for address in ("/territorios/", "/temas/", "/marcos/"):
        assert client.get(address).status_code == 200


def test_the_territories_csv_comes_back_in_without_a_change(client, peru):
    text = b"".join(client.get("/territorios.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))

    assert list(rows[0]) == datasets.TERRITORIES.header == COLUMNS
    assert len(rows) == Territory.objects.count()
    assert services.import_territories(rows, by=OPERATOR) == 0
    assert Theme.objects.count() == 0
