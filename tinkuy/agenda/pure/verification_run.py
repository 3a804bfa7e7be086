"""`tinkuy verify FILE`: reads files, checks, and says. Needs no Django, no database, no network."""

from dataclasses import replace
from enum import IntEnum

from tinkuy.agenda.pure.findings import Code, Finding, Report
from tinkuy.agenda.pure.keys import NotAKeyError
from tinkuy.agenda.pure.sealed_files import LARGEST_FILE, UnreadableError
from tinkuy.agenda.pure.verification import verify
from tinkuy.agenda.pure.verification_words import describe, describe_key_refusal


class ExitCode(IntEnum):
    AUTHENTIC = 0
    ALTERED = 1  # or the version before is not the one named
    UNREADABLE = 2  # or the trusted key is


def run(
    path: str, trusted_key: str | None = None, previous_path: str | None = None, language: str = "es"
) -> tuple[ExitCode, list[str]]:
    """Check the file at `path` against the key and the version before it, where given: the exit code and the lines to
    print.
    """
    try:
        report = _checked(path, trusted_key, previous_path)
    except NotAKeyError:
        return ExitCode.UNREADABLE, [describe_key_refusal(language)]
    return exit_code(report), describe(report, language)


def exit_code(report: Report) -> ExitCode:
    """The report as one number."""
    if not report.is_readable:
        return ExitCode.UNREADABLE
    return ExitCode.AUTHENTIC if report.is_authentic and report.is_linked else ExitCode.ALTERED


def _checked(path: str, trusted_key: str | None, previous_path: str | None) -> Report:
    try:
        data = _read_file(path)
    except UnreadableError as refusal:
        return Report((refusal.finding,))
    try:
        previous = _read_file(previous_path) if previous_path else None
    except UnreadableError as refusal:
        report = verify(data, trusted_key=trusted_key)
        unread = Finding(Code.PREVIOUS_UNREADABLE, ("content", "previous"), {"finding": refusal.finding})
        return replace(report, findings=(*report.findings, unread))
    return verify(data, trusted_key=trusted_key, previous=previous)


def _read_file(path: str) -> bytes:
    """The bytes of a file, one more than is allowed at most. Raises UnreadableError."""
    try:
        with open(path, "rb") as file:
            return file.read(LARGEST_FILE + 1)
    except IsADirectoryError as error:
        raise UnreadableError(Finding(Code.IS_A_FOLDER, (), {"file": path})) from error
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a zero byte in the name
        raise UnreadableError(Finding(Code.FILE_MISSING, (), {"file": path})) from error
    except OSError as error:
        raise UnreadableError(Finding(Code.NOT_ALLOWED, (), {"file": path})) from error
