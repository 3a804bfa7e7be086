import csv
import io

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override

from tinkuy.alliance.models import Conflict, Fact, Gap
from tinkuy.core.models import Source
from tinkuy.core.permissions import Operator
from tinkuy.web.queries import sources as queries
from tinkuy.web.queries.fact_words import FIELDS, SECTIONS
from tinkuy.web.services.history_loading import load_history, shipped_history


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


@pytest.fixture
def loaded(db):
    return load_history(shipped_history(), by=Operator(via="load-history"))


def field_names(value):
    if isinstance(value, dict) and set(value) not in ({"es", "en"}, {"number", "qualifier"}):
        for name, part in value.items():
            yield name
            yield from field_names(part)


def test_every_section_and_field_of_the_shipped_file_has_words():
    rows = shipped_history()["facts"]

    assert {row["section"] for row in rows} == set(SECTIONS)
    assert {name for row in rows for name in field_names(row["value"])} <= set(FIELDS)


def test_the_page_shows_facts_conflicts_and_gaps(client, loaded):
    page = client.get(reverse("web:sources")).content.decode()

    assert "¿Cuándo se lanzó la primera versión de la Agenda (AIC1)?" in page
    assert "El pulso regional" in page
    assert "por completar" in page
    assert "156,460" in page or "156 460" in page or "156\xa0460" in page
    assert "texto de la Declaración de Iquitos" in page
    assert 'href="https://www.pulsoregional.pe/2019/07/02/3639/"' in page


def test_the_page_of_one_section_shows_only_that_section(client, loaded):
    page = client.get(reverse("web:sources"), {"seccion": "elections"}).content.decode()

    assert 'id="elections.erm-2026"' in page
    assert 'id="network.born"' not in page


@pytest.mark.parametrize("section", ["nada", "x" * 5000, "\x00", "<script>"])
def test_the_page_of_an_unknown_section_shows_all(client, loaded, section):
    answer = client.get(reverse("web:sources"), {"seccion": section})

    assert answer.status_code == 200
    assert 'id="network.born"' in answer.content.decode()


def test_the_page_with_nothing_loaded_says_how_to_load(client, db):
    assert "tinkuy load-history" in client.get(reverse("web:sources")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_as_for_one(client, db, django_assert_num_queries, rows):
    for number in range(rows):
        source = Source.objects.create(url=f"https://ejemplo.pe/{number}")
        Fact.objects.create(key=f"counts.{number}", section="counts", label="algo", value=number).sources.add(source)
        sides = [{"says": {"es": "sí", "en": "yes"}, "source": source.url}]
        Conflict.objects.create(key=f"D{number}", question="¿?", sides=sides).sources.add(source)
        Gap.objects.create(key=f"g{number}", what="algo")

    with django_assert_num_queries(7):
        client.get(reverse("web:sources"))


def test_text_of_facts_is_shown_as_text(client, db):
    Fact.objects.create(key="counts.malo", section="counts", label="<script>alert(1)</script>", value="<b>x</b>")

    page = client.get(reverse("web:sources")).content.decode()

    assert "<script>alert" not in page
    assert "<b>x</b>" not in page


def test_the_table_has_a_row_for_each_part_of_each_fact(client, loaded):
    answer = client.get(reverse("web:sources-csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert {row["key"] for row in rows} == set(Fact.objects.values_list("key", flat=True))
    stated = next(row for row in rows if row["key"] == "counts.organizaciones-de-pre-encuentros")
    assert (stated["text"], stated["as_of"], stated["confidence"]) == ("más de 85", "2017-08", "STATED")
    assert stated["sources"].startswith("https://www.gob.pe/")


def test_stated_tells_number_qualifier_and_source(loaded):
    fact = queries.stated("counts.organizaciones-de-pre-encuentros")

    assert (fact.number, fact.qualifier) == (85, "más de")
    assert [source.publisher for source in fact.sources] == ["gob.pe"]
    assert queries.stated("network.organizations_count").number == 27
    assert queries.stated("no.such") is None
    assert set(queries.stated_many(["counts.regiones", "no.such"])) == {"counts.regiones"}


def test_conflicts_stand_in_the_readers_language(loaded):
    with override("en"):
        (launch,) = queries.conflicts("D1")

    assert launch.question.startswith("When was")
    assert [side.publisher for side in launch.sides] == ["es.unesco.org", "gob.pe"]
