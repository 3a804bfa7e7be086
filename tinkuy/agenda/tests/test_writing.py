"""Promises of writing: verbatim or refused, traced, explained, and by whom."""

from datetime import date

import pytest

from tinkuy.agenda import services
from tinkuy.agenda.models import Citation, Version
from tinkuy.agenda.tests import ground
from tinkuy.core import history
from tinkuy.core.errors import ConflictError, DomainError, NotAllowedError
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import facilitator, systematiser

pytestmark = pytest.mark.django_db


def test_cite_keeps_the_words_as_they_were_said_and_twice_is_once():
    block = ground.wording(ground.draft())
    said = ground.contribution("Aquí no hay «plata»\npara los talleres.")
    rosa = systematiser()
    first = services.cite(uuid7(), block, said, 'no hay "plata" para', by=rosa)
    again = services.cite(uuid7(), block, said, "no hay «plata» para", by=rosa)
    assert first == again
    assert first.exact == "no hay «plata»\npara"
    assert (first.prefix, first.suffix) == ("Aquí ", " los talleres.")
    _written, added = history.of(block)
    assert (added.action, added.details["contribution"]) == ("agenda.citation_added", str(said.pk))


def test_cite_what_was_not_said_is_refused_with_the_nearest_place():
    block = ground.wording(ground.draft())
    with pytest.raises(services.QuoteRefusedError) as refusal:
        services.cite(uuid7(), block, ground.contribution(), "una escuela de música en el barrio", by=ground.US)
    assert refusal.value.nearest.text == "una escuela de teatro en el barrio"
    with pytest.raises(services.QuoteRefusedError):
        services.cite(uuid7(), block, ground.contribution(), "a", by=ground.US)
    assert not Citation.objects.exists()


def test_cite_the_translation_quotes_the_translation():
    block = ground.wording(ground.draft())
    said = ground.contribution("Texto de prueba", translation="Pedimos un local", translation_language="es")
    citation = services.cite(uuid7(), block, said, "un local", by=ground.US, of_translation=True)
    assert (citation.exact, citation.is_of_translation) == ("un local", True)


@pytest.mark.parametrize("values", [{"status": "CAPTURED"}, {"may_publish": False}])
def test_cite_what_is_not_public_is_refused(values):
    block = ground.wording(ground.draft())
    with pytest.raises(services.NotCitableError):
        services.cite(uuid7(), block, ground.contribution(**values), "una escuela", by=ground.US)


def test_remove_citation_needs_a_reason_and_keeps_whose_words_they_were_without_the_words():
    version = ground.ready()
    citation = Citation.objects.get(wording__version=version)
    with pytest.raises(DomainError):
        services.remove_citation(citation, "  ", by=ground.US)
    services.remove_citation(Citation.objects.get(pk=citation.pk), "No era de este bloque", by=ground.US)
    services.remove_citation(citation, "No era de este bloque", by=ground.US)
    removed = [entry for entry in history.of(citation.wording) if entry.action == "agenda.citation_removed"]
    assert [entry.details["contribution"] for entry in removed] == [str(citation.contribution_id)]
    assert "teatro" not in str(removed[0].details)


def test_write_wording_twice_changes_nothing_and_a_change_is_in_history():
    version = ground.draft()
    block = ground.wording(version)
    values = {"version": version, "block_code": "B01", "axis": block.axis, "position": 1, "by": ground.US}
    values |= {"title": block.title, "demand": block.demand}
    services.write_wording(block.pk, text=block.text, **values)
    services.write_wording(block.pk, text="Faltan escuelas.", **values)
    actions = [entry.action for entry in history.of(block)]
    assert actions == ["agenda.wording_written", "agenda.wording_changed"]
    assert history.of(block).last().details["changes"] == {"text": ["Faltan escuelas de arte.", "Faltan escuelas."]}


def test_write_wording_in_a_taken_place_or_with_an_odd_code_is_refused():
    version = ground.draft()
    ground.wording(version)
    with pytest.raises(ConflictError):
        ground.wording(version, code="B02", position=1)
    with pytest.raises(ConflictError):
        ground.wording(version, code="B01", position=2)
    with pytest.raises(DomainError):
        ground.wording(version, code="linaje", position=2)


def test_write_wording_after_adoption_is_refused_until_the_version_is_opened_again():
    version = ground.ready()
    services.record_adoption(version, date(2020, 3, 1), "", by=ground.US)
    services.record_adoption(version, date(2020, 3, 1), "", by=ground.US)
    with pytest.raises(services.FrozenError):
        ground.wording(version, code="B02", position=2)
    services.reopen_version(version, "Una errata", by=ground.US)
    ground.wording(Version.objects.get(pk=version.pk), code="B02", position=2)
    actions = [entry.action for entry in history.of(version)]
    assert actions == ["agenda.version_drafted", "agenda.version_adopted", "agenda.version_reopened"]


def test_trace_tells_what_became_of_a_block_and_twice_is_once():
    first = ground.published(blocks=2)
    second = ground.ready(agenda=first.agenda, previous=first)
    one, two = first.wordings.order_by("position")
    later = second.wordings.get()
    services.trace(one, later, "KEPT", "igual", by=ground.US)
    services.trace(one, later, "KEPT", "igual", by=ground.US)
    services.trace(one, later, "REWORDED", "más claro", by=ground.US)
    services.trace(two, None, "DROPPED", "ya se logró", by=ground.US)
    with pytest.raises(DomainError):
        services.trace(one, None, "KEPT", "sin final", by=ground.US)
    with pytest.raises(DomainError):
        services.trace(one, later, "KEPT", " ", by=ground.US)
    assert [entry.action for entry in history.of(later)].count("agenda.lineage_traced") == 2
    services.record_adoption(second, date(2021, 1, 1), "", by=ground.US)
    content = services.publish_version(second, by=ground.US).document["content"]
    assert content["wordings"][0]["lineage"] == [{"kind": "REWORDED", "from": "B01", "note": "más claro"}]
    assert content["dropped"] == [{"code": "B02", "note": "ya se logró"}]
    with pytest.raises(services.FrozenError):
        services.trace(two, None, "DROPPED", "otra razón", by=ground.US)


def test_omit_says_why_and_refuses_what_is_quoted():
    version = ground.ready()
    quoted = Citation.objects.get(wording__version=version).contribution
    left_out = ground.contribution(at=quoted.meeting)
    services.omit(version, left_out, "Es del otro eje", by=ground.US)
    services.omit(version, left_out, "Es del otro eje", by=ground.US)
    assert [entry.action for entry in history.of(version)][-1:] == ["agenda.contribution_omitted"]
    with pytest.raises(ConflictError):
        services.omit(version, quoted, "No", by=ground.US)


def test_write_is_not_for_facilitators():
    version = ground.ready()
    block, luis = version.wordings.get(), facilitator()
    tries = [
        lambda: services.open_agenda(uuid7(), "a", "A", False, by=luis),
        lambda: services.add_axis(uuid7(), version, 2, "Eje", by=luis),
        lambda: services.cite(uuid7(), block, ground.contribution(), "una escuela", by=luis),
        lambda: services.remove_citation(block.citations.get(), "x", by=luis),
        lambda: services.trace(None, block, "NEW", "x", by=luis),
        lambda: services.omit(version, ground.contribution(), "x", by=luis),
        lambda: services.reopen_version(version, "x", by=luis),
        lambda: services.remove_sample_agenda(version.agenda, by=luis),
    ]
    for attempt in tries:
        with pytest.raises(NotAllowedError):
            attempt()
