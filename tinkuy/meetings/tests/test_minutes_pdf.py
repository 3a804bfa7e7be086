"""Validated minutes as a PDF that another program reads, made by the real worker and kept where files are."""

from ctypes.util import find_library
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader

from tinkuy.core.tests.people import secretary, stranger
from tinkuy.meetings import queries, services
from tinkuy.meetings.tests import minutes_made as made
from tinkuy.meetings.tests.gatherings import LOADER

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = [
    pytest.mark.django_db(transaction=connection.vendor == "postgresql"),
    pytest.mark.skipif(not find_library("pango-1.0"), reason="pango is not installed: scripts/needs pango"),
]


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def work():
    call_command("worker", batch=True, verbosity=0)


def address(minutes):
    return reverse("meetings:minutes-pdf", args=[minutes.meeting.slug])


def read(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(b"".join(answer)))


def words_of(page):
    return " ".join(page.extract_text().split())


def long_minutes():
    group = made.group()
    minutes = made.draft(convening_groups=[group], held_on="2017-08-05", name="Encuentro del río")
    services.record_attendance(minutes.meeting, count=120, of_whom="mujeres", by=LOADER)
    services.record_attendance(minutes.meeting, count=3, of_whom="mayores de 80", by=LOADER)
    made.agreement(minutes.meeting)
    long = "\n\n".join(f"Párrafo {number}: ñandú, qhapaq, <b>sin negrita</b>." for number in range(120))
    services.save_minutes(minutes.meeting, made.texts(findings=long), based_on=1, by=LOADER)
    minutes.refresh_from_db()
    services.circulate_minutes(minutes, by=LOADER)
    made.close_window(minutes)
    return services.validate_minutes(minutes, number=2, by=LOADER), group


def test_it_is_made_after_validation_and_another_reader_finds_the_words(client):
    minutes, group = long_minutes()
    waiting = client.get(address(minutes))
    assert waiting.status_code == 202
    assert "Se está preparando el PDF" in waiting.content.decode()

    work()

    pdf = read(client.get(address(minutes)))
    text = words_of(pdf.pages[0]) + " ".join(words_of(page) for page in pdf.pages)
    for said in ("Encuentro del río", str(group), "5 de agosto de 2017", "120 mujeres", "menos de 5 mayores de 80"):
        assert said in text
    for said in ("Vinieron doce colectivos.", "Párrafo 119: ñandú, qhapaq, <b>sin negrita</b>.", "Pedir la ordenanza"):
        assert said in text


def test_each_page_bears_the_version_and_the_digest_of_the_text(client):
    minutes, _group = long_minutes()
    work()
    pdf = read(client.get(address(minutes)))
    assert len(pdf.pages) > 2
    for at, page in enumerate(pdf.pages, start=1):
        text = words_of(page)
        assert f"página {at} de {len(pdf.pages)}" in text
        assert "Versión 2" in text
        assert queries.newest_revision(minutes).digest in text


def test_it_is_tagged_and_says_its_language_and_title(client):
    minutes, _group = long_minutes()
    work()
    pdf = read(client.get(address(minutes)))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "es"
    assert pdf.metadata.title == "Acta: Encuentro del río"
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()


def tags(node):
    """What a screen reader is told, in the order in which it reads."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for each in node for tag in tags(each)]
    if not hasattr(node, "get"):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + (tags(node["/K"]) if "/K" in node else [])


def test_it_is_read_aloud_in_its_order_under_its_headings(client):
    minutes, _group = long_minutes()
    work()
    read_aloud = tags(read(client.get(address(minutes))).trailer["/Root"]["/StructTreeRoot"])

    headings = [tag for tag in read_aloud if tag.startswith("/H") and tag[2:].isdigit()]
    # The name of the minutes; the four headings and the counts; what was agreed.
    assert headings == ["/H1", *["/H2"] * 6]
    assert read_aloud.index("/H1") < read_aloud.index("/L") < read_aloud.index("/H2")
    assert read_aloud.index("/Table") > len(read_aloud) - read_aloud[::-1].index("/H2") - 1
    assert read_aloud.count("/TH") == 3
    assert read_aloud.count("/TD") == 3


def test_an_amendment_has_a_pdf_of_its_own(client):
    minutes = made.validated()
    work()
    services.amend_minutes(minutes, made.texts(summary="Corregida."), reason="Error de fecha", based_on=1, by=LOADER)
    assert client.get(address(minutes)).status_code == 202
    work()
    text = words_of(read(client.get(address(minutes))).pages[0])
    assert "Corregida." in text
    assert "Error de fecha" in text


def test_drafts_have_no_pdf(client, tmp_path):
    minutes = made.circulated()
    services.keep_pdf(minutes, 1)
    services.restore_revision(minutes, 1, based_on=1, by=LOADER)
    work()
    assert not (tmp_path / "actas").exists()
    client.force_login(secretary())
    assert client.get(address(minutes)).status_code == 404


def test_who_writes_the_minutes_orders_a_lost_file_again(client):
    minutes = made.validated()
    work()
    default_storage.delete(queries.pdf_of(minutes, 1))
    client.force_login(stranger())
    assert "Prepararlo de nuevo" not in client.get(address(minutes)).content.decode()
    assert client.post(address(minutes)).status_code == 403
    client.force_login(secretary())
    assert "Prepararlo de nuevo" in client.get(address(minutes)).content.decode()
    assert client.post(address(minutes)).status_code == 302
    work()
    read(client.get(address(minutes)))
