import xml.etree.ElementTree as ET

from django.template.loader import render_to_string

from tinkuy.vocabulary.models import Territory
from tinkuy.vocabulary.pure.tile_map import LAYOUT, quantile_shades
from tinkuy.vocabulary.queries import region_tiles


def test_the_layout_gives_every_region_a_place_of_its_own():
    assert sorted(LAYOUT) == [f"{number:02}" for number in range(1, 26)]
    assert len({(column, row) for _short, column, row in LAYOUT.values()}) == 25
    assert len({short for short, _column, _row in LAYOUT.values()}) == 25


def test_quantile_shades_grow_with_the_counts_and_leave_nothing_to_zero():
    assert quantile_shades([0, 1, 2, 3, 4, 0]) == {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}
    assert quantile_shades([5, 5, 5]) == {0: 0, 5: 4}
    assert quantile_shades([]) == {0: 0}


def test_region_tiles_count_say_and_lead(peru, django_assert_num_queries):
    with django_assert_num_queries(2):
        tiles = {tile.code: tile for tile in region_tiles({"08": 3, "15": 12, "1501": 8})}

    assert len(tiles) == 25
    assert (tiles["08"].count, tiles["08"].url, tiles["01"].shade) == (3, "/territorios/cusco/", 0)
    assert tiles["15"].shade > tiles["08"].shade > 0
    assert "12" in tiles["15"].label
    assert "8" in tiles["15"].label


def test_region_tiles_without_counts_only_lead(peru):
    tile = region_tiles(url_of=lambda region: f"/x/{region.inei}/")[0]

    assert (tile.count, tile.label, tile.url) == (None, "Amazonas", "/x/01/")
    assert region_tiles(url_of=None)[0].url == ""


def test_the_map_is_well_formed_has_its_table_and_escapes_names(peru):
    Territory.objects.filter(inei="08").update(name="<b>Cusco</b>")

    html = render_to_string("vocabulary/_map.html", {"tiles": region_tiles({"08": 3})})

    svg = ET.fromstring(html[html.index("<svg") : html.index("</svg>") + 6])
    assert len(svg.findall("a")) == 25
    assert html.count('<th scope="row">') == 25
    assert "<b>" not in html
    assert "style=" not in html
