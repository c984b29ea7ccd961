"""Text that people chose, made fit for any file: without characters that XML and calendars cannot hold."""

import re
from typing import Final

_UNFIT: Final = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    r"""Text with a space in place of every character that a file of feeds cannot hold.

    >>> plain("Zo\x00ra\r\n")
    'Zo ra \n'
    """
    return _UNFIT.sub(" ", text)
