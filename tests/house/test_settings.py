"""The settings and the table that documents them are one list; the documented production values are safe; none are needed."""

import os
import re
import subprocess
import sys

from tests.house.files import ROOT

OPERATE = ROOT / "docs/operate.md"


def test_every_setting_stands_in_the_table():
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "tinkuy/settings.py").read_text()))
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATE.read_text(), re.MULTILINE))

    assert documented == read


def test_documented_production_values_pass_the_deployment_check(tmp_path):
    block = OPERATE.read_text().split("```ini", 1)[1].split("```", 1)[0]
    values = dict(line.split("=", 1) for line in block.strip().splitlines() if "=" in line and not line.startswith("#"))
    values |= {"TINKUY_DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/check.sqlite3"}

    done = tinkuy(["check", "--deploy", "--fail-level", "WARNING"], values)

    assert done.returncode == 0, done.stderr


def test_an_empty_environment_is_enough(tmp_path):
    done = tinkuy(["check"], {}, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "var/secret.key").exists()


def tinkuy(arguments, values, cwd=ROOT):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **values}
    command = [sys.executable, "-c", "from tinkuy.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
