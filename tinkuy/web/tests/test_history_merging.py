"""A history that is loaded again leaves alone what people changed since."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils.translation import override

from tinkuy.alliance import services as alliance_services
from tinkuy.alliance.models import BodyMember, Fact, MemberList, Membership, Organization, WorkingGroup
from tinkuy.core import history
from tinkuy.core.models import HistoryEntry
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import secretary
from tinkuy.meetings import services as meeting_services
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.models import Territory
from tinkuy.web.models import LoadedRecord
from tinkuy.web.services.history_loading import load_history, shipped_history
from tinkuy.web.services.history_merging import Disagreement

OPERATOR = Operator(via="load-history")
BY_HAND = "Plaza 28 de Julio, Iquitos"


@pytest.fixture
def data(db):
    data = shipped_history()
    load_history(data, by=OPERATOR)
    return data


def fifth():
    return Meeting.objects.get(slug="5enc")


def in_file(data, section, key):
    return next(row for row in data[section] if row["id"] == key)


def edit(**values):
    meeting_services.record_meeting(fifth().pk, by=secretary(), **values)


def test_what_somebody_changed_by_hand_stays(data):
    edit(place=BY_HAND)
    entries = HistoryEntry.objects.count()

    outcome = load_history(data, by=OPERATOR)

    assert fifth().place == BY_HAND
    assert (outcome.created, outcome.changed, outcome.disagreements) == (0, 0, ())
    assert HistoryEntry.objects.count() == entries


def test_only_what_the_file_says_differently_is_changed(data):
    edit(place=BY_HAND)
    in_file(data, "meetings", "5enc")["held_on"] = "2017-08-05"

    outcome = load_history(data, by=OPERATOR)

    assert (fifth().place, fifth().held_on) == (BY_HAND, "2017-08-05")
    assert (outcome.created, outcome.changed, outcome.disagreements) == (0, 1, ())
    last = history.of(fifth()).last()
    assert last.via == "load-history"
    assert last.details["changes"].keys() == {"held_on"}


def test_where_both_changed_hers_stays_and_whoever_loads_is_told(data):
    edit(place=BY_HAND)
    in_file(data, "meetings", "5enc")["place"] = "Auditorio"

    outcome = load_history(data, by=OPERATOR)

    assert fifth().place == BY_HAND
    assert outcome.changed == 0
    assert outcome.disagreements == (Disagreement("meetings[5enc]", "place", "Auditorio", BY_HAND),)


def test_a_disagreement_is_told_once_and_again_when_the_file_changes_again(data):
    edit(place=BY_HAND)
    row = in_file(data, "meetings", "5enc")
    row["place"] = "Auditorio"
    load_history(data, by=OPERATOR)

    row["number"] = "V"
    assert load_history(data, by=OPERATOR).disagreements == ()
    row["place"] = "Malecón"
    assert len(load_history(data, by=OPERATOR).disagreements) == 1
    assert fifth().place == BY_HAND


def test_where_both_came_to_say_the_same_nothing_is_told(data):
    edit(place=BY_HAND)
    in_file(data, "meetings", "5enc")["place"] = BY_HAND

    outcome = load_history(data, by=OPERATOR)

    assert (outcome.changed, outcome.disagreements) == (0, ())


def test_what_was_put_back_by_hand_takes_the_files_new_word(data):
    stated = fifth().place
    edit(place=BY_HAND)
    edit(place=stated)
    in_file(data, "meetings", "5enc")["place"] = "Auditorio"

    assert load_history(data, by=OPERATOR).disagreements == ()
    assert fifth().place == "Auditorio"


def test_links_that_somebody_changed_stay_too(data):
    group = WorkingGroup.objects.get(slug="mt-cusco")
    edit(convening_groups=[group], territory=Territory.objects.get(inei="1501"))
    in_file(data, "meetings", "5enc")["held_on"] = "2017-08-05"

    load_history(data, by=OPERATOR)

    assert list(fifth().convening_groups.all()) == [group]
    assert fifth().territory.inei == "1501"


def test_a_fact_and_an_organization_are_merged_alike(data):
    solar = Organization.objects.get(slug="solar")
    alliance_services.record_organization(solar.pk, by=secretary(), kind="colectivo")
    alliance_services.record_fact("network.organizations_count", by=secretary(), value=30)
    in_file(data, "organizations", "solar")["founded_on"] = "1999"
    next(fact for fact in data["facts"] if fact["key"] == "network.organizations_count")["as_of"] = "2018"

    assert load_history(data, by=OPERATOR).changed == 2

    solar.refresh_from_db()
    fact = Fact.objects.get(key="network.organizations_count")
    assert (solar.kind, solar.founded_on) == ("colectivo", "1999")
    assert (fact.value, fact.as_of) == (30, "2018")


def test_a_date_that_somebody_corrected_in_a_list_or_a_body_stays(data):
    ana, listed, named = secretary(), MemberList.objects.first(), BodyMember.objects.first()
    organizations, was = list(listed.organizations.all()), listed.as_of
    alliance_services.change_member_list(listed, as_of="2016-05", organizations=organizations, by=ana)
    alliance_services.change_body_member(named, role=named.role, as_of="2016-05", by=ana)
    in_file(data, "meetings", "5enc")["held_on"] = "2017-08-05"
    before = (MemberList.objects.count(), BodyMember.objects.count())

    load_history(data, by=OPERATOR)

    assert was != "2016-05"
    assert (MemberList.objects.get(pk=listed.pk).as_of, BodyMember.objects.get(pk=named.pk).as_of) == ("2016-05", "2016-05")
    assert (MemberList.objects.count(), BodyMember.objects.count()) == before


def test_a_membership_that_somebody_dated_stays_and_is_not_made_twice(data):
    dated = Membership.objects.first()
    alliance_services.change_membership(dated, since_on="2016", until_on="", by=secretary())
    in_file(data, "meetings", "5enc")["held_on"] = "2017-08-05"
    before = Membership.objects.count()

    load_history(data, by=OPERATOR)

    assert Membership.objects.get(pk=dated.pk).since_on == "2016"
    assert Membership.objects.count() == before


def test_of_a_database_loaded_before_the_words_were_kept_history_tells_who_changed_what(data):
    edit(place=BY_HAND)
    LoadedRecord.objects.all().delete()
    in_file(data, "meetings", "5enc")["held_on"] = "2017-08-05"

    outcome = load_history(data, by=OPERATOR)

    assert (fifth().place, fifth().held_on) == (BY_HAND, "2017-08-05")
    assert (outcome.changed, outcome.disagreements) == (1, ())


def test_a_refused_file_leaves_the_words_of_the_one_before(data):
    before = dict(LoadedRecord.objects.values_list("place", "values"))
    in_file(data, "meetings", "5enc")["kind"] = "FIESTA"

    with pytest.raises(Exception, match="FIESTA"):
        load_history(data, by=OPERATOR)

    assert dict(LoadedRecord.objects.values_list("place", "values")) == before


def test_the_file_that_was_loaded_last_is_recognized_by_one_query(data, django_assert_num_queries):
    with django_assert_num_queries(3):  # savepoint, what the file said, savepoint
        assert load_history(data, by=OPERATOR).unchanged > 200


def test_the_command_tells_what_it_left(data, tmp_path):
    edit(place=BY_HAND)
    in_file(data, "meetings", "5enc")["place"] = "Auditorio"
    file, said = tmp_path / "historia.json", StringIO()
    file.write_text(json.dumps(data), encoding="utf-8")

    with override("en"):
        call_command("load_history", str(file), stdout=said)

    told, counted = said.getvalue().splitlines()
    assert told == f"meetings[5enc].place: the file now says “Auditorio”, but somebody wrote “{BY_HAND}” here. It stays."
    assert counted.startswith("Created: 0. Changed: 0.")
