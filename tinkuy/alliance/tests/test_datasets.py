from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from tinkuy.alliance import services
from tinkuy.alliance.datasets import DATASETS
from tinkuy.alliance.tests.ground import group, organization
from tinkuy.core.models import Source
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import stranger

pytestmark = pytest.mark.django_db
LOADER = Operator("load-history")
BY_SLUG = {dataset.slug: dataset for dataset in DATASETS}


def rows_of(slug):
    dataset = BY_SLUG[slug]
    return [dict(zip(dataset.header, row, strict=True)) for row in dataset.rows(dataset.queryset(AnonymousUser()))]


def flor():
    return services.record_person(None, by=LOADER, name="Flor", user=stranger("Flor"))


def test_every_table_is_there_and_every_column_says_what_it_means():
    assert list(BY_SLUG) == ["organizaciones", "mesas", "membresias", "organos", "delegaciones", "campanas-de-mapeo"]
    assert all(column.describe_es.endswith(".") for dataset in DATASETS for column in dataset.columns)


def test_organizations_and_memberships_carry_their_dates():
    source = Source.objects.create(url="https://ejemplo.pe/a")
    teatro, mesa = organization(), group()
    services.record_membership(teatro, mesa, since_on="2018", until_on="2019-05", sources=[source], by=LOADER)
    services.record_membership(teatro, mesa, since_on="2021~", by=LOADER)
    assert rows_of("organizaciones")[0]["membresias"] == "mt-cusco: 2018/2019-05; mt-cusco: 2021~/"
    first, second = rows_of("membresias")
    assert (first["organizacion"], first["mesa"], first["desde"], first["hasta"]) == (
        "Teatro",
        "Mesa mt-cusco",
        "2018",
        "2019-05",
    )
    assert (first["fuentes"], second["hasta"], second["ejemplo_ficticio"]) == ("https://ejemplo.pe/a", "", "no")


def test_groups_name_who_coordinates_today_and_not_who_did():
    mesa, today = group(), flor()
    former = services.record_person(None, by=LOADER, name="Luis")
    services.record_coordination(today, mesa, since_on=date(2020, 1, 1), by=LOADER)
    services.record_coordination(former, mesa, since_on=date(2018, 1, 1), until_on=date(2019, 1, 1), by=LOADER)
    assert rows_of("mesas")[0]["coordina"] == "Flor"


def test_bodies_have_a_row_for_each_person_and_one_when_nobody_is_known():
    services.record_body(None, by=LOADER, name="Grupo impulsor")
    body = services.record_body(None, by=LOADER, name="Secretaría")
    services.record_body_member(body, flor(), role="integrante", as_of="2019", by=LOADER)
    empty, full = rows_of("organos")
    assert (empty["organo"], empty["persona"], empty["confianza"]) == ("Grupo impulsor", "", "RECORDED")
    assert (full["organo"], full["persona"], full["cargo"], full["fecha"]) == ("Secretaría", "Flor", "integrante", "2019")


def test_seats_name_the_person_and_nothing_to_reach_her_by():
    person = flor()
    services.record_person(None, by=LOADER, name="Sin función")
    services.record_seat(person, organization(), since_on=date(2020, 1, 1), role="directora", by=LOADER)
    (row,) = rows_of("delegaciones")
    assert (row["persona"], row["cargo"], row["suplente"], row["desde"], row["hasta"]) == (
        "Flor",
        "directora",
        "no",
        "2020-01-01",
        "",
    )
    everything = str([rows_of(slug) for slug in BY_SLUG])
    assert person.user.email not in everything
    assert "Sin función" not in everything


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("slug", "queries_wanted"), [("organizaciones", 2), ("mesas", 3), ("membresias", 2), ("organos", 1), ("delegaciones", 1)]
)
def test_tables_take_the_same_queries_whatever_the_number_of_rows(django_assert_num_queries, slug, queries_wanted, count):
    for number in range(count):
        mesa, row = group(f"mesa-{number}"), organization(f"teatro-{number}")
        person = services.record_person(None, by=LOADER, name=f"Persona {number}")
        services.record_membership(row, mesa, by=LOADER)
        services.record_seat(person, row, since_on=date(2020, 1, 1), by=LOADER)
        services.record_coordination(person, mesa, since_on=date(2020, 1, 1), by=LOADER)
        services.record_body_member(services.record_body(None, by=LOADER, name=f"Órgano {number}"), person, by=LOADER)
    with django_assert_num_queries(queries_wanted):
        assert len(rows_of(slug)) == count
