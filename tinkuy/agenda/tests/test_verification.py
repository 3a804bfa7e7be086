import copy
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkuy.agenda.pure import keys, sealing
from tinkuy.agenda.pure.canonical import digest
from tinkuy.agenda.pure.findings import Code
from tinkuy.agenda.pure.verification import verify
from tinkuy.agenda.pure.verification_words import describe
from tinkuy.agenda.tests.sealed_samples import (
    ANOTHER_KEY,
    OUR_FINGERPRINT,
    OUR_PUBLIC_KEY,
    block,
    check,
    found,
    sealed_version,
    second_version,
)


@pytest.fixture
def sealed():
    return sealed_version()


def test_verify_a_file_as_published_finds_nothing(sealed):
    report = check(sealed, trusted_key=OUR_PUBLIC_KEY)
    assert report.findings == ()
    assert report.is_authentic
    assert report.key_is_trusted is True
    assert (report.summary.agenda, report.summary.version, report.summary.published_at) == (
        "Agenda de ejemplo",
        "AIC1",
        "2026-03-01T15:00:00Z",
    )
    assert (
        report.summary.axis_count,
        report.summary.wording_count,
        report.summary.citation_count,
        report.summary.withheld_count,
    ) == (2, 6, 12, 0)
    assert report.summary.digest == digest(sealed["content"]) == sealed["seal"]["digest"]


def test_verify_without_a_key_says_identity_is_unchecked(sealed):
    report = check(sealed)
    assert report.is_authentic
    assert report.key_is_trusted is None
    assert any(OUR_FINGERPRINT in line and "Falta saber quién firmó" in line for line in describe(report))


@pytest.mark.parametrize("trusted", [OUR_PUBLIC_KEY, OUR_FINGERPRINT, OUR_FINGERPRINT.upper().replace("-", " ")])
def test_verify_accepts_the_key_or_its_fingerprint(sealed, trusted):
    assert check(sealed, trusted_key=trusted).key_is_trusted is True


@pytest.mark.parametrize("not_a_key", ["hola", "abcd-1234", "A" * 44])
def test_verify_refuses_a_trusted_key_that_is_none(sealed, not_a_key):
    with pytest.raises(keys.NotAKeyError):
        check(sealed, trusted_key=not_a_key)


def keys_reversed(file):
    def reverse(value):
        if isinstance(value, dict):
            return {key: reverse(value[key]) for key in reversed(value)}
        return [reverse(item) for item in value] if isinstance(value, list) else value

    return json.dumps(reverse(file)).encode()


def on_one_line_in_ascii(file):
    return json.dumps(file, ensure_ascii=True, separators=(",", ":")).encode()


def numbers_written_otherwise(file):
    text = sealing.to_bytes(file).decode()
    assert '"contributions": 60' in text
    return (
        text.replace('"contributions": 60', '"contributions": 6.0e+1')
        .replace("0.25", "25E-2")
        .replace('"number": 1\n', '"number": 1.0\n')
        .encode()
    )


def accents_decomposed(file):
    return unicodedata.normalize("NFD", sealing.to_bytes(file).decode()).encode()


def with_mark_and_windows_lines(file):
    return b"\xef\xbb\xbf" + sealing.to_bytes(file).replace(b"\n", b"\r\n")


REWRITINGS = [
    keys_reversed,
    on_one_line_in_ascii,
    numbers_written_otherwise,
    accents_decomposed,
    with_mark_and_windows_lines,
]


@pytest.mark.parametrize("rewrite", REWRITINGS, ids=lambda rewrite: rewrite.__name__)
def test_verify_does_not_mind_how_the_same_values_are_written(sealed, rewrite):
    assert verify(rewrite(sealed), trusted_key=OUR_PUBLIC_KEY).findings == ()


def test_verify_a_file_signed_again_by_another_key_says_so_when_it_knows_ours(sealed):
    block(sealed, "B05")["demand"] = "Pedimos otra cosa"
    again = sealing.seal(sealed["content"], sealed["disclosures"], ANOTHER_KEY)
    report = check(again, trusted_key=OUR_FINGERPRINT)
    assert [finding.code for finding in report.findings] == [Code.RESIGNED]
    assert report.key_is_trusted is False
    assert not report.is_authentic
    assert describe(report)[0] == "Este archivo NO lo firmó quien esperabas."


def test_verify_a_file_signed_again_by_another_key_cannot_know_without_ours(sealed):
    again = sealing.seal(sealed["content"], sealed["disclosures"], ANOTHER_KEY)
    report = check(again)
    assert report.is_authentic
    assert report.key_is_trusted is None
    assert any(keys.fingerprint(keys.public_key_of(ANOTHER_KEY)) in line for line in describe(report))


def test_verify_a_file_cut_anywhere_says_it_ends_early(sealed):
    whole = json.dumps(
        sealed | {"escaped": "\\ \u0001 ñ \U0001f600", "numbers": [True, False, None, -1.5e-7, 10]}, ensure_ascii=False
    ).encode()
    for cut in range(1, len(whole)):
        report = verify(whole[:cut])
        assert [finding.code for finding in report.findings] == [Code.TRUNCATED], whole[max(0, cut - 20) : cut]


def test_verify_a_cut_file_says_where_it_ends(sealed):
    data = sealing.to_bytes(sealed)
    cut = data[: data.index(b"Pedimos 3") + 4]
    finding = verify(cut).findings[0]
    assert finding.detail["line"] == cut.count(b"\n") + 1
    assert finding.detail["column"] == len(cut) - cut.rfind(b"\n")
    assert "termina antes de tiempo" in describe(verify(cut))[1]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.EMPTY_FILE),
        (b" \n", Code.EMPTY_FILE),
        (b"\xef\xbb\xbf", Code.EMPTY_FILE),
        (b"\xff\xfe{\x00", Code.NOT_UTF8),
        ('{"format": "año"}'.encode("latin-1"), Code.NOT_UTF8),
        (b"hola", Code.NOT_JSON),
        (b"<!doctype html><html>", Code.NOT_JSON),
        (b'{"format": 1,}', Code.NOT_JSON),
        (b'{"format": NaN}', Code.NOT_JSON),
        (b'{"format": "tinkuy-agenda-version/1"} {}', Code.NOT_JSON),
        (b"[" * 100_000 + b"]" * 100_000, Code.TOO_DEEP),
        (b'{"a":' * 100 + b"1" + b"}" * 100, Code.TOO_DEEP),
        (b"[]", Code.OTHER_FORMAT),
        (b"17", Code.OTHER_FORMAT),
        (b"1" * 5_000, Code.OTHER_FORMAT),
        (b'{"content": {}}', Code.OTHER_FORMAT),
        (b'{"format": "tinkuy-agenda-version/2"}', Code.OTHER_FORMAT),
        (b'{"format": ["tinkuy-agenda-version/1"]}', Code.OTHER_FORMAT),
    ],
)
def test_verify_tells_apart_what_it_cannot_read(data, code):
    report = verify(data)
    assert [finding.code for finding in report.findings] == [code]
    assert not report.is_readable
    assert not report.is_authentic
    assert report.summary is None
    assert all(line and "{" not in line for language in ("es", "en") for line in describe(report, language))


def test_verify_says_at_which_line_and_column_the_json_is_broken(sealed):
    data = sealing.to_bytes(sealed).replace(b'"Pedimos 3",', b'"Pedimos 3"')
    finding = verify(data).findings[0]
    line = data[: data.index(b"Pedimos 3")].count(b"\n") + 1
    assert (finding.code, finding.detail["line"]) == (Code.NOT_JSON, line + 1)


def test_verify_a_file_over_the_limit_is_refused_unread():
    assert verify(b" " * 50_000_001).findings[0].code is Code.TOO_LARGE


def test_verify_names_a_key_that_stands_twice(sealed):
    data = sealing.to_bytes(sealed).replace(b'"demand": "Pedimos 5",', b'"demand": "Pedimos oro", "demand": "Pedimos 5",')
    report = verify(data, trusted_key=OUR_PUBLIC_KEY)
    assert [(finding.code, finding.path) for finding in report.findings] == [(Code.DUPLICATE_KEY, ("wordings", "B05", "demand"))]
    assert not report.is_authentic
    assert "El bloque B05 dice dos veces «pedido», y cada lector podría ver una cosa distinta." in describe(report)


def test_verify_follows_the_link_to_the_version_before(sealed):
    second = second_version(sealed)
    report = check(second, previous=sealing.to_bytes(sealed))
    assert [finding.code for finding in report.findings] == [Code.PREVIOUS_MATCHES]
    assert report.is_authentic
    assert report.is_linked


def test_verify_another_version_before_breaks_the_link_and_not_the_file(sealed):
    second = second_version(sealed)
    block(sealed, "B05")["demand"] = "Pedimos otra cosa"
    report = check(second, previous=sealing.to_bytes(sealed))
    assert [finding.code for finding in report.findings] == [Code.PREVIOUS_DIFFERS]
    assert report.is_authentic
    assert not report.is_linked
    assert "no es la que esta versión nombra" in describe(report)[1]


def test_verify_a_broken_or_needless_version_before_is_told_apart(sealed):
    assert found(sealed, previous=sealing.to_bytes(sealed)) == [(Code.PREVIOUS_UNEXPECTED, "content/previous")]
    report = check(second_version(sealed), previous=b"{")
    assert [finding.code for finding in report.findings] == [Code.PREVIOUS_UNREADABLE]
    assert "termina antes de tiempo" in describe(report)[1]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "code", "citations", "salt", "exact", "x/~"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.data())
def test_verify_never_breaks_and_never_passes_a_changed_file(data):
    original = sealed_version(blocks=2)
    file = copy.deepcopy(original)
    place, name = file, data.draw(st.sampled_from(["content", "disclosures", "seal"]))
    while isinstance(place[name], dict | list) and place[name] and data.draw(st.booleans()):
        place = place[name]
        name = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
    place[name] = data.draw(json_values)
    bytes_now = json.dumps(file, allow_nan=True).encode()
    report = verify(bytes_now, trusted_key=OUR_PUBLIC_KEY)
    describe(report)
    if report.is_authentic:
        assert file["content"] == original["content"]
        assert file["seal"] == original["seal"]
        assert all(original["disclosures"][citation] == words for citation, words in file["disclosures"].items())


@given(
    st.binary(max_size=60)
    | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
    | json_values.map(lambda v: json.dumps(v).encode())
)
def test_verify_never_breaks_on_anything_else(data):
    assert not verify(data, previous=data).is_authentic
