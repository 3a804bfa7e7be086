import pytest

from tinkuy.alliance.pure.periods import Period, certainly_overlap, ends_before_it_starts
from tinkuy.core.pure.edtf_dates import NotADateError


@pytest.mark.parametrize(
    ("since", "until", "is_so"),
    [
        ("2020", "2019", True),
        ("2020-05-02", "2020-05-01", True),
        ("2020-05-01", "2020-05-01", False),
        ("2020", "2020-03", False),
        ("2020-06", "2020", False),
        ("", "2019", False),
        ("2020", "", False),
        ("", "", False),
        ("2020/..", "2019", True),
    ],
)
def test_ends_before_it_starts_only_when_no_reading_of_the_dates_allows_it(since, until, is_so):
    assert ends_before_it_starts(Period(since, until)) is is_so


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [
        (("2018", "2020"), ("2019", ""), True),
        (("2018", ""), ("2020", ""), True),
        (("", ""), ("2018", "2019"), True),
        (("2018", "2019"), ("2020", ""), False),
        (("", "2019"), ("2020", ""), False),
        (("2018", "2019"), ("2019", ""), False),
        (("2018", "2019-03-01"), ("2019-03-01", ""), True),
        (("2018", "2019-03-01"), ("2019-03-02", ""), False),
    ],
)
def test_certainly_overlap_whichever_comes_first(one, other, is_so):
    assert certainly_overlap(Period(*one), Period(*other)) is is_so
    assert certainly_overlap(Period(*other), Period(*one)) is is_so


def test_what_is_no_date_is_refused():
    with pytest.raises(NotADateError):
        ends_before_it_starts(Period("ayer", ""))
