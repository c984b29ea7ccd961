"""Bibs that are like what was read: the same but for unread digits, or for one slip of a finger."""

from collections.abc import Iterable
from typing import Final

from stagerace.core.names import UNREAD, Bib, is_read

ALL_UNREAD: Final = Bib(UNREAD)
"""A bib of which nothing was read, not even how long it is."""


def fits(bib: Bib, name: Bib) -> bool:
    """Whether a name may be what was read in part.

    >>> fits(Bib("1*8"), Bib("118")), fits(Bib("1*8"), Bib("119")), fits(Bib("*"), Bib("119"))
    (True, False, True)
    """
    if bib == ALL_UNREAD:
        return True
    return len(bib) == len(name) and all(seen in (UNREAD, digit) for seen, digit in zip(bib, name, strict=True))


def is_slip(bib: Bib, name: Bib) -> bool:
    """Whether one slip makes a bib of a name: a digit wrong, two swapped, one left out or one too many.

    >>> [is_slip(Bib("181"), Bib(name)) for name in ("118", "187", "18", "1181", "181", "118 "[:2])]
    [True, True, True, True, False, True]
    """
    if bib == name or abs(len(bib) - len(name)) > 1:
        return False
    start = _same(bib, name)
    end = _same(bib[start:][::-1], name[start:][::-1])
    mine, theirs = bib[start : len(bib) - end], name[start : len(name) - end]
    return max(len(mine), len(theirs)) == 1 or (len(mine) == len(theirs) == 2 and mine == theirs[::-1])


def like(bib: Bib, bibs: Iterable[Bib]) -> list[Bib]:
    """The bibs that one may have been: those that fit what was read, or are one slip away."""
    return [name for name in bibs if (is_slip if is_read(bib) else fits)(bib, name)]


def _same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length
