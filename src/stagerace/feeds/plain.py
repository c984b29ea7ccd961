"""Text that people chose, made fit for any file: without characters that XML and calendars cannot hold."""

import re
from functools import lru_cache
from typing import Final

_UNFIT: Final = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_STEERS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of everything after them, beyond the name they stand in."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    r"""Text with a space in place of every character that a file of feeds cannot hold.

    >>> plain("Zo\x00ra\r\n")
    'Zo ra \n'
    """
    return _UNFIT.sub(" ", text)


def one_line(text: str) -> str:
    r"""Text that somebody chose, as it may stand within a line: nothing in it steers or ends what is around it.

    >>> one_line("Zo\x00ra\n\u202eQuill")
    'Zo ra Quill'
    """
    return " ".join(unsteered(plain(text)).split())


def unsteered(text: str) -> str:
    """Text without marks that turn the direction of what comes after it; letters run as their script does."""
    return _STEERS.sub("", text)
