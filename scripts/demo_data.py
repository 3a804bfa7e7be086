"""The demo's data in a folder of its own, and a server on it: for the pictures and for the tests in a browser."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

ROOT = Path(__file__).resolve().parents[1]
STARTS_WITHIN = 60
PASSWORD_LINE = "Contraseña:"
SECRETARIAT = "secretaria@ejemplo.pe"


def tinkuy(data: Path, *arguments: str, **more: str) -> str:
    """Run `tinkuy` on the data in this folder, with these settings; its output."""
    command = [sys.executable, "-c", "from tinkuy.cli import main; main()", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(data, **more), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"tinkuy {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
    return done.stdout


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TINKUY_", "DATABASE_URL", "DJANGO_"))}
    return kept | {"TINKUY_DATA_DIR": str(data), "TINKUY_LOG_LEVEL": "WARNING", "PYTHONPATH": str(ROOT)} | more


def load(data: Path) -> str:
    """History, sample, and an account: its password comes back."""
    tinkuy(data, "migrate", "--verbosity", "0")
    tinkuy(data, "load-history")
    tinkuy(data, "load-sample")
    said = tinkuy(data, "create-secretary", SECRETARIAT)
    return said.split(PASSWORD_LINE, 1)[1].split()[0]


def cases(data: Path) -> tuple[str, ...]:
    """Add one of each thing that somebody signed in works on; the addresses from which the rest of them is reached."""
    command = [sys.executable, "-m", "scripts.cases"]
    settings = environment(data, DJANGO_SETTINGS_MODULE="tinkuy.settings")
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return tuple(done.stdout.split())


def threads(data: Path) -> list[str]:
    """Addresses of the threads of a quoted, of a translated and of an unquoted contribution of the sample."""
    wanted = (
        "id IN (SELECT contribution_id FROM agenda_citation)",
        "translation <> ''",
        "id NOT IN (SELECT contribution_id FROM agenda_citation)",
    )
    with closing(sqlite3.connect(data / "tinkuy.sqlite3")) as rows:
        asked = (f"SELECT receipt FROM contributions_contribution WHERE {which} ORDER BY id LIMIT 1" for which in wanted)
        return [f"/hilo/{receipt}/" for one in asked for (receipt,) in rows.execute(one)]


def signed_in(address: str, password: str) -> str:
    """The cookie of the secretariat's session on this server, got by the form that people use."""
    jar = CookieJar()
    visit = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar)).open
    page = visit(f"{address}/acceso/login/", timeout=20).read().decode()
    token = page.split('name="csrfmiddlewaretoken" value="', 1)[1].split('"', 1)[0]
    sent = {"login": SECRETARIAT, "password": password, "csrfmiddlewaretoken": token}
    visit(f"{address}/acceso/login/", urlencode(sent).encode(), timeout=20).read()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def cookies(address: str, cookie: str) -> "list[SetCookieParam]":
    """The same as a browser's context takes it: a header would give way to the first cookie that a page sets."""
    pairs = (pair.split("=", 1) for pair in cookie.split("; ") if pair)
    return [{"name": name, "value": value, "url": address} for name, value in pairs]


@contextmanager
def served(data: Path, **more: str) -> Iterator[str]:
    """The address of a server on this data, with these settings, while it is needed."""
    port = free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-c", "from tinkuy.cli import main; main()", "serve", "--port", str(port), "--workers", "2"]
    log = (data / "server.log").open("w")
    settings = environment(data, TINKUY_SITE_URL=address, **more)
    server = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=log)
    try:
        wait_for(address, server, data / "server.log")
        yield address
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(STARTS_WITHIN * 10):
        try:
            urllib.request.urlopen(address + "/", timeout=5).read()
        except OSError:
            if server.poll() is not None:
                raise RuntimeError(log.read_text()) from None
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{address} does not answer:\n{log.read_text()}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def chromium() -> str | None:
    """Where the system keeps its browser."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
