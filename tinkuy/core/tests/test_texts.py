import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinkuy.core.pure import texts
from tinkuy.core.pure.texts import clean, excerpt_around, fold, stem_words, stems

any_text = st.text() | st.text(alphabet="aeñn\u0303\u0301 '’\n\t\r\u200b\u202e.")


def test_clean_changes_nothing_in_text_already_clean():
    text = "«¿Qué pide Iquitos?»\n\t— Una casa de la cultura; p'unchay, mañana… 👩🏽\u200d🎨 می\u200cخواهم"
    assert clean(text) == text


@given(any_text)
def test_clean_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@given(any_text)
def test_clean_leaves_nothing_invisible_but_tabs_and_lines(text):
    cleaned = clean(text)
    assert not [sign for sign in cleaned if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t"]
    assert cleaned == cleaned.strip()
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_clean_keeps_every_visible_character(text):
    assert clean(text) == unicodedata.normalize("NFC", text).strip()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("uno\r\ndos\rtres\x0bcuatro\x85", "uno\ndos\ntres\ncuatro"),
        ("\ufeffAgenda\x00 \x1b[31mroja\x07", "Agenda [31mroja"),
        ("pago \u202e0001\u202c soles\u2066\u2069\u061c\u200e\u200f", "pago 0001 soles"),
        ("cul\u200btu\u2060ra", "cultura"),
        ("nin\u0303o y cancio\u0301n", "niño y canción"),
        ("roto \ud800", "roto"),
        ("   \n", ""),
    ],
)
def test_clean_takes_away_what_nobody_sees(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÁRBOL Pingüino", "arbol pinguino"),
        ("Ñandú", "ñandu"),
        ("NIN\u0303O", "niño"),
        ("nin\u0303o", "niño"),
        ("STRASSE straße", "strasse strasse"),
        ("İstanbul", "istanbul"),
        ("नमस्ते 한국", "नमस्ते 한국"),
    ],
)
def test_fold_removes_case_and_accents_but_keeps_enye(text, folded):
    assert fold(text) == folded


SAME_WORD = """
    cultura culturas cultural culturales culturalmente CULTURA
    canción canciones cancion
    gestión gestiones gestion
    política políticas político politica
    artístico artística artísticos artistas artista
    arte artes
    obra obras
    acta actas
    mujer mujeres
    joven jóvenes jovenes
    niño niños nin\u0303o
    taller talleres
    saber saberes
    ciudad ciudades
    hospital hospitales
    líder líderes lideres
    imagen imágenes
    voz voces
    raíz raíces
    interés intereses interes
    país países paises
    nación naciones nacional nacionales
    región regiones regional regionales
    territorio territorios territorial territoriales
    patrimonio patrimonial
    institución instituciones institucional
    organización organizaciones organizacion
    ambiente ambiental ambientales
    ancestro ancestral ancestrales
    tradición tradicional tradicionales
    teatro teatros teatral
    música músicas musical músicos
    presupuesto presupuestal
"""
OTHER_WORD = """
    año ano
    oficio oficial
    materia material
    ánimo animal
    documento documental
    muro mural
    género general
    socio social
    cultura cultivo
    posible imposible
    t'anta tanta
"""


def lines(table: str) -> list[str]:
    return [line.strip() for line in table.strip().splitlines()]


@pytest.mark.parametrize("forms", lines(SAME_WORD))
def test_stems_of_the_forms_of_a_word_are_the_same(forms):
    assert len(set(stems(forms, "es-PE"))) == 1


@pytest.mark.parametrize("words", lines(OTHER_WORD))
def test_stems_of_different_words_stay_different(words):
    one, other = stems(words)
    assert one != other


def test_stems_drop_function_words_alike_from_texts_and_questions():
    assert stems("La cultura de los pueblos") == stem_words(["cultura", "pueblos"])
    assert stem_words(["la"]) == []
    assert stems("no hay fondo sin ley") == ["no", "hay", *stem_words(["fondo", "sin", "ley"])]


def test_stems_keep_a_quechua_word_whole_whichever_apostrophe_was_typed():
    assert stems("P'unchay p’unchay pʼunchay", "qu") == ["pʼunchay"] * 3
    assert stems("P'unchay", "es") == stems("p’unchay", "quz")
    assert stems("'cultura', dijo; l'", "qu") == ["cultura", "dijo", "l"]


def test_stems_of_other_languages_are_plain_folded_words():
    assert stems("Canciones de la NIÑEZ", "shp") == ["canciones", "de", "la", "niñez"]


@given(any_text)
def test_stems_do_not_depend_on_case_or_composition(text):
    assert stems(text.lower()) == stems(unicodedata.normalize("NFD", text.lower()))


@given(any_text, st.sampled_from(["es", "qu", "en"]))
def test_stems_are_single_words_a_tokenizer_leaves_whole(text, language):
    for stem in stems(text, language):
        assert stem
        assert all(sign.isalnum() or sign == texts.LETTER_APOSTROPHE or unicodedata.combining(sign) for sign in stem)


def test_stem_words_gives_each_stem_once():
    assert len(stem_words(["cultura", "culturales", "viva cultura"])) == 2


def test_stems_of_words_past_the_bound_forget_the_older_ones():
    cache = texts._Stems("es", remembered=10)
    assert [cache[f"palabra{n}"] for n in range(25)][-1] == "palabra24"
    assert len(cache) <= 10


LONG = "Empieza aquí. " * 20 + "Pedimos casas de la cultura en cada región, con sus artistas. " + "Sigue así. " * 20


def test_excerpt_around_shows_where_the_words_stand_and_marks_them():
    pieces = excerpt_around(LONG, ["culturales", "regionales"], 80)
    assert [piece for piece, is_hit in pieces if is_hit] == ["cultura", "región"]
    assert pieces[0] == ("…", False)
    assert pieces[-1] == ("…", False)
    assert len("".join(piece for piece, _ in pieces)) <= 82


def test_excerpt_around_words_not_there_is_the_beginning():
    assert excerpt_around(LONG, ["mineria"], 30) == [("Empieza aquí. Empieza aquí.", False), ("…", False)]


def test_excerpt_around_of_a_short_text_is_all_of_it():
    assert excerpt_around("Más arte", ["artes"], 80) == [("Más ", False), ("arte", True)]
    assert excerpt_around("", ["artes"], 80) == []


@given(any_text, st.lists(st.text(max_size=8), max_size=3), st.integers(1, 60))
def test_excerpt_around_is_always_a_part_of_the_text(text, words, length):
    pieces = [piece for piece, _ in excerpt_around(text, words, length)]
    assert "".join(pieces).removeprefix("…" if text[:1] != "…" else "").removesuffix("…" if text[-1:] != "…" else "") in text
    assert all(pieces)
