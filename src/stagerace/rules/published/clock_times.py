"""Clock times printed as results: 11:18:47 for a start at 08:00 is 3:18:47."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import time
from itertools import combinations
from typing import Final

from stagerace.core.clock import DAY, Elapsed, format_elapsed
from stagerace.rules.published.base import FAR, Conflict, Finding, Misread
from stagerace.rules.published.reading import Published
from stagerace.rules.published.speed import fastest
from stagerace.rules.published.sums import Sums

Sheet = tuple[int, str]
"""The stage of a table and its source: a whole table is printed one way."""
_MOST: Final = 6


class ClockTimes:
    """Tables whose times are clock readings at the finish."""

    name = "clock times"

    def findings(self, published: Published) -> Iterator[Finding]:
        """The figures of tables that must be clock readings for the sums to hold."""
        sheets = _candidates(published)
        for sheet in _clocked(published, sheets):
            start = clock_of(published.edition.by_number[sheet[0]].start)
            assert start is not None
            for index in sheets[sheet]:
                figure = published.figures[index]
                meant = published.known(index) - start
                at = format_elapsed(Elapsed(start))
                what = f"{figure.printed} is the clock at the finish; the start was at {at.rjust(8, '0')[:5]}"
                yield Misread(index, self.name, what, meant, "the clock less the start")


def clock_of(start: time | None) -> int | None:
    """A clock reading as the time since midnight [ms]; None where it is not known."""
    return None if start is None else ((start.hour * 60 + start.minute) * 60 + start.second) * 1_000


def _candidates(published: Published) -> dict[Sheet, list[int]]:
    """Tables that could be clock readings: all of them after the start, on the same day, at speeds people run."""
    sheets: dict[Sheet, list[int]] = defaultdict(list)
    for index, figure in published.numbered():
        if figure.is_time and figure.where.part == "stage":
            sheets[figure.where.n, figure.source].append(index)
    return {sheet: indices for sheet, indices in sheets.items() if _could_be(published, sheet[0], indices)}


def _could_be(published: Published, stage: int, indices: list[int]) -> bool:
    held = published.edition.by_number.get(stage)
    start = clock_of(held.start) if held else None
    if held is None or start is None:
        return False
    least = held.metres * 3_600_000 // fastest(held.metres) if held.metres else 1
    return all(start + least <= published.known(index) < DAY for index in indices)


def _clocked(published: Published, sheets: dict[Sheet, list[int]]) -> tuple[Sheet, ...]:
    """The fewest tables that must be clock readings so that the sums of everyone in them hold."""
    wrong = _conflicts(published)
    if not wrong or not sheets:
        return ()
    for size in range(1, min(len(sheets), _MOST) + 1):
        for some in combinations(sorted(sheets), size):
            touched = {index for sheet in some for index in sheets[sheet]}
            concerned = [c for c in wrong if touched & {s.figure for s in c.suspects}]
            if _enough(concerned) and not _still_wrong(published, sheets, some, touched):
                return some
    return ()


def _conflicts(published: Published) -> list[Conflict]:
    return [found for found in Sums().findings(published) if isinstance(found, Conflict)]


def _enough(conflicts: list[Conflict]) -> bool:
    """A sum that comes out to the second is proof; a total that is merely too small needs a second one."""
    exact = any(conflict.suspects[0].high < FAR for conflict in conflicts)
    return exact or len(conflicts) > 1


def _still_wrong(
    published: Published, sheets: dict[Sheet, list[int]], some: tuple[Sheet, ...], touched: set[int]
) -> bool:
    read_as = dict(published.read_as)
    for sheet in some:
        start = clock_of(published.edition.by_number[sheet[0]].start) or 0
        read_as |= {index: published.known(index) - start for index in sheets[sheet]}
    left = _conflicts(Published(published.edition, read_as))
    return any(touched & {suspect.figure for suspect in conflict.suspects} for conflict in left)
