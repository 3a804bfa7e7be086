"""The list of organizations is narrowed by kind and by day, and its files with it."""

import csv
import io
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tinkuy.alliance import services
from tinkuy.alliance.models import Membership, WorkingGroup
from tinkuy.core.permissions import Operator

pytestmark = pytest.mark.django_db
LOADER = Operator("load-history")


def found_in(client, **narrowed):
    """Whom the page of organizations shows; the two files hold the same."""
    page = client.get(reverse("alliance:organizations"), narrowed)
    shown = {row.name for row in page.context["page"]}
    csv_file = b"".join(client.get(reverse("alliance:organizations-csv"), narrowed)).decode("utf-8-sig")
    assert {row["nombre"] for row in csv.DictReader(io.StringIO(csv_file))} == shown
    xlsx_file = b"".join(client.get(reverse("alliance:organizations-xlsx"), narrowed).streaming_content)
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(xlsx_file)).get_sheet_by_name("datos").to_python()
    assert {row[head.index("nombre")] for row in rows} == shown
    return shown


def test_organizations_are_found_by_their_kind_and_the_kinds_that_there_are_are_offered(client):
    for name, kind in (("Killa", "colectivo"), ("Inti", "asociación"), ("Wayra", "")):
        services.record_organization(None, by=LOADER, name=name, kind=kind)

    assert found_in(client, tipo="colectivo") == {"Killa"}
    assert found_in(client, tipo="sindicato") == {"Killa", "Inti", "Wayra"}
    page = client.get(reverse("alliance:organizations")).content.decode()
    assert page.index('<option value="asociación">') < page.index('<option value="colectivo">')
    assert '<option value="sindicato">' not in page
    services.record_organization(None, by=LOADER, name="Amaru", kind="sindicato")
    assert found_in(client, tipo="sindicato") == {"Amaru"}


@pytest.mark.parametrize(
    ("since", "until", "day", "is_found"),
    [
        ("2017", "2019", "2017-01-01", True),
        ("2017", "2019", "2019-12-31", True),
        ("2017", "2019", "2016-12-31", False),
        ("2017", "2019", "2020-01-01", False),
        ("2017-08-05", "", "2017-08-04", False),
        ("2017-08-05", "", "2030-01-01", True),
        ("", "2018-05", "2018-05-31", True),
        ("", "2018-05", "2018-06-01", False),
        ("", "", "2018-06-01", True),
    ],
)
def test_organizations_are_found_by_a_day_on_which_they_may_have_worked_in_a_group(client, since, until, day, is_found):
    group, other = (WorkingGroup.objects.create(slug=slug, name=slug) for slug in ("cusco", "puno"))
    row, outside = (services.record_organization(None, by=LOADER, name=name) for name in ("Killa", "Inti"))
    services.record_membership(row, group, since_on=since, until_on=until, by=LOADER)

    assert found_in(client, dia=day) == found_in(client, dia=day, mesa="cusco") == ({"Killa"} if is_found else set())
    assert found_in(client, dia=day, mesa="puno") == set()
    assert other.memberships.count() == outside.memberships.count() == 0


def test_a_membership_ended_later_is_found_by_its_new_days(client):
    row = services.record_organization(None, by=LOADER, name="Killa")
    held = services.record_membership(row, WorkingGroup.objects.create(slug="cusco"), since_on="2017", by=LOADER)
    assert found_in(client, dia="2026-01-01") == {"Killa"}

    services.leave_group(held, on=date(2020, 5, 1), reason="Se mudó.", by=LOADER)

    assert found_in(client, dia="2026-01-01") == set()
    assert found_in(client, dia="2020-05-01") == {"Killa"}


def test_a_dated_list_says_nothing_of_another_day(client):
    row, group = services.record_organization(None, by=LOADER, name="Killa"), WorkingGroup.objects.create(slug="c", name="C")
    services.record_member_list(group, "2017-08-05", [row], by=LOADER)

    assert found_in(client, mesa="c") == {"Killa"}
    assert found_in(client, mesa="c", dia="2018-01-01") == set()


def test_memberships_that_stood_before_are_given_their_days_and_again_changes_nothing():
    row = services.record_organization(None, by=LOADER, name="Killa")
    services.record_membership(row, WorkingGroup.objects.create(slug="c"), since_on="2017-08", until_on="2019", by=LOADER)
    Membership.objects.update(earliest_on=None, latest_on=None)
    migration = import_module("tinkuy.alliance.migrations.0006_memberships_on_a_day")
    for _time in range(2):
        migration.write_bounds(apps, None)
        assert Membership.objects.values_list("earliest_on", "latest_on").get() == (date(2017, 8, 1), date(2019, 12, 31))
