"""Departures that a checkpoint stopped taking, though it takes arrivals."""

from collections.abc import Mapping
from heapq import nlargest

from stagerace.core.names import Bib
from stagerace.core.plan import Stage
from stagerace.watch.sights import Sights


def untold_outs(stage: Stage, sights: Mapping[Bib, Sights], enough: int) -> frozenset[int]:
    """The departures, by position along the stage, that the last so many who must have passed them are not seen at.

    Nobody is due at such a point: whoever is in the checkpoint is due at the next place.
    """
    return frozenset(
        index
        for index, (place, way) in enumerate(stage.points)
        if way == "out" and (place, "in") in stage.order and _is_untold(index, sights, enough)
    )


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
