import copy
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.utils.translation import override

from tinkuy.agenda.enums import VersionState
from tinkuy.agenda.models import Version
from tinkuy.alliance.enums import Standing
from tinkuy.alliance.models import Body, Conflict, Fact, Gap, MemberList, Organization, WorkingGroup
from tinkuy.core import history
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.models import HistoryEntry, Source
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import secretary, stranger
from tinkuy.meetings.enums import MeetingState
from tinkuy.meetings.models import Feed, Meeting, Programme
from tinkuy.vocabulary.models import Territory
from tinkuy.web.pure.history_file import Trouble, problems
from tinkuy.web.services.history_loading import MalformedHistoryError, load_history, shipped_history

FACTS = Path(__file__).resolve().parents[3].parent / "shared/apoc/facts.json"
OPERATOR = Operator(via="load-history")


@pytest.fixture(scope="module")
def facts():
    if not FACTS.exists():
        pytest.skip("The facts that were copied are not beside this checkout.")
    return json.loads(FACTS.read_text(encoding="utf-8"))


@pytest.fixture
def data():
    return shipped_history()


@pytest.fixture
def loaded(db, data):
    return load_history(data, by=OPERATOR)


def leaves(value):
    if isinstance(value, dict):
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)
    elif value is not None:
        yield value


# Dates are joined into ranges and take their doubt ("2019-06?"), ids of facts their section ("funds.ifcd").
def test_the_shipped_file_has_every_text_of_the_facts(facts, data):
    ours = {leaf for leaf in leaves(data) if isinstance(leaf, str)}
    dates = {end.rstrip("?~") for text in ours for end in text.split("/")}
    ids = {fact["key"].partition(".")[2] for fact in data["facts"]}

    assert [text for text in leaves(facts) if isinstance(text, str) and text not in ours | dates | ids] == []


def test_the_shipped_file_has_every_number_of_the_facts(facts, data):
    def numbers(value):
        return {leaf for leaf in leaves(value) if isinstance(leaf, int | float) and not isinstance(leaf, bool)}

    assert numbers(facts) - numbers(data) == set()


def test_the_shipped_file_names_every_source_of_the_facts(facts, data):
    def urls(value):
        return {leaf for leaf in leaves(value) if isinstance(leaf, str) and leaf.startswith("http")}

    assert urls(facts) == {row["url"] for row in data["sources"]}


def test_the_shipped_file_has_as_many_records_as_the_facts(facts, data):
    def held(section):
        return sum(fact["section"] == section for fact in data["facts"])

    assert len(data["organizations"]) == len(facts["organizations"])
    assert len(data["working_groups"]) == len(facts["working_groups"])
    assert len(data["meetings"]) + len(data["programmes"]) + held("pronouncements") == len(facts["events"])
    assert len(data["conflicts"]) == len(facts["discrepancies"])
    assert len(data["gaps"]) == len(facts["missing"])
    assert held("counts") == len(facts["other_counts"])
    for section in ("campaigns", "commitments", "agreements", "observations", "funds", "territories", "elections", "legal_terms"):
        assert held(section) == len(facts[section]), section
    assert held("ministers") == len(facts["ministers_of_culture"]) + len(facts["minister_tenure"])
    assert held("candidates") == len(facts["candidates_contacted"])


def test_the_shipped_file_keeps_the_confidence_of_each_record(facts, data):
    sections = [("organizations", "organizations"), ("working_groups", "working_groups"), ("events", "meetings")]
    for theirs, ours in [*sections, ("discrepancies", "conflicts"), ("agenda_versions", "versions")]:
        rows = data["agenda"]["versions"] if ours == "versions" else data[ours]
        stated = {row["id"]: row["confidence"] for row in facts[theirs]}
        assert {row["id"]: row["confidence"] for row in rows}.items() <= stated.items()


def test_the_shipped_file_has_spanish_and_english_beside_each_other(data):
    notes = [row["notes"] for section in ("organizations", "meetings", "facts") for row in data[section] if row["notes"]]

    assert notes
    assert all(note["es"] and note["en"] and note["es"] != note["en"] for note in notes)


def test_load_history_writes_down_what_sources_state(loaded):
    assert loaded.created > 200
    assert (loaded.changed, loaded.unchanged) == (0, 0)
    assert Organization.objects.count() == 16
    assert Organization.objects.filter(standing=Standing.MEMBER).count() == 12
    assert WorkingGroup.objects.count() == 9
    assert WorkingGroup.objects.exclude(name="").count() == 2
    assert Body.objects.get(slug="secretaria-tecnica").members.count() == 3
    assert MemberList.objects.filter(working_group__slug="mt-cusco").count() == 2
    assert Fact.objects.get(key="network.organizations_count").value == 27
    assert Fact.objects.get(key="counts.pre-encuentros").value == 25
    assert Gap.objects.count() == 13


def test_load_history_leaves_what_is_not_known_empty(loaded):
    assert WorkingGroup.objects.get(slug="mt-chimbote").name == ""
    assert WorkingGroup.objects.get(slug="mt-chimbote").territory.name == "Chimbote"
    second = Meeting.objects.get(slug="enc2")
    assert (second.number, second.name, second.held_on, second.place, second.territory) == ("2ENC", "", "", "", None)
    assert not Meeting.objects.filter(kind="PRE_MEETING").exists()
    assert not Feed.objects.exists()


def test_load_history_keeps_dates_as_sure_as_they_are(loaded):
    assert Meeting.objects.get(slug="5enc").held_on == "2017-08-03/2017-08-05"
    assert Meeting.objects.get(slug="foro-regional-cusco-2019").held_on == "2019-06-27?"
    assert Meeting.objects.get(slug="6enc").held_on == "2019"
    assert Meeting.objects.get(slug="taller-cusco-2018").state == MeetingState.NOT_CONFIRMED
    assert Programme.objects.get(slug="programa-preencuentros").meetings.count() == 3


def test_load_history_finds_places_by_their_codes(loaded):
    assert Organization.objects.get(slug="art-restauro").territory.parent == Territory.objects.get(inei="0801")
    assert Organization.objects.get(slug="solar").territory == Territory.objects.get(inei="1501")
    assert Meeting.objects.get(slug="5enc").territory.parent == Territory.objects.get(inei="16")


def test_load_history_records_versions_that_were_published_elsewhere(loaded):
    first, second = Version.objects.filter(agenda__slug="aic").order_by("number")

    assert {first.state, second.state} == {VersionState.PUBLISHED_ELSEWHERE}
    assert (first.launched_on, first.linked_meeting.slug) == ("2017-04-15", "5enc")
    assert (second.launched_on, second.linked_meeting.slug) == ("", "6enc")


def test_load_history_keeps_both_sides_of_a_conflict(loaded):
    conflict = Conflict.objects.get(key="D1")

    assert len({side["source"] for side in conflict.sides}) == 2
    assert conflict.sources.count() == 2


def test_load_history_gives_every_row_its_sources(loaded):
    for model in (Organization, WorkingGroup, Meeting, Programme, Conflict, Version):
        assert not model.objects.filter(sources=None).exists(), model
    assert set(Fact.objects.filter(sources=None).values_list("confidence", flat=True)) == {"INFERRED"}
    assert not Source.objects.filter(url="").exists()


def test_load_history_twice_changes_nothing(loaded, data):
    entries = HistoryEntry.objects.count()

    again = load_history(data, by=OPERATOR)

    assert (again.created, again.changed, again.unchanged) == (0, 0, loaded.created)
    assert HistoryEntry.objects.count() == entries


def test_load_history_of_a_changed_fact_shows_as_a_change(loaded, data):
    row = next(fact for fact in data["facts"] if fact["key"] == "network.organizations_count")
    row["value"] = 28

    outcome = load_history(data, by=OPERATOR)

    assert (outcome.created, outcome.changed) == (0, 1)
    fact = Fact.objects.get(key="network.organizations_count")
    entries = history.of(fact)
    assert fact.value == 28
    assert [entry.action for entry in entries] == ["alliance.fact_recorded", "alliance.fact_changed"]
    assert entries.last().details["changes"]["value"] == [27, 28]
    assert entries.last().via == "load-history"


def test_load_history_of_a_corrected_version_shows_as_a_change(loaded, data):
    data["agenda"]["versions"][1]["launched_on"] = "2020"

    assert load_history(data, by=OPERATOR).changed == 1
    assert Version.objects.get(slug="aic2").launched_on == "2020"


def test_load_history_by_the_secretariat_is_told_in_her_name(db, data):
    ana = secretary()

    load_history(data, by=ana)

    assert history.of(Organization.objects.get(slug="vincula")).first().by == ana


def test_load_history_by_a_stranger_is_refused(db, data):
    with pytest.raises(NotAllowedError):
        load_history(data, by=stranger())


BROKEN = {
    "facts[network.born].value": lambda data: data["facts"][3].pop("value"),
    "meetings[5enc].held_on": lambda data: find(data, "meetings", "5enc").update(held_on="agosto"),
    "meetings[5enc].territory": lambda data: find(data, "meetings", "5enc").update(territory="ningún-lugar"),
    "meetings[5enc].kind": lambda data: find(data, "meetings", "5enc").update(kind="FIESTA"),
    "organizations[vincula].sources": lambda data: find(data, "organizations", "vincula").update(sources=["nadie"]),
    "organizations[vincula].confidence": lambda data: find(data, "organizations", "vincula").update(confidence="sure"),
    "organizations[reducto]": lambda data: find(data, "organizations", "vincula").update(id="reducto"),
    "agenda.versions[aic1].number": lambda data: data["agenda"]["versions"][0].update(number="uno"),
    "territories[piura]": lambda data: find(data, "territories", "piura").update(inei="99"),
    "gaps": lambda data: data.pop("gaps"),
    "conflicts[D1].sides": lambda data: find(data, "conflicts", "D1").update(sides=["una", "otra"]),
    "conflicts[D1].question": lambda data: find(data, "conflicts", "D1").update(question={"es": "x" * 301, "en": ""}),
    "format": lambda data: data.update(format="otra cosa"),
}


def find(data, section, key):
    return next(row for row in data[section] if row["id"] == key)


@pytest.mark.parametrize("place", BROKEN)
def test_load_history_of_a_malformed_file_names_the_place_and_writes_nothing(db, data, place):
    BROKEN[place](data)

    with pytest.raises(MalformedHistoryError) as refusal:
        load_history(data, by=OPERATOR)

    section, _, field = place.rpartition(".")
    assert place in str(refusal.value) or (section in str(refusal.value) and field in str(refusal.value))
    assert not HistoryEntry.objects.exists()
    assert not Source.objects.exists()
    assert not Territory.objects.exists()


@pytest.mark.parametrize("content", [None, [], "hola", 3, {}, {"format": "tinkuy-history/1"}])
def test_problems_of_what_is_no_history_are_told_and_never_raise(content):
    assert problems(content)


def test_problems_of_a_file_with_every_value_spoiled_are_told_and_never_raise(data):
    for section in data.keys() - {"format", "about"}:
        for spoiled in (None, 7, "texto", [None], [{}], {"es": 1}):
            broken = copy.deepcopy(data) | {section: spoiled}
            found = problems(broken)
            assert found, (section, spoiled)
            assert found[0].trouble in Trouble


def test_the_command_loads_the_shipped_file_and_counts(db):
    first, second = StringIO(), StringIO()

    with override("en"):
        call_command("load_history", stdout=first)
        call_command("load_history", stdout=second)

    created = HistoryEntry.objects.filter(Q(action__endswith="_recorded") | Q(action__endswith="_opened")).count()
    assert first.getvalue() == f"Created: {created}. Changed: 0. Unchanged: 0.\n"
    assert second.getvalue() == f"Created: 0. Changed: 0. Unchanged: {created}.\n"


@pytest.mark.parametrize("content", ["{", "[]", "\ufeffno", '{"format": "tinkuy-history/1"}'])
def test_the_command_refuses_a_bad_file_by_its_name(db, tmp_path, content):
    file = tmp_path / "historia.json"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=r"historia\.json"):
        call_command("load_history", str(file))


@pytest.mark.parametrize("name", ["no-existe.json", "."])
def test_the_command_refuses_what_it_cannot_read(db, tmp_path, name):
    with pytest.raises(CommandError, match=r"cannot be read|no se puede leer"):
        call_command("load_history", str(tmp_path / name))


def test_the_command_refuses_a_file_that_is_not_text(db, tmp_path):
    file = tmp_path / "historia.json"
    file.write_bytes(b"\xff\xfe\x00{")

    with pytest.raises(CommandError, match=r"historia\.json"):
        call_command("load_history", str(file))
