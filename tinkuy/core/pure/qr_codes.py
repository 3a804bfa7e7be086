"""The code that a phone's camera reads."""

import segno


def drawn(link: str) -> str:
    """An SVG without style attributes or fixed size, that opens `link`."""
    svg: str = segno.make(link, error="m", micro=False).svg_inline(light="#fff", svgclass="qr", lineclass=None, omitsize=True)
    return svg
