"""Log lines: one event a line, keys and values, and the traceback below when something failed; no personal data by habit."""

import logging
import re
from typing import Any

import structlog

# What opens a door: the code of a contribution's thread, and the keys of links in letters.
_SECRETS = re.compile(
    r"(/hilo/|[?&]codigo=|/password/reset/key/|/enlace/|/inscripcion/(?:confirmar|mia)/|/acta/revisar/)[^/?&#\s\"'<>]+"
)


def masked(text: str) -> str:
    """`text` without the codes and keys that addresses in it carry; masking twice changes nothing."""
    return _SECRETS.sub(r"\1…", text)


class WithoutCodes(logging.Filter):
    """Takes codes out of each line before any handler writes it: addresses that were not found are logged whole."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str):
            record.msg, record.args = masked(record.getMessage()), ()
        return True


def _mask_all(_logger: Any, _name: str, line: Any) -> str:
    # Tracebacks and the values of our own events exist only here.
    return masked(line)


def formatter() -> logging.Formatter:
    """A formatter for both our own events and those of libraries."""
    before: list[Any] = [structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
            _mask_all,
        ],
    )
