"""A file is what it holds. Pure: no database, no store."""

import importlib
from io import BytesIO

import pytest
from PIL import Image

from tinkuy.meetings.pure import file_types, pdfs, pictures
from tinkuy.meetings.tests import files


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (files.picture(), "image/jpeg"),
        (files.picture(kind="PNG"), "image/png"),
        (files.picture(kind="WEBP"), "image/webp"),
        (files.pdf(), "application/pdf"),
        (files.MP3, "audio/mpeg"),
        (files.MP3[10:], "audio/mpeg"),
        (files.OGG, "audio/ogg"),
        (files.M4A, "audio/mp4"),
    ],
)
def test_type_is_told_by_what_the_file_holds(data, media_type):
    assert file_types.type_of(data).media_type == media_type


@pytest.mark.parametrize(
    "data", [b"", b"\xff", files.SVG, files.HTML, files.FILM, b"MZ\x90", b"PK\x03\x04", b"GIF89a", b" %PDF-1.7", b"BM"]
)
def test_everything_else_is_of_no_type(data):
    assert file_types.type_of(data) is None


def test_picture_is_made_anew_upright_and_says_nothing_of_where_it_was_taken():
    sent = files.picture((3000, 1500), orientation=6)
    assert b"Exif" in sent

    made = pictures.renditions(sent)

    assert [(each.name, each.width, each.height) for each in made] == [
        ("400.webp", 400, 800),
        ("1280.webp", 1280, 2560),
        ("2400.webp", 1500, 3000),
    ]
    for each in made:
        assert b"Exif" not in each.content
        assert b"EXIF" not in each.content
        opened = Image.open(BytesIO(each.content))
        assert opened.format == "WEBP"
        assert not opened.getexif()
    # On its side the white corner was on the left above; upright it is on the right.
    small = Image.open(BytesIO(made[0].content)).convert("RGB")
    assert small.getpixel((395, 5)) == pytest.approx((255, 255, 255), abs=8)
    assert small.getpixel((5, 5)) != pytest.approx((255, 255, 255), abs=8)


def test_what_else_a_picture_holds_stays_behind():
    for each in pictures.renditions(files.polyglot()):
        assert b"<script>" not in each.content
        assert b"PK\x03\x04" not in each.content
        assert b"index.html" not in each.content


@pytest.mark.parametrize(("width", "names"), [(100, ["400.webp"]), (401, ["400.webp", "1280.webp"]), (1281, None)])
def test_picture_is_never_made_larger_than_it_is(width, names):
    made = pictures.renditions(files.picture((width, 100), "PNG"))
    assert [each.name for each in made] == (names or ["400.webp", "1280.webp", "2400.webp"])
    assert made[-1].width == width


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_pictures_of_every_mode_become_common_ones(mode):
    written = BytesIO()
    Image.new(mode, (50, 40)).save(written, "JPEG" if mode == "CMYK" else "PNG")
    (made,) = pictures.renditions(written.getvalue())
    assert Image.open(BytesIO(made.content)).mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "P"])
def test_thin_strokes_of_a_scan_stay_when_it_is_made_smaller(mode):
    sheet = Image.new("L", (4000, 1000), 255)
    sheet.paste(0, (0, 501, 4000, 502))
    written = BytesIO()
    sheet.convert(mode).save(written, "PNG")

    small = Image.open(BytesIO(pictures.renditions(written.getvalue())[0].content)).convert("L")

    assert min(small.getpixel((200, y)) for y in range(40, 60)) < 250


def test_size_of_a_huge_picture_is_told_by_its_head_and_nothing_is_decoded():
    assert pictures.size_of(files.huge_picture()) == (10_000, 6_000)


@pytest.mark.parametrize("data", [files.picture()[:900], b"\xff\xd8\xff" + bytes(50), files.picture(kind="PNG")[:60]])
def test_damaged_picture_is_refused_also_beside_the_library_that_makes_pdfs(data):
    importlib.import_module("weasyprint.images")
    with pytest.raises(pictures.NotAPictureError):
        pictures.renditions(data)


@pytest.mark.parametrize(
    ("data", "danger"),
    [
        (files.pdf_with_program(), "JavaScript"),
        (files.pdf_with_file(), "files"),
        (files.pdf_that_starts_something(), "actions"),
    ],
)
def test_pdf_that_is_more_than_pages_is_told(data, danger):
    assert danger in pdfs.dangers_in(data)


def test_plain_pdf_holds_no_danger():
    assert pdfs.dangers_in(files.pdf(pages=3)) == set()


@pytest.mark.parametrize("data", [b"%PDF-1.7 nada", files.pdf()[:200], files.locked_pdf()])
def test_pdf_that_cannot_be_read_is_refused(data):
    with pytest.raises(pdfs.NotAPdfError):
        pdfs.dangers_in(data)
