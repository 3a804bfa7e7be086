import pytest

from tinkuy.agenda.pure import sealing
from tinkuy.agenda.pure.canonical import NotCanonicalError
from tinkuy.agenda.pure.findings import Code
from tinkuy.agenda.pure.verification_words import describe
from tinkuy.agenda.tests.sealed_samples import OUR_KEY, OUR_PUBLIC_KEY, check, sealed_version, version


@pytest.fixture
def sealed():
    return sealed_version()


def test_withhold_takes_words_out_and_the_signature_goes_on_verifying(sealed):
    without = sealing.withhold(sealing.withhold(sealed, "c02a"), "c02a")
    report = check(without, trusted_key=OUR_PUBLIC_KEY)
    assert [(finding.code, finding.path) for finding in report.findings] == [
        (Code.WORDS_WITHHELD, ("wordings", "B02", "citations", "c02a"))
    ]
    assert report.is_authentic
    assert report.summary.withheld_count == 1
    assert b"palabras 2a" not in sealing.to_bytes(without)
    assert "Citas cuyas palabras no están (quien las dijo puede retirarlas): 1. La firma sigue valiendo." in describe(report)
    assert "c02a" in sealed["disclosures"]


def test_disclosure_of_the_same_words_never_has_the_same_commitment():
    assert sealing.commitment(sealing.disclosure("sí")) != sealing.commitment(sealing.disclosure("sí"))


def test_seal_twice_gives_the_same_file():
    content, disclosures = version()
    assert sealing.to_bytes(sealing.seal(content, disclosures, OUR_KEY)) == sealing.to_bytes(
        sealing.seal(content, disclosures, OUR_KEY)
    )


def test_seal_refuses_words_it_did_not_commit_to():
    content, disclosures = version()
    with pytest.raises(sealing.NotSealableError) as refusal:
        sealing.seal(content, disclosures | {"c01a": sealing.disclosure("otras")}, OUR_KEY)
    assert refusal.value.citation == "c01a"
    with pytest.raises(sealing.NotSealableError):
        sealing.seal(content, {"cx": sealing.disclosure("otras")}, OUR_KEY)


def test_seal_refuses_content_that_is_no_json():
    with pytest.raises(NotCanonicalError):
        sealing.seal({"share": float("nan")}, {}, OUR_KEY)
