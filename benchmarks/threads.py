"""Does the time of an answer tell whether a code is somebody's? Known, withdrawn and unknown codes, asked in turn.

    .venv/bin/python -m benchmarks.threads [--contributions 100000] [--rounds 300]

Makes its own data in a temporary folder, writes `benchmarks/results/threads.md`, leaves nothing else behind.
Measured in one process, through the whole middleware; the limit on guesses is emptied between requests.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "threads.md"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contributions", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=300)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="tinkuy-threads-")
    os.environ |= {"TINKUY_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tinkuy.settings", "TINKUY_LOG_LEVEL": "CRITICAL"}
    try:
        import django

        django.setup()
        _write(options, _measure(_codes(options.contributions), options.rounds))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _codes(contributions: int) -> dict[str, str]:
    """A code of each kind."""
    from benchmarks import pages
    from benchmarks.data import BY
    from tinkuy.contributions.models import Contribution
    from tinkuy.contributions.pure.receipts import new_code
    from tinkuy.contributions.services import withdraw_contribution

    pages._make(max(contributions // 10, 10), contributions)
    quoted = Contribution.objects.filter(citations__isnull=False).first()
    silent, withdrawn = Contribution.objects.filter(citations=None)[:2]
    withdraw_contribution(withdrawn, "measured", BY)
    found = {"known, quoted": quoted.receipt, "known, not quoted": silent.receipt, "withdrawn": withdrawn.receipt}
    return {**found, "unknown": new_code(), "malformed": "NO-ES-UN-CODIGO"}


def _measure(codes: dict[str, str], rounds: int) -> dict[str, tuple[int, list[float], int]]:
    from django.core.cache import cache
    from django.test import Client

    client, taken, seen = Client(headers={"host": "localhost"}), {kind: [] for kind in codes}, {}
    for turn in range(rounds + 10):
        for kind, code in codes.items():
            cache.clear()
            start = time.perf_counter()
            response = client.get(f"/hilo/{code}/")
            spent = (time.perf_counter() - start) * 1_000
            seen[kind] = (response.status_code, len(response.content))
            if turn >= 10:
                taken[kind].append(spent)
    return {kind: (seen[kind][0], taken[kind], seen[kind][1]) for kind in codes}


def _write(options: argparse.Namespace, found: dict[str, tuple[int, list[float], int]]) -> None:
    lines = [
        "# Threads",
        "",
        f"{options.contributions:,} contributions, SQLite; {options.rounds} requests of each kind, in turn; "
        f"load {os.getloadavg()[0]:.1f} when it was written.",
        "",
        "| code | answer | ms, median | ms, 95 % | bytes |",
        "|---|---|---|---|---|",
    ]
    for kind, (status, times, size) in found.items():
        most = statistics.quantiles(times, n=20)[18]
        lines.append(f"| {kind} | {status} | {statistics.median(times):.1f} | {most:.1f} | {size} |")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join([*lines, ""]), encoding="utf-8")
    sys.stdout.write(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
