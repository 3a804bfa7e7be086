"""Who was there proposes corrections during the window; each is answered, and all stay listed."""

from uuid import uuid4

import pytest

from tinkuy.core import history
from tinkuy.core.errors import ConflictError, DomainError, NotAllowedError
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import queries, services
from tinkuy.meetings.models import Correction
from tinkuy.meetings.queries.minutes import link_key
from tinkuy.meetings.tests import minutes_made as made
from tinkuy.meetings.tests.gatherings import LOADER

pytestmark = pytest.mark.django_db


def actions(target):
    return [entry.action for entry in history.of(target)]


def test_a_correction_is_proposed_once_by_an_account_or_by_the_link():
    minutes, id = made.circulated(), uuid4()
    for _time in range(2):
        made.correction(minutes, id=id)
    by_link = made.correction(minutes, by=None, key=link_key(minutes), called="La de la mesa 3")
    assert minutes.corrections.count() == 2
    assert (by_link.proposed_by, by_link.called) == (None, "La de la mesa 3")
    assert actions(minutes).count("meetings.correction_proposed") == 2
    assert history.of(minutes).last().via == "enlace del acta"


def test_another_link_opens_nothing():
    minutes, other = made.circulated(), made.circulated()
    for key in ("", "x", link_key(other)):
        with pytest.raises(NotAllowedError):
            made.correction(minutes, by=None, key=key)
    assert not queries.opens(made.draft(), link_key(minutes))
    assert not Correction.objects.exists()


def test_a_correction_after_the_window_is_refused_and_nothing_is_kept():
    minutes = made.close_window(made.circulated())
    before = actions(minutes)
    for sender in ({}, {"by": None, "key": link_key(minutes)}):
        with pytest.raises(services.WindowClosedError) as refusal:
            made.correction(minutes, **sender)
        assert "Se recibieron correcciones hasta el" in str(refusal.value)
    assert not Correction.objects.exists()
    assert actions(minutes) == before


@pytest.mark.parametrize(("state", "words"), [("draft", "todavía no"), ("validated", "ya está validada")])
def test_neither_drafts_nor_validated_minutes_take_corrections(state, words):
    with pytest.raises(services.WindowClosedError) as refusal:
        made.correction(getattr(made, state)())
    assert words in str(refusal.value)


@pytest.mark.parametrize(
    ("changed", "field"), [({"proposal": " "}, "proposal"), ({"why": ""}, "why"), ({"heading": "X"}, "heading")]
)
def test_a_correction_without_words_is_refused_beside_its_field(changed, field):
    minutes = made.circulated()
    with pytest.raises(InvalidError) as refusal:
        made.correction(minutes, **changed)
    assert list(refusal.value.errors) == [field]
    assert not Correction.objects.exists()


def test_taking_it_up_makes_a_revision_and_twice_is_once():
    minutes, ana = made.circulated(), facilitator()
    proposed = made.correction(minutes)
    for _time in range(2):
        services.accept_correction(proposed, text="Fue la feria del libro.", based_on=1, by=ana)
    assert proposed.state == "ACCEPTED"
    assert proposed.revision.number == 2
    assert proposed.revision.texts == made.texts(summary="Fue la feria del libro.")
    assert actions(minutes)[-1] == "meetings.correction_accepted"
    assert minutes.revisions.count() == 2


def test_taking_it_up_on_top_of_a_newer_revision_is_refused():
    minutes = made.circulated()
    proposed = made.correction(minutes)
    services.save_minutes(minutes.meeting, made.texts(findings="Otra"), based_on=1, by=LOADER)
    with pytest.raises(services.OutdatedError):
        services.accept_correction(proposed, text="Fue la feria del libro.", based_on=1, by=secretary())
    assert Correction.objects.get().state == "OPEN"


def test_declining_needs_a_reason_and_the_other_answer_comes_too_late():
    minutes, ana = made.circulated(), secretary()
    proposed = made.correction(minutes)
    with pytest.raises(InvalidError):
        services.decline_correction(proposed, reason=" ", by=ana)
    for _time in range(2):
        services.decline_correction(proposed, reason="Lo dice el afiche", by=ana)
    assert (proposed.state, proposed.answer) == ("DECLINED", "Lo dice el afiche")
    assert actions(minutes).count("meetings.correction_declined") == 1
    with pytest.raises(ConflictError):
        services.accept_correction(proposed, text="Sí", based_on=1, by=ana)
    assert minutes.revisions.count() == 1


def test_only_who_writes_the_minutes_answers():
    minutes = made.circulated()
    proposed = made.correction(minutes)
    with pytest.raises(NotAllowedError):
        services.accept_correction(proposed, text="Sí", based_on=1, by=stranger())
    with pytest.raises(NotAllowedError):
        services.decline_correction(proposed, reason="No", by=stranger())


def test_after_validation_no_answer_changes():
    minutes = made.circulated()
    proposed = made.correction(minutes)
    services.decline_correction(proposed, reason="No", by=LOADER)
    made.close_window(minutes)
    services.validate_minutes(minutes, number=1, by=LOADER)
    proposed.refresh_from_db()
    with pytest.raises(DomainError):
        services.accept_correction(proposed, text="Sí", based_on=1, by=LOADER)


def test_a_correction_is_not_taken_up_by_a_text_that_stays_the_same():
    minutes = made.circulated()
    one, same = made.correction(minutes), made.correction(minutes)

    with pytest.raises(InvalidError, match="el mismo de antes"):
        services.accept_correction(one, text=made.TEXTS["summary"], based_on=1, by=LOADER)
    one.refresh_from_db()
    assert one.state == "OPEN"
    assert "meetings.correction_accepted" not in actions(minutes)

    services.accept_correction(one, text="Fue la feria del libro.", based_on=1, by=LOADER)
    minutes.refresh_from_db()
    same.refresh_from_db()
    # What another correction already put there needs no change.
    services.accept_correction(same, text="Fue la feria del libro.", based_on=2, by=LOADER)
    assert (same.state, same.revision.number) == ("ACCEPTED", 2)
