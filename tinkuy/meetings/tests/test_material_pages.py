"""Pages and files of materials: how they are sent, what a browser may do with them, and what they weigh."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tinkuy.core.pure.ids import uuid7
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings.models import Material
from tinkuy.meetings.tests import files
from tinkuy.meetings.tests.gatherings import meeting
from tinkuy.meetings.tests.test_materials import CONSENT, add

pytestmark = pytest.mark.django_db


def sent(name="foto.jpg", content=None, **values):
    file = SimpleUploadedFile(name, files.picture() if content is None else content, "text/html")
    words = {"id": uuid7(), "kind": "PHOTO", "title": "La mesa", "alt": "Seis personas", "shows_people": "no", "file": file}
    return {**words, **values}


def test_photo_is_sent_by_a_form_and_shown_on_the_page_of_the_meeting(client):
    row = meeting("5enc")
    client.force_login(facilitator())
    form = client.get("/encuentros/5enc/materiales/nuevo/").content.decode()
    assert 'enctype="multipart/form-data"' in form

    answer = client.post("/encuentros/5enc/materiales/nuevo/", sent())

    photo = Material.objects.get()
    assert answer.url == photo.get_absolute_url()
    client.logout()
    page = client.get(row.get_absolute_url()).content.decode()
    assert f'<img src="/materiales/{photo.pk}/400.webp"' in page
    assert f"/materiales/{photo.pk}/400.webp 400w, /materiales/{photo.pk}/1280.webp 1280w" in page
    assert 'width="400" height="300" alt="Seis personas" loading="lazy"' in page
    shown = client.get(photo.get_absolute_url()).content.decode()
    assert "2400.webp 1600w" in shown
    assert "nadie puede ser reconocido" in shown


def read(answer):
    content = b"".join(answer.streaming_content)
    return content


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"content": files.SVG, "name": "foto.jpg"}, "JPEG, PNG o WebP"),
        ({"content": files.huge_picture()}, "60 megapíxeles"),
        ({"alt": ""}, "para quien no puede verla"),
        ({"kind": "VIDEO", "file": "", "link": ""}, "https://"),
        ({"shows_people": ""}, "obligatorio"),
    ],
)
def test_what_is_refused_stands_beside_its_field_and_what_was_typed_stays(client, values, said):
    meeting("5enc")
    client.force_login(secretary())
    answer = client.post("/encuentros/5enc/materiales/nuevo/", sent(**values))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="La mesa"' in page
    assert not Material.objects.exists()


def test_file_that_is_too_large_is_refused_before_it_is_read(client, settings):
    settings.UPLOAD_LIMIT = 1000
    meeting("5enc")
    client.force_login(secretary())
    assert "se reciben hasta" in client.post("/encuentros/5enc/materiales/nuevo/", sent()).content.decode()


def test_public_picture_is_kept_for_minutes_and_asked_for_again(client):
    row = add(shows_people=False)
    answer = client.get(row.pictures[0]["url"], headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=300, must-revalidate"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Content-Encoding" not in answer
    assert answer["Content-Disposition"].startswith("inline")
    assert read(answer)
    assert client.get(row.pictures[0]["url"], headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_picture_that_waits_for_consent_is_never_kept(client):
    row = add()
    client.force_login(secretary())
    answer = client.get(row.pictures[0]["url"])
    assert answer["Cache-Control"] == "private, no-store"
    assert read(answer)


@pytest.mark.parametrize(
    ("kind", "content", "ending"),
    [("DOCUMENT", files.pdf(), ".pdf"), ("AUDIO", files.MP3, ".mp3"), ("SCAN", files.pdf(), ".pdf")],
)
def test_documents_and_audio_are_only_downloaded(client, kind, content, ending):
    row = add(kind=kind, content=content, title="Acta <b>final</b>", shows_people=False)
    answer = client.get(f"/materiales/{row.pk}/archivo")
    assert answer["Content-Disposition"] == f'attachment; filename="acta-bfinalb{ending}"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert read(answer) == content


def test_original_is_for_who_may_edit_the_meeting(client):
    row = add(keeps_original=True, shows_people=False)
    address = f"/materiales/{row.pk}/original"
    assert client.get(address).status_code == 403
    client.force_login(stranger())
    assert client.get(address).status_code == 403
    client.force_login(secretary())
    answer = client.get(address)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment")
    assert read(answer) == files.picture()


@pytest.mark.parametrize("name", ["9999.webp", "recibido.webp", "archivo", "../x.webp"])
def test_files_that_are_not_there_are_not_found(client, name):
    assert client.get(f"/materiales/{add(shows_people=False).pk}/{name}").status_code == 404


def test_words_are_edited_and_the_picture_taken_down_on_its_page(client):
    row = add()
    client.force_login(secretary())
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Solo lo ve quien puede editar" in page
    values = {"title": "Plenaria", "alt": "Mucha gente", "shows_people": "si", **CONSENT}
    assert client.post(f"/materiales/{row.pk}/editar/", values).url == row.get_absolute_url()
    assert "Rosa Quispe" in client.get(row.get_absolute_url()).content.decode()

    assert client.post(f"/materiales/{row.pk}/retirar/", {"reason": ""}).status_code == 422
    client.post(f"/materiales/{row.pk}/retirar/", {"reason": "Lo pidió", "is_withdrawn": "on"})
    assert "Lo pidió" in client.get(row.get_absolute_url()).content.decode()
    assert client.get(f"/materiales/{row.pk}/editar/").status_code == 404


def test_name_of_who_agreed_is_not_public(client):
    row = add(**CONSENT)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "firmado en papel" in page
    assert "Rosa" not in page


def test_stranger_is_offered_nothing_to_write(client):
    row = add(shows_people=False)
    client.force_login(stranger())
    assert "/editar/" not in client.get(row.get_absolute_url()).content.decode()
    assert client.get(f"/materiales/{row.pk}/retirar/").status_code == 403
    assert client.get(f"/encuentros/{row.meeting.slug}/materiales/nuevo/").status_code == 403


def test_picture_being_prepared_says_so_and_offers_to_look_again(client):
    row = add(content=files.picture((5000, 4000)))
    client.force_login(secretary())
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Mirar otra vez" in page
    assert "se está preparando" in page
    assert "en preparación" in client.get(f"/encuentros/{row.meeting.slug}/materiales/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_materials_takes_the_same_queries_whatever_the_number(client, django_assert_num_queries, count):
    row = meeting("5enc")
    for _ in range(count):
        add(row, shows_people=False)
    with django_assert_num_queries(4):
        page = client.get("/encuentros/5enc/materiales/").content.decode()
    assert page.count("<figure>") == count
