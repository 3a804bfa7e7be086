"""The command `tinkuy`."""

import subprocess
import sys

import pytest

from tinkuy import cli


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
