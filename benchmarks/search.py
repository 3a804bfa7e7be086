"""How quick is search over a million documents?  python benchmarks/search.py [--rows N] [--asks N]

SQLite always; PostgreSQL too when DATABASE_URL names an empty database there. Texts are made up from a fixed seed: Spanish
syllables and endings, 40,000 words spread as words are (Zipf), about 30 words a text, every fifth text private. In the
same run and on the same rows: what most programs do (`icontains`), and the database's own full text, always ranked.
Writes benchmarks/results/search.md.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from uuid import UUID

HERE = Path(__file__).resolve().parent
WORDS, WORDS_A_TEXT, SEED = 40_000, 30, 2017
ENDINGS = "a as o os ar ción ciones ismo ista istas al ales ura idad idades mente dor dora ería".split()
CLASSES = ["rare word", "middling word", "very common word", "two words", "three words", "prefix, 3 letters", "prefix, 5 letters"]


# The texts


def vocabulary(chance: random.Random) -> list[str]:
    onsets = "b c ch d f g gr h j l ll m n ñ p pr qu r s t tr v y".split()
    found: dict[str, None] = {}
    while len(found) < WORDS:
        syllables = "".join(chance.choice(onsets) + chance.choice("aeiouáé") for _ in range(chance.choice([1, 1, 2, 2, 3])))
        found[syllables + chance.choice(ENDINGS)] = None
    return list(found)


def texts(rows: int) -> Iterator[list[str]]:
    chance = random.Random(SEED)
    words = vocabulary(chance)
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(WORDS)))
    for start in range(0, rows, 5_000):
        size = min(5_000, rows - start)
        drawn = chance.choices(words, cum_weights=weights, k=size * WORDS_A_TEXT)
        for number in range(size):
            yield drawn[number * WORDS_A_TEXT : (number + 1) * WORDS_A_TEXT]


def questions(rows: int, asks: int) -> dict[str, list[str]]:
    """`asks` questions of each class; words are taken from texts, so that each finds something."""
    chance = random.Random(SEED + 1)
    sample = [words for number, words in enumerate(texts(min(rows, 50_000)))]
    found_in = Counter(word for words in sample for word in set(words))
    share = {word: count / len(sample) for word, count in found_in.items()}
    rare = [word for word in share if share[word] <= 0.0001]
    middling = [word for word in share if 0.0005 <= share[word] <= 0.005]
    common = [word for word in share if share[word] >= 0.02]

    def several(size: int) -> list[str]:
        return [" ".join(chance.sample(chance.choice(sample), size)) for _ in range(asks)]

    def beginnings(size: int) -> list[str]:
        long_enough = [word for word in share if len(word) > size]
        return [chance.choice(long_enough)[:size] + "*" for _ in range(asks)]

    return dict(
        zip(
            CLASSES,
            [
                chance.choices(rare, k=asks),
                chance.choices(middling, k=asks),
                chance.choices(common, k=asks),
                several(2),
                several(3),
                beginnings(3),
                beginnings(5),
            ],
            strict=True,
        )
    )


# One database


def measure(rows: int, asks: int) -> dict:
    sys.path.insert(0, str(HERE.parent))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tinkuy.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tinkuy.core import search

    call_command("migrate", verbosity=0)
    if search.find("*a* a", with_private=True) or _count(connection):
        sys.exit("The database is not empty. Name an empty one: this benchmark fills it.")
    report = {"database": f"{connection.vendor} {connection_version(connection)}", "noise before": noise()}
    report["put"] = fill(connection, rows)
    asked = questions(rows, asks)
    ways: dict[str, tuple[Callable[[str], object], int]] = {
        "Tinkuy": (search.find, asks),
        "full text, always ranked": (lambda question: always_ranked(connection, question), max(asks // 4, 5)),
        "icontains": (lambda question: contains(connection, question), max(asks // 40, 3)),
    }
    for way, (ask, how_often) in ways.items():
        report[way] = {name: timed(ask, some[:how_often]) for name, some in asked.items()}
    report["empty answers"] = {name: sum(not search.find(one) for one in some) for name, some in asked.items()}
    report["noise after"] = noise()
    return report


def _count(connection) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM core_searchdocument")
        return cursor.fetchone()[0]


def connection_version(connection) -> str:
    return ".".join(map(str, connection.get_database_version()))


def fill(connection, rows: int) -> dict[str, float]:
    """Index all, a hundred thousand a transaction; then the plain table that `icontains` reads."""
    from tinkuy.core import search
    from tinkuy.core.search import Document

    took = processor = 0.0
    batch: list[Document] = []
    plain: list[tuple[int, str]] = []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_plain (id integer PRIMARY KEY, text text NOT NULL)")
        for number, words in enumerate(texts(rows), 1):
            text = " ".join(words)
            batch.append(Document("contributions.contribution", UUID(int=number), "", text, "es", number % 5 != 0))
            plain.append((number, text))
            if len(batch) == 100_000 or number == rows:
                began, began_cpu = time.perf_counter(), time.process_time()
                search.put_many(batch, are_new=True)
                took += time.perf_counter() - began
                processor += time.process_time() - began_cpu
                insert_plain(connection, cursor, plain)
                batch, plain = [], []
        began = time.perf_counter()
        search.refresh_statistics()
        return {"seconds": took, "cpu": processor, "rate": rows / took, "tidying": time.perf_counter() - began}


def insert_plain(connection, cursor, rows: list[tuple[int, str]]) -> None:
    from django.db import transaction

    with transaction.atomic():
        if connection.vendor == "sqlite":
            cursor.executemany("INSERT INTO bench_plain VALUES (%s, %s)", rows)
        else:
            with cursor.copy("COPY bench_plain FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


def timed(ask: Callable[[str], object], asked: list[str]) -> dict[str, float]:
    took, processor = [], []
    for question in asked:
        began, began_cpu = time.perf_counter(), time.thread_time()
        ask(question)
        took.append((time.perf_counter() - began) * 1000)
        processor.append((time.thread_time() - began_cpu) * 1000)
    return {"n": len(took), "all": took, "cpu_p50": percentile(processor, 50), "cpu_p99": percentile(processor, 99)}


def percentile(values: list[float], share: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share / 100 * (len(ordered) - 1)))]


# The baselines


def always_ranked(connection, question: str) -> list:
    """The same index and tokens, every hit ranked: how full text is commonly asked."""
    from tinkuy.core.search.finding import _Asked
    from tinkuy.core.search.question import terms_of

    asked = _Asked(terms_of(question), None, False)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT rowid FROM core_searchindex WHERE core_searchindex MATCH %s ORDER BY rank LIMIT 20", [asked.for_sqlite()]
            )
        else:
            query = asked.for_postgresql()
            cursor.execute(
                "SELECT id FROM core_searchdocument WHERE words @@ %s::tsquery "
                "ORDER BY ts_rank(words, %s::tsquery) DESC LIMIT 20",
                [query, query],
            )
        return cursor.fetchall()


def contains(connection, question: str) -> list:
    """What `text__icontains` makes of each word, newest first."""
    column = "text" if connection.vendor == "sqlite" else "UPPER(text)"
    words = [f"%{word.rstrip('*')}%" for word in question.split()]
    if connection.vendor != "sqlite":
        words = [word.upper() for word in words]
    where = " AND ".join([f"{column} LIKE %s"] * len(words))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM bench_plain WHERE {where} ORDER BY id DESC LIMIT 20", words)
        return cursor.fetchall()


# The report


def noise() -> dict[str, float]:
    """The same sum, again and again: on a quiet machine p99 is near p50; and the load of the last minute."""
    took = []
    for _ in range(200):
        began = time.perf_counter()
        sum(range(200_000))
        took.append((time.perf_counter() - began) * 1000)
    return {"p50": percentile(took, 50), "p99": percentile(took, 99), "load": os.getloadavg()[0]}


def written(reports: list[dict], rows: int, asks: int) -> str:
    lines = [
        "# Search, measured",
        "",
        f"Written by `benchmarks/search.py` on {time.strftime('%Y-%m-%d %H:%M')} UTC: {rows:,} documents of "
        f"{WORDS_A_TEXT} words, vocabulary of {WORDS:,} (Zipf, seed {SEED}), a fifth of them private; {asks} questions of "
        "each class, the first 20 hits.",
        "Milliseconds of wall time as the caller waits, statements, parsing and Python included; caches warm from filling.",
        "Baselines are asked fewer times (n), so their p99 is only their worst.",
    ]
    for report in reports:
        put = report["put"]
        before, after = report["noise before"], report["noise after"]
        lines += [
            "",
            f"## {report['database']}",
            "",
            f"Indexing by `put_many`, stemming included: {put['seconds']:.1f} s ({put['rate']:,.0f} documents/s; "
            f"{put['cpu']:.1f} s of this process's CPU); tidying and statistics afterwards {put['tidying']:.1f} s.",
            "",
            f"Noise of the machine: a fixed sum took p50 {before['p50']:.1f} / p99 {before['p99']:.1f} ms before and "
            f"{after['p50']:.1f} / {after['p99']:.1f} ms after; load {before['load']:.1f} and {after['load']:.1f} "
            f"on {os.cpu_count()} cores.",
            "",
            "| questions | Tinkuy p50 | p99 | worst | own CPU p50 / p99 "
            "| always ranked p50 | p99 (n) | icontains p50 | p99 (n) |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        lines += [_line(report, name, [name]) for name in CLASSES]
        lines += [_line(report, "**all, in equal shares**", CLASSES)]
        empty = sum(report["empty answers"].values())
        lines += ["", f"Questions that found nothing public: {empty} of {asks * len(CLASSES)}."]
    return "\n".join(lines) + "\n"


def _line(report: dict, label: str, names: list[str]) -> str:
    def cells(way: str) -> tuple[float, float, float, int]:
        took = [one for name in names for one in report[way][name]["all"]]
        return statistics.median(took), percentile(took, 99), max(took), len(took)

    p50, p99, worst, _ = cells("Tinkuy")
    own = f"{report['Tinkuy'][names[0]]['cpu_p50']:.1f} / {report['Tinkuy'][names[0]]['cpu_p99']:.1f}" if len(names) == 1 else ""
    ranked, plain = cells("full text, always ranked"), cells("icontains")
    return (
        f"| {label} | {p50:.1f} | {p99:.1f} | {worst:.1f} | {own} | {ranked[0]:.1f} | {ranked[1]:.0f} ({ranked[3]}) "
        f"| {plain[0]:.0f} | {plain[1]:.0f} ({plain[3]}) |"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--asks", type=int, default=200)
    asked.add_argument("--only", choices=["sqlite", "postgresql"])
    asked.add_argument("--measure-into", help=argparse.SUPPRESS)
    args = asked.parse_args()
    if args.measure_into:
        Path(args.measure_into).write_text(json.dumps(measure(args.rows, args.asks)))
        return
    reports = []
    url = os.environ.pop("DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as folder:
        wanted = {"sqlite": "", **({"postgresql": url} if url.startswith("postgres") else {})}
        for name, address in wanted.items():
            if args.only in (None, name):
                out = Path(folder) / f"{name}.json"
                environment = {**os.environ, "TINKUY_DATA_DIR": folder, **({"DATABASE_URL": address} if address else {})}
                command = [sys.executable, __file__, f"--rows={args.rows}", f"--asks={args.asks}", f"--measure-into={out}"]
                subprocess.run(command, env=environment, check=True)
                reports.append(json.loads(out.read_text()))
    result = written(reports, args.rows, args.asks)
    if args.only is None and args.rows >= 1_000_000:
        (HERE / "results").mkdir(exist_ok=True)
        (HERE / "results" / "search.md").write_text(result)
    print(result)


if __name__ == "__main__":
    main()
