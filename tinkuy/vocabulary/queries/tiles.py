"""The map's tiles, ready to draw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tinkuy.vocabulary.models import Territory
from tinkuy.vocabulary.pure import tile_map
from tinkuy.vocabulary.queries.territories import regions

METROPOLITAN_LIMA = "1501"
TILE_SIZE = 56


@dataclass(frozen=True)
class Tile:
    """One region of the map, ready to draw. `count` is None when the map only leads somewhere; `url` '' when it does not."""

    code: str
    name: str
    short: str
    x: int
    y: int
    count: int | None
    metropolitan: int | None
    shade: int
    url: str

    @property
    def label(self) -> str:
        """What the tile says to who cannot see it: "Lima: 12, of them 8 in Lima Metropolitana"."""
        if self.count is None:
            return self.name
        words = {"name": self.name, "count": self.count, "inner": self.metropolitan}
        if self.metropolitan is not None:
            return _("%(name)s: %(count)s, of them %(inner)s in Lima Metropolitana") % words
        return f"{self.name}: {self.count}"

    @property
    def middle(self) -> int:
        return self.x + TILE_SIZE // 2

    @property
    def name_y(self) -> int:
        return self.y + (32 if self.count is None else 23)

    @property
    def count_y(self) -> int:
        return self.y + 43

    @property
    def opacity(self) -> str:
        return ("0.05", "0.12", "0.19", "0.26", "0.33")[self.shade]


def region_tiles(
    counts: Mapping[str, int] | None = None, url_of: Callable[[Territory], str] | None = Territory.get_absolute_url
) -> list[Tile]:
    """The 25 tiles of the map, by region's name. One query.

    `counts` is by the region's two digits; "1501" in it says how many of Lima's are of Lima Metropolitana. Without counts the
    map only leads to the regions. `url_of=None` makes a map without links. Regions that are not loaded have no tile.
    """
    shades = tile_map.quantile_shades(counts.get(code, 0) for code in tile_map.LAYOUT) if counts is not None else {}
    tiles = []
    for region in regions():
        if region.inei not in tile_map.LAYOUT:
            continue
        short, column, row = tile_map.LAYOUT[region.inei]
        count = None if counts is None else counts.get(region.inei, 0)
        tiles.append(
            Tile(
                code=region.inei,
                name=region.name,
                short=short,
                x=column * TILE_SIZE,
                y=row * TILE_SIZE,
                count=count,
                metropolitan=counts.get(METROPOLITAN_LIMA) if counts and region.inei == METROPOLITAN_LIMA[:2] else None,
                shade=shades.get(count or 0, 0),
                url=url_of(region) if url_of else "",
            )
        )
    return tiles
