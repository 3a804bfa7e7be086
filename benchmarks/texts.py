"""The small things that everything else does by the thousand: stems, receipts, quotes, each beside the plainest way to do it.

    .venv/bin/python -m benchmarks.texts

Prints a table and writes it to `benchmarks/results/texts.md`. No database.
"""

import os
import secrets
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tinkuy.agenda.pure import quotes
from tinkuy.contributions.pure import receipts
from tinkuy.core.pure.texts import stems

RESULTS = Path(__file__).parent / "results" / "texts.md"
ROUNDS = 7
SAID = "Queremos que los fondos lleguen a los distritos y que el jurado conozca nuestras fiestas; si no, nadie postula. "
TEXTS = [f"{SAID} {number} plazas, {number * 7} talleres y una escuela." for number in range(2_000)]
LONG = SAID * 800


def main() -> None:
    rows = [
        ("stems of 2,000 texts of 160 characters", lambda: [stems(text) for text in TEXTS]),
        ("… only cut into words and lowered (baseline)", lambda: [text.lower().split() for text in TEXTS]),
        ("100,000 receipt codes", lambda: receipts.new_codes(100_000)),
        ("… only random symbols, without check (baseline)", lambda: [secrets.token_hex(5) for _ in range(100_000)]),
        ("a quote found in 100,000 characters", lambda: quotes.locate(LONG, "el jurado conozca nuestras fiestas")),
        ("… only looked for (baseline)", lambda: LONG.find("el jurado conozca nuestras fiestas")),
        ("the nearest place in 100,000 characters to a wrong quote", lambda: nearest("el jurado conozca nuestros carnavales")),
        ("… to 18,000 characters that are nowhere", lambda: nearest("fondo " * 3_000)),
    ]
    lines = [f"| {label} | {measured(what):.2f} |" for label, what in rows]
    head = [
        "# Small things",
        "",
        f"Median of {ROUNDS} rounds, milliseconds of CPU; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.",
        "",
        "| what | ms |",
        "|---|---|",
    ]
    RESULTS.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")
    sys.stdout.write(RESULTS.read_text(encoding="utf-8"))


def nearest(typed: str) -> None:
    try:
        quotes.locate(LONG, typed)
    except quotes.QuoteNotFoundError:
        return
    raise AssertionError("It should not have been found.")


def measured(what: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        what()
        taken.append((time.process_time() - start) * 1_000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
