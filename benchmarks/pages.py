"""What a page costs the server: queries and CPU, over many rows, beside a hello through the same middleware.

    .venv/bin/python -m benchmarks.pages [--contributions 100000] [--meetings 10000] [--seconds 5]

Makes its own data in a temporary folder, writes `benchmarks/results/pages.md`, leaves nothing else behind.
CPU is measured in one process, through the whole middleware and compressed, each page made anew; the rates of hello, of 304
and of a page that was made before with wrk through granian.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "pages.md"
ROUNDS = 40
PORT = "8765"


def main() -> None:
    options = _options()
    folder = tempfile.mkdtemp(prefix="tinkuy-pages-")
    os.environ |= {"TINKUY_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tinkuy.settings", "TINKUY_LOG_LEVEL": "ERROR"}
    try:
        import django

        django.setup()
        _with_hello()
        _make(options.meetings, options.contributions)
        lines = [_row(*measured) for measured in _measure_pages()]
        lines += ["", *_measure_rates(options.seconds)]
        _write(options, lines)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contributions", type=int, default=100_000)
    parser.add_argument("--meetings", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=5)
    return parser.parse_args()


def _with_hello() -> None:
    from django.conf import settings

    settings.ROOT_URLCONF = "benchmarks.urls"


def _make(meetings: int, contributions: int) -> None:
    from django.core.management import call_command

    from benchmarks.data import make_agenda, make_contributions, make_meetings, make_organizations
    from tinkuy.core.permissions import Operator
    from tinkuy.core.services import learn_statistics
    from tinkuy.vocabulary.services import load_territories

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_territories(by=Operator(via="benchmark"))
    make_organizations(meetings)
    made = make_contributions(make_meetings(meetings), contributions)
    make_agenda(made, blocks=200, citations=5_000)
    learn_statistics()


def _measure_pages() -> list[tuple[str, int, float, float, int]]:
    from django.test import Client

    import tinkuy.wsgi  # noqa: F401 - tunes the process as the server's
    from tinkuy.contributions.models import Contribution

    receipt = Contribution.objects.filter(citations__isnull=False).values_list("receipt", flat=True)[0]
    pages = {
        "/hola/": "hello through the same middleware (baseline)",
        "/": "front page",
        "/organizaciones/": "organizations, 50 a page",
        "/organizaciones/?pagina=100": "organizations, page 100",
        "/encuentros/": "meetings, 50 a page",
        "/encuentros/?pagina=100": "meetings, page 100",
        "/organizaciones/?region=lima&mesa=mesa-1": "organizations of a region and a group",
        "/organizaciones/?dia=2018-01-01": "organizations in a group on a day",
        "/organizaciones/?nombre=medida+77": "organizations by name",
        "/encuentros/?anio=2018": "meetings of a year",
        "/encuentros/?mesa=mesa-1&pagina=15": "meetings of a group, page 15",
        "/encuentros/?region=lima&tema=tema-1&mesa=mesa-1": "meetings of a region, a theme and a group",
        "/encuentros/?tipo=TALK&desde=2017-01-01&hasta=2019-12-31": "meetings of a kind, between two days",
        "/aportes/": "contributions, 50 a page",
        "/aportes/?pagina=100": "contributions, page 100",
        "/aportes/?region=lima": "contributions of a region",
        "/aportes/?idioma=qu": "contributions in a language that nobody spoke",
        "/aportes/?region=lima&tipo=OTHER&tema=tema-1": "contributions of a region, a kind and a theme",
        "/encuentros/medida-0/aportes/": "contributions of one meeting",
        "/mesas/": "working groups",
        "/territorios/lima/": "a territory",
        "/buscar/?q=danza": "search, 20 a page",
        "/agenda/medida-1/sin-citar/": "contributions not quoted, 50 a page",
        "/agenda/medida-1/": "agenda page, 200 blocks, 5,000 citations",
        f"/hilo/{receipt}/": "thread page",
    }
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    return [_measure(label, lambda address=address: client.get(address)) for address, label in pages.items()]


def _measure(label: str, ask: Callable) -> tuple[str, int, float, float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tinkuy.core.conditional import shelf

    shelf.clear()
    with CaptureQueriesContext(connection) as captured:
        response = ask()
        queries = len(captured)
    assert response.status_code == 200, (label, response.status_code)
    cpu = []
    for _ in range(ROUNDS):
        shelf.clear()
        start = time.process_time()
        ask()
        cpu.append((time.process_time() - start) * 1_000)
    return label, queries, statistics.median(cpu), max(cpu), len(response.content)


def _measure_rates(seconds: int) -> list[str]:
    if not shutil.which("wrk"):
        return ["Rates were not measured: wrk is not installed."]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", PORT, "--workers", "1", "--blocking-threads", "1",
         "--no-ws", "--log-level", "error", "benchmarks.served:application"],
    )  # fmt: skip
    try:
        return _rates(seconds)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _rates(seconds: int) -> list[str]:
    import urllib.request

    base = f"http://localhost:{PORT}"
    etag = _patiently(lambda: urllib.request.urlopen(f"{base}/agenda/medida-1/").headers["ETag"])
    hello = _wrk(seconds, f"{base}/hola/")
    conditional = _wrk(seconds, f"{base}/agenda/medida-1/", "-H", f"If-None-Match: {etag}")
    made = _wrk(seconds, f"{base}/agenda/medida-1/", "-H", "Accept-Encoding: gzip")
    again = _wrk(seconds, f"{base}/hola/")
    share = conditional / ((hello + again) / 2)
    return [
        "| through granian, 1 worker, 1 thread, wrk 8 connections | requests/s |",
        "|---|---|",
        f"| hello, before and after | {hello:.0f}, {again:.0f} |",
        f"| agenda page, answered 304 | {conditional:.0f} |",
        f"| agenda page, whole, made before by the same process | {made:.0f} |",
        "",
        f"304 runs at {share:.0%} of hello. The two hellos differ by {abs(hello - again) / hello:.0%}: that is the noise.",
    ]


def _patiently(ask: Callable[[], str]) -> str:
    for _ in range(60):
        try:
            return ask()
        except OSError:
            time.sleep(0.5)
    raise RuntimeError("The server did not answer.")


def _wrk(seconds: int, url: str, *more: str) -> float:
    said = subprocess.run(["wrk", "-t1", "-c8", f"-d{seconds}s", *more, url], capture_output=True, text=True, check=True).stdout
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def _row(label: str, queries: int, median: float, most: float, size: int) -> str:
    return f"| {label} | {queries} | {median:.1f} | {most:.1f} | {size / 1024:.0f} |"


def _write(options: argparse.Namespace, lines: list[str]) -> None:
    head = [
        "# Pages",
        "",
        f"{options.contributions:,} contributions, {options.meetings:,} meetings, SQLite; {ROUNDS} requests each, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} when it was written (other work adds to the maxima).",
        "",
        "| page | queries | CPU ms, median | CPU ms, most | KB over the wire |",
        "|---|---|---|---|---|",
    ]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")
    sys.stdout.write(RESULTS.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
