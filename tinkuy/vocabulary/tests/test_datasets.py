import pytest
from django.contrib.auth.models import AnonymousUser

from tinkuy.core.permissions import Operator
from tinkuy.vocabulary import datasets, services
from tinkuy.vocabulary.models import Territory
from tinkuy.vocabulary.tests.test_pages import a_country_of

OPERATOR = Operator(via="test")


def rows_of(dataset):
    return [dict(zip(dataset.header, row, strict=True)) for row in dataset.rows(dataset.queryset(AnonymousUser()))]


@pytest.mark.parametrize("size", [1, 3])
def test_the_territories_table_takes_one_query(db, django_assert_num_queries, size):
    a_country_of(size)
    with django_assert_num_queries(1):
        assert len(rows_of(datasets.TERRITORIES)) == 1 + 2 * size


@pytest.mark.parametrize("size", [1, 3])
def test_the_themes_table_takes_one_query(db, django_assert_num_queries, size):
    services.import_themes([{"name": "Raíz"}, *({"name": f"Tema {n}", "parent": "raiz"} for n in range(size))], by=OPERATOR)
    with django_assert_num_queries(1):
        assert [row["parent"] for row in rows_of(datasets.THEMES)] == ["", *["raiz"] * size]


@pytest.mark.parametrize("size", [1, 3])
def test_the_frameworks_table_takes_two_queries(db, django_assert_num_queries, size):
    areas = [{"code": str(n), "name": f"Área {n}"} for n in range(size)]
    facts = {"slug": "marco", "edition": "1", "name": "Marco", "source": {"url": "https://ejemplo.pe/"}, "areas": areas}
    services.load_frameworks(OPERATOR, [facts])
    with django_assert_num_queries(2):
        rows = rows_of(datasets.FRAMEWORKS)
    assert [(row["codigo"], row["fuentes"]) for row in rows] == [(str(n), "https://ejemplo.pe/") for n in range(size)]


def test_the_territories_table_keeps_zeros_and_leaves_cities_out(peru):
    services.ensure_city("Cusco", Territory.objects.get(inei="0801"), by=OPERATOR)

    rows = {row["inei"]: row for row in rows_of(datasets.TERRITORIES)}

    assert (rows["080106"]["parent"], rows["080106"]["reniec"], rows["08"]["parent"]) == ("0801", "070106", "PE")
    assert rows[""] == {**rows[""], "level": "COUNTRY", "parent": "", "iso_3166_2": "PE"}
    assert len(rows) == 2113


def test_the_frameworks_table_says_what_is_our_translation(db):
    services.load_frameworks(OPERATOR)

    [area] = [row for row in rows_of(datasets.FRAMEWORKS) if row["codigo"] == "4.2"]

    assert (area["codigo_superior"], area["nombre_en"]) == ("4", "Artistic freedom")
    assert "traducción nuestra" in area["nota"]
