"""The map's tiles, ready to draw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from tinkuy.core.conditional import remembered
from tinkuy.vocabulary.models import Territory
from tinkuy.vocabulary.pure import tile_map
from tinkuy.vocabulary.pure.territory_rows import METROPOLITAN_LIMA
from tinkuy.vocabulary.queries.territories import regions

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
    def drawing(self) -> str:
        """The tile as SVG, which leads to its address if it has one. Made here: a template took a tenth of a page's time."""
        label, middle = escape(self.label), self.x + TILE_SIZE // 2
        opens, closes = (f'<a href="{escape(self.url)}"', "</a>") if self.url else ('<g role="img"', "</g>")
        count = f'<text class="tile-count" x="{middle}" y="{self.y + 43}">{self.count}</text>' if self.count is not None else ""
        return mark_safe(
            f'{opens} aria-label="{label}"><title>{label}</title>'
            f'<rect class="tile shade-{self.shade}" x="{self.x}" y="{self.y}" width="{TILE_SIZE}" height="{TILE_SIZE}"/>'
            f'<text class="tile-name" x="{middle}" y="{self.y + (32 if self.count is None else 23)}">{self.short}</text>'
            f"{count}{closes}"
        )

    @property
    def row(self) -> str:
        """The tile as a row of the map's table, made here for the same reason."""
        name = f'<a href="{escape(self.url)}">{escape(self.name)}</a>' if self.url else escape(self.name)
        inner = ""
        if self.metropolitan is not None:
            inner = " " + escape(_("(of them %(inner)s in Lima Metropolitana)") % {"inner": self.metropolitan})
        count = f"<td>{self.count}{inner}</td>" if self.count is not None else ""
        return mark_safe(f'<tr><th scope="row">{name}</th><td>{self.short}</td>{count}</tr>')


def region_tiles(
    counts: Mapping[str, int] | None = None, url_of: Callable[[Territory], str] | None = Territory.get_absolute_url
) -> list[Tile]:
    """The 25 tiles of the map, by region's name. Two queries; one while nothing happened since the last time.

    `counts` is by the region's two digits; "1501" in it says how many of Lima's are of Lima Metropolitana. Without counts the
    map only leads to the regions. `url_of=None` makes a map without links. Regions that are not loaded have no tile.
    """
    shades = tile_map.quantile_shades(counts.get(code, 0) for code in tile_map.LAYOUT) if counts is not None else {}
    tiles = []
    for region in remembered("vocabulary.regions", lambda: list(regions())):
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
