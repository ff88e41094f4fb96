"""Where the centre logs: one JSON line per event. Tracebacks without values, since values are personal data."""

from __future__ import annotations

import logging
from typing import TextIO

import structlog


def log_to(stream: TextIO) -> None:
    """Log of this program and of its libraries goes to `stream`."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
    logging.basicConfig(stream=stream, level=logging.WARNING)
