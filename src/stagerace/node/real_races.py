"""The models held against whole races that nothing was fitted to, from a folder of reference data."""

from pathlib import Path
from typing import Final

from msgspec import Struct

from stagerace.feeds.calibration_data import read_editions, read_observed
from stagerace.simulation.editions_judged import LeftOut, left_out, mean_distance
from stagerace.simulation.fitting.checked import HOURS, MAIN, Checked, check
from stagerace.simulation.free import Free

YEARS: Final = range(2003, 2016)
"""The editions of the week in the Moroccan desert that are left out, one at a time."""


class EditionForecast(Struct, frozen=True):
    """How far forecasts of an edition's finish times lay from them, by Kolmogorov's distance."""

    year: int
    """0 for the mean of all."""
    forecast: float
    pooled: float
    """The paces of all other editions together, scaled by distance."""
    perfect: float
    """The forecast with the best scale, found afterwards."""


class ShareTold(Struct, frozen=True):
    """Of those who started, the share that left at a place or in some hours."""

    where: str
    theirs: float
    ours: float


class MountainTold(Struct, frozen=True):
    """A year of the Ultra-Trail du Mont-Blanc that no fit has seen, theirs and ours."""

    year: int
    leaving: tuple[float, float]
    finish_h: list[tuple[float, float]]
    """At the 2nd, 10th, 25th, 50th, 75th, 90th and 98th hundredth of the field [h]."""
    distance: float
    """Of finish times, by Kolmogorov and Smirnov."""
    by_place: list[ShareTold]
    elsewhere_by_place: float
    """The share of all who left that would have to be moved to other places."""
    correlation_by_place: float
    by_hour: list[ShareTold]
    elsewhere_by_hour: float
    correlation_by_hour: float


class RealRaces(Struct, frozen=True):
    """All of it."""

    editions: list[EditionForecast]
    mean: EditionForecast
    mountain: MountainTold | None
    """None where the year held back is not among the data."""


def real_races(folder: Path, free: Free, seed: int) -> RealRaces:
    """Forecast each edition from the others, and run the year that was held back.

    Raises BadInput where data are missing or not what they should be.
    """
    judged = left_out(read_editions(folder), YEARS)
    checked = check(read_observed(folder), free, seed)
    mean = mean_distance(judged)._replace(year=0)
    return RealRaces([_edition(each) for each in judged], _edition(mean), mountain_told(checked) if checked else None)


def _edition(judged: LeftOut) -> EditionForecast:
    return EditionForecast(judged.year, judged.ks, judged.pooled, judged.perfect)


def mountain_told(checked: Checked) -> MountainTold:
    """The year held back, as it is told."""
    ours, theirs = checked.ours, checked.theirs
    hours = [f"{HOURS * k:.0f} to {HOURS * (k + 1):.0f} h" for k in range(len(ours.by_hour))]
    return MountainTold(
        checked.year, (float(theirs.leaving), float(ours.leaving)),
        [(float(t), float(o)) for t, o in zip(theirs.finish, ours.finish, strict=True)], checked.times,
        [ShareTold(n, float(t), float(o)) for n, t, o in zip(MAIN, theirs.by_place, ours.by_place, strict=True)],
        *checked.places,
        [ShareTold(n, float(t), float(o)) for n, t, o in zip(hours, theirs.by_hour, ours.by_hour, strict=True)],
        *checked.hours,
    )  # fmt: skip
