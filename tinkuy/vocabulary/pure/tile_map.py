"""Peru's regions as tiles of one size, each about where it lies: no region is too small to press or to read.

The layout is data. West is left, north is up; neighbours stay neighbours as far as a grid allows.
"""

from bisect import bisect_left
from collections.abc import Iterable

# INEI code of the region → short name (ISO 3166-2 without "PE-"), column, row
LAYOUT = {
    "24": ("TUM", 0, 0),
    "20": ("PIU", 0, 1),
    "06": ("CAJ", 1, 1),
    "01": ("AMA", 2, 1),
    "16": ("LOR", 3, 1),
    "14": ("LAM", 0, 2),
    "13": ("LAL", 1, 2),
    "22": ("SAM", 2, 2),
    "02": ("ANC", 1, 3),
    "10": ("HUC", 2, 3),
    "25": ("UCA", 3, 3),
    "07": ("CAL", 0, 4),
    "15": ("LIM", 1, 4),
    "19": ("PAS", 2, 4),
    "12": ("JUN", 3, 4),
    "11": ("ICA", 1, 5),
    "09": ("HUV", 2, 5),
    "05": ("AYA", 3, 5),
    "08": ("CUS", 4, 5),
    "17": ("MDD", 5, 5),
    "03": ("APU", 3, 6),
    "04": ("ARE", 4, 6),
    "21": ("PUN", 5, 6),
    "18": ("MOQ", 4, 7),
    "23": ("TAC", 5, 7),
}
SHADES = 4


def quantile_shades(counts: Iterable[int]) -> dict[int, int]:
    """Count → shade: 0 for nothing, then 1 (the lowest quarter of the regions that have something) to 4 (the highest).

    Equal counts have equal shades. What a shade means is told by the number in the tile, never by the shade alone.
    """
    present = sorted(count for count in counts if count > 0)
    shades = {count: 1 + bisect_left(present, count) * SHADES // len(present) for count in present}
    if present:
        shades[present[-1]] = SHADES
    return {0: 0, **shades}
