"""The server's own log files: what was asked and how it went, never who, never what."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from stagerace.core.errors import LogRefused

NAME: Final = "stagerace.serve"
SIZE: Final = 1_000_000
"""How long a file grows before the next begins [bytes]."""
KEPT: Final = 5
"""How many old files are kept."""

journal: Final = logging.getLogger(NAME)
"""What the server tells of itself; no names, no addresses of people, no bodies, no query strings."""


class Impersonal(logging.Formatter):
    """Writes an error as its type and the lines it came through; its text may quote what a person typed."""

    def format(self, record: logging.LogRecord) -> str:
        """A record in one's own words: what another handler made of its error is not taken over."""
        record.exc_text = None
        try:
            return super().format(record)
        finally:
            record.exc_text = None

    def formatException(  # noqa: N802 the name is logging's.
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The type of an error and where it came from."""
        kind, _, trace = ei
        lines = [f"  {Path(at.filename).name}:{at.lineno} {at.name}" for at in traceback.extract_tb(trace)]
        return "\n".join([kind.__name__ if kind else "?", *lines])


class _Plain(logging.Filter):
    """Takes the arguments of other programs' messages away: uvicorn's warnings may quote what was sent."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the message's pattern only, where it is not our own."""
        if record.name != NAME:
            record.args = ()
            record.msg = str(record.msg).partition("\n")[0]
        return True


@contextmanager
def keeping_journal(folder: Path) -> Iterator[None]:
    """Write log files in a folder meanwhile.

    Raises LogRefused when it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder / "serve.log", maxBytes=SIZE, backupCount=KEPT, encoding="utf-8")
    except OSError as error:
        raise LogRefused(f"{folder}: log files cannot be written there ({error.strerror})") from error
    handler.setFormatter(Impersonal("%(asctime)s %(levelname)s %(message)s"))
    handler.addFilter(_Plain())
    loggers = [logging.getLogger(name) for name in (NAME, "uvicorn.error")]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
        handler.close()
