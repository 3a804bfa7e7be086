from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkuy.core.pure.edtf_dates import FuzzyDate, NotADateError, Precision, humanize, parse


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2017-08-05", date(2017, 8, 5), date(2017, 8, 5), Precision.DAY),
        ("2017-08", date(2017, 8, 1), date(2017, 8, 31), Precision.MONTH),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), Precision.MONTH),
        ("2019-12", date(2019, 12, 1), date(2019, 12, 31), Precision.MONTH),
        ("2019", date(2019, 1, 1), date(2019, 12, 31), Precision.YEAR),
        ("9999", date(9999, 1, 1), date(9999, 12, 31), Precision.YEAR),
        ("2016-06-27/2017-06-01", date(2016, 6, 27), date(2017, 6, 1), Precision.RANGE),
        ("2016/2017-02", date(2016, 1, 1), date(2017, 2, 28), Precision.RANGE),
        ("2019-10-13/..", date(2019, 10, 13), None, Precision.RANGE),
        ("../2019-10", None, date(2019, 10, 31), Precision.RANGE),
    ],
)
def test_parse_says_the_first_and_last_day_a_date_can_mean(text, earliest, latest, precision):
    assert parse(text) == FuzzyDate(text, earliest, latest, precision)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_parse_nothing_is_the_unknown_date(text):
    assert parse(text) == FuzzyDate("", None, None, Precision.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2017-08~", True, False),
        ("2017-08?", False, True),
        ("2017-08-05%", True, True),
        ("2016~/2017", True, False),
        ("2016/2017?", False, True),
    ],
)
def test_parse_keeps_how_sure_the_source_is(text, approximate, uncertain):
    when = parse(text)
    assert (when.approximate, when.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    "text",
    [
        "2017-02-30",
        "2017-13",
        "2017-00",
        "2018/2017",
        "2017-06-02/2017-06-01",
        "0000",
        "-0100",
        "201X",
        "2019-21",
        "2017-08-05T10:00:00",
        "[2018,2019]",
        "5/8/2017",
        "05-08-2017",
        "2017-8-5",
        "../..",
        "/2019",
        "2019/",
        "agosto de 2017",
        "y20000",
        "２０１７",
        "2017~?",
        "2017-?08",
    ],
)
def test_parse_refuses_what_is_not_a_date_it_keeps(text):
    with pytest.raises(NotADateError) as refusal:
        parse(text)
    assert refusal.value.text == text


@given(st.text(alphabet="0123456789-/.~?%X", max_size=22))
def test_parse_gives_a_date_or_refuses_and_never_breaks(text):
    try:
        when = parse(text)
    except NotADateError:
        return
    assert when.text == text
    assert humanize(when, "es")
    assert humanize(when, "en")


@given(st.dates(), st.dates())
def test_parse_a_range_lasts_from_its_first_day_to_its_last(one, other):
    first, last = sorted([one, other])
    when = parse(f"{first.isoformat()}/{last.isoformat()}")
    assert (when.earliest, when.latest) == (first, last)


@pytest.mark.parametrize(
    ("text", "spanish", "english"),
    [
        ("2017-08-05", "5 de agosto de 2017", "5 August 2017"),
        ("2017-08", "agosto de 2017", "August 2017"),
        ("2019", "2019", "2019"),
        ("0987", "987", "987"),
        ("2017-08-03/2017-08-05", "del 3 al 5 de agosto de 2017", "3 to 5 August 2017"),
        ("2017-08-30/2017-09-02", "del 30 de agosto al 2 de septiembre de 2017", "30 August to 2 September 2017"),
        ("2016-06-27/2017-06-01", "del 27 de junio de 2016 al 1 de junio de 2017", "27 June 2016 to 1 June 2017"),
        ("2017-08/2017-10", "de agosto a octubre de 2017", "August to October 2017"),
        ("2016-08/2017-10", "de agosto de 2016 a octubre de 2017", "August 2016 to October 2017"),
        ("2016/2017", "de 2016 a 2017", "2016 to 2017"),
        ("2016/2017-06-01", "de 2016 al 1 de junio de 2017", "2016 to 1 June 2017"),
        ("2017/2017-06-01", "de 2017 al 1 de junio de 2017", "2017 to 1 June 2017"),
        ("2017-08~", "hacia agosto de 2017", "about August 2017"),
        ("2017-08-05~", "hacia el 5 de agosto de 2017", "about 5 August 2017"),
        ("2019?", "quizá 2019", "perhaps 2019"),
        ("2017-08-05?", "quizá el 5 de agosto de 2017", "perhaps 5 August 2017"),
        ("2017-08%", "quizá hacia agosto de 2017", "perhaps about August 2017"),
        ("2016~/2017", "aproximadamente de 2016 a 2017", "about 2016 to 2017"),
        ("2019-10-13/..", "desde el 13 de octubre de 2019", "since 13 October 2019"),
        ("2019/..", "desde 2019", "since 2019"),
        ("../2019-10-13", "hasta el 13 de octubre de 2019", "until 13 October 2019"),
        ("", "fecha por completar", "date to be completed"),
    ],
)
def test_humanize_says_the_date_as_people_do(text, spanish, english):
    assert humanize(parse(text), "es") == spanish
    assert humanize(parse(text), "en-GB") == english
