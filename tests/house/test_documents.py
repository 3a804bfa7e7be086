"""What the documentation says of tables and words is what the code says."""

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.house.files import ROOT

GLOSSARY = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")


def test_the_page_on_open_data_keeps_up_with_the_tables():
    fresh = StringIO()
    call_command("document_data", stdout=fresh)

    assert (ROOT / "docs/data.md").read_text(encoding="utf-8") == fresh.getvalue(), "tinkuy document-data docs/data.md"


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([a-z]+\.[A-Z]\w+)`", GLOSSARY))))
def test_every_model_of_the_glossary_exists(name):
    assert apps.get_model(name).__name__ == name.partition(".")[2]
