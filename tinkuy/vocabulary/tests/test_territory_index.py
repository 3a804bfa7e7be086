import pytest

from tinkuy.core.permissions import Operator
from tinkuy.vocabulary import services
from tinkuy.vocabulary.models import Territory
from tinkuy.vocabulary.queries import (
    AmbiguousTerritoryError,
    TerritoryIndex,
    UnknownTerritoryError,
    codes_look_like_reniec,
    looks_like_reniec,
    territory_named,
)


@pytest.mark.parametrize(
    ("text", "inei"),
    [
        ("08", "08"),
        ("0801", "0801"),
        ("080106", "080106"),
        (" 080000 ", "08"),
        ("80106", "080106"),
        ("PE-CUS", "08"),
        ("Cusco", "08"),
        ("ancash", "02"),
        ("A\u0301NCASH", "02"),
        ("Cusco/Cusco", "0801"),
        ("cusco / cusco / SANTIAGO", "080106"),
        ("Perú/Cusco > Cusco > Santiago", "080106"),
        ("Lima Metropolitana", "1501"),
        ("Lima Metropolitana/Comas", "150110"),
        ("Perú", None),
    ],
)
def test_territory_named_understands_codes_regions_and_paths(peru, text, inei):
    assert territory_named(text).inei == inei


def test_territory_named_by_a_districts_name_alone_lists_the_candidates(peru):
    with pytest.raises(AmbiguousTerritoryError) as refusal:
        territory_named("Santiago")

    assert "Santiago (Cusco, Cusco) 080106; Santiago (Ica, Ica) 110111" in str(refusal.value)


def test_territory_named_by_a_name_that_occurs_once_is_still_refused(peru):
    with pytest.raises(AmbiguousTerritoryError):
        territory_named("Leimebamba")


@pytest.mark.parametrize("text", ["", "/", "999999", "0", "Atlántida", "Cusco/Atlántida", "080106x", "Piura/Cusco/Santiago"])
def test_territory_named_by_what_is_no_place_is_refused(peru, text):
    with pytest.raises(UnknownTerritoryError):
        territory_named(text)


def test_territory_named_by_a_reniec_code_says_which_inei_code_is_meant(peru):
    with pytest.raises(UnknownTerritoryError) as refusal:
        territory_named("070801")

    assert "RENIEC" in str(refusal.value)
    assert "080801" in str(refusal.value)
    assert (looks_like_reniec("070801"), looks_like_reniec("080801")) == (True, False)


def test_codes_look_like_reniec_tells_a_column_of_one_list_from_one_of_the_other(peru):
    cusco = Territory.objects.filter(path__startswith="/PE/08/", level="DISTRICT").exclude(reniec=None)

    assert codes_look_like_reniec(cusco.values_list("reniec", flat=True))
    assert not codes_look_like_reniec(cusco.values_list("inei", flat=True))
    assert not codes_look_like_reniec([])


def test_an_index_takes_one_query_and_lookups_none(peru, django_assert_num_queries):
    with django_assert_num_queries(1):
        index = TerritoryIndex()
        index.named("080106")
        index.named("Cusco/Cusco/Santiago")
        index.codes_look_like_reniec(["070801"])


def test_territory_named_finds_a_city_by_its_path_and_not_by_its_name(peru):
    province = Territory.objects.get(inei="2501")
    city = services.ensure_city("Pucallpa", province, by=Operator(via="test"))

    assert territory_named("Ucayali/Coronel Portillo/Pucallpa") == city
    with pytest.raises(AmbiguousTerritoryError):
        territory_named("Pucallpa")
