import importlib
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tinkuy.core.permissions import Operator
from tinkuy.vocabulary import services
from tinkuy.vocabulary.models import Territory
from tinkuy.vocabulary.tests.test_territories import COUNTRY, row

OPERATOR = Operator(via="test")
HEADER = "level,name,parent,inei,reniec,iso_3166_2,latitude,longitude\n"


def imported(tmp_path, content):
    file = tmp_path / "territorios.csv"
    file.write_bytes(content)
    out, problems = StringIO(), StringIO()
    call_command("import_territories", str(file), stdout=out, stderr=problems)
    return out.getvalue().strip()


def test_import_territories_adds_what_is_new_and_twice_changes_nothing(db, tmp_path):
    content = ("\ufeff" + HEADER + "COUNTRY,Perú,,,,PE,,\nREGION,Cusco,PE,08,07,PE-CUS,-13.5,-71.9\n").encode()

    assert imported(tmp_path, content) == "2 territorios nuevos."
    assert imported(tmp_path, content) == "0 territorios nuevos."

    assert Territory.objects.get(inei="08").latitude == -13.5


def test_import_territories_takes_the_sites_own_table_back(client, peru, tmp_path):
    text = b"".join(client.get("/territorios.csv").streaming_content)

    assert imported(tmp_path, text) == "0 territorios nuevos."
    assert imported(tmp_path, text.replace(b",", b";")) == "0 territorios nuevos."


def test_import_territories_lists_every_problem_and_imports_nothing(db, tmp_path):
    file = tmp_path / "t.csv"
    bad = "".join(f"REGION,R{number},PE,{number},,,,\n" for number in range(1, 9))
    file.write_text(HEADER + "COUNTRY,Perú,,,,,,\n" + bad)
    problems = StringIO()

    with pytest.raises(CommandError):
        call_command("import_territories", str(file), stderr=problems)

    assert [line.split(":")[0] for line in problems.getvalue().splitlines()] == [f"Fila {number}" for number in range(3, 11)]
    assert not Territory.objects.exists()


@pytest.mark.parametrize("content", [b"", b"nombre\nCusco\n", HEADER.encode("latin-1") + "REGION,Áncash".encode("latin-1")])
def test_import_territories_says_what_is_no_territories_file(db, tmp_path, content):
    with pytest.raises(CommandError):
        imported(tmp_path, content)


def test_import_territories_from_a_file_that_is_not_there_says_so(db, tmp_path):
    with pytest.raises(CommandError, match=r"nada\.csv"):
        call_command("import_territories", str(tmp_path / "nada.csv"))


def test_districts_and_cities_say_where_they_lie(peru):
    city = services.ensure_city("Cusco", Territory.objects.get(inei="0801"), by=OPERATOR)

    assert [str(Territory.objects.get(inei=code)) for code in ("08", "0801", "080106")] == [
        "Cusco",
        "Cusco",
        "Santiago (Cusco, Cusco)",
    ]
    assert str(city) == "Cusco (Cusco, Cusco)"
    assert str(Territory.objects.get(level="COUNTRY")) == "Perú"


def test_what_lies_in_a_place_that_is_renamed_lies_in_it_by_its_new_name(db):
    lower = [row("PROVINCE", "Calca", "08", "0804"), row("DISTRICT", "Pisac", "0804", "080405")]
    services.import_territories([COUNTRY, row(name="Cuzco"), *lower], by=OPERATOR)
    city = services.ensure_city("Calca", Territory.objects.get(inei="0804"), by=OPERATOR)

    services.import_territories([row(name="Cusco")], by=OPERATOR)

    city.refresh_from_db()
    assert str(Territory.objects.get(inei="080405")) == "Pisac (Calca, Cusco)"
    assert str(city) == "Calca (Calca, Cusco)"


def test_the_migration_says_where_standing_territories_lie_and_may_run_again(peru):
    before = dict(Territory.objects.values_list("path", "full_name"))
    Territory.objects.update(full_name="")
    migration = importlib.import_module("tinkuy.vocabulary.migrations.0002_territory_full_name")

    migration.say_where_they_lie(apps, None)
    migration.say_where_they_lie(apps, None)

    assert dict(Territory.objects.values_list("path", "full_name")) == before
