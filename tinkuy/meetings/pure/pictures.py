"""Pictures made anew from their pixels, in the sizes that pages show.

Nothing of the file that came but what is seen goes on: no place where it was taken, no camera, no second file hidden in it.
"""

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from PIL import ExifTags, Image, ImageCms, ImageFile, ImageOps

# As many as a good telephone takes; more would take the machine's memory.
MOST_PIXELS = 50_000_000
WIDTHS = (400, 1280, 2400)
# Small ones go with a page, large ones are asked for.
_QUALITY = {400: 62, 1280: 74, 2400: 80}
# How hard the packing is tried, up to 6: on the largest, more takes a third longer for a fifteenth fewer bytes.
_EFFORT = {400: 4, 1280: 4, 2400: 2}
# A strip a hundred times as high as wide is no picture of anything.
HIGHEST = 3
_ON_ITS_SIDE = range(5, 9)
_SMOOTH = {"1": "L", "P": "RGBA", "PA": "RGBA"}
_FORMATS = ("JPEG", "PNG", "WEBP")

# The bound is MOST_PIXELS, looked at before anything is decoded; the library's own would warn in the middle.
Image.MAX_IMAGE_PIXELS = None


class NotAPictureError(ValueError):
    """What came cannot be decoded as a picture."""


@dataclass(frozen=True)
class Rendition:
    """The picture in one size, as WebP."""

    name: str
    width: int
    height: int
    content: bytes


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height as the file's head tells them; nothing is decoded."""
    with _opened(data) as picture:
        return picture.size


def renditions(data: bytes) -> list[Rendition]:
    """The picture upright, in each of WIDTHS that it reaches, the smallest always; narrow to wide."""
    # The library that makes PDFs, once it is loaded, lets half a picture pass for a whole one in all the process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with _opened(data) as opened:
        try:
            whole = _plain(_reduced(opened))
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise NotAPictureError(str(error)) from error
    return [_rendition(whole, width) for width in WIDTHS if width == WIDTHS[0] or whole.width > _next_smaller(width)]


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data), formats=_FORMATS)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise NotAPictureError(str(error)) from error


def _reduced(opened: Image.Image) -> Image.Image:
    """Decoded, and no larger than the largest rendition: what is done to it later takes little memory."""
    # A JPEG is decoded at a fraction of its size where that is enough.
    opened.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
    lies = opened.getexif().get(ExifTags.Base.Orientation, 1) in _ON_ITS_SIDE
    wide, high = WIDTHS[-1], WIDTHS[-1] * HIGHEST
    # Palettes and pure black and white can only be shrunk by leaving points out, which eats thin strokes.
    smooth = opened.convert(_SMOOTH[opened.mode]) if opened.mode in _SMOOTH else opened
    smooth.thumbnail((high, wide) if lies else (wide, high))
    return smooth


def _next_smaller(width: int) -> int:
    return WIDTHS[WIDTHS.index(width) - 1]


def _plain(opened: Image.Image) -> Image.Image:
    """Only the pixels, upright, in the colours every screen knows, on white where it was transparent."""
    upright = _in_common_colours(ImageOps.exif_transpose(opened))
    plain = Image.new("RGB", upright.size, "white")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        plain.paste(upright, mask=upright.getchannel("A"))
    else:
        plain.paste(upright.convert("RGB"))
    return plain


def _in_common_colours(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK"):
        # A broken profile: the colours stay as they are.
        with suppress(ImageCms.PyCMSError, OSError):
            changed = ImageCms.profileToProfile(picture, BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB")
            return changed or picture
    return picture


def _rendition(whole: Image.Image, width: int) -> Rendition:
    made = whole.copy()
    made.thumbnail((width, width * HIGHEST))
    written = BytesIO()
    made.save(written, "WEBP", quality=_QUALITY[width], method=_EFFORT[width])
    return Rendition(f"{width}.webp", made.width, made.height, written.getvalue())
