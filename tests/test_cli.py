"""The command `tinkuy`."""

import subprocess
import sys

import pytest

from tinkuy import __version__, cli


def test_verify_needs_no_django():
    code = "import sys; from tinkuy import cli; cli.verify(['nowhere.json']); sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


def test_verify_says_that_a_file_cannot_be_read(tmp_path, capsys):
    (tmp_path / "cut.json").write_text('{"sealed": {')

    assert cli.verify([str(tmp_path / "cut.json")]) == 2
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("name", ["create-secretary", "create_secretary"])
def test_commands_answer_to_hyphens_too(monkeypatch, capsys, name):
    monkeypatch.setattr(sys, "argv", ["tinkuy", name, "--help"])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 0
    assert "email" in capsys.readouterr().out


@pytest.mark.parametrize("asked", ["--version", "version"])
def test_version_is_that_of_tinkuy(monkeypatch, capsys, asked):
    monkeypatch.setattr(sys, "argv", ["tinkuy", asked])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"tinkuy {__version__}\n"


def test_help_knows_verify_too(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["tinkuy", "help", "verify"])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    assert ended.value.code == 0
    assert "--key" in capsys.readouterr().out
