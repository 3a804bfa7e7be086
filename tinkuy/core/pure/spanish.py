"""Spanish words reduced to a stem, so that "culturales" finds "cultura" and "jovenes" finds "joven".

Snowball's Spanish stemmer does most of it. Around it stand the few steps it lacks: it never strips the plural of short
words (artes, obras, actas), it strips more from the singular than from the plural (mujer → muj, mujeres → mujer), it
needs accents which people leave out, and it keeps adjectives in -al apart from their noun.
"""

import re
from threading import Lock

import Stemmer

# One stemmer object must not work for two threads at once.
_snowball = Stemmer.Stemmer("spanish", 0)
_one_at_a_time = Lock()

# Words that say nothing alone and stand in nearly every text. Dropped alike from texts and from questions. "no" and
# "sin" are not here: they turn the meaning round.
_FUNCTION_WORDS = frozenset("a al con de del e el en la las lo los o para por que se su sus u un una unas unos y".split())

# -al makes an adjective out of a noun (cultural, territorial, ambiental, teatral). Only after these endings, and only
# in long words: elsewhere it would join strangers (oficial and oficio, material and materia, animal and ánimo).
_ADJECTIVE = re.compile(r"(?=.{7})(.*(?:ur|ori|oni|ent|str|atr|usic|bor|uest))al$")
_ADJECTIVE_OF_ION = re.compile(r"(.{2,})ional$")
_NOT_ADJECTIVES = frozenset(["documental", "elemental", "editorial", "racional"])


def is_function_word(folded: str) -> bool:
    """Is it one of the words left out of the index?"""
    return folded in _FUNCTION_WORDS


def spanish_stem(folded: str) -> str:
    """The stem of one folded word. Words with signs other than letters a-z and ñ come back as they are."""
    if len(folded) < 3 or not folded.isalpha() or not folded.replace("ñ", "n").isascii():
        return folded
    singular = _singular(folded)
    stem = _snowball_stem(singular)
    if _may_end_in_a_consonant(singular):
        stem = _snowball_stem(stem)
    return _noun_of(stem)


def _snowball_stem(word: str) -> str:
    # Folding took the accent of -ción away, and Snowball knows the ending only with it.
    accented = f"{word[:-3]}ión" if word.endswith("ion") else word
    with _one_at_a_time:
        stem: str = _snowball.stemWord(accented)
    return stem


def _singular(word: str) -> str:
    """Without the plural's s; -z in the spelling it takes before a plural (voz as in voces)."""
    if word.endswith("z"):
        return f"{word[:-1]}ce"
    if word.endswith("eses"):  # intereses, ingleses, meses
        word = word[:-2]
    if len(word) > 3 and word[-1] == "s" and word[-2] in "aeou":
        return word[:-1]
    return word


def _may_end_in_a_consonant(singular: str) -> bool:
    """mujere(s), jovene(s), ciudade(s): under the e stands a word with endings of its own, which Snowball strips from
    mujer, joven, ciudad.
    """
    return len(singular) > 3 and singular[-1] == "e" and singular[-2] in "dlnr"


def _noun_of(stem: str) -> str:
    if stem in _NOT_ADJECTIVES:
        return stem
    if made_of_ion := _ADJECTIVE_OF_ION.fullmatch(stem):
        return _snowball_stem(f"{made_of_ion[1]}ion")
    adjective = _ADJECTIVE.fullmatch(stem)
    return adjective[1] if adjective else stem
