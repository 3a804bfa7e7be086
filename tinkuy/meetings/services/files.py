"""Which files are taken, and what is made of them."""

from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.utils.translation import gettext as _

from tinkuy.core.errors import DomainError
from tinkuy.meetings.enums import MaterialKind
from tinkuy.meetings.pure import file_types, pdfs, pictures
from tinkuy.meetings.pure.file_types import FileType

TAKEN = {
    MaterialKind.PHOTO: file_types.PICTURES,
    MaterialKind.SCAN: (*file_types.PICTURES, file_types.PDF),
    MaterialKind.DOCUMENT: (file_types.PDF,),
    MaterialKind.AUDIO: file_types.SOUNDS,
}
# What a page can wait for; more is prepared by the worker.
QUICK_BYTES = 6 * 1024 * 1024
QUICK_PIXELS = 16_000_000
QUICK_PDF_BYTES = 1024 * 1024


class FileRefusedError(DomainError):
    """The file is of no type that is taken, is too large, is damaged, or holds more than it shows."""


@dataclass(frozen=True)
class Sent:
    """A file whose type is known. `pixels` is 0 for what is no picture."""

    content: bytes
    type: FileType
    pixels: int

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


def look(content: bytes, kind: str) -> Sent:
    """What came, by what it holds and before anything is decoded. Raises FileRefusedError, which names what is taken."""
    if len(content) > settings.UPLOAD_LIMIT:
        words = {"size": -(-len(content) // 2**20), "limit": settings.UPLOAD_LIMIT // 2**20}
        raise FileRefusedError(_("The file has %(size)s MB; up to %(limit)s MB are taken.") % words)
    found = file_types.type_of(content)
    if found not in TAKEN[MaterialKind(kind)] or found is None:
        raise FileRefusedError(_("This file is not taken here. %(taken)s") % {"taken": what_is_taken(kind)})
    return Sent(content, found, _pixels(content) if found.is_picture else 0)


def what_is_taken(kind: str) -> str:
    """The list that a person needs to choose another file."""
    return {
        MaterialKind.PHOTO: _("A photo is taken as JPEG, PNG or WebP."),
        MaterialKind.SCAN: _("A flipchart or scanned sheet is taken as JPEG, PNG, WebP or PDF."),
        MaterialKind.DOCUMENT: _("A document is taken as PDF."),
        MaterialKind.AUDIO: _("Audio is taken as MP3, OGG or M4A."),
    }[MaterialKind(kind)]


def _pixels(content: bytes) -> int:
    try:
        width, height = pictures.size_of(content)
    except pictures.NotAPictureError as error:
        raise FileRefusedError(_("The picture is damaged: it cannot be opened. Send it again, or another copy.")) from error
    if width * height > pictures.MOST_PIXELS:
        words = {"pixels": round(width * height / 1_000_000), "most": pictures.MOST_PIXELS // 1_000_000}
        raise FileRefusedError(
            _("The picture has %(pixels)s megapixels; up to %(most)s are taken. Make it smaller and send it again.") % words
        )
    return width * height


def is_quick(sent: Sent) -> bool:
    """Whether it can be made ready while a person waits for the page."""
    if sent.type is file_types.PDF:
        return len(sent.content) <= QUICK_PDF_BYTES
    return sent.type.is_audio or (len(sent.content) <= QUICK_BYTES and sent.pixels <= QUICK_PIXELS)


def made_of(sent: Sent) -> list[pictures.Rendition]:
    """A picture in its sizes; nothing for a PDF or audio, which are kept as they came. Refuses what hides something."""
    if sent.type is file_types.PDF:
        _refuse_dangers(sent.content)
    if not sent.type.is_picture:
        return []
    try:
        return pictures.renditions(sent.content)
    except pictures.NotAPictureError as error:
        raise FileRefusedError(_("The picture is damaged: it cannot be opened. Send it again, or another copy.")) from error


def _refuse_dangers(content: bytes) -> None:
    try:
        found = pdfs.dangers_in(content)
    except pdfs.NotAPdfError as error:
        raise FileRefusedError(_("This PDF is damaged or locked with a password. Save it again as PDF and send that.")) from error
    if found:
        raise FileRefusedError(
            _("This PDF holds programs, forms or other files, not only pages. Print it to a new PDF and send that.")
        )
