"""The slip that a person takes home: the code for reading, for saying aloud and for a phone's camera."""

from dataclasses import dataclass

from tinkuy.contributions.pure import receipts
from tinkuy.core.pure import qr_codes


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
    return Slip(code, receipts.spelled_out(code, language), link, qr_codes.drawn(link))
