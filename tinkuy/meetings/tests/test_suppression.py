from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tinkuy.meetings.pure.suppression import MINIMUM, published, published_total

SIZES = st.lists(st.integers(1, 12), min_size=1, max_size=4)


def as_read(counts):
    """What everybody reads of these counts: the sum, and of each part its number or why it is hidden."""
    parts = published(dict(enumerate(counts)))
    shown = None if parts is None else tuple((part.count, part.is_small) for part in parts)
    return published_total(counts), shown


@given(SIZES)
@example([3])
@example([1, 1, 1, 1, 1])
@example([4, 5])
@example([1, 5, 5])
@example([1, 1, 30])
def test_nothing_small_is_published(counts):
    total, shown = as_read(counts)
    assert total is None or total >= MINIMUM
    for count, part in zip(counts, shown or [], strict=False):
        assert part in ((count, False), (None, count < MINIMUM))
        assert count >= MINIMUM or part[0] is None


@given(SIZES)
@example([1, 5])
@example([2, 2, 7])
@example([4, 4, 4, 5])
@example([1, 6, 6, 12])
def test_no_hidden_part_can_be_worked_out_from_the_sum_and_the_others(counts):
    total, shown = as_read(counts)
    if total is None or shown is None:
        return
    hidden = [place for place, (count, _small) in enumerate(shown) if count is None]
    ranges = [
        [count] if count is not None else range(1, MINIMUM) if small else range(MINIMUM, total + 1) for count, small in shown
    ]
    possible = [guess for guess in product(*ranges) if sum(guess) == total]
    for place in hidden:
        assert len({guess[place] for guess in possible}) > 1


@given(SIZES)
def test_not_even_by_who_knows_the_rule(counts):
    """Of all counts that would be published alike, no hidden part is the same number in each."""
    total, shown = as_read(counts)
    if total is None or shown is None or not any(count is None for count, _small in shown):
        return
    ranges = [
        [count] if count is not None else range(1, MINIMUM) if small else range(MINIMUM, total + 1) for count, small in shown
    ]
    alike = [guess for guess in product(*ranges) if sum(guess) == total and as_read(guess) == (total, shown)]
    for place, (count, _small) in enumerate(shown):
        assert count is not None or len({guess[place] for guess in alike}) > 1


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([10, 20], [10, 20]),
        ([3, 20, 30], [None, None, 30]),
        ([20, 3, 20], [None, None, 20]),
        ([2, 3, 30, 40], [None, None, None, 40]),
        ([1, 2, 3], [None, None, None]),
        ([3], None),
        ([1, 1, 1, 1, 1], None),
    ],
)
def test_published_hides_the_small_and_the_next(counts, shown):
    parts = published(dict(enumerate(counts)))
    assert (parts and [part.count for part in parts]) == shown


def test_part_of_nobody_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        published({"a": 0})
