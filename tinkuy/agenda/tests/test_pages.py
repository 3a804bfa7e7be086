"""Promises of the agenda's pages."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tinkuy.agenda import services
from tinkuy.agenda.models import Agenda, Citation, Version
from tinkuy.agenda.pure.verification import verify
from tinkuy.agenda.tests import ground
from tinkuy.core.models import Source
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import facilitator, secretary, systematiser

pytestmark = pytest.mark.django_db


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("blocks", [3, 12])
def test_read_version_costs_the_same_queries_whatever_its_size(client, blocks):
    version = ground.published(blocks=blocks, each=blocks)
    assert queries_of(client, f"/agenda/{version.slug}/") == 11


@pytest.mark.parametrize("each", [3, 12])
def test_read_wording_costs_the_same_queries_whatever_it_cites(client, each):
    version = ground.published(blocks=1, each=each)
    assert queries_of(client, f"/agenda/{version.slug}/B01/") == 11


@pytest.mark.parametrize("count", [1, 3])
def test_read_index_and_what_is_not_quoted_cost_the_same_queries(client, count):
    for _ in range(count):
        version = ground.published()
    at = Citation.objects.filter(wording__version=version).first().contribution.meeting
    for _ in range(count):
        ground.contribution(at=at)
    assert queries_of(client, "/agenda/") == 4
    assert queries_of(client, f"/agenda/{version.slug}/sin-citar/") == 6
    assert queries_of(client, f"/agenda/{version.slug}/linaje/") == 4


def test_read_version_again_answers_not_modified_until_something_happens(client):
    version = ground.published()
    address = f"/agenda/{version.slug}/"
    etag = client.get(address)["ETag"]
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    assert len(captured) == 1
    ground.draft()
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_read_version_while_signed_in_is_never_answered_from_before(client):
    version = ground.published()
    client.force_login(secretary())
    assert "ETag" not in client.get(f"/agenda/{version.slug}/")


def test_read_draft_is_for_those_who_work_on_it(client):
    version = ground.ready()
    addresses = [f"/agenda/{version.slug}/", f"/agenda/{version.slug}/B01/", f"/agenda/{version.slug}/linaje/"]
    for address in addresses:
        assert client.get(address).status_code == 404
    client.force_login(systematiser())
    for address in addresses:
        assert client.get(address).status_code == 200


def test_read_wording_shows_the_words_marked_and_hides_them_once_withdrawn(client):
    version = ground.published(each=2)
    address = f"/agenda/{version.slug}/B01/"
    page = client.get(address).content.decode()
    assert page.count('<mark class="quoted">una escuela de teatro</mark>') == 2
    ground.withdraw(Citation.objects.filter(wording__version=version).first().contribution)
    assert client.get(address).content.decode().count("<mark") == 1


def test_read_sample_says_that_it_is_one_on_every_page(client):
    version = ground.published(is_sample=True)
    ending = ["", "B01/", "sin-citar/", "linaje/"]
    for address in ["/agenda/", *(f"/agenda/{version.slug}/{end}" for end in ending)]:
        assert 'class="sample"' in client.get(address).content.decode(), address
    assert json.loads(client.get(f"/agenda/{version.slug}.json").content)["content"]["label"] == "ejemplo ficticio"


def test_record_version_elsewhere_shows_what_is_missing_and_its_source(client):
    agenda = services.open_agenda(uuid7(), "aic", "Agenda", False, by=ground.US)
    source = Source.objects.create(url="https://ejemplo.pe/nota", title="La nota")
    values = {"agenda": agenda, "number": 1, "slug": "aic1", "name": "AIC1", "linked_meeting": None, "sources": [source]}
    values |= {"by": ground.US, "confidence": "STATED", "source_note": ""}
    id = uuid7()
    services.record_version_elsewhere(id, launched_on="2018", **values)
    services.record_version_elsewhere(id, launched_on="2018", **values)
    version = services.record_version_elsewhere(id, launched_on="2018-04", **values)
    from tinkuy.core import history

    assert [entry.action for entry in history.of(version)] == ["agenda.version_recorded", "agenda.version_changed"]
    page = client.get("/agenda/aic1/").content.decode()
    assert 'class="unknown"' in page
    assert "La nota" in page
    assert client.get("/agenda/aic1.json").status_code == 404


def test_download_document_gives_the_sealed_file_and_answers_not_modified(client):
    version = ground.published()
    response = client.get(f"/agenda/{version.slug}.json")
    assert verify(response.content, trusted_key=services.public_key()).is_authentic
    assert response["Content-Disposition"] == f'attachment; filename="{version.slug}.json"'
    again = client.get(f"/agenda/{version.slug}.json", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_cite_this_gives_text_bibtex_and_csl(client):
    version = ground.published()
    address = f"/agenda/{version.slug}/B01/cita"
    assert "Escuelas [B01]" in client.get(f"{address}.txt").content.decode()
    assert client.get(f"{address}.bib").content.decode().startswith(f"@incollection{{{version.slug}-B01,")
    item = json.loads(client.get(f"{address}.json").content)[0]
    assert (item["version"], item["issued"]["date-parts"][0][0]) == (version.name, version.published_at.year)
    assert client.get(f"{address}.exe").status_code == 404
    assert json.loads(client.get(f"/agenda/{version.slug}/cita.json").content)[0]["type"] == "report"


def test_read_key_shows_key_and_fingerprint(client):
    page = client.get("/agenda/llave/").content.decode()
    assert services.public_key() in page


def test_write_cite_adopt_and_publish_on_the_pages(client):
    version = ground.draft()
    said = ground.contribution("Falta plata para los talleres de la tarde.")
    client.force_login(secretary())
    at = f"/agenda/{version.slug}"
    client.post(f"{at}/eje-nuevo/", {"id": uuid7(), "position": 1, "title": "Fondo"})
    block = {"id": uuid7(), "block_code": "B07", "axis": version.axes.get().pk, "position": 1, "title": "T", "text": "Texto"}
    assert client.post(f"{at}/bloque-nuevo/", block).status_code == 302
    assert client.post(f"{at}/B07/editar/", block | {"text": "Otro texto"}).status_code == 302
    quote = {"id": uuid7(), "contribution": f"https://x.pe/aportes/{said.pk}/", "typed": "Falta plata para los cursos"}
    refused = client.post(f"{at}/B07/citar/", quote)
    assert "<del>cursos</del>" in refused.content.decode()
    assert "Falta plata para los cursos" in refused.content.decode()
    assert client.post(f"{at}/B07/citar/", quote | {"typed": "Falta plata"}).status_code == 302
    assert client.post(f"{at}/adoptar/", {"on": "2020-03-01", "note": "Asamblea"}).status_code == 302
    assert client.get(f"{at}/publicar/").status_code == 200
    assert client.post(f"{at}/publicar/").status_code == 302
    assert Version.objects.get(pk=version.pk).is_published
    assert version.wordings.get().text == "Otro texto"


def test_write_pages_open_for_who_may_and_for_nobody_else(client):
    version = ground.ready()
    citation = Citation.objects.get(wording__version=version)
    at = f"/agenda/{version.slug}"
    writes = ["eje-nuevo/", "bloque-nuevo/", "linaje/contar/", "B01/editar/", "B01/citar/", f"B01/citas/{citation.pk}/quitar/"]
    writes += [f"sin-citar/{citation.contribution_id}/"]
    decides = ["adoptar/", "publicar/", "reabrir/"]
    for person, may_write, may_decide in [(secretary(), 200, 200), (systematiser(), 200, 403), (facilitator(), 404, 404)]:
        client.force_login(person)
        assert {client.get(f"{at}/{end}").status_code for end in writes} == {may_write}
        assert {client.get(f"{at}/{end}").status_code for end in decides} == {may_decide}
    client.logout()
    assert {client.get(f"{at}/{end}").status_code for end in writes + decides} == {302}


def test_publish_refused_on_the_page_says_why(client):
    version = ground.ready()
    services.record_adoption(version, date(2020, 3, 1), "", by=ground.US)
    ground.withdraw(Citation.objects.get(wording__version=version).contribution)
    client.force_login(secretary())
    page = client.post(f"/agenda/{version.slug}/publicar/")
    assert page.status_code == 200
    assert "B01" in page.content.decode()


def test_what_was_being_written_when_the_session_ended_is_there_after_signing_in(client):
    version = ground.draft()
    axis = services.add_axis(uuid7(), version, 1, "Fondo", by=ground.US)
    address = f"/agenda/{version.slug}/bloque-nuevo/"
    typed = {"id": uuid7(), "block_code": "B07", "axis": axis.pk, "position": 1, "title": "Escuelas", "text": "Una por barrio"}
    assert client.post(address, typed).status_code == 302
    assert not version.wordings.exists()
    client.force_login(systematiser())
    page = client.get(address).content.decode()
    assert "Una por barrio" in page
    assert f'value="{typed["id"]}"' in page
    assert client.post(address, typed).status_code == 302
    assert "Una por barrio" not in client.get(address).content.decode()


def test_open_agenda_on_its_page_by_the_secretariat_and_by_nobody_else(client):
    sent = {"id": uuid7(), "name": "Agenda de Incidencia Compartida", "slug": "aic"}
    client.force_login(systematiser())
    assert client.post("/agenda/agenda-nueva/", sent).status_code == 403
    client.force_login(secretary())
    assert [client.post("/agenda/agenda-nueva/", sent).status_code for _time in range(2)] == [302, 302]
    assert Agenda.objects.get(slug="aic").name == "Agenda de Incidencia Compartida"
    again = client.post("/agenda/agenda-nueva/", sent | {"id": uuid7()})
    assert "Otra agenda tiene la dirección" in again.content.decode()


def test_pages_that_are_only_read_set_no_cookie_and_are_made_once(client):
    version = ground.published()
    first = client.get(f"/agenda/{version.slug}/")
    assert not first.cookies
    with CaptureQueriesContext(connection) as captured:
        again = client.get(f"/agenda/{version.slug}/")
    assert (len(captured), again.content) == (1, first.content)
    ground.draft()
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/agenda/{version.slug}/")
    assert len(captured) > 1
