"""Spreadsheets that the room gives: the empty one, and lists as tables."""

import io

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tinkuy.contributions import services
from tinkuy.contributions.enums import Status
from tinkuy.contributions.models import Contribution
from tinkuy.contributions.pure.sheet_rows import COLUMNS, named_columns
from tinkuy.contributions.tests import places
from tinkuy.core.tests.people import facilitator, secretary
from tinkuy.core.tests.sheets_made import xlsx, zip_entry
from tinkuy.vocabulary.models import Theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def given(client):
    client.force_login(facilitator())
    return client.get(reverse("contributions:import-template")).content


def tables(data):
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def chosen(words, number):
    return words[number % len(words)] if words else ""


def test_template_has_every_column_and_says_what_each_holds(client):
    sheets = tables(given(client))
    assert set(named_columns(sheets["aportes"][0])) == set(COLUMNS)
    assert [row[0] for row in sheets["columnas"][1:]] == sheets["aportes"][0]
    assert all(row[1] for row in sheets["columnas"])


def test_template_offers_lists_for_kinds_and_languages(client):
    sheet = zip_entry(given(client), "xl/worksheets/sheet1.xml")
    assert sheet.count('<dataValidation type="list"') == 5


def test_template_that_was_filled_in_comes_in_whole_whatever_was_chosen_from_its_lists(client):
    Theme.objects.create(slug="danza", name="Danza de tijeras")
    sheets = tables(given(client))
    header, lists = sheets["aportes"][0], sheets["listas"]
    columns = {name: [row[at] for row in lists[1:] if row[at]] for at, name in enumerate(lists[0])}
    longest = max(len(words) for words in columns.values())
    columns["texto"] = [f"Aporte {number}" for number in range(longest)]
    rows = [[chosen(columns.get(name), number) for name in header] for number in range(longest)]
    sent = services.preview_import(places.meeting(), xlsx(*rows, headers=header), "aportes.xlsx", facilitator())
    assert sent.problems == []
    assert services.confirm_import(sent, facilitator()) == longest
    assert set(Contribution.objects.values_list("language", flat=True)) >= {"es", "quz", "und"}
    assert Contribution.objects.filter(themes__slug="danza").count() == longest


def test_template_sent_empty_says_that_it_has_no_row(client):
    sent = services.preview_import(places.meeting(), given(client), "plantilla.xlsx", facilitator())
    assert [problem["code"] for problem in sent.problems] == ["no-rows"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_downloads_are_narrowed_as_the_list_is_and_hold_only_what_is_public(client, kind):
    meeting = places.meeting()
    places.contribution("De aquí", meeting=meeting)
    places.contribution("De otra parte")
    places.contribution("Sin permiso", meeting=meeting, may_publish=False)
    gone = places.contribution("Retirado", meeting=meeting)
    services.withdraw_contribution(gone, "Lo pidió.", secretary())
    client.force_login(secretary())
    answer = client.get(reverse(f"contributions:contributions-{kind}"), {"encuentro": meeting.slug})
    data = b"".join(answer.streaming_content)
    said = [row[5] for row in tables(data)["datos"][1:]] if kind == "xlsx" else data.decode().splitlines()[1:]
    assert len(said) == 1
    assert "De aquí" in said[0]
    assert Contribution.objects.get(pk=gone.pk).status == Status.WITHDRAWN
