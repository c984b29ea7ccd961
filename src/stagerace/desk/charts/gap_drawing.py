"""How far the gaps of a field reach: a scale that holds most of it, and five numbers a place."""

from collections.abc import Sequence

from stagerace.desk.charts.base import Coloured, Strand
from stagerace.desk.charts.strands import at_place

_ALL_BUT: float = 0.03
"""Which share of the field may lie beyond the scale, so that one straggler does not flatten all others."""


def reach(field: Sequence[Strand], lines: Sequence[Coloured], least: int) -> tuple[int, int]:
    """The least and the greatest gap a scale must hold: all in colour, and nearly all of the field [ms]."""
    all_of = sorted(gap for strand in field for _, gap in strand)
    out = int(len(all_of) * _ALL_BUT)
    usual = all_of[out : len(all_of) - out]
    theirs = [gap for line in lines for _, gap in line.points]
    return min((*usual[:1], *theirs), default=0), max((*usual[-1:], *theirs, least), default=least)


def quantiles(field: Sequence[Strand], where: int) -> tuple[int, ...]:
    """The smallest, quarter, middle, three-quarter and greatest gap at a place; nothing where nobody was."""
    there = sorted(gap for strand in field if (gap := at_place(strand, where)) is not None)
    return tuple(there[round(share * (len(there) - 1))] for share in (0, 0.25, 0.5, 0.75, 1)) if there else ()
