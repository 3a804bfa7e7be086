import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tinkuy.agenda.pure.quotes import (
    CONTEXT_LENGTH,
    Difference,
    Kind,
    Quote,
    QuoteNotFoundError,
    QuoteTooShortError,
    Segment,
    locate,
    marked,
)
from tinkuy.core.pure.texts import clean

SAID = (
    "Pedimos una casa de la cultura en cada distrito.\n"
    "Sin fondo propio es imposible: la cultura no vive de aplausos, p'unchay p'unchay."
)

spanish = st.text(alphabet="aeiou áéñn\u0303\u0301lmrst.,\n'\"«»’ \u00a0", max_size=120)


def nearest_to(text: str, exact: str):
    with pytest.raises(QuoteNotFoundError) as refusal:
        locate(text, exact)
    return refusal.value.nearest


def test_locate_gives_the_words_with_their_place_and_context():
    quote = locate(SAID, "Sin fondo propio")
    assert quote == Quote("Sin fondo propio", "de la cultura en cada distrito.\n", " es imposible: la cultura no ", 49, 65)
    assert SAID[quote.start : quote.end] == quote.exact


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cada distrito. Sin  fondo", "cada distrito.\nSin fondo"),
        ("  casa de\tla cultura \r\n", "casa de la cultura"),
        ("p’unchay p’unchay.", "p'unchay p'unchay."),
        ("\ufeffcultura\u200b no vive", "cultura no vive"),
    ],
)
def test_locate_forgives_what_nobody_reads_and_returns_the_texts_own_slice(typed, found):
    assert locate(SAID, typed).exact == found


def test_locate_finds_decomposed_accents_in_a_composed_text_and_the_reverse():
    composed = "Las canciones de cuna: así sueña la niñez."
    decomposed = unicodedata.normalize("NFD", composed)
    assert locate(composed, unicodedata.normalize("NFD", "sueña la niñez")).exact == "sueña la niñez"
    quote = locate(decomposed, "sueña la niñez")
    assert quote.exact == unicodedata.normalize("NFD", "sueña la niñez")
    assert decomposed[quote.start : quote.end] == quote.exact


def test_locate_finds_curly_quotation_marks_where_straight_ones_were_typed():
    assert locate("Dijo «no hay “fondo”» y calló", '"no hay "fondo""').exact == "«no hay “fondo”»"


@given(spanish, st.data())
def test_locate_always_returns_a_slice_of_the_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    exact = text[start : data.draw(st.integers(start, len(text)))]
    try:
        quote = locate(text, exact, data.draw(spanish), data.draw(spanish))
    except (QuoteTooShortError, QuoteNotFoundError):
        return
    assert text[quote.start : quote.end] == quote.exact
    assert clean(quote.exact).split() == [clean(word) for word in quote.exact.split()]
    assert text[: quote.start].endswith(quote.prefix)
    assert text[quote.end :].startswith(quote.suffix)
    assert max(len(quote.prefix), len(quote.suffix)) <= CONTEXT_LENGTH


@given(spanish.map(clean), st.data())
def test_locate_finds_any_whole_words_of_the_text(text, data):
    words = text.split()
    assume(words)
    first = data.draw(st.integers(0, len(words) - 1))
    exact = " ".join(words[first : data.draw(st.integers(first + 1, len(words)))])
    assume(sum(sign.isalnum() for sign in exact) >= 3)
    assert locate(text, exact).exact.split() == exact.split()


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=10))
def test_locate_finds_or_refuses_whatever_it_is_given(text, exact, context):
    try:
        quote = locate(text, exact, context, context)
    except (QuoteTooShortError, QuoteNotFoundError) as refusal:
        nearest = getattr(refusal, "nearest", None)
        assert nearest is None or text[nearest.start : nearest.end] == nearest.text
    else:
        assert text[quote.start : quote.end] == quote.exact


def test_locate_again_by_its_own_context_is_the_same_place():
    text = "Uno pide cultura. Dos pide cultura. Tres pide cultura."
    second = locate(text, "cultura", prefix="Dos pide ")
    assert (second.start, second.occurrences) == (27, 1)
    assert locate(text, second.exact, second.prefix, second.suffix) == second


def test_locate_words_standing_in_several_places_takes_the_first_and_says_how_many():
    quote = locate(SAID, "cultura")
    assert (quote.start, quote.occurrences) == (SAID.index("cultura"), 2)
    assert locate(SAID, "cultura", suffix=" no vive").start == SAID.rindex("cultura")
    assert locate(SAID, "cultura", suffix=" no\nvive").occurrences == 1
    assert locate(SAID, "cultura", prefix="imposible:  la ").start == SAID.rindex("cultura")


@pytest.mark.parametrize("half", ["posible", "aplauso", "unchay", "impos"])
def test_locate_refuses_half_a_word(half):
    with pytest.raises(QuoteNotFoundError):
        locate(SAID, half)


@pytest.mark.parametrize("exact", ["", "  ", "a", "no", "—…!?—", "\u200b\u200b\u200b"])
def test_locate_refuses_less_than_three_letters(exact):
    with pytest.raises(QuoteTooShortError):
        locate(SAID, exact)


def test_locate_words_not_there_shows_the_nearest_place_word_by_word():
    nearest = nearest_to(SAID, "una casa de cultura por cada distrito.")
    assert nearest.text == "una casa de la cultura en cada distrito."
    assert SAID[nearest.start : nearest.end] == nearest.text
    assert 85 <= nearest.similarity <= 99
    assert nearest.differences == (
        Difference(Kind.SAME, "una casa de"),
        Difference(Kind.TEXT_ONLY, "la"),
        Difference(Kind.SAME, "cultura"),
        Difference(Kind.TYPED_ONLY, "por"),
        Difference(Kind.TEXT_ONLY, "en"),
        Difference(Kind.SAME, "cada distrito."),
    )


def test_locate_another_capital_letter_is_another_quote_but_its_place_is_shown():
    nearest = nearest_to(SAID, "La cultura no vive de aplausos,")
    assert nearest.text == "la cultura no vive de aplausos,"
    assert nearest.similarity < 100


def test_locate_half_a_word_shows_the_whole_one():
    assert nearest_to(SAID, "es posible").text == "es imposible:"


def test_locate_more_than_the_text_says_shows_all_of_it():
    assert nearest_to("casa de la cultura", "una casa de la cultura en mi distrito").text == "casa de la cultura"


@pytest.mark.parametrize("text", ["", "Quinua", "12345 67890"])
def test_locate_words_like_nothing_in_the_text_shows_no_place(text):
    assert nearest_to(text, "presupuesto participativo") is None


@pytest.mark.parametrize("typed", ["fondo " * 3_000, "zzz " * 10_000, "Sin fondo propio " * 600 + "jamás"])
def test_locate_in_a_very_long_text_shows_only_a_place_that_is_there(typed):
    text = (SAID + " ") * 700  # 100,000 characters
    place = nearest_to(text, typed)
    assert place is None or place.text in text


def test_marked_cuts_where_quotes_start_and_end_and_knows_which_cover_what():
    text = "casa de la cultura viva"
    quotes = [locate(text, "casa de la cultura"), locate(text, "la cultura viva"), locate(text, "casa de la cultura")]
    assert marked(text, quotes) == [
        Segment("casa de ", 0, (0, 2)),
        Segment("la cultura", 8, (0, 1, 2)),
        Segment(" viva", 18, (1,)),
    ]


def test_marked_without_quotes_is_one_segment_and_without_text_none():
    assert marked("casa", []) == [Segment("casa", 0, ())]
    assert marked("", [Quote("x", "", "", 0, 1)]) == []


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=5))
def test_marked_segments_joined_are_the_text(text, places):
    segments = marked(text, [Quote("", "", "", start, end) for start, end in places])
    assert "".join(segment.text for segment in segments) == text
    assert all(text[segment.start :].startswith(segment.text) and segment.text for segment in segments)
    assert all(0 <= n < len(places) for segment in segments for n in segment.quotes)
