"""How far forecasts of editions were from what was run: each is left out in turn and forecast from the others."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np

from stagerace.kernels.model import Array
from stagerace.simulation.editions import LEVELS, Edition, hours_of

_SCALES: Final = np.exp(np.linspace(-0.4, 0.4, 401))


class LeftOut(NamedTuple):
    """The Kolmogorov-Smirnov distances [-] of one edition's forecast, and of two yardsticks.

    `pooled`: the paces of all other editions' runners together; `perfect`: the forecast with the best scale afterwards.
    """

    year: int
    ks: float
    pooled: float
    perfect: float


def kolmogorov(forecast: Array, seen: Array) -> float:
    """The largest gap [-] between two distributions, each given by equally likely values (in any order).

    >>> kolmogorov(np.array([1.0, 2.0]), np.array([1.0, 3.0]))
    0.5
    """
    ours, theirs = np.sort(forecast), np.sort(seen)
    at = np.concatenate((ours, theirs))
    ahead = np.searchsorted(ours, at, side="right") / len(ours)
    behind = np.searchsorted(theirs, at, side="right") / len(theirs)
    return float(np.max(np.abs(ahead - behind)))


def left_out(editions: Sequence[Edition], years: Iterable[int]) -> tuple[LeftOut, ...]:
    """Each of some years forecast from every other year's edition, its own year and distance only."""
    wanted = set(years)
    return tuple(_judged(editions, edition) for edition in editions if edition.year in wanted)


def mean_distance(judged: Sequence[LeftOut]) -> LeftOut:
    """The means of the distances over the editions judged, with the number of them in place of the year.

    Raises ValueError of none.
    """
    if not judged:
        raise ValueError("no edition was judged: name years that are among the editions")
    means = np.mean([row[1:] for row in judged], axis=0)
    return LeftOut(len(judged), float(means[0]), float(means[1]), float(means[2]))


def _judged(editions: Sequence[Edition], hidden: Edition) -> LeftOut:
    others = [edition for edition in editions if edition.year != hidden.year]
    forecast = hours_of(others, hidden.year, hidden.km, LEVELS)
    pooled = hidden.km * np.concatenate([edition.hours / edition.km for edition in others])
    perfect = min(kolmogorov(scale * forecast, hidden.hours) for scale in _SCALES)
    return LeftOut(hidden.year, kolmogorov(forecast, hidden.hours), kolmogorov(pooled, hidden.hours), perfect)
