"""How wide words will be, whatever sans-serif font draws them, and words cut or broken to fit."""

from functools import lru_cache
from typing import Final
from unicodedata import combining, east_asian_width

_EMS: Final = {
    **dict.fromkeys("ijl|'IJ", 0.30), **dict.fromkeys(" .,:;·!", 0.34), **dict.fromkeys("ft()[]/-", 0.4), "r": 0.42,
    **dict.fromkeys("csz", 0.55), **dict.fromkeys("ABKLEFPRSTVXYZ", 0.69), **dict.fromkeys("CDGHNOQU", 0.79),
    **dict.fromkeys("w+=×−–&", 0.84), **dict.fromkeys("mM%WÄÖÜ@—…", 1.0),
}  # fmt: skip
_USUAL: Final = 0.64
"""Widths in ems, those of the broadest of the usual fonts (DejaVu Sans): in others there is room to spare."""
_BOLD: Final = 1.12


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """How wide words are at most [px] at a font size [px]."""
    return _ems_of(words) * size * (_BOLD if bold else 1.0)


def cut(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """The words, or as many of their letters as there is room for, with dots."""
    if width_of(words, size, bold=bold) <= room:
        return words
    kept = words
    while kept and width_of(f"{kept.rstrip()}…", size, bold=bold) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…" if kept else ""


def broken(words: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """The words in at most so many lines, each within the room; what does not fit in the last is cut."""
    lines: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size, bold=bold) > room and len(lines) < most - 1:
            lines.append(line)
            line = word
        else:
            line = longer
    return [cut(each, room, size, bold=bold) for each in (*lines, line)]


@lru_cache(maxsize=4096)
def _ems_of(words: str) -> float:
    return sum(map(_ems, words))


@lru_cache(maxsize=4096)
def _ems(letter: str) -> float:
    if combining(letter):
        return 0.0
    if east_asian_width(letter) in "WF" or ord(letter) > 0xFFFF:
        return 1.1
    return _EMS.get(letter, _USUAL if ord(letter) < 0x250 else 0.85)
