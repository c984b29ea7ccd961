"""Arrivals of everyone on a stage: what the forecaster says, with what waiting, silence and holds do to it."""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.forecast.field import Bools, Field
from stagerace.forecast.first_guess import first_guesses
from stagerace.forecast.forecaster import LEVELS, MEDIAN, not_before
from stagerace.forecast.kept_up import KeptUp
from stagerace.forecast.of_stage import all_shaped, usual_hours
from stagerace.forecast.on_stage import Held
from stagerace.forecast.situation import Array

_STATION: Final = 3
"""So many runners overdue, and nobody read: it is the station that is silent."""
_MANY: Final = 5
_SHARE: Final = 0.15
"""Where somebody was read before, so many of the field must be overdue: a few at the end of it may have stopped."""
_POINT: Final = 0.22
"""How far arrivals lie from those of constant pace, of the logarithm of the time to them, in invented races."""
_NORMAL: Final = np.array([NormalDist().inv_cdf(level) for level in LEVELS])
_SURE: Final = len(LEVELS) - 1


@dataclass(frozen=True, eq=False)
class Arriving:
    """When runners arrive, in seconds after the field's origin; by runner, column and level, NaN where not forecast."""

    at: Array
    moving: Array
    """The same as if no hold kept them: what closings that move with holds are compared with."""
    before: Array
    """The same before it was known that they are not there yet."""
    silent: Bools
    """The columns from which nothing is heard though runners must be there."""
    guessed: Bools
    """The runners of whom only the plan tells."""
    overdue: Bools
    """Who is later at the next place than 19 of 20 like them."""
    stuck: dict[int, Held]
    """Those who wait, or will, at a checkpoint held without a release, by runner."""
    awaited: Array
    """As `before`, and of runners of whom only the plan tells too no lateness of their own is in it, and no hold."""


def arriving(field: Field, following: KeptUp) -> Arriving:
    """The arrivals of everyone who is on the way or still to start."""
    none = np.zeros(len(field.columns.these), dtype=bool)
    guessed = (field.furthest < 0) & ~field.is_known
    before, awaited = _believed(field, following, guessed, none)
    silent = _silent(field, awaited)
    if silent.any() and guessed.any():
        before, awaited = _believed(field, following, guessed, silent)
    moving = _waited(field, before, silent, guessed)
    at, stuck = _held(field, moving)
    return Arriving(at, moving, before, silent, guessed, _overdue(field, before, silent), stuck, awaited)


def _believed(field: Field, following: KeptUp, guessed: Bools, silent: Bools) -> tuple[Array, Array]:
    """What is forecast from passings alone; for those without any from the plan, knowing they are late, and not."""
    first, columns = field.columns.first, len(field.columns.these)
    found = np.full((len(field.runners), columns, len(LEVELS)), np.nan)
    known = np.flatnonzero(~guessed & field.state("to_start", "on_course"))
    if len(known):
        raw = following.watch.forecast(known, np.arange(first, first + columns))
        raw = all_shaped(raw, usual_hours(float(field.columns.effort_km[-1])))
        found[known] = _widened(raw + field.counts_from[known][:, None, None], _since(field, known))
    if not guessed.any():
        ahead = _ahead(field, found)
        return ahead, ahead
    # A guess takes in who is not there yet by itself; the column it looks at is the first that is heard of.
    unmoved, begins = found.copy(), (field.start + field.held)[:, None, None]
    for those, guess in zip((found, unmoved), first_guesses(field, silent), strict=True):
        those[guessed] = (guess + begins)[guessed]
    return _ahead(field, found), _ahead(field, unmoved)


def _since(field: Field, known: NDArray[np.intp]) -> Array:
    """When each was seen last, or starts."""
    last = field.last[known]
    found: Array = np.where(np.isfinite(last), last, field.start[known])
    return found


def _widened(times: Array, since: Array) -> Array:
    """Arrivals by somebody who knows but a point, with the range that points were found to have."""
    left = times - since[:, None, None]
    is_point = (times[..., -1:] - times[..., :1] < 1.0) & (left > 0.0)
    found: Array = np.where(is_point, since[:, None, None] + left * np.exp(_POINT * _NORMAL), times)
    return found


def _ahead(field: Field, found: Array) -> Array:
    """Only columns that lie ahead, up to where the stage ends for a runner, each no earlier than the one before."""
    position = np.arange(found.shape[1])
    ends = np.array([runner.end for runner in field.runners])
    gone = (position <= field.furthest[:, None]) | (position > ends[:, None])
    found[gone] = np.nan
    forward: Array = np.fmax.accumulate(found, axis=1)
    forward[gone] = np.nan
    forward[np.isnan(found)] = np.nan
    return forward


def _silent(field: Field, awaited: Array) -> Bools:
    """The columns from which nothing is heard any more though runners went by, or very many should have come."""
    last = np.max(np.where(np.isfinite(field.real), field.real, -np.inf), axis=0, initial=-np.inf)
    found: Bools = _went_by(field, last) >= _STATION
    missing = _missing(field, awaited, last)
    started = field.state("on_course", "finished", "out").sum()
    return found | (missing >= np.where(np.isfinite(last), max(_MANY, _SHARE * started), _STATION))


def _went_by(field: Field, last: Array) -> Array:
    """How many went by each column unread after the last who was read there, by when they were before and after."""
    effort, found = field.columns.effort_km, np.zeros(len(last))
    seen = np.isfinite(field.real)
    missed = ~seen & (np.arange(len(last)) < field.furthest[:, None])
    for i in np.flatnonzero(missed.any(axis=1)):
        known, gaps = np.flatnonzero(seen[i]), np.flatnonzero(missed[i])
        at = np.interp(effort[gaps], [0.0, *effort[known]], [field.start[i], *field.real[i, known]])
        found[gaps] += at > last[gaps]
    return found


def _missing(field: Field, awaited: Array, last: Array) -> Array:
    """How many should have been read at each column since the last who was; everybody at their next one."""
    found = np.zeros(len(last))
    rows, columns = next_columns(awaited, np.ones(len(last), dtype=bool))
    rows, columns = (each[field.state("on_course")[rows]] for each in (rows, columns))
    times = awaited[rows, columns]
    np.add.at(found, columns[(times[:, _SURE] < field.now) & (times[:, MEDIAN] > last[columns])], 1)
    return found


def _overdue(field: Field, before: Array, silent: Bools) -> Bools:
    found = np.zeros(len(field.runners), dtype=bool)
    rows, columns = next_columns(before, ~silent)
    found[rows] = before[rows, columns, _SURE] < field.now
    return found


def next_columns(before: Array, heard: Bools) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The runners of whom something is forecast, and the next column of each where they would be heard of."""
    ahead = np.isfinite(before[..., 0]) & heard
    rows = np.flatnonzero(ahead.any(axis=1))
    return rows, np.argmax(ahead[rows], axis=1)


def _waited(field: Field, before: Array, silent: Bools, guessed: Bools) -> Array:
    """Everyone's arrivals given that they are not there yet, where that would have been heard.

    Whoever is late at the next place is so much later at all places after it.
    """
    found = before.copy()
    on_course = field.state("on_course") & ~guessed
    for i, k in zip(*next_columns(before, ~silent), strict=True):
        if on_course[i] and before[i, k, 0] < field.now:
            later = not_before(before[i, k][None, None], np.array([field.now]))[0, 0] - before[i, k]
            found[i, k:] += later
    return found


def _held(field: Field, moving: Array) -> tuple[Array, dict[int, Held]]:
    """Arrivals with holds: nobody leaves a held checkpoint before its release, and everything after comes later."""
    found, stuck = moving.copy(), dict[int, Held]()
    for i, runner in enumerate(field.runners):
        for held in runner.holds:
            out = _left(field, held)
            if runner.furthest >= out or runner.state not in ("on_course", "to_start"):
                continue
            if held.release is None:
                found[i, out:] = np.nan
                stuck[i] = held
                continue
            leaves = found[i, out]
            if np.isnan(leaves[0]):
                leaves = np.full(len(LEVELS), field.now)
            found[i, out:] += np.maximum(0.0, field.seconds(held.release) - leaves)
    return found, stuck


def _left(field: Field, held: Held) -> int:
    """The first column that lies behind a held checkpoint's way out."""
    at = field.columns.at
    if (held.place, "out") in at:
        return at[held.place, "out"]
    return at.get((held.place, "in"), len(field.columns.these) - 1) + 1
