import unicodedata
from datetime import date

import pytest

from tinkuy.alliance.models import Coordination, Person, WorkingGroup
from tinkuy.contributions import services
from tinkuy.contributions.enums import Status
from tinkuy.contributions.models import Contribution, Speaker
from tinkuy.contributions.pure import receipts
from tinkuy.contributions.tests import places
from tinkuy.core import history
from tinkuy.core.errors import ConflictError, NotAllowedError
from tinkuy.core.permissions import Operator
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import facilitator, secretary, stranger, systematiser

pytestmark = pytest.mark.django_db


def captured(by=None, **fields):
    fields = {"meeting": None, "text": "Que haya un fondo.", "kind": "PROPOSAL", "language": "es", **fields}
    fields["meeting"] = fields["meeting"] or places.meeting()
    return services.capture_contribution(fields.pop("id", uuid7()), by=by or facilitator(), **fields)


def actions(target):
    return [entry.action for entry in history.of(target)]


def test_capture_gives_a_receipt_and_remembers_who():
    luis = facilitator()
    contribution = captured(by=luis)
    assert receipts.normalize(contribution.receipt) == contribution.receipt
    assert contribution.captured_by == luis
    assert actions(contribution) == ["contributions.contribution_captured"]


def test_capture_twice_under_one_id_is_one_row():
    id, meeting = uuid7(), places.meeting()
    first, second = captured(id=id, meeting=meeting), captured(id=id, meeting=meeting)
    assert first.receipt == second.receipt
    assert Contribution.objects.count() == 1
    assert actions(first) == ["contributions.contribution_captured"]


def test_capture_other_words_under_a_taken_id_is_refused_and_the_first_stay():
    id, meeting = uuid7(), places.meeting()
    captured(id=id, meeting=meeting)
    with pytest.raises(ConflictError):
        captured(id=id, meeting=meeting, text="Otra cosa")
    assert Contribution.objects.get().text == "Que haya un fondo."


def test_capture_draws_another_code_when_one_is_taken(monkeypatch):
    taken, free = receipts.new_codes(2)
    drawn = iter([taken, taken, free])
    monkeypatch.setattr(receipts, "new_code", lambda: next(drawn))
    assert [captured().receipt, captured().receipt] == [taken, free]


@pytest.mark.parametrize(
    "bad",
    [
        {"text": " \u200b\n"},
        {"text": "a" * 50_001},
        {"language": "xx"},
        {"kind": "RUMOUR"},
        {"translation": "Que haya", "translation_language": ""},
    ],
)
def test_capture_of_what_cannot_stand_is_refused(bad):
    with pytest.raises(services.BadWordsError):
        captured(**bad)
    assert not Contribution.objects.exists()


def test_capture_at_a_table_of_another_meeting_is_refused():
    other = places.meeting().sessions.create(position=1, title="Mesa 1")
    with pytest.raises(services.BadWordsError):
        captured(session=other)


def test_capture_stores_text_that_is_safe_to_keep():
    decomposed = unicodedata.normalize("NFD", "Música para niñas")
    contribution = captured(text=f"\u202e{decomposed}\x00\x07 <b>ya</b>\r\n")
    assert contribution.text == "Música para niñas <b>ya</b>"


def test_capture_names_the_speaker_only_with_her_consent():
    silent, named = captured(speaker_name="Rosa"), captured(speaker_name="Rosa", may_attribute=True)
    assert list(Speaker.objects.values_list("contribution", "name")) == [(named.pk, "Rosa")]
    assert silent.may_attribute is False


def test_capture_in_the_territory_of_the_meeting_stores_none():
    cusco = places.region()
    assert captured(meeting=places.meeting(territory=cusco), territory=cusco).territory is None


def test_capture_by_a_stranger_is_refused_and_by_the_command_line_is_not():
    with pytest.raises(NotAllowedError):
        captured(by=stranger())
    assert captured(by=Operator(via="tinkuy test")).captured_by is None


def test_capture_by_the_coordinator_of_a_convening_group_is_allowed():
    meeting, person = places.meeting(), stranger()
    group = WorkingGroup.objects.create(slug="mesa", name="Mesa")
    meeting.convening_groups.add(group)
    Coordination.objects.create(
        person=Person.objects.create(name="Eva", user=person), working_group=group, since_on=date(2020, 1, 1)
    )
    assert captured(by=person, meeting=meeting).captured_by == person


def test_validate_twice_happens_once():
    contribution = captured()
    same = Contribution.objects.get(pk=contribution.pk)
    services.validate_contribution(contribution, secretary())
    services.validate_contribution(same, systematiser())
    assert same.status == Status.VALIDATED
    assert actions(same) == ["contributions.contribution_captured", "contributions.contribution_validated"]


def test_validate_by_a_facilitator_is_refused():
    with pytest.raises(NotAllowedError):
        services.validate_contribution(captured(), facilitator())


def test_validate_many_validates_what_waits_in_that_meeting_only():
    meeting = places.meeting()
    captured(meeting=meeting), captured(meeting=meeting, text="Otra"), captured()
    ana = secretary()
    assert [services.validate_many(meeting, ana), services.validate_many(meeting, ana)] == [2, 0]
    assert Contribution.objects.filter(status=Status.VALIDATED).count() == 2


def test_withdraw_blanks_the_words_forgets_the_name_and_keeps_the_stone():
    contribution = captured(
        speaker_name="Rosa", may_attribute=True, translation="x", translation_language="en", translated_by="Eva"
    )
    services.withdraw_contribution(contribution, "Lo pidió", secretary())
    services.withdraw_contribution(contribution, "Otra vez", secretary())
    contribution.refresh_from_db()
    assert (contribution.text, contribution.translated_by, contribution.status) == ("", "", Status.WITHDRAWN)
    assert not Speaker.objects.exists()
    assert actions(contribution) == ["contributions.contribution_captured", "contributions.contribution_withdrawn"]
    assert [entry.details for entry in history.of(contribution)][1] == {"reason": "Lo pidió"}


def test_withdraw_without_reason_or_by_a_stranger_is_refused():
    contribution = captured()
    with pytest.raises(services.NoReasonError):
        services.withdraw_contribution(contribution, " ", secretary())
    with pytest.raises(NotAllowedError):
        services.withdraw_contribution(contribution, "Porque sí", stranger())
    with pytest.raises(services.AlreadyWithdrawnError):
        services.validate_contribution(services.withdraw_contribution(contribution, "Lo pidió", secretary()), secretary())


def test_the_coordinator_of_a_convening_group_reads_what_waits_there_and_nobody_else_of_another_group():
    here, elsewhere, person, other = places.meeting(), places.meeting(), stranger(), stranger()
    for slug, meeting, user in (("mesa", here, person), ("otra", elsewhere, other)):
        group = WorkingGroup.objects.create(slug=slug, name=slug)
        meeting.convening_groups.add(group)
        who = Person.objects.create(name="Eva", user=user)
        Coordination.objects.create(person=who, working_group=group, since_on=date(2020, 1, 1))
    contribution = captured(meeting=here)

    assert Contribution.objects.visible_to(person).get() == contribution
    assert not Contribution.objects.visible_to(other).exists()
    services.validate_contribution(contribution, person)
    Coordination.objects.update(until_on=date(2020, 2, 1))
    assert not Contribution.objects.visible_to(person).filter(may_publish=False).exists()
