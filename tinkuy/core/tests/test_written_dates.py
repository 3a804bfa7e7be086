import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkuy.core.pure.written_dates import read, written


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("12 de julio de 2018", "2018-07-12"),
        ("el 12 de Julio del 2018", "2018-07-12"),
        ("12/07/2018", "2018-07-12"),
        ("12-7-2018", "2018-07-12"),
        ("2018-7-12", "2018-07-12"),
        ("1ro de set. de 2018", "2018-09-01"),
        ("setiembre 2018", "2018-09"),
        ("7/2018", "2018-07"),
        (" 2018 ", "2018"),
        ("del 3 al 5 de agosto de 2017", "2017-08-03/2017-08-05"),
        ("3-5 de agosto de 2017", "2017-08-03/2017-08-05"),
        ("del 27 de junio de 2016 al 1 de junio de 2017", "2016-06-27/2017-06-01"),
        ("del 11 de agosto al 13 de octubre de 2019", "2019-08-11/2019-10-13"),
        ("27/06/2016 al 01/06/2017", "2016-06-27/2017-06-01"),
        ("de agosto a octubre de 2019", "2019-08/2019-10"),
        ("2016-2017", "2016/2017"),
        ("entre 2016 y 2017", "2016/2017"),
        ("desde agosto de 2019", "2019-08/.."),
        ("hasta 2019", "../2019"),
        ("hacia 2017", "2017~"),
        ("quizá el 27 de junio de 2019", "2019-06-27?"),
        ("12 July 2018", "2018-07-12"),
        ("July 12, 2018", "2018-07-12"),
        ("3 to 5 August 2017", "2017-08-03/2017-08-05"),
        ("2017-08-03/2017-08-05", "2017-08-03/2017-08-05"),
    ],
)
def test_read_understands_what_people_write(text, meant):
    assert read(text) == meant


@pytest.mark.parametrize(
    "text", ["", "ayer", "12 de julio", "31/02/2018", "31/13/2018", "5 de agosto de 2017 a las seis", "3 de 2017", "12/07/18"]
)
def test_read_leaves_what_is_no_date_as_it_was_written(text):
    assert read(text) == text


_days = st.dates().map(str)
_dates = st.one_of(_days, _days.map(lambda day: day[:7]), _days.map(lambda day: day[:4]))
_honest = st.one_of(
    st.tuples(_dates, st.sampled_from(["", "~", "?", "%"])).map("".join),
    st.tuples(_dates, _dates).map("/".join),
    _dates.map("{}/..".format),
    _dates.map("../{}".format),
)


@given(_honest, st.sampled_from(["es", "en"]))
def test_what_is_shown_to_be_edited_is_read_back_as_the_very_same_date(text, language):
    assert read(written(text, language)) == read(text)


def test_written_says_dates_in_words():
    assert written("2017-08-03/2017-08-05", "es") == "del 3 al 5 de agosto de 2017"
    assert written("2019-06-27?", "es") == "quizá el 27 de junio de 2019"
    assert written("2018-07~", "en") == "about July 2018"
    assert written("", "es") == ""
