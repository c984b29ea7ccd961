"""Which source of a passing to believe first."""

from functools import cache
from typing import Final

_RANKS: Final = (
    ("mat", "chip", "rfid", "transponder", "gun"),
    ("qr", "nfc", "scan"),
    ("keypad", "app", "tablet", "phone", "laptop"),
    ("",),
    ("paper", "sheet"),
    ("radio", "voice", "frame", "satellite"),
)
CHIP: Final = 0
"""Where what reads by itself stands."""
_UNKNOWN: Final = next(rank for rank, words in enumerate(_RANKS) if "" in words)


@cache
def trust(source: str) -> int:
    """How far down the order of trust a source stands: 0 chip, 1 scan, 2 keypad, 3 unsaid, 4 paper, 5 voice.

    >>> trust("finish mat"), trust("Radio CP3"), trust("Ana")
    (0, 5, 3)
    """
    words = source.lower()
    return next((r for r, names in enumerate(_RANKS) if any(name and name in words for name in names)), _UNKNOWN)
