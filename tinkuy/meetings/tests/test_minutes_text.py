import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkuy.meetings.pure.head_counts import HeadCount, NotACountError, counts_in
from tinkuy.meetings.pure.minutes_text import Piece, differences, digest

TEXT = st.text(alphabet="ab \n", max_size=40)


def test_two_texts_are_compared_word_by_word():
    assert differences("la feria del río", "la gran feria del mar") == [
        Piece("same", "la"),
        Piece("added", " gran"),
        Piece("same", " feria del"),
        Piece("removed", " río"),
        Piece("added", " mar"),
    ]


@given(TEXT, TEXT)
def test_the_pieces_make_up_both_texts(earlier, later):
    pieces = differences(earlier, later)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == earlier
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == later


def test_the_digest_is_of_the_text_in_any_order():
    assert digest({"a": "ñ", "b": "2"}) == digest({"b": "2", "a": "ñ"}) != digest({"a": "ñ", "b": "3"})
    assert len(digest({})) == 64


def test_counts_are_a_number_and_of_whom():
    assert counts_in("34 mujeres\n\n 12\n4 de la prensa") == [
        HeadCount(34, "mujeres"),
        HeadCount(12, ""),
        HeadCount(4, "de la prensa"),
    ]
    assert [each.is_small for each in counts_in("4\n5")] == [True, False]


@pytest.mark.parametrize("line", ["Rosa Quispe", "muchas", "-3 personas", "100001 personas", "34mujeres"])
def test_a_line_that_begins_with_no_number_is_no_count(line):
    with pytest.raises(NotACountError) as refusal:
        counts_in(f"5 personas\n{line}")
    assert refusal.value.line == line
