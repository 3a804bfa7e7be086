import copy
import json
from importlib import resources

import pytest

from tinkuy.core import history
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import secretary, stranger
from tinkuy.vocabulary import services
from tinkuy.vocabulary.models import Framework, FrameworkArea


def shipped():
    return json.loads(resources.files("tinkuy.vocabulary").joinpath("data/frameworks.json").read_text(encoding="utf-8"))


def test_load_frameworks_brings_the_conventions_goals_and_areas_in_two_languages(db):
    assert services.load_frameworks(secretary()) == 1

    areas = FrameworkArea.objects.all()
    assert areas.filter(parent=None).count() == 4
    assert areas.exclude(parent=None).count() == 11
    assert not areas.filter(name_en="").exists()
    assert Framework.objects.get().sources.get().publisher == "UNESCO"


def test_load_frameworks_twice_changes_nothing(db):
    ana = secretary()
    services.load_frameworks(ana)

    assert services.load_frameworks(ana) == 0

    assert [(entry.action, entry.by) for entry in history.of(Framework.objects.get())] == [("vocabulary.framework_loaded", ana)]


def test_load_frameworks_never_rewrites_an_edition(db):
    services.load_frameworks(Operator(via="test"))
    changed = shipped()
    changed[0]["areas"][0]["name"] = "Otra cosa"

    with pytest.raises(services.FrameworkEditionError):
        services.load_frameworks(Operator(via="test"), changed)

    assert not FrameworkArea.objects.filter(name="Otra cosa").exists()


def test_load_frameworks_adds_a_new_edition_beside_the_old(db):
    services.load_frameworks(Operator(via="test"))
    newer = copy.deepcopy(shipped())
    newer[0] |= {"edition": "2030", "areas": newer[0]["areas"][:2]}

    assert services.load_frameworks(Operator(via="test"), newer) == 1

    assert {each.edition: each.areas.count() for each in Framework.objects.all()} == {"2022": 15, "2030": 2}


def test_load_frameworks_tells_better_where_a_standing_edition_was_read_and_remembers_it(db):
    older = copy.deepcopy(shipped())
    older[0] |= {"source_note": "De memoria.", "source": {"url": "https://ejemplo.pe/", "title": "Otra"}}
    services.load_frameworks(Operator(via="test"), older)

    assert [services.load_frameworks(Operator(via="test")) for _ in range(2)] == [0, 0]

    framework = Framework.objects.get()
    assert framework.source_note == shipped()[0]["source_note"]
    assert {source.url for source in framework.sources.all()} == {"https://ejemplo.pe/", shipped()[0]["source"]["url"]}
    assert [entry.action for entry in history.of(framework)] == [
        "vocabulary.framework_loaded",
        "vocabulary.framework_source_corrected",
    ]


def test_load_frameworks_by_a_stranger_is_refused(db):
    with pytest.raises(NotAllowedError):
        services.load_frameworks(stranger())
