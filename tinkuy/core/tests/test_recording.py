import pytest
from django.db import transaction

from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.core import history, recording
from tinkuy.core.models import Source
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import named

pytestmark = pytest.mark.django_db
BY = Operator("prueba")
ID = named("organization", "cine")


def put(**values):
    values = {"slug": "cine", "name": "Cine", **values}
    return recording.upsert(Organization, ID, values, by=BY, action_prefix="alliance.organization")


def test_upsert_says_what_happened_and_twice_changes_nothing():
    assert [put()[1], put()[1], put(name="Cine Sur")[1], put(name="Cine Sur")[1]] == [
        "created",
        "unchanged",
        "changed",
        "unchanged",
    ]
    entries = history.of_id(ID)
    assert [entry.action for entry in entries] == ["alliance.organization_recorded", "alliance.organization_changed"]
    assert entries[1].details == {"changes": {"name": ["Cine", "Cine Sur"]}}
    assert entries[1].via == "prueba"


def test_upsert_remembers_links_as_it_remembers_fields():
    source = recording.record_source("https://ejemplo.pe/nota", by=BY, title="Nota")
    put()
    assert put(sources=[source])[1] == "changed"
    assert put(sources=[source])[1] == "unchanged"
    assert history.of_id(ID).last().details == {"changes": {"sources": [[], [str(source.pk)]]}}


def test_upsert_cleans_what_nobody_sees():
    row, _outcome = put(name="  Cine\u202e Sur\x00 ")
    assert row.name == "Cine Sur"
    assert put(name="Cine Sur")[1] == "unchanged"


def test_upsert_refuses_what_the_model_refuses_and_writes_nothing():
    with pytest.raises(recording.InvalidError) as refusal, transaction.atomic():
        put(founded_on="quizás ayer", standing="REY")
    assert set(refusal.value.errors) == {"founded_on", "standing"}
    assert not Organization.objects.exists()
    assert not history.of_id(ID).exists()


def test_upsert_without_an_id_makes_a_new_row_each_time():
    for slug in ("a", "b"):
        recording.upsert(WorkingGroup, None, {"slug": slug}, by=BY, action_prefix="alliance.working_group")
    assert WorkingGroup.objects.count() == 2


def test_record_source_twice_is_one_source():
    first = recording.record_source("https://ejemplo.pe/nota", by=BY)
    again = recording.record_source(" https://ejemplo.pe/nota ", by=BY, title="Nota")
    assert first == again
    assert Source.objects.get().title == "Nota"


def test_record_source_refuses_what_is_no_address():
    with pytest.raises(recording.InvalidError):
        recording.record_source("", by=BY)
