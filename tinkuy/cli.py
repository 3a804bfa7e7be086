"""The command `tinkuy`: our verbs and Django's own. `tinkuy verify FILE` needs neither Django nor a database."""

import argparse
import os
import sys


def main() -> None:
    arguments = sys.argv[1:]
    if arguments[:1] == ["verify"] or arguments[:2] == ["help", "verify"]:
        sys.exit(verify(arguments[1:] if arguments[0] == "verify" else ["--help"]))
    if arguments[:1] in (["--version"], ["version"]):
        sys.exit(print_version())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinkuy.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tinkuy", *(_command(name) for name in arguments[:1]), *arguments[1:]])


def _command(name: str) -> str:
    """Commands are files, so their names have `_`; people may write `-`, as in all other programs."""
    return name if name.startswith("-") else name.replace("-", "_")


def print_version() -> int:
    """Which Tinkuy this is; Django's own answer would be Django's version."""
    from tinkuy import __version__

    sys.stdout.write(f"tinkuy {__version__}\n")
    return 0


def verify(arguments: list[str]) -> int:
    """Check a downloaded version of an agenda and say what was found: 0 authentic, 1 altered, 2 unreadable."""
    from tinkuy.agenda.pure.verification_run import run

    parser = argparse.ArgumentParser(prog="tinkuy verify", description="Check a downloaded version of an agenda.")
    parser.add_argument("file", help="the downloaded file (.json)")
    parser.add_argument("--key", help="the public key you trust, from a source other than the file")
    parser.add_argument("--previous", metavar="FILE", help="the version before, to check the link")
    parser.add_argument("--language", default="es", choices=["es", "en"])
    given = parser.parse_args(arguments)
    code, lines = run(given.file, given.key, given.previous, given.language)
    sys.stdout.write("\n".join(lines) + "\n")
    return int(code)
