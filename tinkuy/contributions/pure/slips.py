"""The slip that a person takes home: the code for reading, for saying aloud and for a phone's camera."""

from dataclasses import dataclass

import segno

from tinkuy.contributions.pure import receipts


@dataclass(frozen=True)
class Slip:
    """One slip: `qr` is an SVG without style attributes or fixed size, that opens `link`."""

    code: str
    spelled_out: str
    link: str
    qr: str


def slip(code: str, site_url: str, language: str = "es") -> Slip:
    """The slip of `code` on the site at `site_url`."""
    link = f"{site_url}/hilo/{code}/"
    qr = segno.make(link, error="m", micro=False).svg_inline(light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    return Slip(code, receipts.spelled_out(code, language), link, qr)
