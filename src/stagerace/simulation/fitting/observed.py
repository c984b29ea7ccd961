"""What races gave: the figures that a fit is held against, as they are read from files."""

from typing import NamedTuple

import numpy as np

from stagerace.kernels.model import Array


class Mountain(NamedTuple):
    """A race of one go with its splits: one year, n starters over p places, the finish last."""

    year: int
    places: tuple[str, ...]
    hours: Array
    """By starter and place, NaN where nobody was seen [h]."""
    finished: Array
    """Hours of those who finished."""
    older: Array
    """Ages as the classes have them, by starter."""
    female: Array

    @property
    def starters(self) -> int:
        """How many were seen at all."""
        return len(self.hours)

    @property
    def leaving(self) -> float:
        """The share of starters who did not finish."""
        return 1.0 - len(self.finished) / self.starters


class Course(NamedTuple):
    """Where the places of a race lie: kilometres, climb and descent from the start, by their common names."""

    names: tuple[str, ...]
    km: Array
    climb: Array
    descent: Array


class Observed(NamedTuple):
    """All of it."""

    men: Array
    """Speeds of men who finished a week in the desert [km/h]."""
    women: Array
    weeks: Array
    """The share that left, by edition."""
    mountains: tuple[Mountain, ...]
    """The years that are fitted."""
    course: Course
    held_back: Mountain | None
    """The year that is looked at only afterwards."""
    warmth: Array
    """Highest air of each year of a hot race of 100 miles [°C]."""
    finishing: Array
    """The share that finished it, by year."""


QUANTILES = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98)
"""Where two fields are compared."""


def quantiles(values: Array) -> Array:
    """A field at the usual quantiles."""
    found: Array = np.quantile(values, QUANTILES)
    return found
