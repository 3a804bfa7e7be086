from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkuy.contributions.pure import receipts
from tinkuy.contributions.pure.receipts import (
    ALPHABET,
    NotACodeError,
    Reason,
    new_code,
    new_codes,
    normalize,
    spelled_out,
)

codes = st.integers(0, 23**9 - 1).map(receipts._code)


def refusal_of(typed: str) -> NotACodeError:
    with pytest.raises(NotACodeError) as refusal:
        normalize(typed)
    return refusal.value


def test_alphabet_is_23_symbols_of_which_no_two_look_alike():
    assert len(ALPHABET) == len(set(ALPHABET)) == 23
    for pair in ("0O", "0Q", "1I", "1L", "IL", "5S", "2Z", "8B", "6G", "UV", "OQ", "0D"):
        assert not set(pair) <= set(ALPHABET)


def test_new_code_is_written_in_two_halves_and_is_its_own_normal_form():
    code = new_code()
    assert len(code) == 11
    assert code[5] == "-"
    assert normalize(code) == code


@given(codes)
def test_normalize_accepts_every_code(code):
    assert normalize(code) == code


def test_normalize_catches_every_single_wrong_symbol():
    for code in new_codes(20):
        symbols = code.replace("-", "")
        for place in range(10):
            for other in set(ALPHABET) - {symbols[place]}:
                assert refusal_of(symbols[:place] + other + symbols[place + 1 :]).reason is Reason.CHECK


def test_normalize_catches_every_swap_of_two_symbols():
    for code in new_codes(50):
        for one, other in combinations(range(10), 2):
            symbols = list(code.replace("-", ""))
            symbols[one], symbols[other] = symbols[other], symbols[one]
            if symbols[one] != symbols[other]:
                assert refusal_of("".join(symbols)).reason is Reason.CHECK


def test_check_catches_one_wrong_symbol_and_any_swap_in_all_codes():
    """The whole proof, for 23 values and 10 weights, is small enough to be run."""
    weights = range(1, 11)
    errors = range(1, 23)
    assert all(weight * error % 23 for weight in weights for error in errors)
    assert all((one - other) * error % 23 for one, other in combinations(weights, 2) for error in errors)


@given(codes, st.lists(st.sampled_from([" ", "-", "–", "\u00a0", "\n", "—", "\u2011"]), max_size=6), st.randoms())
def test_normalize_does_not_mind_case_spaces_or_dashes(code, separators, random):
    typed = list(code.replace("-", "").lower())
    for separator in separators:
        typed.insert(random.randrange(len(typed) + 1), separator)
    assert normalize("".join(typed)) == code


def test_normalize_says_which_symbol_no_code_contains():
    refusal = refusal_of("K7M2X-OQ3F4")
    assert (refusal.reason, refusal.symbol) == (Reason.SYMBOL, "O")


@pytest.mark.parametrize("typed", ["", "   ", "K7M2X", "K7M2X-QQ3F44", "https://apoc.pe/hilo/"])
def test_normalize_refuses_another_length(typed):
    assert refusal_of(typed).reason is Reason.LENGTH


@given(st.text())
def test_normalize_refuses_whatever_else_was_typed(typed):
    assert refusal_of(typed).reason in Reason


@pytest.mark.parametrize("how_many", [0, 1, 3, 20_000])
def test_new_codes_are_as_many_as_asked_and_all_different(how_many):
    made = new_codes(how_many)
    assert len(made) == len(set(made)) == how_many
    assert all(normalize(code) == code for code in made[:100])


def test_new_codes_replace_what_was_drawn_twice():
    drawn = iter([["A", "A", "B"], ["B"], ["C"]])
    assert receipts._distinct(3, lambda missing: next(drawn)) == ["A", "B", "C"]


def test_new_codes_use_every_symbol_in_every_place_about_alike():
    made = [code.replace("-", "") for code in new_codes(23_000)]
    for place in range(10):
        column = [code[place] for code in made]
        assert all(800 < column.count(symbol) < 1_200 for symbol in ALPHABET)  # 1,000 expected, give or take 31


def test_spelled_out_can_be_read_aloud_on_the_telephone():
    assert spelled_out("K7M2X-Q93F4", "es-PE") == "K, siete, M, dos, X; Q, nueve, tres, F, cuatro"
    assert spelled_out("K7M2X-Q93F4", "en") == "K, seven, M, two, X; Q, nine, three, F, four"
