"""Named reads of the vocabulary."""

from tinkuy.vocabulary.queries.territories import ancestors, children_of, metropolitan_lima, regions
from tinkuy.vocabulary.queries.territory_index import (
    AmbiguousTerritoryError,
    ReniecCodeError,
    TerritoryColumn,
    TerritoryIndex,
    UnknownTerritoryError,
    codes_look_like_reniec,
    looks_like_reniec,
    territory_named,
)
from tinkuy.vocabulary.queries.themes import areas_of, frameworks, theme_ancestors, theme_tree, themes_outside
from tinkuy.vocabulary.queries.tiles import Tile, region_tiles

__all__ = [
    "AmbiguousTerritoryError",
    "ReniecCodeError",
    "TerritoryColumn",
    "TerritoryIndex",
    "Tile",
    "UnknownTerritoryError",
    "ancestors",
    "areas_of",
    "children_of",
    "codes_look_like_reniec",
    "frameworks",
    "looks_like_reniec",
    "metropolitan_lima",
    "region_tiles",
    "regions",
    "territory_named",
    "theme_ancestors",
    "theme_tree",
    "themes_outside",
]
