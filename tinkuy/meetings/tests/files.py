"""Files of every kind that a person may send, made here."""

import zipfile
import zlib
from io import BytesIO

from PIL import Image, ImageDraw
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

LIMA = {1: "S", 2: (12.0, 2.0, 47.0), 3: "W", 4: (77.0, 1.0, 41.0)}


def picture(size=(1600, 1200), kind="JPEG", *, orientation=1, colour="teal", **more):
    """A picture that tells where it was taken, on its side when `orientation` is 6; its upper left corner is white."""
    made = Image.new("RGB", size, colour)
    ImageDraw.Draw(made).rectangle((0, 0, size[0] // 4, size[1] // 4), fill="white")
    exif = made.getexif()
    exif[0x010F], exif[0x0112] = "Cámara de Rosa", orientation
    exif.get_ifd(0x8825).update(LIMA)
    written = BytesIO()
    made.save(written, kind, exif=exif, **more)
    return written.getvalue()


def huge_picture():
    """A PNG of 60 megapixels, of which only the head was written."""
    whole = picture((10, 10), "PNG")
    width, height = (10_000).to_bytes(4, "big"), (6_000).to_bytes(4, "big")

    head = b"IHDR" + width + height + whole[24:29]
    return whole[:12] + head + zlib.crc32(head).to_bytes(4, "big") + whole[33:]


def polyglot():
    """A JPEG that is a ZIP with a page and a program, too."""
    hidden = BytesIO()
    with zipfile.ZipFile(hidden, "w") as archive:
        archive.writestr("index.html", "<script>alert('GPS')</script>")
    return picture() + b"<script>alert(1)</script>" + hidden.getvalue()


def pdf(*, pages=1):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    return _written(writer)


def pdf_with_program():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    return _written(writer)


def pdf_with_file():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("hoja.exe", b"MZ")
    return _written(writer)


def pdf_that_starts_something():
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    launch = {"/S": NameObject("/Launch"), "/F": TextStringObject("calc.exe")}
    action = DictionaryObject({NameObject(key): value for key, value in launch.items()})
    page[NameObject("/Annots")] = writer._add_object(DictionaryObject({NameObject("/A"): action}))
    return _written(writer)


def locked_pdf():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("clave", algorithm="RC4-128")
    return _written(writer)


def _written(writer):
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x64" + bytes(400)
OGG = b"OggS\x00\x02" + bytes(22) + b"\x01\x1e\x01vorbis" + bytes(100)
M4A = b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42" + bytes(100)
FILM = b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42" + bytes(40) + b"hdlr" + bytes(8) + b"vide" + bytes(100)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
