import subprocess
import sys

import pytest

from tinkuy.agenda.pure import sealing
from tinkuy.agenda.pure.verification_run import ExitCode, run
from tinkuy.agenda.pure.verification_words import LONGEST_LIST, describe
from tinkuy.agenda.tests.sealed_samples import OUR_FINGERPRINT, check, sealed_version, second_version


@pytest.fixture
def sealed():
    return sealed_version()


def test_describe_shows_nothing_from_the_file_that_a_terminal_would_obey(sealed):
    sealed["content"]["alliance"] = "\x1b[2J\x1b]0;título\x07 \u202eotra\nlínea" + "x" * 500
    sealed["content"]["wordings"].append({"code": "\x1b[31mB99\r\n", "text": "x"})
    for line in describe(check(sealed)):
        assert line.isprintable()
        assert len(line) < 300


def test_describe_of_very_many_findings_ends_with_how_many_more():
    file = sealed_version(blocks=80)
    for wording in file["content"]["wordings"]:
        wording["demand"] = "nada"
    lines = describe(check(file))
    assert sum("«pedido»" in line for line in lines) == LONGEST_LIST
    assert "Y 20 hallazgos más." in lines


def test_describe_says_a_sample_is_fictitious(sealed):
    assert "Es un ejemplo ficticio: ninguna organización lo aprobó." in describe(check(sealed))
    assert "It is a fictitious example: no organization approved it." in describe(check(sealed), "en")


def test_run_answers_with_lines_and_an_exit_code(sealed, tmp_path):
    path, before = tmp_path / "aic2.json", tmp_path / "aic1.json"
    before.write_bytes(sealing.to_bytes(sealed))
    path.write_bytes(sealing.to_bytes(second_version(sealed)))
    code, lines = run(str(path), OUR_FINGERPRINT, str(before), "es")
    assert code == ExitCode.AUTHENTIC == 0
    assert lines[0] == "El archivo está tal como se publicó: no cambió ni una palabra."

    path.write_bytes(path.read_bytes().replace(b"Pedimos 5", b"Pedimos 9"))
    assert run(str(path))[0] == ExitCode.ALTERED == 1
    assert run(str(before), previous_path=str(path))[0] == ExitCode.ALTERED
    assert run(str(before), previous_path=str(tmp_path / "nada.json"))[0] == ExitCode.ALTERED


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nada.json", "No existe el archivo"),
        ("", "es una carpeta"),
        ("aic1.json/x", "No existe"),
        ("a\0b", "No existe"),
    ],
)
def test_run_on_no_file_says_what_is_there_instead(sealed, tmp_path, name, says):
    (tmp_path / "aic1.json").write_bytes(sealing.to_bytes(sealed))
    code, lines = run(f"{tmp_path}/{name}")
    assert code == ExitCode.UNREADABLE == 2
    assert says in lines[1]


def test_run_with_a_key_that_is_none_says_so(sealed, tmp_path):
    (tmp_path / "aic1.json").write_bytes(sealing.to_bytes(sealed))
    assert run(f"{tmp_path}/aic1.json", "hola") == (
        ExitCode.UNREADABLE,
        ["La clave que indicaste no es una clave pública ni una huella."],
    )


def test_run_needs_neither_django_nor_a_database():
    code = "import sys, tinkuy.agenda.pure.verification_run; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
