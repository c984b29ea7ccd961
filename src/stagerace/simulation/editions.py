"""How long the field of an edition not yet run will take, from the race's other editions, its year and its distance.

An edition's finish times are its distance times a pace, and the logarithm of the pace of every place in the field is

    a level + a slope by year + what neighbouring years share + the year's own shock

so a forecast is a weighted mean of the past editions' quantile functions, on the logarithm and scaled by distance,
with one weight an edition: universal kriging (Matheron 1969; Cressie 1993, doi:10.1002/9781119115151, section 3.4).
Nothing is fitted beforehand. Each forecast estimates from the history alone: level and slope by generalised least
squares, and three numbers (how much neighbours share, for how many years, how large shocks are) by averaging over a
grid in proportion to their restricted likelihood (Patterson and Thompson 1971, doi:10.1093/biomet/58.3.545) and a
wide prior. Weather, course and who starts are not known to it: a shock that no neighbour shares is not foreseen. Set
and not estimated: the form above, the middles and widths of the priors, and what counts as a partial list.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from stagerace.kernels.model import Array

LEVELS: Final = (np.arange(1000) + 0.5) / 1000
"""Levels of equally likely quantiles [-]."""

# A share of the median number of finishers; the prior of the slope, a year; and by how much more than its paces' own
# variance over their number a field's middle varies by chance (a median's 1.6, and more as who starts varies too).
_PARTIAL: Final = 0.1
_SLOPE_SD: Final = 0.02
_CHANCE_OF_A_FIELD: Final = 6.0
_MIDDLE: Final = np.linspace(0.3, 0.7, 81)
_SHARED: Final = 0.01 * 4.0 ** np.arange(-3.0, 3.1)
_YEARS: Final = 4.0 * 2.0 ** np.arange(-2.0, 3.1)
_SHOCKS: Final = 0.005 * 4.0 ** np.arange(-3.0, 3.1)
_SPREAD_VARIANCE, _SPREAD_YEARS = 1.5, 1.0


class Edition(NamedTuple):
    """One edition of a race as it was run: its year, its distance [km] and the finish times of its field [h]."""

    year: int
    km: float
    hours: Array


class _Guess(NamedTuple):
    """One point of the grid: variances of the log pace [-] and the years over which neighbours forget each other."""

    shared: float
    years: float
    shock: float

    def prior(self) -> float:
        """The logarithm of how likely it was beforehand: log-normal around the middle of the grid."""
        variances = np.log(self.shared / 0.01) ** 2 + np.log(self.shock / 0.005) ** 2
        years = np.log(self.years / 4.0) ** 2
        return float(-0.5 * (variances / _SPREAD_VARIANCE**2 + years / _SPREAD_YEARS**2))


def hours_of(history: Sequence[Edition], year: int, km: float, quantiles: Array) -> Array:
    """Finish times [h] at increasing levels (0 to 1) of the edition of a year over a distance [km].

    Assumed: twice the distance takes twice as long; lists of less than a tenth of the usual number of finishers are
    partial and say nothing of a field; the pace of a year is known as well as a field of its size can tell.

    Raises ValueError without an edition to learn from, and for a distance, a time or levels that cannot be.
    """
    _must_be_possible(history, km, quantiles)
    whole = _whole(history)
    log_hours = np.log([np.quantile(edition.hours / edition.km, quantiles) for edition in whole])
    found: Array = km * np.exp(np.sort(edition_weights(whole, year) @ log_hours))
    return found


def edition_weights(history: Sequence[Edition], year: int) -> Array:
    """What share of a year's forecast each edition has, all of whole fields; they add up to 1, some may be negative."""
    years = np.array([edition.year for edition in history], dtype=np.float64)
    paces = [np.log(edition.hours / edition.km) for edition in history]
    middle = np.array([np.quantile(pace, _MIDDLE).mean() for pace in paces])
    sizes = np.array([len(pace) for pace in paces])
    by_chance = _CHANCE_OF_A_FIELD * np.mean([pace.var() for pace in paces]) / sizes
    guesses = [_Guess(*point) for point in _grid()]
    found = [_kriged(guess, years, year, middle, by_chance) for guess in guesses]
    logs = np.array([log for _, log in found])
    chances = np.exp(logs - logs.max())
    mean: Array = chances @ np.array([weights for weights, _ in found]) / chances.sum()
    return mean


def _grid() -> Array:
    return np.stack(np.meshgrid(_SHARED, _YEARS, _SHOCKS, indexing="ij"), axis=-1).reshape(-1, 3)


def _kriged(guess: _Guess, years: Array, year: int, middle: Array, by_chance: Array) -> tuple[Array, float]:
    """The editions' weights under one guess, and the logarithm of how likely guess and history are together."""
    apart = np.abs(years[:, None] - years[None, :])
    since = years - year
    covariance = guess.shared * np.exp(-apart / guess.years) + _SLOPE_SD**2 * np.outer(since, since)
    covariance += np.diag(guess.shock + by_chance)
    towards = guess.shared * np.exp(-np.abs(since) / guess.years)
    inverse = np.linalg.inv(covariance)
    level = inverse.sum(axis=0) / inverse.sum()
    weights = level + inverse @ towards - level * (inverse @ towards).sum()
    off = middle - level @ middle
    fit = np.linalg.slogdet(covariance)[1] + np.log(inverse.sum()) + off @ inverse @ off
    return weights, float(guess.prior() - 0.5 * fit)


def _whole(history: Sequence[Edition]) -> list[Edition]:
    usual = float(np.median([len(edition.hours) for edition in history]))
    return [edition for edition in history if len(edition.hours) >= _PARTIAL * usual]


def _must_be_possible(history: Sequence[Edition], km: float, quantiles: Array) -> None:
    if not history:
        raise ValueError("no edition to learn from: give one that was run, with its finish times")
    for edition in history:
        if not (len(edition.hours) and np.all(np.isfinite(edition.hours)) and np.min(edition.hours) > 0):
            raise ValueError(f"edition {edition.year}: give at least one finish time, each a number of hours above 0")
        if not 0 < edition.km < np.inf:
            raise ValueError(f"edition {edition.year}: its distance must be above 0 km, not {edition.km}")
    if not 0 < km < np.inf:
        raise ValueError(f"the distance to forecast must be above 0 km, not {km}")
    if np.any(np.diff(quantiles) < 0) or not np.all((quantiles >= 0) & (quantiles <= 1)):
        raise ValueError("give the levels of the quantiles in increasing order, from 0 to 1")
