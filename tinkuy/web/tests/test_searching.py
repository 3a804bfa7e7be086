"""The search page: everybody finds what everybody may read, by the words people use."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from tinkuy.agenda.enums import VersionState
from tinkuy.agenda.models import Agenda, Axis, Block, Version, Wording
from tinkuy.alliance.models import Organization, WorkingGroup
from tinkuy.contributions.enums import Status
from tinkuy.contributions.models import Contribution
from tinkuy.contributions.pure.receipts import new_code
from tinkuy.core import history, search
from tinkuy.core.permissions import Operator
from tinkuy.core.tests.people import secretary, stranger
from tinkuy.meetings.models import Meeting
from tinkuy.vocabulary.models import Theme

pytestmark = pytest.mark.django_db
BY = Operator("prueba")


def meeting(**fields):
    return baker.make(Meeting, name="Encuentro de Cusco", slug=f"cusco-{Meeting.objects.count()}", held_on="2017", **fields)


def contribution(text, *, status=Status.VALIDATED, may_publish=True, at=None, **fields):
    one = baker.make(
        Contribution,
        text=text,
        meeting=at or meeting(),
        receipt=new_code(),
        status=status,
        may_publish=may_publish,
        captured_by=None,
        import_row=None,
        **fields,
    )
    history.record("contributions.contribution_captured", one, by=BY)
    return one


def wording(*, state=VersionState.DRAFT, **fields):
    agenda = baker.make(Agenda, slug=f"a{Agenda.objects.count()}", name="Agenda")
    version = baker.make(Version, agenda=agenda, slug=agenda.slug, state=state, launched_on="2017", published_by=None)
    one = baker.make(
        Wording,
        version=version,
        block=baker.make(Block, agenda=agenda, code="B01"),
        axis=baker.make(Axis, version=version),
        **fields,
    )
    history.record("agenda.wording_written", one, by=BY)
    return one


def page(client, **asked):
    response = client.get("/buscar/", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_searching_nothing_says_what_belongs_here(client):
    assert 'role="search"' in page(client)


def test_searching_finds_a_contribution_and_marks_its_words(client):
    one = contribution("Pedimos más puntos de cultura en los barrios")
    html = page(client, q="culturales")
    assert "<mark>cultura</mark>" in html
    assert one.get_absolute_url() in html


def test_searching_finds_by_the_translation_and_quotes_it(client):
    contribution("Llaqtanchikpi raymi", language="quz", translation="La fiesta del pueblo", translation_language="es")
    assert "<mark>fiesta</mark>" in page(client, q="fiestas")
    assert "<mark>raymi</mark>" in page(client, q="raymi")


@pytest.mark.parametrize("fields", [{"status": Status.CAPTURED}, {"may_publish": False}])
def test_searching_shows_what_is_not_public_to_the_secretariat_only(client, fields):
    one = contribution("Un secreto", **fields)
    assert one.get_absolute_url() not in page(client, q="secreto")
    client.force_login(stranger())
    assert one.get_absolute_url() not in page(client, q="secreto")
    client.force_login(secretary())
    assert one.get_absolute_url() in page(client, q="secreto")


def test_searching_forgets_a_withdrawn_contribution(client):
    one = contribution("Una palabra dicha")
    Contribution.objects.filter(pk=one.pk).update(text="", status=Status.WITHDRAWN)
    one.refresh_from_db()
    history.record("contributions.contribution_withdrawn", one, by=BY)
    assert search.find("palabra", with_private=True) == []


def test_searching_shows_a_wording_once_its_version_is_published(client):
    one = wording(title="Fondos concursables", text="Que haya fondos.")
    assert one.get_absolute_url() not in page(client, q="fondo")
    Version.objects.filter(pk=one.version_id).update(state=VersionState.PUBLISHED, published_at="2020-01-01T00:00Z", digest="x")
    history.record("agenda.version_published", Version.objects.get(pk=one.version_id), by=BY)
    assert one.get_absolute_url() in page(client, q="fondo")


def test_searching_labels_fictitious_rows(client):
    contribution("Una voz inventada", at=meeting(is_sample=True))
    assert 'class="sample"' in page(client, q="inventada")
    contribution("Una voz verdadera")
    assert 'class="sample"' not in page(client, q="verdadera")


def test_searching_can_be_narrowed_to_a_kind(client):
    theme = baker.make(Theme, name="Teatro", slug="teatro")
    history.record("vocabulary.theme_defined", theme, by=BY)
    one = contribution("teatro en la calle")
    html = page(client, q="teatro", tipo="temas")
    assert theme.get_absolute_url() in html
    assert one.get_absolute_url() not in html


def test_searching_in_vain_suggests_what_to_do(client):
    html = page(client, q="nadalohay", tipo="temas")
    assert "teat*" in html
    assert "/buscar/?q=nadalohay" in html


def test_searching_a_receipt_leads_to_its_thread(client):
    code = new_code()
    response = client.get("/buscar/", {"q": f" {code.lower().replace('-', ' ')} "})
    assert response.status_code == 302
    assert response["Location"] == f"/hilo/{code}/"


def test_searching_shows_typed_markup_as_text(client):
    assert "<script>alert" not in page(client, q="<script>alert(1)</script>")


def everything(count):
    for number in range(count):
        contribution("palabra dicha")
        history.record("meetings.meeting_recorded", meeting(convocation="palabra"), by=BY)
        for model, action, fields in (
            (Organization, "alliance.organization_recorded", {"founded_on": ""}),
            (WorkingGroup, "alliance.working_group_recorded", {}),
            (Theme, "vocabulary.theme_defined", {}),
        ):
            one = baker.make(model, name=f"Palabra {number}", slug=f"{model.__name__.lower()}-{number}", **fields)
            history.record(action, one, by=BY)
        one = wording(title="Palabra", text="texto", state=VersionState.DRAFT)
        Version.objects.filter(pk=one.version_id).update(
            state=VersionState.PUBLISHED, published_at="2020-01-01T00:00Z", digest="x"
        )
        history.record("agenda.version_published", Version.objects.get(pk=one.version_id), by=BY)


@pytest.mark.parametrize("count", [1, 3])
def test_searching_asks_the_database_as_often_for_three_of_each_kind_as_for_one(client, count):
    everything(count)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert page(client, q="palabra").count('<li class="card">') == 6 * count
    # The search itself (SQLite counts, then reads; PostgreSQL estimates in two steps, then reads) and one for each kind.
    assert len(asked) == (8 if connection.vendor == "sqlite" else 9)


def test_reindex_finds_again_all_that_was_found(capsys):
    everything(1)
    before = {(hit.kind, hit.object_id) for hit in search.find("palabra")}
    search.forget_all()
    call_command("reindex")
    assert {(hit.kind, hit.object_id) for hit in search.find("palabra")} == before
    assert len(before) == 6
    assert "contributions.contribution: 1" in capsys.readouterr().out


def test_searching_many_goes_on_to_the_next_page(client):
    at = meeting()
    ids = {contribution("palabra", at=at).pk for _ in range(23)}
    first, second = page(client, q="palabra"), page(client, q="palabra", pagina="2")
    assert first.count('<li class="card">') == 20
    assert second.count('<li class="card">') == 3
    assert "pagina=2" in first
    assert all(str(pk) in first + second for pk in ids)
