"""Chances: of making each cut-off, of finishing the stage, of finishing the race."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.core.clock import HOUR, SECOND, later
from stagerace.core.plan import Stage
from stagerace.forecast.arriving import Arriving
from stagerace.forecast.columns import FADES, whole_effort
from stagerace.forecast.field import Field
from stagerace.forecast.forecaster import MEDIAN, share_before
from stagerace.forecast.on_stage import OnStage
from stagerace.forecast.situation import Array
from stagerace.forecast.stopping import LATE, Stopping, base_rate, reaches
from stagerace.rules.cutoffs import CutOff

HURRY: Final = 0.25
"""How much quicker than forecast people get when they would be too late, as a share of the time that is left."""
AFTER_ALL: Final = 1.75
"""Logarithm of the odds of those to make a cut-off after all whose forecast says one in two."""
AS_SURE: Final = 0.6
"""How much surer or less sure than that others are, of the logarithm of the odds that the forecast says."""
NO_ROOM: Final = (0.5, 0.65)
"""With less of the time somebody should need than the first no haste helps; from the second on it helps fully."""
_OTHER_DAY: Final = 0.15
"""How far a runner's other days lie from what today tells, of the logarithm of time."""


@dataclass(frozen=True, eq=False)
class Chances:
    """What everyone makes of the stage and the race."""

    cut_offs: dict[tuple[int, int], tuple[CutOff, float]]
    """By runner and column the first cut-off there, and the chance to get there by it."""
    reaches: Array
    """By runner and column the chance not to stop before it."""
    stage: Array
    """By runner the chance to finish the stage in time."""
    race: Array
    """By runner the chance to finish this stage and all to come."""
    again: Array
    """By runner the chance somebody as quick has of such a race before it begins."""


def chances(field: Field, arriving: Arriving, found: Stopping, stages: Sequence[Stage]) -> Chances:
    """Everyone's chances in a race of these stages; closings move with holds unless a person ruled them.

    Who makes one cut-off easily makes them all more likely: arrivals go together, so the tightest one decides.
    """
    reach = reaches(field, found)
    shares = _shares(field, arriving)
    timely = np.ones(len(field.runners))
    if not field.columns.stage.loop:
        for (i, _), (_, share) in shares.items():
            timely[i] = min(timely[i], share)
    in_time = {key: (cut, share * float(reach[key])) for key, (cut, share) in shares.items()}
    ends = _ends(field, arriving)
    stage = reach[np.arange(len(ends)), ends] * timely
    pace = _pace(field, arriving)
    to_come = [each for each in stages if each.n > field.columns.stage.n]
    later, whole = (_others(field, pace, found, each) for each in (to_come, stages))
    return Chances(in_time, reach, stage, stage * later, whole)


def _ends(field: Field, arriving: Arriving) -> NDArray[np.intp]:
    """The last column of each: where the stage ends for them; on a loop the lap they are likely to be on at its end."""
    loop = field.columns.stage.loop
    if not loop:
        return np.array([runner.end for runner in field.runners], dtype=np.intp)
    closes = field.start + loop.box / SECOND
    laps = (arriving.at[..., MEDIAN] <= closes[:, None]).sum(axis=1)
    found: NDArray[np.intp] = np.minimum(np.maximum(field.furthest, 0) + laps, len(field.columns.these) - 1)
    return found


def _shares(field: Field, arriving: Arriving) -> dict[tuple[int, int], tuple[CutOff, float]]:
    """By runner and column ahead the tightest cut-off there, and the chance to be there by it for who goes on.

    One that is past is missed, where a passing would have been heard.
    """
    found = dict[tuple[int, int], tuple[CutOff, float]]()
    for i in np.flatnonzero(field.state("on_course", "to_start")):
        runner = field.runners[i]
        times = arriving.at if runner.ruled else arriving.moving
        for cut, column in _cut_offs(field, runner):
            if not runner.furthest < column <= runner.end or np.isnan(times[i, column, 0]):
                continue
            by = field.seconds(cut.by)
            is_past = by <= field.now and not arriving.silent[column]
            share = 0.0 if is_past else share_before(times[i, column], _hurried(field, int(i), by))
            if not field.columns.stage.loop:
                share = made_after_all(share, _room(field, int(i), by, float(times[i, column, MEDIAN])))
            if (int(i), column) not in found or share < found[int(i), column][1]:
                found[int(i), column] = (cut, share)
    return found


def made_after_all(share: float, room: float = 1.0) -> float:
    """The chance to make a cut-off of those on the way to it, from the share of arrivals that lie before it.

    Whoever is close to it knows: they hurry, leave out a rest, are sent on. None where the forecast says none, and no
    more than it says where the time left is too little of what they are expected to need (`room`).

    >>> [round(made_after_all(share), 2) for share in (0.0, 0.05, 0.5, 0.8, 0.95)]
    [0.0, 0.5, 0.85, 0.93, 0.97]
    """
    if not 0.0 < share < 1.0:
        return share
    odds = math.exp(AFTER_ALL + AS_SURE * math.log(share / (1.0 - share)))
    return max(share, odds / (1.0 + odds) * float(np.interp(room, NO_ROOM, [0.0, 1.0])))


def _hurried(field: Field, index: int, by: float) -> float:
    """By when somebody would be somewhere at their usual pace who, hurrying, makes it in time."""
    if field.columns.stage.loop:
        return by
    return by + HURRY * max(by - _since(field, index), 0.0)


def _room(field: Field, index: int, by: float, expected: float) -> float:
    """How much there is of the time that somebody is expected to need."""
    since = _since(field, index)
    return (by - since) / max(expected - since, 1.0)


def _since(field: Field, index: int) -> float:
    return max(float(field.last[index]), float(field.start[index]))


def _cut_offs(field: Field, runner: OnStage) -> Iterator[tuple[CutOff, int]]:
    """The cut-offs of a runner with their columns; on a loop the end of the box, for each lap."""
    if loop := field.columns.stage.loop:
        closes = later(runner.start, loop.box)
        for k, column in enumerate(field.columns.these):
            yield CutOff(column.place, column.way, closes, "end of the box"), k
        return
    at = field.columns.at
    for cut in runner.cut_offs:
        # Where departures are not taken, whoever is to be gone by then has to be there before.
        k = at.get((cut.place, cut.way), at.get((cut.place, "in"), -1))
        if k >= 0:
            yield cut, k


def _others(field: Field, pace: Array, found: Stopping, to_come: Sequence[Stage]) -> Array:
    """The chance of each to finish the stages to come: not to stop, and to make the limit at the pace of today."""
    chance = np.ones(len(field.runners))
    level = np.exp(LATE * np.clip(found.behind, -0.4, 0.4))
    for stage in to_come:
        if stage.loop:
            continue
        effort = whole_effort(stage)
        chance *= np.exp(-base_rate(effort) * level * effort / 10.0)
        if limit := limit_of(stage):
            takes = pace * effort * (effort / float(field.columns.effort_km[-1])) ** (FADES - 1.0)
            with np.errstate(divide="ignore", invalid="ignore"):
                spare = np.log(limit / takes) / _OTHER_DAY
            chance *= np.where(np.isfinite(spare), 1.0 / (1.0 + np.exp(-1.702 * np.clip(spare, -20.0, 20.0))), 1.0)
    return chance


def _pace(field: Field, arriving: Arriving) -> Array:
    """Seconds over an effort km of this stage, run or forecast; NaN where neither is known."""
    expected = arriving.before[..., MEDIAN] - field.start[:, None] - field.held[:, None]
    times = np.where(np.isfinite(field.today), field.today, expected)
    known = np.isfinite(times)
    last = times.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    found: Array = times[np.arange(len(times)), last] / np.maximum(field.columns.effort_km[last], 0.1)
    return found


def limit_of(stage: Stage) -> float | None:
    """By when the stage must be done, from its start [s]; None where it has no limit."""
    close = stage.places[-1].close
    limits = [stage.limit / SECOND] if stage.limit is not None else []
    limits += [stage.metres * HOUR / stage.min_speed / SECOND] if stage.min_speed else []
    limits += [(close - stage.start) / SECOND] if close is not None else []
    return min(limits, default=None)
