"""What a file is, told by what it holds: its name says what whoever sent it likes."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class FileType:
    media_type: str
    extension: str

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def is_audio(self) -> bool:
        return self.media_type.startswith("audio/")


JPEG = FileType("image/jpeg", "jpg")
PNG = FileType("image/png", "png")
WEBP = FileType("image/webp", "webp")
PDF = FileType("application/pdf", "pdf")
MP3 = FileType("audio/mpeg", "mp3")
OGG = FileType("audio/ogg", "ogg")
M4A = FileType("audio/mp4", "m4a")

PICTURES = (JPEG, PNG, WEBP)
SOUNDS = (MP3, OGG, M4A)

# Two frames' heads at their distance would be surer; a head with a bit rate and a sample rate that exist does here, because
# audio is never run nor shown as a page.
_MP3_FRAME = re.compile(rb"\xff[\xe2-\xe7\xf2-\xf7\xfa-\xfb][\x10-\xeb]", re.DOTALL)
_M4A_BRANDS = (b"M4A ", b"M4B ", b"mp42", b"isom", b"mp41")
_VIDEO_TRACK = re.compile(rb"hdlr.{8}vide", re.DOTALL)


def type_of(data: bytes) -> FileType | None:
    """The type of this file, if it is one of those taken; None for all others. A film is not taken for its sound."""
    head = data[:16]
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"%PDF-"):
        return PDF
    return _sound(data, head)


def _sound(data: bytes, head: bytes) -> FileType | None:
    if head.startswith(b"OggS"):
        return None if b"theora" in data[:4096] else OGG
    if head.startswith(b"ID3") or _MP3_FRAME.match(head):
        return MP3
    if head[4:8] == b"ftyp" and head[8:12] in _M4A_BRANDS and not _VIDEO_TRACK.search(data):
        return M4A
    return None
