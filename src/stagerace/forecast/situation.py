"""What a forecaster may see: the places of a course, and who was known where by an instant."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from stagerace.core.errors import BadInput, Problem

Array = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Places:
    """The places of a stage or race in the order of the course, the last one its finish.

    Two places at one distance are the way in and the way out of a checkpoint: between them lies a dwell.
    Raises BadInput where distances run backward, or a figure is missing.
    """

    names: tuple[str, ...]
    distance_m: Array
    """From the start, by place [m]; never falling."""
    climb_m: Array
    """Metres climbed from the start, by place."""
    descent_m: Array
    """Metres descended from the start, by place."""

    def __post_init__(self) -> None:
        figures = np.stack([self.distance_m, self.climb_m, self.descent_m])
        if not self.names or figures.shape != (3, len(self.names)) or not np.isfinite(figures).all():
            raise BadInput(Problem("a course needs a distance, climb and descent for each of its places"))
        for name, steps in zip(("distance", "climb", "descent"), np.diff(figures, prepend=0.0), strict=True):
            if (steps < 0).any():
                at = self.names[int(np.argmax(steps < 0))]
                remedy = "Put the places in the order of the course, each measured from the start"
                raise BadInput(Problem(f"the {name} to {at} is less than to the place before it", remedy))

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True, eq=False)
class Edition:
    """A race that is over: its places, and everybody's elapsed times at them."""

    places: Places
    elapsed: Array
    """By runner and place, from the runner's own start [s]; NaN where nobody saw them."""
    clock: float | None = None
    """The local time at which it started [h after midnight], where known."""


@dataclass(frozen=True, eq=False)
class Situation:
    """What is known at an instant.

    Raises BadInput for tables whose shapes do not fit.
    """

    places: Places
    elapsed: Array
    """By runner and place, from the runner's own start [s]; NaN where not known."""
    now: float
    """The instant [s after the first start]; passings after it are not seen, whatever the table holds."""
    starts: Array = field(default_factory=lambda: np.zeros(0))
    """Own start by runner [s after the first start]; empty where all start together."""
    history: tuple[Edition, ...] = ()
    """Earlier editions, for those forecasters that use them."""
    clock: float | None = None
    """The local time of the first start [h after midnight], where known."""

    def __post_init__(self) -> None:
        if self.elapsed.ndim != 2 or self.elapsed.shape[1] != len(self.places):
            raise BadInput(Problem("the table of elapsed times needs a column for every place of the course"))
        if len(self.starts) not in (0, len(self.elapsed)):
            raise BadInput(Problem("there are not as many starts as runners"))

    @property
    def own_start(self) -> Array:
        """Each runner's own start [s after the first start]."""
        return self.starts if len(self.starts) else np.zeros(len(self.elapsed))

    def passings(self) -> list[tuple[float, int, int, float]]:
        """What was known by the instant, as it came: instant, runner, column, elapsed [s]."""
        start = self.own_start
        found = [(float(start[i] + self.elapsed[i, j]), int(i), int(j), float(self.elapsed[i, j]))
                 for i, j in np.argwhere(np.isfinite(self.elapsed))]  # fmt: skip
        return sorted(passing for passing in found if passing[0] <= self.now)
