"""A large CSV of contributions, made up from a fixed seed."""

import csv
import random
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from benchmarks.search import vocabulary

SEED, CHARACTERS = 2017, 200
HEADERS = ["texto", "idioma", "tipo", "territorio", "publicar"]


def write_csv(path: Path, rows: int) -> None:
    chance = random.Random(SEED)
    words = vocabulary(chance)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    small = "de la que el en y a los se del las un por con una para es al lo como más o pero sus".split()
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADERS)
        for start in range(0, rows, 5_000):
            drawn = iter(chance.choices(words, cum_weights=weights, k=5_000 * 24))
            for number in range(start, min(start + 5_000, rows)):
                writer.writerow([sentence(drawn, small, chance, number), *facts(chance)])


def sentence(drawn: Iterator[str], small: list[str], chance: random.Random, number: int) -> str:
    """Of about 200 characters; a number in it keeps it apart from all others."""
    said, length = [f"Mesa {number}:"], 0
    while length < CHARACTERS - 20:
        word = next(drawn)
        said += [chance.choice(small), word] if chance.random() < 0.7 else [word + ","]
        length += len(word) + 5
    return " ".join(said) + "."


def facts(chance: random.Random) -> list[str]:
    language = chance.choice(["", "es", "es", "es", "qu", "ay"])
    kind = chance.choice(["propuesta", "problema", "experiencia", "pregunta", ""])
    territory = chance.choice(["", "", *(f"{region:02}" for region in range(1, 26))])
    return [language, kind, territory, chance.choice(["sí", "sí", "sí", "no", ""])]
