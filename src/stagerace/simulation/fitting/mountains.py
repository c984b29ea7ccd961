"""A mountain race of one go, as it was and as it is simulated, told in the same figures."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array
from stagerace.simulation.entrants import Entrant
from stagerace.simulation.fitting.observed import Course, Mountain, quantiles
from stagerace.simulation.ready import ReadyRace
from stagerace.simulation.scenarios.going import Gone
from stagerace.simulation.scenarios.leaving import causes
from stagerace.simulation.scenarios.making import Spot
from stagerace.simulation.scenarios.single import alps_race

MAIN: Final = ("contamines", "chapieux", "courmayeur", "arnuva", "fouly", "champex", "trient", "finish")
"""Places from which one gets away; who leaves is counted at the first of them from where they were last seen."""
HOURS: Final = 4.0
"""How wide a bin of the hours at which people leave is."""
_BINS: Final = 12
_LATEST: Final = 0.995
"""A place closes when this share of those who came had come: closing times themselves are not in the files."""
_GRACE: Final = 0.1
_STARTS: Final = 18.5


class Went(NamedTuple):
    """How a race went: shares of starters."""

    leaving: float
    by_place: Array
    """Those who left, by the main place."""
    by_hour: Array
    """Those who left, by bins of `HOURS`."""
    finish: Array
    """Hours of those who finished, at `observed.QUANTILES`."""
    hours: Array
    """All of them."""


def as_it_was(years: Sequence[Mountain], course: Course) -> Went:
    """Years of a race, each as heavy as its starters."""
    km = dict(zip(course.names, course.km, strict=True))
    at, hour = (np.concatenate(column) for column in zip(*(_left(year, km) for year in years), strict=True))
    starters = sum(year.starters for year in years)
    finished = np.concatenate([year.finished for year in years])
    return _told(at, hour, finished, starters, course)


def as_simulated(gone: Gone, course: Course) -> Went:
    """The same of a race that was simulated."""
    went = gone.stages[0]
    left = causes(went) > 0
    at, hour = went.lived[f.OUT_AT][left] / 1000.0, went.lived[f.OUT_MINUTE][left] / 60.0
    return _told(at, hour, gone.end.minutes[gone.end.finished] / 60.0, int(went.started.sum()), course)


def mountain_race(course: Course, like: Mountain, runners: int) -> ReadyRace:
    """The race over a course, with a field of the classes of a year and closings as that year's latest came."""
    km = dict(zip(course.names, range(len(course.names)), strict=True))
    latest = {name: like.hours[:, k] for k, name in enumerate(like.places) if name in km}
    spots = [
        Spot(float(course.km[k]), float(course.climb[k]), float(course.descent[k]), _closes(latest.get(name)))
        for k, name in enumerate(course.names)
    ]
    limit = max(spot.closes for spot in spots)
    return alps_race(spots, limit=limit, starts=_STARTS, field=_field(like, runners))


def _field(like: Mountain, runners: int) -> list[Entrant]:
    order = np.lexsort((like.older, like.female))
    chosen = order[np.linspace(0, len(order) - 1, runners).round().astype(np.int64)]
    return [
        Entrant(str(n), f"mountain-{n}", "F" if like.female[k] else "M", float(like.older[k]), pack=4.5)
        for n, k in enumerate(chosen, start=1)
    ]


def _closes(came: Array | None) -> float:
    known = came[np.isfinite(came)] if came is not None else np.empty(0)
    return float(np.quantile(known, _LATEST)) + _GRACE if len(known) > 100 else 0.0


def _left(year: Mountain, km: dict[str, float]) -> tuple[Array, Array]:
    """Where [km] and when [h] those who did not finish were last seen, at places whose distance is known."""
    known = [k for k, name in enumerate(year.places) if name in km]
    metres = np.array([km[year.places[k]] for k in known])
    hours = year.hours[:, known]
    out = hours[~np.isfinite(year.hours[:, -1])]
    out = out[np.isfinite(out).any(axis=1)]
    last = out.shape[1] - 1 - np.argmax(np.isfinite(out)[:, ::-1], axis=1)
    return metres[last], np.take_along_axis(out, last[:, None], axis=1)[:, 0]


def _told(at: Array, hour: Array, finished: Array, starters: int, course: Course) -> Went:
    main = np.array([course.km[course.names.index(name)] for name in MAIN])
    place = np.minimum(np.searchsorted(main, at - 0.05), len(main) - 1)
    bins = np.clip(hour / HOURS, 0, _BINS - 1).astype(np.int64)
    return Went(
        1.0 - len(finished) / starters,
        np.bincount(place, minlength=len(main)) / starters,
        np.bincount(bins, minlength=_BINS) / starters,
        quantiles(finished) if len(finished) > 1 else np.full(len(quantiles(np.arange(2.0))), np.nan),
        finished,
    )
