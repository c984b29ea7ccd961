"""A year that was not fitted, held against what the fitted numbers say of it."""

from typing import NamedTuple

import numpy as np
from scipy.stats import ks_2samp

from stagerace.kernels.model import Array
from stagerace.simulation.fitting.mountains import HOURS, MAIN, Went, as_it_was, as_simulated, mountain_race
from stagerace.simulation.fitting.observed import Observed
from stagerace.simulation.free import Free
from stagerace.simulation.scenarios.going import run_gone

_RUNNERS = 300


class Checked(NamedTuple):
    """Ours and theirs of a year held back."""

    year: int
    ours: Went
    theirs: Went
    times: float
    """Largest distance between the two distributions of finish times (Kolmogorov and Smirnov)."""
    places: tuple[float, float]
    """By place, of those who left: half the sum of differences, and the correlation."""
    hours: tuple[float, float]
    """The same by hour."""


def check(observed: Observed, free: Free, seed: int, editions: int = 20) -> Checked | None:
    """The year held back, none where it is not there: the closings are those of the last year that was fitted."""
    if observed.held_back is None:
        return None
    race = mountain_race(observed.course, observed.mountains[-1], _RUNNERS)
    ours = as_simulated(run_gone(race, editions, seed, free), observed.course)
    theirs = as_it_was([observed.held_back], observed.course)
    return Checked(
        observed.held_back.year, ours, theirs, float(ks_2samp(ours.hours, theirs.hours).statistic),
        alike(ours.by_place, theirs.by_place), alike(ours.by_hour, theirs.by_hour),
    )  # fmt: skip


def alike(ours: Array, theirs: Array) -> tuple[float, float]:
    """Half the sum of the differences of two ways of sharing out, and how they go together."""
    one, other = ours / ours.sum(), theirs / theirs.sum()
    return float(np.abs(one - other).sum() / 2), float(np.corrcoef(one, other)[0, 1])


__all__ = ["HOURS", "MAIN", "Checked", "alike", "check"]
