from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkuy.meetings.pure.river import WIDEST, WIDTH, Spot, draw
from tinkuy.meetings.pure.river_beds import in_order, planned, upstream

DAY = date(2016, 1, 1)


def spot(key, day=None, name="Encuentro", **more):
    return Spot(key, name, "", DAY + timedelta(days=day) if day is not None else None, "/", **more)


def widest(river):
    return max(stream.width for stream in river.streams)


@st.composite
def rivers(draw_one):
    """Spots, some without a date, and feeds without a circle: an earlier number feeds a later one, whatever the dates."""
    count = draw_one(st.integers(1, 14))
    days = draw_one(st.lists(st.none() | st.integers(0, 30), min_size=count, max_size=count))
    pairs = draw_one(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=30))
    return [spot(key, day) for key, day in enumerate(days)], [(a, b) for a, b in dict.fromkeys(pairs) if a < b]


@given(rivers())
def test_every_meeting_stands_below_those_that_fed_it_and_no_two_beds_cross(given_river):
    spots, pairs = given_river
    ordered = in_order(spots, pairs)
    plan = planned(ordered, pairs)
    assert sorted(one.key for one in ordered) == [one.key for one in spots]
    assert all(plan.row[start] < plan.row[end] for start, end in pairs)
    for one in plan.beds:
        for other in plan.beds:
            if one is not other and one.column == other.column:
                assert one.last <= other.first or other.last <= one.first
    for one in ordered:
        others = [bed for bed in plan.beds if bed.first < plan.row[one.key] < bed.last]
        assert plan.column[one.key] not in {bed.column for bed in others}


@given(rivers())
def test_everything_drawn_is_inside_the_drawing(given_river):
    river = draw(*given_river)
    for knot in river.knots:
        assert 0 < knot.x < knot.words_x < WIDTH
        assert 0 < knot.y < river.height
    assert all(0 < stream.width <= WIDEST for stream in river.streams)


def test_dates_give_the_order_and_an_unknown_one_stands_before_what_it_fed():
    spots = [spot("nacional", 300), spot("sin fecha"), spot("primera", 10), spot("sola")]
    ordered = in_order(spots, [("primera", "nacional"), ("sin fecha", "nacional")])
    assert [one.key for one in ordered] == ["primera", "sin fecha", "nacional", "sola"]


def test_a_circle_is_refused():
    with pytest.raises(ValueError, match="circle"):
        draw([spot(1), spot(2)], [(1, 2), (2, 1)])


def test_a_stream_grows_with_the_meetings_that_it_carries_each_counted_once():
    assert upstream([(1, 2), (1, 3), (2, 4), (3, 4)])[4] == {1, 2, 3, 4}
    few = draw([spot(key, key) for key in range(3)], [(0, 2), (1, 2)])
    many = draw([spot(key, key) for key in range(9)], [(key, 8) for key in range(8)])
    assert widest(few) < widest(many)


def test_thirty_that_flow_into_one_take_two_columns():
    river = draw([spot(key, key) for key in range(31)], [(key, 30) for key in range(30)])
    assert len({knot.x for knot in river.knots}) == 2


def test_long_names_take_two_lines_and_what_is_left_out_is_marked():
    long, short = draw([spot(1, 1, "Encuentro de las culturas vivas " * 6), spot(2, 2, "Breve")], []).knots
    assert len(long.lines) == 2
    assert long.lines[-1].endswith("…")
    assert short.lines == ("Breve",)
    assert long.is_alone


def test_feeds_of_meetings_that_are_not_drawn_are_left_out():
    assert draw([spot(1, 1)], [(1, 2), (3, 1)]).streams == ()
