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
from dataclasses import dataclass, field
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
        from benchmarks import pages

        pages._with_hello()
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


@dataclass
class Asked:
    """What was answered to one kind of code, and in how many ms of wall and of processor time."""

    status: int = 0
    size: int = 0
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def _measure(codes: dict[str, str], rounds: int) -> dict[str, Asked]:
    from django.core.cache import cache
    from django.test import Client

    import tinkuy.wsgi  # noqa: F401 - tunes the process as the server's

    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    addresses = {"hello through the same middleware (baseline)": "/hola/"}
    addresses |= {kind: f"/hilo/{code}/" for kind, code in codes.items()}
    found = {kind: Asked() for kind in addresses}
    for turn in range(rounds + 10):
        for kind, address in addresses.items():
            cache.clear()
            wall, cpu = time.perf_counter(), time.process_time()
            response = client.get(address)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            found[kind].status, found[kind].size = response.status_code, len(response.content)
            if turn >= 10:
                found[kind].wall.append(wall * 1_000)
                found[kind].cpu.append(cpu * 1_000)
    return found


def _write(options: argparse.Namespace, found: dict[str, Asked]) -> None:
    lines = [
        "# Threads",
        "",
        f"{options.contributions:,} contributions, SQLite; {options.rounds} requests of each kind, in turn; "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} when it was written.",
        "",
        "| code | answer | ms, median | ms, 95 % | CPU ms, median | bytes over the wire |",
        "|---|---|---|---|---|---|",
    ]
    for kind, asked in found.items():
        most = statistics.quantiles(asked.wall, n=20)[18]
        wall, cpu = statistics.median(asked.wall), statistics.median(asked.cpu)
        lines.append(f"| {kind} | {asked.status} | {wall:.1f} | {most:.1f} | {cpu:.1f} | {asked.size} |")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join([*lines, ""]), encoding="utf-8")
    sys.stdout.write(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
