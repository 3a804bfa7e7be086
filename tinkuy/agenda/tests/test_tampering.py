import pytest

from tinkuy.agenda.pure import keys, sealing
from tinkuy.agenda.pure.canonical import digest
from tinkuy.agenda.pure.findings import Code, Finding
from tinkuy.agenda.pure.parts import parts_of
from tinkuy.agenda.pure.verification_words import describe
from tinkuy.agenda.tests.sealed_samples import ANOTHER_KEY, OUR_PUBLIC_KEY, block, check, found, sealed_version


@pytest.fixture
def sealed():
    return sealed_version()


def test_verify_names_the_block_and_field_that_changed(sealed):
    before = digest("Pedimos 5")
    block(sealed, "B05")["demand"] = "Pedimos otra cosa"
    report = check(sealed, trusted_key=OUR_PUBLIC_KEY)
    after = digest("Pedimos otra cosa")
    assert report.findings == (
        Finding(Code.FIELD_CHANGED, ("wordings", "B05", "demand"), {"before": before[:23], "after": after[:23]}),
    )
    assert not report.is_authentic
    assert "El bloque B05 cambió: el campo «pedido» no es el que se publicó." in describe(report)
    assert "Block B05 changed: its field “demand” is not the one that was published." in describe(report, "en")


def removes_a_field(file):
    del block(file, "B02")["lineage"]
    return [(Code.FIELD_REMOVED, "wordings/B02/lineage")]


def adds_a_field(file):
    block(file, "B02")["note"] = "añadida"
    return [(Code.FIELD_ADDED, "wordings/B02/note")]


def reorders_a_plain_list(file):
    block(file, "B02")["themes"].reverse()
    return [(Code.FIELD_CHANGED, "wordings/B02/themes")]


def changes_a_field_of_a_citation(file):
    block(file, "B02")["citations"][1]["meeting"]["date"] = "2018-08-05"
    return [(Code.FIELD_CHANGED, "wordings/B02/citations/c02b/meeting")]


def changes_an_axis(file):
    file["content"]["axes"][1]["title"] = "Otro"
    return [(Code.FIELD_CHANGED, "axes/E2/title")]


def changes_the_licence(file):
    file["content"]["licence"] = "Todos los derechos reservados"
    return [(Code.FIELD_CHANGED, "licence")]


def changes_one_figure(file):
    file["content"]["figures"]["contributions"] = 6000
    return [(Code.FIELD_CHANGED, "figures/contributions")]


def hides_that_it_is_a_sample(file):
    file["content"]["is_sample"] = False
    del file["content"]["label"]
    return [(Code.FIELD_CHANGED, "is_sample"), (Code.FIELD_REMOVED, "label")]


def removes_a_block_with_its_words(file):
    file["content"]["wordings"].remove(block(file, "B03"))
    del file["disclosures"]["c03a"], file["disclosures"]["c03b"]
    return [(Code.ITEM_REMOVED, "wordings/B03")]


def adds_a_block(file):
    file["content"]["wordings"].insert(2, {"code": "B99", "demand": "Pedimos oro", "citations": []})
    return [(Code.ITEM_ADDED, "wordings/B99")]


def adds_a_block_with_a_code_in_use(file):
    file["content"]["wordings"].append({"code": "B05", "demand": "Pedimos oro"})
    return [(Code.ITEM_ADDED, "wordings/B05#2")]


def moves_a_block(file):
    wordings = file["content"]["wordings"]
    wordings.insert(2, wordings.pop(4))
    return [(Code.ITEM_MOVED, "wordings/B05")]


def removes_a_citation(file):
    del block(file, "B04")["citations"][0], file["disclosures"]["c04a"]
    return [(Code.ITEM_REMOVED, "wordings/B04/citations/c04a")]


def removes_a_citation_but_not_its_words(file):
    del block(file, "B04")["citations"][0]
    return [(Code.ITEM_REMOVED, "wordings/B04/citations/c04a"), (Code.WORDS_UNSIGNED, "disclosures/c04a")]


def adds_a_citation(file):
    file["disclosures"]["cx"] = sealing.disclosure("nunca dicho")
    block(file, "B04")["citations"].append({"id": "cx", "quote_commitment": sealing.commitment(file["disclosures"]["cx"])})
    return [(Code.ITEM_ADDED, "wordings/B04/citations/cx")]


def changes_quoted_words(file):
    file["disclosures"]["c01a"]["exact"] = "otras palabras"
    return [(Code.WORDS_CHANGED, "wordings/B01/citations/c01a")]


def changes_what_stands_around_quoted_words(file):
    file["disclosures"]["c01a"]["prefix"] = "no es verdad que "
    return [(Code.WORDS_CHANGED, "wordings/B01/citations/c01a")]


def puts_one_persons_words_in_anothers_mouth(file):
    words = file["disclosures"]
    words["c01a"], words["c01b"] = words["c01b"], words["c01a"]
    return [(Code.WORDS_CHANGED, "wordings/B01/citations/c01a"), (Code.WORDS_CHANGED, "wordings/B01/citations/c01b")]


def adds_a_translation_beside_quoted_words(file):
    file["disclosures"]["c01a"]["translation"] = "otra cosa"
    return [(Code.WORDS_CHANGED, "wordings/B01/citations/c01a")]


def breaks_the_words(file):
    file["disclosures"]["c01a"] = ["palabras"]
    return [(Code.WORDS_CHANGED, "wordings/B01/citations/c01a")]


def changes_words_and_their_commitment(file):
    file["disclosures"]["c01a"] = sealing.disclosure("nunca dicho")
    block(file, "B01")["citations"][0]["quote_commitment"] = sealing.commitment(file["disclosures"]["c01a"])
    return [(Code.FIELD_CHANGED, "wordings/B01/citations/c01a/quote_commitment")]


def puts_a_number_no_json_reader_agrees_on(file):
    block(file, "B01")["position"] = 10**400
    return [(Code.FIELD_CHANGED, "wordings/B01/position")]


def turns_the_blocks_into_something_else(file):
    file["content"]["wordings"] = "ninguno"
    file["disclosures"] = {}
    return [(Code.FIELD_CHANGED, "wordings")]


def edits_the_table_of_parts(file):
    file["seal"]["parts"]["wordings/B05/demand"] = "sha256:0000000000000000"
    return [(Code.PARTS_EDITED, "seal/parts")]


def changes_a_field_and_covers_it_up(file):
    block(file, "B05")["demand"] = "Pedimos otra cosa"
    file["seal"]["parts"] = parts_of(file["content"])
    return [(Code.PARTS_EDITED, "seal/parts"), (Code.CHANGE_HIDDEN, "content")]


def changes_two_fields_and_covers_one_up(file):
    block(file, "B05")["demand"] = "Pedimos otra cosa"
    file["seal"]["parts"] = parts_of(file["content"])
    block(file, "B06")["demand"] = "Pedimos más"
    return [
        (Code.PARTS_EDITED, "seal/parts"),
        (Code.FIELD_CHANGED, "wordings/B06/demand"),
        (Code.CHANGE_HIDDEN, "content"),
    ]


def changes_a_field_and_the_digest(file):
    block(file, "B05")["demand"] = "Pedimos otra cosa"
    file["seal"]["digest"] = digest(file["content"])
    return [(Code.SIGNATURE_INVALID, "seal/signature")]


def changes_all_but_the_signature(file):
    block(file, "B05")["demand"] = "Pedimos otra cosa"
    parts = parts_of(file["content"])
    file["seal"] |= {"digest": digest(file["content"]), "parts": parts, "parts_digest": digest(parts)}
    return [(Code.SIGNATURE_INVALID, "seal/signature")]


def edits_the_digest(file):
    file["seal"]["digest"] = "sha256:" + "0" * 64
    return [(Code.DIGEST_EDITED, "seal/digest")]


def edits_the_digest_of_the_parts(file):
    file["seal"]["parts_digest"] = "sha256:" + "0" * 64
    return [(Code.DIGEST_EDITED, "seal/parts_digest")]


def edits_the_signature(file):
    signature = file["seal"]["signature"]
    file["seal"]["signature"] = ("A" if signature[0] != "A" else "B") + signature[1:]
    return [(Code.SIGNATURE_INVALID, "seal/signature")]


def breaks_the_signature(file):
    file["seal"]["signature"] = "firmado"
    return [(Code.SIGNATURE_INVALID, "seal/signature")]


def edits_the_fingerprint(file):
    file["seal"]["key_fingerprint"] = keys.fingerprint(keys.public_key_of(ANOTHER_KEY))
    return [(Code.FINGERPRINT_EDITED, "seal/key_fingerprint")]


def replaces_the_public_key(file):
    file["seal"]["public_key"] = keys.public_key_of(ANOTHER_KEY)
    return [(Code.PUBLIC_KEY_REPLACED, "seal/public_key")]


def drops_the_signature(file):
    del file["seal"]["signature"]
    return [(Code.MEMBER_MISSING, "seal/signature")]


def drops_the_seal(file):
    del file["seal"]
    return [(Code.MEMBER_MISSING, "seal")]


def names_another_algorithm(file):
    file["seal"]["algorithm"] = "none"
    return [(Code.MEMBER_MISSING, "seal/algorithm")]


def makes_content_a_list(file):
    file["content"] = [file["content"]]
    return [(Code.MEMBER_MISSING, "content")]


def adds_a_note_beside_the_content(file):
    file["errata"] = "El bloque B05 ya no vale."
    file["seal"]["note"] = "revisado"
    return [(Code.MEMBER_UNSIGNED, "errata"), (Code.MEMBER_UNSIGNED, "seal/note")]


EDITS = [
    removes_a_field,
    adds_a_field,
    reorders_a_plain_list,
    changes_a_field_of_a_citation,
    changes_an_axis,
    changes_the_licence,
    changes_one_figure,
    hides_that_it_is_a_sample,
    removes_a_block_with_its_words,
    adds_a_block,
    adds_a_block_with_a_code_in_use,
    moves_a_block,
    removes_a_citation,
    removes_a_citation_but_not_its_words,
    adds_a_citation,
    changes_quoted_words,
    changes_what_stands_around_quoted_words,
    puts_one_persons_words_in_anothers_mouth,
    adds_a_translation_beside_quoted_words,
    breaks_the_words,
    changes_words_and_their_commitment,
    puts_a_number_no_json_reader_agrees_on,
    turns_the_blocks_into_something_else,
    edits_the_table_of_parts,
    changes_a_field_and_covers_it_up,
    changes_two_fields_and_covers_one_up,
    changes_a_field_and_the_digest,
    changes_all_but_the_signature,
    edits_the_digest,
    edits_the_digest_of_the_parts,
    edits_the_signature,
    breaks_the_signature,
    edits_the_fingerprint,
    replaces_the_public_key,
    drops_the_signature,
    drops_the_seal,
    names_another_algorithm,
    makes_content_a_list,
    adds_a_note_beside_the_content,
]


@pytest.mark.parametrize("tamper", EDITS, ids=lambda edit: edit.__name__)
def test_verify_names_exactly_what_was_edited(sealed, tamper):
    expected = tamper(sealed)
    report = check(sealed, trusted_key=OUR_PUBLIC_KEY)
    assert found(sealed, trusted_key=OUR_PUBLIC_KEY) == expected
    assert not report.is_authentic
    assert "NO" in describe(report)[0]
    for language in ("es", "en"):
        assert all(line and "{" not in line for line in describe(report, language))


def test_verify_names_where_a_moved_block_stood(sealed):
    moves_a_block(sealed)
    assert check(sealed).findings[0].detail == {"before": 5, "after": 3}
    assert "El bloque B05 pasó del lugar 5 al 3." in describe(check(sealed))
    assert "Block B05 moved from place 5 to 3." in describe(check(sealed), "en")


def test_verify_names_each_moved_block_when_all_were_turned_round(sealed):
    sealed["content"]["wordings"].reverse()
    assert [code for code, _ in found(sealed)] == [Code.ITEM_MOVED] * 5  # one may be said to have stayed


def test_verify_says_whose_words_of_which_block(sealed):
    changes_quoted_words(sealed)
    assert "La cita c01a del bloque B01: las palabras citadas no son las que se publicaron." in describe(check(sealed))


def test_verify_a_replaced_key_without_knowing_ours_is_a_wrong_signature(sealed):
    replaces_the_public_key(sealed)
    assert (Code.SIGNATURE_INVALID, "seal/signature") in found(sealed)
