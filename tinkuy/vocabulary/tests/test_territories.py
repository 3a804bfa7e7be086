import csv
from importlib import resources
from pathlib import Path

import pytest
from django.core.management import call_command

from tinkuy.core import history
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import secretary, stranger
from tinkuy.vocabulary import services
from tinkuy.vocabulary.enums import Level
from tinkuy.vocabulary.models import Territory
from tinkuy.vocabulary.pure.territory_rows import COLUMNS
from tinkuy.vocabulary.services.refusals import RowsRefusedError

REFERENCE = Path(__file__).resolve().parents[4] / "shared" / "data" / "territories" / "ubigeo_distrito.csv"


def row(level="REGION", name="Cusco", parent="PE", inei="08", **more):
    return {**dict.fromkeys(COLUMNS, ""), "level": level, "name": name, "parent": parent, "inei": inei, **more}


COUNTRY = row("COUNTRY", "Perú", "", "")


def shipped():
    text = resources.files("tinkuy.vocabulary").joinpath("data/territories.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_load_territories_brings_the_whole_country(db):
    new = services.load_territories(Operator(via="test"))

    levels = [Territory.objects.filter(level=level).count() for level in (Level.REGION, Level.PROVINCE, Level.DISTRICT)]
    assert (new, levels) == (2113, [25, 196, 1891])


def test_load_territories_names_the_path_the_slug_and_the_standard_codes(peru):
    district = Territory.objects.get(inei="080106")

    assert (district.path, district.slug) == ("/PE/08/0801/080106/", "cusco-cusco-santiago")
    assert (district.reniec, district.region_code, district.parent.slug) == ("070106", "08", "cusco-cusco")
    assert Territory.objects.get(slug="cusco").iso_3166_2 == "PE-CUS"
    assert Territory.objects.get(inei="1501").iso_3166_2 == "PE-LMA"
    assert Territory.objects.get(slug="peru").parent is None


def test_load_territories_twice_changes_nothing(peru):
    country = Territory.objects.get(slug="peru")

    assert services.load_territories(Operator(via="test")) == 0

    entries = history.of(country)
    assert [(entry.action, entry.details) for entry in entries] == [("vocabulary.territories_imported", {"count": 2113})]


def test_import_territories_corrects_what_differs_with_history_and_keeps_the_address(db):
    ana = secretary()
    services.import_territories([COUNTRY, row(name="Cuzco")], by=ana)

    services.import_territories([COUNTRY, row(name="Cusco")], by=ana)

    region = Territory.objects.get(inei="08")
    assert (region.name, region.slug) == ("Cusco", "cuzco")
    [entry] = history.of(region)
    assert (entry.action, entry.by, entry.details) == (
        "vocabulary.territory_changed",
        ana,
        {"changes": {"name": ["Cuzco", "Cusco"]}},
    )


def test_import_territories_lets_two_places_exchange_their_reniec_codes(db):
    def rows(one, other):
        return [COUNTRY, row(inei="08", reniec=one), row(inei="09", name="Huancavelica", reniec=other)]

    services.import_territories(rows("08", "07"), by=Operator(via="test"))

    services.import_territories(rows("07", "08"), by=Operator(via="test"))

    assert dict(Territory.objects.regions().values_list("inei", "reniec")) == {"08": "07", "09": "08"}


def test_import_territories_lists_every_problem_and_imports_nothing(db):
    rows = [
        COUNTRY,
        row(level="REINO"),
        row(inei="8"),
        row(inei="12", name=""),
        row("PROVINCE", "Cusco", "09", "0801"),
        row(inei="10", latitude="doce"),
        row(inei="11", reniec="x"),
        row(inei="11"),
    ]

    with pytest.raises(RowsRefusedError) as refusal:
        services.import_territories(rows, by=secretary())

    assert [number for number, _text in refusal.value.problems] == [3, 4, 5, 6, 7, 8, 9]
    assert not Territory.objects.exists()


def test_import_territories_refuses_one_reniec_code_for_two_places(db):
    with pytest.raises(ConflictError):
        services.import_territories([COUNTRY, row(reniec="07"), row(inei="09", reniec="07")], by=secretary())


def test_import_territories_from_a_part_of_the_tree_finds_what_stands_already(db):
    services.import_territories([COUNTRY, row()], by=Operator(via="test"))

    services.import_territories([row("PROVINCE", "Acomayo", "08", "0802")], by=Operator(via="test"))

    assert Territory.objects.get(inei="0802").slug == "cusco-acomayo"


def test_import_territories_by_a_stranger_is_refused(db):
    with pytest.raises(NotAllowedError):
        services.import_territories([COUNTRY], by=stranger())


def test_ensure_city_makes_it_once(peru):
    ana, province = secretary(), Territory.objects.get(inei="0801")

    city = services.ensure_city("Cusco", province, by=ana)
    again = services.ensure_city(" Cusco ", province, by=ana)

    assert city == again
    assert (city.path, city.slug, city.region_code) == ("/PE/08/0801/ciudad-cusco/", "cusco-cusco-ciudad-cusco", "08")
    assert [entry.action for entry in history.of(city)] == ["vocabulary.city_added"]


def test_ensure_city_refuses_a_district_a_missing_name_and_a_stranger(peru):
    district, province = Territory.objects.get(inei="080106"), Territory.objects.get(inei="0801")

    with pytest.raises(ConflictError):
        services.ensure_city("Cusco", district, by=secretary())
    with pytest.raises(ConflictError):
        services.ensure_city(" ", province, by=secretary())
    with pytest.raises(NotAllowedError):
        services.ensure_city("Cusco", province, by=stranger())


def test_load_vocabulary_twice_says_what_is_new(db, capsys):
    call_command("load_vocabulary")
    call_command("load_vocabulary")

    assert capsys.readouterr().out.splitlines() == [
        "2113 new territories, 1 new frameworks.",
        "0 new territories, 0 new frameworks.",
    ]


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference codes are not on this machine")
def test_shipped_codes_agree_with_an_independent_list():
    with REFERENCE.open(encoding="utf-8") as file:
        reference = {row["inei"]: row["reniec"] for row in csv.DictReader(file)}
    ours = {row["inei"]: row["reniec"] for row in shipped() if row["level"] == "DISTRICT"}

    assert sum(inei != reniec for inei, reniec in reference.items()) == 1782
    assert len(reference) == 1893
    # Two of 2023 that the list lacks; it keeps two provinces' former codes, one code without number and a district of 2024.
    assert set(ours) - set(reference) == {"130112", "180107"}
    assert set(reference) - set(ours) == {"150144", "160109", "160114", "NA"}
    known = {inei: reniec for inei, reniec in ours.items() if reniec and inei in reference}
    assert {inei: (reniec, reference[inei]) for inei, reniec in known.items() if reference[inei] != reniec} == {}
    assert (len(known), sum(inei != reniec for inei, reniec in known.items())) == (1889, 1778)


def test_shipped_codes_lack_one_reniec_code_and_never_take_ineis_for_it():
    assert [row["inei"] for row in shipped() if row["level"] == "DISTRICT" and not row["reniec"]] == ["130112"]
    provinces = {row["inei"]: row["reniec"] for row in shipped() if row["level"] == "PROVINCE"}
    districts = (row for row in shipped() if row["level"] == "DISTRICT" and row["reniec"])
    assert [row["name"] for row in districts if row["reniec"][:4] != provinces[row["parent"]]] == []
