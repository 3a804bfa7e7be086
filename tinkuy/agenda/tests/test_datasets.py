"""The agenda's tables: what is public, whence, and nothing else."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from tinkuy.agenda import datasets, queries, services
from tinkuy.agenda.enums import LineageKind
from tinkuy.agenda.models import Citation, Version
from tinkuy.agenda.tests import ground
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import secretary
from tinkuy.meetings.models import Programme

pytestmark = pytest.mark.django_db
QUERIES = {"versiones": 2, "redacciones": 4, "citas": 1, "linaje": 1, "sin-citar": 2}


def rows_of(dataset, user=None):
    found = dataset.queryset(user or AnonymousUser())
    return [dict(zip(dataset.header, row, strict=True)) for row in dataset.rows(found)]


def public_agendas(number):
    """So many agendas, each with a published version that cites some, leaves one out, and says where its block comes from."""
    for n in range(number):
        version = ground.ready(blocks=number, each=number)
        meeting = Citation.objects.filter(wording__version=version).first().contribution.meeting
        left = ground.contribution(f"Quedó fuera {n}", at=meeting)
        services.omit(version, left, "Repite otro", by=ground.US)
        for wording in version.wordings.all():
            services.trace(None, wording, LineageKind.NEW, "Se oyó por primera vez", by=ground.US)
        publish(version)


def publish(version):
    services.record_adoption(version, date(2020, 3, 1), "Asamblea", by=ground.US)
    return services.publish_version(version, by=ground.US)


@pytest.mark.parametrize("dataset", datasets.DATASETS, ids=lambda dataset: dataset.slug)
@pytest.mark.parametrize("size", [1, 3])
def test_each_table_takes_the_same_queries_with_three_of_everything_as_with_one(dataset, size, django_assert_num_queries):
    public_agendas(size)
    with django_assert_num_queries(QUERIES[dataset.slug]):
        assert len(rows_of(dataset)) >= size


def test_drafts_are_in_no_table_whoever_asks():
    ground.ready()

    assert {dataset.slug: rows_of(dataset, secretary()) for dataset in datasets.DATASETS} == {slug: [] for slug in QUERIES}


def test_figures_are_those_of_the_pages():
    version = ground.ready(blocks=2, each=2)
    meeting = Citation.objects.filter(wording__version=version).first().contribution.meeting
    named, convener = (Organization.objects.create(slug=slug, name=slug) for slug in ("una", "otra"))
    meeting.convening_organizations.add(convener)
    meeting.convening_groups.add(WorkingGroup.objects.create(slug="cusco", kind="TERRITORIAL"))
    said = ground.contribution("Otra escuela", at=meeting, organization=named, may_attribute=True, language="quz")
    silent = ground.contribution("Otra más", at=meeting, organization=Organization.objects.create(slug="x", name="X"))
    for row, words in ((said, "Otra escuela"), (silent, "Otra más")):
        services.cite(uuid7(), version.wordings.first(), row, words, by=ground.US)
    publish(version)

    [of_version] = rows_of(datasets.VERSIONS)
    of_wordings = {row["id"]: row for row in rows_of(datasets.WORDINGS)}

    assert shown(of_version) == expected(queries.figures_of_version(version))
    assert shown(of_version)["organizaciones"] == 2
    for pk, figures in queries.figures_of_wordings(version).items():
        assert shown(of_wordings[str(pk)]) == expected(figures)


NAMES = {
    "aportes": "contributions",
    "encuentros": "meetings",
    "territorios_de_origen": "territories",
    "mesas": "groups",
    "organizaciones": "organizations",
    "lenguas": "languages",
}


def shown(row):
    return {name: row[name] for name in NAMES}


def expected(figures):
    return {name: getattr(figures, field) for name, field in NAMES.items()}


def test_a_version_says_out_of_how_many_contributions_it_cites():
    public_agendas(1)

    [row] = rows_of(datasets.VERSIONS)

    assert (row["aportes"], row["aportes_de_base"], row["estado"]) == (1, 2, "PUBLISHED")
    assert row["huella"] == Version.objects.get().digest


def test_a_citation_gives_its_exact_words_and_never_the_receipt():
    version = ground.published()
    citation = Citation.objects.select_related("contribution").get(wording__version=version)

    [row] = rows_of(datasets.CITATIONS)

    assert (row["palabras"], row["retirada"], row["aporte"]) == (
        "una escuela de teatro",
        "no",
        str(citation.contribution_id),
    )
    assert citation.contribution.receipt not in map(str, row.values())


def test_withdrawn_words_are_in_no_table_and_the_citation_stays():
    version = ground.published()
    citation = Citation.objects.select_related("contribution").get(wording__version=version)
    ground.withdraw(citation.contribution)

    [row] = rows_of(datasets.CITATIONS)

    assert (row["palabras"], row["retirada"]) == ("", "sí")
    assert "escuela de teatro" not in str([rows_of(dataset) for dataset in datasets.DATASETS])


def test_what_is_left_out_is_listed_with_its_reason_and_without_one():
    version = ground.ready()
    meeting = Citation.objects.get(wording__version=version).contribution.meeting
    explained, unexplained = ground.contribution("Con razón", at=meeting), ground.contribution("Sin razón", at=meeting)
    ground.contribution("No es público", at=meeting, may_publish=False)
    ground.contribution("De otra temporada", at=ground.meeting(programme=Programme.objects.create(slug="z", name="Z")))
    services.omit(version, explained, "Repite otro", by=ground.US)
    publish(version)

    rows = rows_of(datasets.NOT_QUOTED)

    assert {row["aporte"]: row["razon"] for row in rows} == {str(unexplained.pk): "", str(explained.pk): "Repite otro"}


def test_a_dropped_block_is_told_by_the_version_that_drops_it():
    first = ground.published()
    second = ground.ready(agenda=first.agenda, previous=first)
    [dropped], [new] = first.wordings.all(), second.wordings.all()
    services.trace(dropped, None, LineageKind.DROPPED, "Ya se logró", by=ground.US)
    assert rows_of(datasets.LINEAGE) == []

    services.trace(None, new, LineageKind.NEW, "Se oyó ahora", by=ground.US)
    publish(second)

    told = {row["tipo"]: row for row in rows_of(datasets.LINEAGE)}
    assert {kind: row["version"] for kind, row in told.items()} == {"DROPPED": second.slug, "NEW": second.slug}
    assert (told["DROPPED"]["version_anterior"], told["DROPPED"]["bloque"]) == (first.slug, "")


def test_fictitious_rows_say_so_in_every_table():
    version = ground.ready(is_sample=True)
    services.trace(None, version.wordings.get(), LineageKind.NEW, "Nota", by=ground.US)
    ground.contribution("Quedó fuera", at=Citation.objects.get().contribution.meeting)
    publish(version)

    for dataset in datasets.DATASETS:
        assert {row["ejemplo_ficticio"] for row in rows_of(dataset)} == {"sí"}, dataset.slug
