"""A stage as it might be planned instead: without closings, hotter, shortened, started at another hour."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
from msgspec import structs

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.plan import Stage
from stagerace.kernels.chain_fields import PLACE, Route, Sky
from stagerace.simulation.lasting import lasting_of
from stagerace.simulation.ready import ReadyStage
from stagerace.simulation.route import NEVER, closes_at

Kind = Literal["open", "hotter", "start", "shortened"]
LAST: Final = 3
"""At how many checkpoints at most a shortened stage is tried, the last ones."""
BOXES: Final = (0.5, 0.75)
"""What is left of the time of a stage that is run for a time, when it is shortened."""


class Variant(NamedTuple):
    """A stage planned otherwise, and by how much its day is warmer [K]; everything else stays as it was."""

    kind: Kind
    label: str
    stage: ReadyStage
    warmer: float = 0.0
    moved: int = 0
    """By how much the start is later [min]."""


def without_closings(ready: ReadyStage, sky: Sky) -> ReadyStage:
    """The stage open until the end of a longer sky; one that is run for a time ends when it ends."""
    if ready.boxed:
        return ready
    places = ready.route.places.reshape(-1, PLACE).copy()
    places[:, 1] = NEVER
    return ready._replace(route=_with_places(ready.route, places), sky=sky, longest=sky.slots * sky.minutes)


def closing(opened: ReadyStage, closings: Sequence[float | None]) -> ReadyStage:
    """A stage that nobody closes with closings of its own [min]; at that of the finish everyone is taken off."""
    if opened.boxed:
        return opened
    places = opened.route.places.reshape(-1, PLACE).copy()
    places[:, 1] = [NEVER if each is None else each for each in closings]
    longest = opened.longest if closings[-1] is None else round(closings[-1])
    return opened._replace(route=_with_places(opened.route, places), longest=longest)


def ending_at(ready: ReadyStage, place: int) -> ReadyStage:
    """The stage ended at a place, by number: known to everyone before the start, so they pace themselves for it."""
    places = ready.route.places.reshape(-1, PLACE)[: place + 1].copy()
    places[-1, 2:] = 0.0
    route = _with_places(ready.route, places)
    return ready._replace(
        route=route, lasting=lasting_of(route), places=ready.places[: place + 1], metres=ready.metres[: place + 1]
    )


def boxed_for(ready: ReadyStage, share: float) -> ReadyStage:
    """A stage run for a time, with a share of its time."""
    return ready._replace(longest=round(ready.longest * share))


def starting(ready: ReadyStage, planned: Stage, sky: Sky, minutes: int) -> ReadyStage:
    """The stage started later or earlier [min] under the sky from then on.

    Closings by the clock stay where they are, limits from one's own start move along. Raises ValueError where a closing
    would lie before the start.
    """
    if planned.loop is not None:
        return ready._replace(sky=sky)
    later = structs.replace(planned, start=Instant(planned.start + minutes * MINUTE))
    places = ready.route.places.reshape(-1, PLACE).copy()
    places[:, 1] = [closes_at(later, place) for place in later.places[1:]]
    if (places[:, 1] <= 0.0).any():
        raise ValueError("a place would close before the start")
    return ready._replace(route=_with_places(ready.route, places), sky=sky)


def shortened(ready: ReadyStage) -> list[Variant]:
    """The stage ended at each checkpoint from the half on, the last ones if there are many; a box with less time."""
    if ready.boxed:
        return [
            Variant("shortened", f"{ready.longest * share / 60:g} h instead of {ready.longest / 60:g} h",
                    boxed_for(ready, share))
            for share in BOXES
        ]  # fmt: skip
    inner = range(len(ready.places) - 1)
    late = [k for k in inner if ready.metres[k] >= ready.metres[-1] / 2] or list(inner)[-1:]
    return [
        Variant("shortened", f"ends at {ready.places[k]} (km {ready.metres[k] / 1000:.1f})", ending_at(ready, k))
        for k in late[-LAST:]
    ]


def _with_places(route: Route, places: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Route:
    return route._replace(places=np.ascontiguousarray(places).reshape(-1))
