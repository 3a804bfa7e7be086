"""The built package, installed into an empty environment, is the whole site."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from scripts.demo_data import ROOT, free_port

pytestmark = pytest.mark.slow
UV = [str(Path(sys.executable).with_name("uv")), "--quiet"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder far from the checkout, with an environment that holds the wheel and what it names, and nothing else."""
    home = tmp_path_factory.mktemp("elsewhere")
    build = [*UV, "build", "--wheel", "--no-build-isolation", "--python", sys.executable, "--out-dir", str(home), str(ROOT)]
    run(build, home)
    (wheel,) = home.glob("tinkuy-*.whl")
    python = str(home / "env/bin/python")
    run([*UV, "venv", "--python", sys.executable, str(home / "env")], home)
    run([*UV, "pip", "install", "--python", python, "--require-hashes", "-r", str(ROOT / "requirements/base.lock")], home)
    run([*UV, "pip", "install", "--python", python, "--no-deps", str(wheel)], home)
    return home


def a_strangers_environment():
    """Nothing of this run's own settings: what is installed stands by itself."""
    ours = ("TINKUY_", "DATABASE_URL", "DJANGO_", "PYTHON")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def run(command, home):
    done = subprocess.run(command, cwd=home, env=a_strangers_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_wheel_serves_the_whole_site_outside_the_checkout(home):
    tinkuy = str(home / "env/bin/tinkuy")
    run([tinkuy, "migrate", "--verbosity", "0"], home)
    run([tinkuy, "check"], home)
    run([tinkuy, "load-history"], home)
    run([tinkuy, "load-sample"], home)

    port = free_port()
    command = [tinkuy, "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, cwd=home, env=a_strangers_environment(), stdout=subprocess.DEVNULL)
    try:
        front = fetched(f"http://127.0.0.1:{port}/", tries=300)
        (sheet, *_) = re.findall(r'href="(/estaticos/[^"]+\.css)"', front)
        style = fetched(f"http://127.0.0.1:{port}{sheet}")
    finally:
        server.terminate()
        server.wait(20)

    assert '<html lang="es"' in front
    assert "Encuentros" in front
    assert "{" in style


def fetched(url, tries=1):
    for left in range(tries, 0, -1):
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:
                return answer.read().decode()
        except OSError:
            if left == 1:
                raise
            time.sleep(0.1)


def test_wheel_verifies_without_a_database(home):
    (home / "no.json").write_text("{}")
    done = subprocess.run(
        [str(home / "env/bin/tinkuy"), "verify", "no.json"], cwd=home, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert done.stdout.strip()


def test_wheel_speaks_spanish_and_leaves_the_tests_at_home(home):
    (package,) = home.glob("env/lib/python*/site-packages/tinkuy")

    assert list(package.rglob("es/LC_MESSAGES/django.mo"))
    assert not list(package.rglob("tests"))
