"""Promises of publishing: once, sealed, frozen, and still true after words are withdrawn."""

import json
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from tinkuy.agenda import services
from tinkuy.agenda.models import Axis, Citation, Lineage, Version, Wording
from tinkuy.agenda.pure import sealing
from tinkuy.agenda.pure.findings import Code
from tinkuy.agenda.pure.verification import verify
from tinkuy.agenda.tests import ground
from tinkuy.core import history
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import secretary, stranger, systematiser

pytestmark = pytest.mark.django_db


def file_of(version):
    return sealing.to_bytes(Version.objects.get(pk=version.pk).document)


def test_publish_version_seals_a_file_that_anybody_can_check():
    version = ground.published(blocks=2, each=2)
    report = verify(file_of(version), trusted_key=services.public_key())
    assert report.is_authentic
    assert report.key_is_trusted
    assert report.summary.digest == version.digest
    assert (report.summary.wording_count, report.summary.citation_count) == (2, 4)
    assert report.summary.withheld_count == 0


def test_publish_version_links_to_the_version_before():
    first = ground.published()
    second = ground.published(agenda=first.agenda, previous=first)
    report = verify(file_of(second), previous=file_of(first))
    assert [finding.code for finding in report.findings] == [Code.PREVIOUS_MATCHES]


def test_publish_version_by_two_people_at_once_happens_once():
    version = ground.ready()
    services.record_adoption(version, date(2020, 3, 1), "Asamblea", by=ground.US)
    ana, luis = secretary(), secretary()
    on_another_screen = Version.objects.get(pk=version.pk)

    services.publish_version(version, by=ana)
    again = services.publish_version(on_another_screen, by=luis)

    assert again.published_by == ana
    actions = [entry.action for entry in history.of(version)]
    assert actions == ["agenda.version_drafted", "agenda.version_adopted", "agenda.version_published"]


def test_publish_version_refuses_what_is_not_ready():
    version = ground.draft()
    block = ground.wording(version, code="B07")
    with pytest.raises(services.NotSourcedError) as refusal:
        services.record_adoption(version, date(2020, 3, 1), "", by=ground.US)
    assert refusal.value.code == "B07"
    services.cite(uuid7(), block, ground.contribution(), "una escuela", by=ground.US)
    with pytest.raises(services.NotAdoptedError):
        services.publish_version(version, by=ground.US)
    services.add_axis(uuid7(), version, 2, "Vacío", by=ground.US)
    with pytest.raises(services.IncompleteError):
        services.record_adoption(version, date(2020, 3, 1), "", by=ground.US)


def test_publish_version_waits_for_the_version_before():
    first = ground.ready()
    second = ground.ready(agenda=first.agenda, previous=first)
    services.record_adoption(second, date(2020, 3, 1), "", by=ground.US)
    with pytest.raises(services.IncompleteError):
        services.publish_version(second, by=ground.US)


def test_publish_version_is_for_the_secretariat_alone():
    version = ground.ready()
    for person in (stranger(), systematiser()):
        with pytest.raises(NotAllowedError):
            services.record_adoption(version, date(2020, 3, 1), "", by=person)
        with pytest.raises(NotAllowedError):
            services.publish_version(version, by=person)


def test_write_wording_in_a_published_version_is_refused_by_the_service():
    version = ground.published()
    block = version.wordings.get()
    values = {"block_code": "B01", "axis": block.axis, "position": 1, "title": block.title, "text": "Otra cosa"}
    with pytest.raises(services.FrozenError):
        services.write_wording(block.pk, version=version, by=ground.US, **values)
    with pytest.raises(services.FrozenError):
        services.cite(uuid7(), block, ground.contribution(), "una escuela", by=ground.US)
    with pytest.raises(services.FrozenError):
        services.remove_citation(block.citations.get(), "porque sí", by=ground.US)
    with pytest.raises(services.FrozenError):
        services.reopen_version(version, "porque sí", by=ground.US)


CHANGES = {
    "wording": lambda v: v.wordings.update(text="Otra cosa"),
    "wording moved": lambda v: v.wordings.update(version=ground.draft(agenda=v.agenda)),
    "wording gone": lambda v: Wording.objects.filter(version=v)._raw_delete("default"),
    "axis": lambda v: v.axes.update(title="Otro"),
    "axis added": lambda v: Axis.objects.create(version=v, position=9, title="Otro"),
    "citation words": lambda v: Citation.objects.filter(wording__version=v).update(exact="otra cosa"),
    "citation gone": lambda v: Citation.objects.filter(wording__version=v).delete(),
    "citation added": lambda v: Citation.objects.create(
        wording=v.wordings.get(), contribution=ground.contribution(), exact="teatro"
    ),
    "lineage": lambda v: Lineage.objects.create(kind="NEW", later=v.wordings.get(), note="x"),
    "version state": lambda v: Version.objects.filter(pk=v.pk).update(state="DRAFT"),
    "version digest": lambda v: Version.objects.filter(pk=v.pk).update(digest="sha256:0"),
    "version date": lambda v: Version.objects.filter(pk=v.pk).update(adopted_on=date(1999, 1, 1)),
    "version launched": lambda v: Version.objects.filter(pk=v.pk).update(launched_on="1999"),
    "version file emptied": lambda v: Version.objects.filter(pk=v.pk).update(document={}),
    "version file gone": lambda v: Version.objects.filter(pk=v.pk).update(document=None),
    "version file longer": lambda v: Version.objects.filter(pk=v.pk).update(document={**v.document, "more": "words"}),
    "version gone": lambda v: Version.objects.filter(pk=v.pk)._raw_delete("default"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_change_a_published_version_is_refused_by_the_database(change):
    version = ground.published()
    before = file_of(version)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        CHANGES[change](version)
    assert file_of(version) == before


def test_withdraw_contribution_takes_its_words_out_of_the_published_file():
    version = ground.published(each=2)
    gone, stays = Citation.objects.filter(wording__version=version)
    ground.withdraw(gone.contribution)

    gone.refresh_from_db()
    assert (gone.exact, gone.prefix, gone.suffix, gone.salt) == ("", "", "", "")
    file = json.loads(file_of(version))
    assert set(file["disclosures"]) == {str(stays.pk)}
    report = verify(file_of(version), trusted_key=services.public_key())
    assert report.is_authentic
    assert report.summary.withheld_count == 1
    assert Version.objects.get(pk=version.pk).digest == version.digest


def test_withdraw_contribution_before_publication_leaves_the_block_without_a_source():
    version = ground.ready()
    ground.withdraw(Citation.objects.get(wording__version=version).contribution)
    with pytest.raises(services.NotSourcedError):
        services.record_adoption(version, date(2020, 3, 1), "", by=ground.US)


def test_verify_names_what_was_edited_by_hand():
    version = ground.published()
    edited = file_of(version).replace(b"Que haya una por distrito.", b"Que haya dos por distrito.")
    report = verify(edited, trusted_key=services.public_key())
    assert not report.is_authentic
    assert ("wordings", "B01", "demand") in [finding.path for finding in report.findings]


def test_remove_sample_agenda_takes_all_of_it_away_and_refuses_a_real_one():
    first = ground.published(is_sample=True)
    second = ground.draft(agenda=first.agenda, previous=first)
    later = ground.wording(second)
    services.trace(first.wordings.get(), later, "KEPT", "igual", by=ground.US)
    services.omit(second, ground.contribution(), "Repetido", by=ground.US)
    real = ground.published()

    services.remove_sample_agenda(first.agenda, by=ground.US)
    services.remove_sample_agenda(first.agenda, by=ground.US)

    assert list(Version.objects.all()) == [real]
    assert [entry.action for entry in history.of(first.agenda)] == ["agenda.agenda_opened", "agenda.sample_removed"]
    with pytest.raises(services.FrozenError):
        services.remove_sample_agenda(real.agenda, by=ground.US)
