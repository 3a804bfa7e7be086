import json
import struct
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkuy.agenda.pure.canonical import NotCanonicalError, digest, encode

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
json_values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
)


def composed_keys_differ(value) -> bool:
    if isinstance(value, dict):
        return len({unicodedata.normalize("NFC", key) for key in value}) == len(value) and all(
            map(composed_keys_differ, value.values())
        )
    return all(map(composed_keys_differ, value)) if isinstance(value, list) else True


@pytest.mark.parametrize(
    ("bits", "written"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af6", "1e+23"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("41b3de4355555553", "333333333.3333332"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
    ],
)
def test_encode_writes_numbers_as_rfc_8785_appendix_b_does(bits, written):
    assert encode(struct.unpack(">d", bytes.fromhex(bits))[0]).decode() == written


def test_encode_orders_keys_by_utf_16_units_as_rfc_8785_does():
    # The published example has a seventh key, U+FB33, which NFC always takes apart.
    keys = ["\u20ac", "\r", "1", "\u0080", "ö", "\U0001f600"]
    assert list(json.loads(encode(dict.fromkeys(keys, 0)))) == ["\r", "1", "\u0080", "ö", "\u20ac", "\U0001f600"]


def test_encode_writes_literals_and_escapes_as_rfc_8785_does():
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 1e-27],
        "string": '\u20ac$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    expected = (
        r'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        r'"string":"€$\u000f\nA' + "'" + r'B\"\\\\\"/"}'
    )
    assert encode(value) == expected.encode()


@given(json_values.filter(composed_keys_differ))
def test_encode_read_and_encoded_again_gives_the_same_bytes(value):
    once = encode(value)
    assert encode(json.loads(once, parse_int=float)) == once  # as JavaScript reads numbers


@given(st.text())
def test_encode_does_not_depend_on_how_accents_were_composed(text):
    assert encode({text: text}) == encode({unicodedata.normalize("NFD", text): unicodedata.normalize("NFC", text)})


def test_digest_names_its_algorithm():
    assert digest({}) == "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        2**53,
        -(2**53),
        "\ud800",
        {"\ud800": 1},
        {1: 2},
        date(2017, 8, 5),
        Decimal("1.10"),
        {1, 2},
        b"x",
        {"á": 1, "a\u0301": 2},
    ],
)
def test_encode_refuses_what_has_no_canonical_form(value):
    with pytest.raises(NotCanonicalError):
        encode(["around it", value])


def test_encode_refuses_a_value_nested_without_end():
    value: list = []
    value.append(value)
    with pytest.raises(NotCanonicalError):
        encode(value)
