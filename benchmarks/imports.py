"""How quickly does a large CSV come in?  python benchmarks/imports.py [--rows N] [--only sqlite|postgresql]

SQLite always; PostgreSQL too when DATABASE_URL names an empty database there. Makes its own CSV from a fixed seed: Spanish
sentences of about 200 characters, with kind, language, territory and consent in most rows. On each database, in turn and in
the same run:

(a) the baseline: the finished rows of all tables and of the search index, made beforehand and put by bare executemany or COPY,
    in transactions of the same size; only the putting is timed;
(b) `tinkuy import-contributions` as its own process on an empty database: wall time, CPU, peak memory;
(c) the same, killed with SIGKILL half-way and run again; then everything is counted.

(a) and (b) alternate, --rounds times each, so that both meet the same weather. Writes benchmarks/results/imports-sqlite.md and
imports-postgresql.md.
"""

import argparse
import json
import os
import pickle
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.made_csv import CHARACTERS, SEED, write_csv  # noqa: E402
from benchmarks.search import noise  # noqa: E402

CHUNK, MEETING = 20_000, "medida-importaciones"
TABLES = ["contributions_contribution", "core_historyentry", "core_searchdocument"]
FTS = ["rowid", "title_words", "words"]


# One database, in processes of their own


TINKUY = Path(sys.executable).with_name("tinkuy")


def in_process(database: dict[str, str], step: str, *arguments: str) -> dict:
    """Run one step of this script with the database's environment; its answer."""
    command = [sys.executable, __file__, f"--step={step}", *arguments]
    done = subprocess.run(command, env={**os.environ, **database}, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout.splitlines()[-1])


def set_up() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tinkuy.settings"
    import django

    django.setup()


def empty() -> dict:
    """Everything but the vocabulary and one meeting is gone."""
    from django.core.management import call_command
    from django.db import connection

    from tinkuy.meetings.enums import MeetingKind
    from tinkuy.meetings.models import Meeting

    tables = connection.introspection.table_names()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            if TABLES[0] in tables:
                cursor.execute(f"TRUNCATE {', '.join(TABLES)}, contributions_import RESTART IDENTITY CASCADE")
                cursor.execute("CHECKPOINT")
    call_command("migrate", verbosity=0)
    call_command("load_vocabulary", verbosity=0)
    values = {"kind": MeetingKind.values[0], "name": "Encuentro medido"}
    Meeting.objects.get_or_create(slug=MEETING, defaults=values)
    return {"version": f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}"}


def finished(path: Path) -> dict:
    """Read the tables that an import filled, as the rows that the database takes."""
    from django.db import connection

    wanted = {table: [] for table in TABLES}
    with connection.cursor() as cursor, path.open("wb") as stream:
        for table in TABLES:
            columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            if table == "core_historyentry":
                columns.remove("id")
            wanted[table] = columns
        pickle.dump(wanted, stream)
        for table, columns in wanted.items():
            for rows in _chunks_of(connection, table, columns):
                pickle.dump((table, rows), stream)
        pickle.dump((None, None), stream)
    return {}


def _chunks_of(connection, table: str, columns: list[str]) -> Iterator[list]:
    """In the order in which they were written, as plain as the driver gives and takes them."""
    only = " WHERE action = 'contributions.contribution_imported'" if table == "core_historyentry" else ""
    casts = {"details": "details::text", "words": "words::text"} if connection.vendor == "postgresql" else {}
    names = ", ".join(casts.get(column, column) for column in columns)
    connection.ensure_connection()
    cursor = (
        connection.connection.cursor(name="finished", withhold=True)
        if connection.vendor == "postgresql"
        else connection.connection.cursor()
    )
    with_order = f"SELECT {names} FROM {table}{only} ORDER BY id"
    cursor.execute(with_order)
    while rows := cursor.fetchmany(CHUNK):
        yield [tuple(row) for row in rows]
    cursor.close()


def put(path: Path) -> dict:
    """The baseline: all tables, a chunk of each in one transaction. Reading the finished rows is not timed."""
    from django.db import connection, transaction

    from tinkuy.contributions.models import Import
    from tinkuy.meetings.models import Meeting

    streams, columns = _streams(path)
    sent = Import.objects.create(meeting=Meeting.objects.get(slug=MEETING), file_name="x", digest="x")
    meeting = sent.meeting_id
    took = processor = 0.0
    rows_done = 0
    while chunks := [(table, rows) for table in TABLES if (rows := next(streams[table], None))]:
        chunks = [(table, _moved(columns[table], rows, sent.pk, meeting, connection.vendor)) for table, rows in chunks]
        began, began_cpu = time.perf_counter(), time.process_time()
        with transaction.atomic(), connection.cursor() as cursor:
            for table, rows in chunks:
                _put_rows(connection.vendor, cursor, table, columns[table], rows)
        took += time.perf_counter() - began
        processor += time.process_time() - began_cpu
        rows_done += len(chunks[0][1])
    return {"seconds": took, "cpu": processor, "rows": rows_done}


def _moved(columns: list[str], rows: list, sent, meeting, vendor: str) -> list:
    """The same rows, in this database's import and meeting."""
    own = {"imported_in_id": sent, "meeting_id": meeting}
    places = [(columns.index(name), pk.hex if vendor == "sqlite" else pk) for name, pk in own.items() if name in columns]
    if not places:
        return rows
    moved = [list(row) for row in rows]
    for row in moved:
        for place, pk in places:
            row[place] = pk
    return moved


def _streams(path: Path) -> tuple[dict[str, Iterator[list]], dict[str, list[str]]]:
    """One stream of chunks for each table; each reads the file for itself, so that memory stays flat."""

    def chunks(wanted: str) -> Iterator[list]:
        with path.open("rb") as stream:
            pickle.load(stream)
            while True:
                table, rows = pickle.load(stream)
                if table is None:
                    return
                if table == wanted:
                    yield rows

    with path.open("rb") as stream:
        columns = pickle.load(stream)
    return {table: chunks(table) for table in TABLES}, columns


def _put_rows(vendor: str, cursor, table: str, columns: list[str], rows: list) -> None:
    names = ", ".join(columns)
    if vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(columns))
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
    if table == "core_searchdocument":
        places = [columns.index(name) for name in ("id", "title_words", "words")]
        words = [tuple(row[place] for place in places) for row in rows]
        cursor.executemany("INSERT INTO core_searchindex(rowid, title_words, words) VALUES (%s, %s, %s)", words)


def counted() -> dict:
    """What stands in the database after an import."""
    from django.db import connection

    from tinkuy.core.search.finding import _Asked
    from tinkuy.core.search.question import terms_of

    word = _Asked(terms_of("mesa"), None, True)
    found_in = (
        f"core_searchindex WHERE core_searchindex MATCH '{word.for_sqlite()}'"
        if connection.vendor == "sqlite"
        else f"core_searchdocument WHERE words @@ $${word.for_postgresql()}$$::tsquery"
    )
    of_import = "core_historyentry WHERE action = 'contributions.contribution_imported'"
    asked = {
        "contributions": "SELECT COUNT(*) FROM contributions_contribution",
        "receipts": "SELECT COUNT(DISTINCT receipt) FROM contributions_contribution",
        "rows of the file": "SELECT COUNT(DISTINCT import_row) FROM contributions_contribution",
        "imports": "SELECT COUNT(*) FROM contributions_import",
        "contributions with history": f"SELECT COUNT(DISTINCT target_id) FROM {of_import}",
        "entries of history": f"SELECT COUNT(*) FROM {of_import}",
        "contributions in the index": "SELECT COUNT(DISTINCT object_id) FROM core_searchdocument",
        "documents in the index": "SELECT COUNT(*) FROM core_searchdocument",
        "found by a word that all say": f"SELECT COUNT(*) FROM {found_in}",
    }
    with connection.cursor() as cursor:
        found = {}
        for name, statement in asked.items():
            cursor.execute(statement)
            found[name] = cursor.fetchone()[0]
    return found


# The import, as a person runs it


def imported(database: dict[str, str], path: Path, kill_after: int = 0) -> dict:
    """Run the command; its time, CPU and peak memory. With `kill_after` it is killed once so many rows are kept."""
    command = [str(TINKUY), "import-contributions", str(path), f"--meeting={MEETING}", "--publish"]
    began = time.perf_counter()
    environment = {**os.environ, **database, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    kept, lines, first = 0, 0, 0.0
    for line in process.stdout:
        lines += 1
        if "importadas" in line:
            first = first or time.perf_counter() - began
            kept = int(line.split()[0].replace(",", ""))
            if kill_after and kept >= kill_after:
                # A little later, so that it dies inside the next chunk.
                time.sleep(0.4)
                process.send_signal(signal.SIGKILL)
                break
    process.stdout.close()
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    if status and not kill_after:
        sys.exit(f"The import failed: {status}")
    return {
        "seconds": time.perf_counter() - began,
        "looking": first,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / 1024,
        "kept": kept,
        "lines": lines,
    }


def measure(new_database: Callable[[], dict[str, str]], folder: Path, rows: int, rounds: int) -> dict:
    path, ready = folder / "aportes.csv", folder / "finished.pickle"
    report: dict = {"noise before": noise(), "put": [], "import": []}
    for number in range(rounds):
        database = new_database()
        report["version"] = in_process(database, "empty")["version"]
        report["import"].append(imported(database, path))
        report["counted"] = in_process(database, "counted")
        if not number:
            in_process(database, "finished", str(ready))
        database = new_database()
        in_process(database, "empty")
        report["put"].append(in_process(database, "put", str(ready)))
    database = new_database()
    in_process(database, "empty")
    report["killed"] = imported(database, path, kill_after=rows // 2)
    report["after kill"] = in_process(database, "counted")
    report["resumed"] = imported(database, path)
    report["counted after"] = in_process(database, "counted")
    ready.unlink()
    report["noise after"] = noise()
    return report


# The report


def written(report: dict, rows: int, size: float) -> str:
    lines = [
        f"# Importing a large CSV into {report['version']}, measured",
        "",
        f"Written by `benchmarks/imports.py` on {time.strftime('%Y-%m-%d %H:%M')} UTC: {rows:,} rows of some {CHARACTERS} "
        f"characters ({size:.0f} MB, seed {SEED}), with kind, language, territory and consent; {CHUNK:,} rows a transaction; "
        f"{os.cpu_count()} cores, which others used at the same time.",
        "The import looks at the whole file first, then cleans, gives receipts, stems for search and writes; the baseline only "
        "writes rows that were finished before. The ratio is rate of import / rate of baseline, of medians; aim: at least 0.25.",
    ]
    return "\n".join([*lines, "", *section(report, rows)]) + "\n"


def section(report: dict, rows: int) -> list[str]:
    before, after = report["noise before"], report["noise after"]
    put = statistics.median(one["seconds"] for one in report["put"])
    took = statistics.median(one["seconds"] for one in report["import"])
    killed, resumed = report["killed"], report["resumed"]
    whole = {name: count for name, count in report["counted after"].items() if name != "imports"}
    is_whole = all(count == rows for count in whole.values()) and report["counted after"] == report["counted"]
    lines = [
        f"**Ratio {put / took:.2f}**: baseline {rows / put:,.0f} rows/s, import {rows / took:,.0f} rows/s. Memory at its peak "
        f"{max(one['peak'] for one in report['import']):.0f} MB.",
        "",
        "| round | baseline s | its own CPU s | import s | of these looking at all rows | its own CPU s | peak MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for number, (bare, whole_way) in enumerate(zip(report["put"], report["import"], strict=True), start=1):
        lines.append(
            f"| {number} | {bare['seconds']:.1f} | {bare['cpu']:.1f} | {whole_way['seconds']:.1f} | {whole_way['looking']:.1f} "
            f"| {whole_way['cpu']:.1f} | {whole_way['peak']:.0f} |"
        )
    lines += [
        "",
        f"Killed with SIGKILL after {killed['kept']:,} rows were reported ({report['after kill']['contributions']:,} stood), "
        f"run again: {resumed['seconds']:.1f} s more. Then: "
        + "; ".join(f"{name} {count:,}" for name, count in report["counted after"].items())
        + f". {'Nothing lost, nothing doubled.' if is_whole else 'NOT WHOLE.'}",
        "",
        f"Noise of the machine: a fixed sum took p50 {before['p50']:.1f} / p99 {before['p99']:.1f} ms before and "
        f"{after['p50']:.1f} / {after['p99']:.1f} ms after; load {before['load']:.1f} and {after['load']:.1f}.",
    ]
    return lines


def databases(url: str, only: str | None, folder: Path) -> dict[str, Callable[[], dict[str, str]]]:
    """For each database, what gives the environment of an empty one."""

    def new_sqlite() -> dict[str, str]:
        for old in folder.glob("tinkuy.sqlite3*"):
            old.unlink()
        return {"TINKUY_DATA_DIR": str(folder)}

    def new_postgresql() -> dict[str, str]:
        return {"TINKUY_DATA_DIR": str(folder), "DATABASE_URL": url}

    known: dict[str, Callable[[], dict[str, str]]] = {"sqlite": new_sqlite}
    if url.startswith("postgres"):
        known["postgresql"] = new_postgresql
    return {name: new for name, new in known.items() if only in (None, name)}


def run_step(step: str, arguments: list[str]) -> None:
    set_up()
    steps: dict[str, Callable[..., dict]] = {"empty": empty, "finished": finished, "put": put, "counted": counted}
    answer = steps[step](*(Path(argument) for argument in arguments))
    print(json.dumps({**answer, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024} if step == "put" else answer))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=1)
    asked.add_argument("--only", choices=["sqlite", "postgresql"])
    asked.add_argument("--step", help=argparse.SUPPRESS)
    asked.add_argument("arguments", nargs="*", help=argparse.SUPPRESS)
    args = asked.parse_args()
    if args.step:
        run_step(args.step, args.arguments)
        return
    url = os.environ.pop("DATABASE_URL", "")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_csv(folder / "aportes.csv", args.rows)
        size = (folder / "aportes.csv").stat().st_size / 1e6
        wanted = databases(url, args.only, folder)
        for name, new in wanted.items():
            result = written(measure(new, folder, args.rows, args.rounds), args.rows, size)
            if args.rows >= 1_000_000:
                (HERE / "results").mkdir(exist_ok=True)
                (HERE / "results" / f"imports-{name}.md").write_text(result)
            print(result, flush=True)


if __name__ == "__main__":
    main()
