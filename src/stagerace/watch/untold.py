"""Departures that a checkpoint does not take, though it takes arrivals."""

from collections.abc import Collection, Iterable, Mapping
from heapq import nlargest
from typing import Final

from stagerace.core.names import Bib
from stagerace.core.plan import Point, Stage
from stagerace.watch.sights import Sights

ENOUGH: Final = 5
"""So many who went on unread tell a forecast, whose legs they change, that departures are not taken."""


def given_up(stage: Stage, sights: Mapping[Bib, Sights], so_far: bool = False) -> frozenset[Point]:
    """The departures that no forecast waits for: untold ones, and those behind them of which nothing tells yet.

    Where a crew takes none, crews ahead are taken to do likewise until one is taken; `so_far` says whether it was so on
    the stage before.
    """
    untold, found = untold_outs(stage, sights, ENOUGH), []
    for index in _outs(stage):
        if index in untold:
            so_far = True
        elif any(index in each.at for each in sights.values()):
            so_far = False
        if so_far:
            found.append(stage.points[index])
    return frozenset(found)


def none_taken(stage: Stage, times: Iterable[Collection[Point]]) -> bool:
    """Whether no departure was taken on a whole stage, by the points where each runner was read, though many came."""
    outs = {stage.points[index] for index in _outs(stage)}
    came, left = 0, 0
    for points in times:
        came += any((place, "in") in points for place, _ in outs)
        left += not outs.isdisjoint(points)
    return came >= ENOUGH and not left


def _outs(stage: Stage) -> list[int]:
    """The departures of places that take arrivals too, by position along the stage."""
    return [k for k, (place, way) in enumerate(stage.points) if way == "out" and (place, "in") in stage.order]


def untold_outs(stage: Stage, sights: Mapping[Bib, Sights], enough: int) -> frozenset[int]:
    """The departures, by position along the stage, that the last so many who must have passed them are not seen at.

    Nobody is due at such a point: whoever is in the checkpoint is due at the next place.
    """
    return frozenset(index for index in _outs(stage) if _is_untold(index, sights, enough))


def _is_untold(index: int, sights: Mapping[Bib, Sights], enough: int) -> bool:
    """Whether the last runners who came there and were seen beyond were not seen leaving."""
    came = index - 1
    went_on = [each for each in sights.values() if each.last.index > index and came in each.at]
    latest = nlargest(enough, went_on, key=lambda each: (each.at[came], each.bib))
    if len(latest) < enough or any(index in each.at for each in latest):
        return False
    newest = max((each.at[came] for each in latest), default=0)
    told_since = any(index in each.at and each.at.get(came, 0) >= newest for each in sights.values())
    return not told_since
