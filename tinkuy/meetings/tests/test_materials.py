"""Materials: what is taken, who sees it, and how it goes away. On the real store, in the test's own folder."""

from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from tinkuy.alliance.models import WorkingGroup
from tinkuy.core import history
from tinkuy.core.errors import NotAllowedError
from tinkuy.core.pure.ids import uuid7
from tinkuy.core.recording import InvalidError
from tinkuy.core.tests.people import facilitator, secretary, stranger
from tinkuy.meetings import services
from tinkuy.meetings.models import ImageConsent, Material
from tinkuy.meetings.services import FileRefusedError, NoSuchMaterialError
from tinkuy.meetings.services.materials import EVERY_NAME
from tinkuy.meetings.tests import files
from tinkuy.meetings.tests.gatherings import LOADER, coordinator_of, meeting

# The worker lets go of PostgreSQL's connection, and with it of a test's transaction; SQLite's in memory stays.
pytestmark = pytest.mark.django_db(transaction=connection.vendor == "postgresql")
PHOTO = {"kind": "PHOTO", "title": "La mesa", "alt": "Seis personas alrededor de una mesa"}


def add(row=None, content=None, *, by=LOADER, id=None, **values):
    content = files.picture() if content is None else content
    return services.add_material(row or meeting(), id=id or uuid7(), content=content, by=by, **{**PHOTO, **values})


def names_of(material):
    return {name for name in EVERY_NAME if default_storage.exists(material.path_of(name))}


def held(material, name):
    with default_storage.open(material.path_of(name)) as file:
        return file.read()


def code_of(client, address):
    """How it answers; a file is read to its end, which closes it."""
    answer = client.get(address)
    b"".join(answer)
    return answer.status_code


def actions(target):
    return [entry.action for entry in history.of(target)]


def is_public(material):
    return Material.objects.published().filter(pk=material.pk).exists()


def work():
    call_command("worker", batch=True, verbosity=0)


def test_photo_is_ready_at_once_in_its_sizes_and_the_original_is_not_kept():
    row = add(shows_people=False)
    assert row.state == "READY"
    assert row.renditions == [[400, 300], [1280, 960], [1600, 1200]]
    assert names_of(row) == {"400.webp", "1280.webp", "2400.webp"}
    assert b"Exif" not in held(row, "1280.webp")
    assert row.digest == sha256(files.picture()).hexdigest()
    assert actions(row) == ["meetings.material_added"]


def test_adding_twice_is_once():
    first = add()
    again = add(first.meeting, id=first.pk)
    assert again == first
    assert actions(first) == ["meetings.material_added"]
    with pytest.raises(NoSuchMaterialError):
        add(meeting(), id=first.pk)


def test_original_is_kept_only_when_asked():
    row = add(keeps_original=True)
    assert held(row, "original") == files.picture()


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("PHOTO", files.SVG, "JPEG, PNG o WebP"),
        ("PHOTO", files.HTML, "JPEG, PNG o WebP"),
        ("PHOTO", files.pdf(), "JPEG, PNG o WebP"),
        ("SCAN", files.MP3, "JPEG, PNG, WebP o PDF"),
        ("DOCUMENT", files.picture(), "como PDF"),
        ("AUDIO", files.FILM, "MP3, OGG o M4A"),
        ("PHOTO", files.huge_picture(), "60 megapíxeles; se reciben hasta 50"),
        ("PHOTO", files.picture()[:900], "dañada"),
        ("PHOTO", b"", "Elige el archivo"),
        ("DOCUMENT", files.pdf_with_program(), "programas"),
        ("DOCUMENT", files.pdf_with_file(), "programas"),
        ("DOCUMENT", files.locked_pdf(), "contraseña"),
    ],
)
def test_files_that_are_not_taken_say_why_and_leave_nothing(kind, content, said):
    row, id = meeting(), uuid7()
    with pytest.raises(FileRefusedError, match=said):
        add(row, content, kind=kind, id=id)
    assert not Material.objects.exists()
    assert not names_of(Material(pk=id))
    assert not history.of_id(id).exists()


def test_file_larger_than_the_site_takes_is_refused(settings):
    settings.UPLOAD_LIMIT = 10_000
    with pytest.raises(FileRefusedError, match="se reciben hasta"):
        add()


@pytest.mark.parametrize(
    ("values", "field"),
    [({"alt": ""}, "alt"), ({"title": " "}, "title"), ({"given_by": "Rosa"}, "way"), ({"way": "SPOKEN"}, "given_by")],
)
def test_words_that_lack_are_asked_for_and_no_file_is_left(values, field):
    id = uuid7()
    with pytest.raises(InvalidError) as refusal:
        add(id=id, **values)
    assert list(refusal.value.errors) == [field]
    assert not names_of(Material(pk=id))


def test_polyglot_loses_its_second_nature():
    row = add(content=files.polyglot())
    for name in names_of(row):
        kept = held(row, name)
        assert kept.startswith(b"RIFF")
        assert b"<script>" not in kept
        assert b"PK\x03\x04" not in kept


@pytest.mark.parametrize(
    ("kind", "content", "media_type"),
    [("DOCUMENT", files.pdf(), "application/pdf"), ("SCAN", files.pdf(), "application/pdf"), ("AUDIO", files.M4A, "audio/mp4")],
)
def test_documents_and_audio_are_kept_as_they_came(kind, content, media_type):
    row = add(kind=kind, content=content)
    assert (row.state, row.media_type, row.renditions) == ("READY", media_type, [])
    assert held(row, "archivo") == content
    assert names_of(row) == {"archivo"}


def test_film_stays_where_it_is():
    row = services.add_material(meeting(), id=uuid7(), kind="VIDEO", link="https://video.ejemplo.pe/1", title="Cierre", by=LOADER)
    assert (row.state, row.link) == ("READY", "https://video.ejemplo.pe/1")
    with pytest.raises(InvalidError, match="https"):
        services.add_material(row.meeting, id=uuid7(), kind="VIDEO", link="javascript:alert(1)", title="x", by=LOADER)
    with pytest.raises(InvalidError):
        services.add_material(row.meeting, id=uuid7(), kind="VIDEO", link="https://", title="x", by=LOADER)


def test_large_picture_is_prepared_by_the_worker():
    row = add(content=files.picture((5000, 4000)), keeps_original=True, shows_people=False)
    assert row.state == "PREPARING"
    assert names_of(row) == {"recibido"}
    assert not is_public(row)

    work()

    row.refresh_from_db()
    assert (row.state, row.renditions[-1]) == ("READY", [2400, 1920])
    assert names_of(row) == {"400.webp", "1280.webp", "2400.webp", "original"}
    assert is_public(row)
    assert actions(row) == ["meetings.material_added", "meetings.material_prepared"]
    services.prepare_material(row, by=LOADER)
    assert len(actions(row)) == 2


def test_large_picture_that_is_damaged_says_so_on_its_page(client):
    row = add(content=files.picture((5000, 4000))[:-30_000][:40_000])

    work()

    row.refresh_from_db()
    assert row.state == "REFUSED"
    assert names_of(row) == set()
    assert actions(row) == ["meetings.material_added", "meetings.material_refused"]
    client.force_login(secretary())
    assert "dañada" in client.get(row.get_absolute_url()).content.decode()


def test_picture_taken_down_while_it_is_prepared_stays_away():
    row = add(content=files.picture((5000, 4000)))
    seen_by_the_worker = Material.objects.get(pk=row.pk)
    services.take_down_material(row, reason="No corresponde", by=LOADER)
    default_storage.save(row.path_of("recibido"), ContentFile(files.picture()))

    services.prepare_material(seen_by_the_worker, by=LOADER)

    row.refresh_from_db()
    assert row.state == "TAKEN_DOWN"
    assert names_of(row) == set()


CONSENT = {"given_by": "Rosa Quispe", "way": "SIGNED"}


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"shows_people": True}, False),
        ({"shows_people": False}, True),
        ({"shows_people": True, **CONSENT}, True),
        ({"shows_people": True, "has_minors": True, **CONSENT}, False),
        ({"shows_people": False, "has_minors": True}, False),
        ({"shows_people": True, "has_minors": True, "is_by_guardian": True, **CONSENT}, True),
    ],
)
def test_picture_of_people_is_public_only_once_they_agreed(client, values, wanted):
    row = add(**values)
    assert is_public(row) == wanted
    assert code_of(client, row.get_absolute_url()) == (200 if wanted else 404)
    assert code_of(client, row.pictures[0]["url"]) == (200 if wanted else 404)
    assert (row.pictures[0]["url"] in client.get(row.meeting.get_absolute_url()).content.decode()) == wanted
    client.force_login(facilitator())
    assert code_of(client, row.pictures[0]["url"]) == 200


def test_coordinator_of_the_convening_group_sees_what_waits_and_others_do_not(client):
    group, other = (WorkingGroup.objects.create(slug=slug, name=slug) for slug in ("cusco", "puno"))
    row = add(meeting(convening_groups=[group]))
    for user, code in ((coordinator_of(group), 200), (coordinator_of(other), 404), (stranger(), 404)):
        client.force_login(user)
        assert code_of(client, row.get_absolute_url()) == code


def test_consent_recorded_later_publishes_and_history_names_nobody():
    row = add()
    for _time in range(2):
        services.describe_material(row, title="Otra mesa", by=LOADER, **CONSENT)
    assert is_public(row)
    assert actions(row) == ["meetings.material_added", "meetings.material_changed", "meetings.image_consent_recorded"]
    told = str([entry.details for entry in history.of(row)])
    assert "Rosa" not in told
    assert "mesa" not in told


def test_consent_taken_back_takes_the_picture_down_everywhere_at_once(client):
    row = add(keeps_original=True, **CONSENT)
    address = row.pictures[0]["url"]
    page = row.meeting.get_absolute_url()
    assert address in client.get(page).content.decode()

    for _time in range(2):
        services.take_down_material(row, reason="Lo pidió por teléfono", is_withdrawn=True, by=secretary())

    assert client.get(address).status_code == 404
    assert address not in client.get(page).content.decode()
    assert names_of(row) == set()
    row = Material.objects.get(pk=row.pk)
    assert (row.state, row.reason, row.title, row.alt) == ("TAKEN_DOWN", "Lo pidió por teléfono", "", "")
    consent = ImageConsent.objects.get(material=row)
    assert consent.given_by == ""
    assert consent.withdrawn_at is not None
    assert actions(row) == ["meetings.material_added", "meetings.material_taken_down"]
    assert "Se retiró un material" in client.get(f"{page}materiales/").content.decode()
    with pytest.raises(NoSuchMaterialError):
        services.describe_material(row, title="Otra vez", by=LOADER)


def test_nothing_is_taken_down_without_a_reason():
    row = add()
    with pytest.raises(InvalidError):
        services.take_down_material(row, reason=" ", by=LOADER)
    assert names_of(row)


def test_who_may_not_edit_the_meeting_may_neither_add_nor_describe_nor_take_down():
    row = add()
    nobody = stranger()
    with pytest.raises(NotAllowedError):
        add(row.meeting, by=nobody)
    with pytest.raises(NotAllowedError):
        services.describe_material(row, title="x", by=nobody)
    with pytest.raises(NotAllowedError):
        services.take_down_material(row, reason="x", by=nobody)


def test_source_sheets_are_what_contributions_may_point_to():
    sheet = add(kind="SCAN", is_source_sheet=True)
    add(sheet.meeting)
    gone = add(sheet.meeting, kind="SCAN", is_source_sheet=True)
    services.take_down_material(gone, reason="Doble", by=LOADER)
    assert list(Material.objects.source_sheets()) == [sheet]
