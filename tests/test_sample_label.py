"""What is made up says so wherever it appears: on pages, in what can be chosen, in tables and in files."""

import csv
import html
import json
import re
from importlib import resources

import pytest

from tests.walking import walked
from tinkuy.core.permissions import Operator
from tinkuy.vocabulary.services import load_territories
from tinkuy.web.services.history_loading import load_history, shipped_history
from tinkuy.web.services.sample import load_sample

pytestmark = pytest.mark.django_db
BY = Operator(via="prueba")
LABEL = re.compile(r"ejemplo[ _]ficticio", re.IGNORECASE)
# Words by which a row of the sample is known; shorter ones are words that anybody says.
TELLING = {"name", "title", "text", "translation", "demand", "quote"}
LONG_ENOUGH = 12


def telling(stated, key=""):
    """The texts of the sample by which it is known."""
    if isinstance(stated, dict):
        return {found for name, value in stated.items() for found in telling(value, name)}
    if isinstance(stated, list):
        return {found for value in stated for found in telling(value, key)}
    return {stated} if key in TELLING and isinstance(stated, str) and len(stated) >= LONG_ENOUGH else set()


@pytest.fixture
def made_up():
    """The alliance's history and the sample beside it; the texts by which the sample is known."""
    load_territories(by=BY)
    load_history(shipped_history(), by=BY)
    load_sample(by=BY)
    text = resources.files("tinkuy.web").joinpath("data/sample.json").read_text(encoding="utf-8")
    real = json.dumps(shipped_history(), ensure_ascii=False)
    return {each for each in telling(json.loads(text)) if each not in real}


def unmarked_options(page, made_up):
    options = (html.unescape(option).lstrip("— ") for option in re.findall(r"<option[^>]*>([^<]*)</option>", page))
    return [option for option in options if option in made_up]


def unmarked_rows(text):
    """Rows of a CSV that come from the sample, by their address, and are not marked in its column."""
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines())
    return [row for row in rows if "ejemplo-" in str(row.values()) and row.get("ejemplo_ficticio") != "sí"]


def test_what_is_made_up_says_so_wherever_a_visitor_comes(made_up):
    shown, silent, chosen, rows = 0, [], [], []
    for address, text, page in walked(of_each_kind=15):
        if any(each in html.unescape(text) for each in made_up):
            shown += 1
            silent += [] if LABEL.search(text) else [address]
        chosen += [(address, option) for option in unmarked_options(page, made_up)]
        rows += [(address, row) for row in unmarked_rows(text)] if address.partition("?")[0].endswith(".csv") else []

    assert silent == []
    assert chosen == []
    assert rows == []
    assert shown > 60
