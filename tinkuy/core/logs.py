"""Log lines: one event a line, keys and values, and the traceback below when something failed; no personal data by habit."""

import logging
from typing import Any

import structlog


def formatter() -> logging.Formatter:
    """A formatter for both our own events and those of libraries."""
    before: list[Any] = [structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True)]
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ],
    )
