"""The command `tinkuy`: our verbs and Django's own. `tinkuy verify FILE` needs neither Django nor a database."""

import argparse
import os
import sys


def main() -> None:
    arguments = sys.argv[1:]
    if arguments[:1] == ["verify"]:
        sys.exit(verify(arguments[1:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinkuy.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tinkuy", *(name.replace("-", "_") for name in arguments[:1]), *arguments[1:]])


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
