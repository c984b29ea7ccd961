"""Who goes on: the hazard of stopping, from what races lose, how this field does today and how late a runner is."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from stagerace.forecast.arriving import Arriving, next_columns
from stagerace.forecast.field import Field
from stagerace.forecast.forecaster import MEDIAN, share_before
from stagerace.forecast.situation import Array

BASE: Final = 0.0068
"""Who stops of those who go on, over 10 effort km of a stage of 40 [1/10 km]: see docs/forecast-live.md for the fit."""
_USUAL: Final = 40.0
LONGER: Final = 0.85
"""The hazard over a kilometre grows with this power of how long the stage is."""
LATE: Final = 2.4
"""How much more who is behind stops, for the logarithm of their time against the field's middle."""
SLOW: Final = 3.0
"""How much more who falls back stops, for how much that logarithm grew over the last three places."""
FRESH: Final = 1.6
"""What was stopped by then grows with this power of the share of the stage that is done: few stop at its beginning."""
_LATE_WITHIN: Final = (-0.4, 0.4)
_SLOW_WITHIN: Final = (-0.1, 0.25)
SURE: Final = 8.0
"""The base rate counts as much as so many who stopped."""
_TELLS: Final = 0.3
"""What a field shows counts in full once so much is behind it on the mean, of what people stop for."""
OVER: Final = 3
"""Over how many places falling back is told."""
MISSED: Final = 0.025
"""How often somebody goes by a place unseen before the field tells; it counts like 80 passings."""
_MISSED_FROM: Final = 80.0
_MISSED_AT_LEAST: Final = 0.01
"""Some rest as no forecast knows."""
_LOOKS: Final = 3
_STEP: Final = 10.0
_LEAST: Final = 0.2
"""However short the next stretch is, somebody may stop before its end [10 effort km]."""


@dataclass(frozen=True, eq=False)
class Stopping:
    """How likely runners are to stop."""

    hazard: Array
    """By runner, over 10 effort km of this stage."""
    behind: Array
    """The logarithm of a runner's time against the field's middle."""
    fell: Array
    """How much that grew lately."""
    moving: Array
    """The chance that somebody on course has not stopped already, unseen."""
    today: float
    """How often people stop today, against the usual."""


def base_rate(effort_km: float) -> float:
    """Who stops of those who go on, over 10 effort km of a stage so long [1/10 km].

    >>> round(base_rate(40.0), 4), round(base_rate(80.0), 4)
    (0.0068, 0.0123)
    """
    return float(BASE * (max(effort_km, 1.0) / _USUAL) ** LONGER)


def stopping(field: Field, arriving: Arriving) -> Stopping:
    """The hazards of everyone, the field's of today learned from who stopped and from who is overdue."""
    behind, fell = _against(field, arriving)
    weight = np.exp(LATE * np.clip(behind, *_LATE_WITHIN) + SLOW * np.clip(fell, *_SLOW_WITHIN))
    base = base_rate(float(field.columns.effort_km[-1]))
    done = _done(field)
    late = np.exp(LATE * np.clip(behind, *_LATE_WITHIN))
    moving = _moving(field, arriving, base * weight)
    started = field.state("on_course", "finished", "out") & (field.start <= field.now)
    stopped = float((field.state("out") & started).sum() + (1.0 - moving)[field.state("on_course")].sum())
    exposed = float((done * late)[started].sum())
    tells = min(1.0, float(done[started].mean()) / (_TELLS * _wear(field)[-1])) if started.any() else 0.0
    today = ((SURE + stopped) / (SURE + base * exposed)) ** tells
    return Stopping(base * today * weight, behind, fell, _moving(field, arriving, base * today * weight), today)


def reaches(field: Field, found: Stopping) -> Array:
    """The chance to get to each column, by runner: not to stop before it; 1 where somebody was already."""
    effort = _wear(field)
    ahead = np.maximum(effort[None] - _done(field)[:, None], 0.0)
    chance = found.moving[:, None] * np.exp(-found.hazard[:, None] * ahead)
    passed = np.arange(len(effort)) <= field.furthest[:, None]
    chance[passed] = 1.0
    chance[field.state("out", "not_seen")] = 0.0
    chance[field.state("finished")] = 1.0
    found_: Array = chance
    return found_


def _wear(field: Field) -> Array:
    """Effort to each column, counted by how much of it people stop for [10 effort km]."""
    effort = field.columns.effort_km / _STEP
    found: Array = effort[-1] * (effort / effort[-1]) ** FRESH
    return found


def _done(field: Field) -> Array:
    """Effort behind each runner, counted so [10 effort km]."""
    effort = np.concatenate(([0.0], _wear(field)))
    found: Array = effort[np.minimum(field.furthest, len(effort) - 2) + 1]
    return np.where(field.state("finished"), effort[-1], found)


def _against(field: Field, arriving: Arriving) -> tuple[Array, Array]:
    """How each stands against the middle of everyone who was or is expected at the same column, and how that grew."""
    expected = arriving.before[..., MEDIAN] - field.start[:, None] - field.held[:, None]
    times = np.where(np.isfinite(field.today), field.today, expected)
    known = np.isfinite(times)
    middle = np.ones(times.shape[1])
    some = known.any(axis=0)
    middle[some] = np.nanmedian(times[:, some], axis=0)
    level = np.log(np.maximum(np.where(known, times, 1.0), 1.0) / np.maximum(middle, 1.0))
    behind = np.zeros(len(times))
    for i, furthest in enumerate(field.furthest):
        told = np.flatnonzero(known[i])
        if furthest >= 0 or (field.columns.first and len(told)):
            behind[i] = level[i, furthest if furthest >= 0 else told[0]]
    return behind, fell_back(field)


def fell_back(field: Field) -> Array:
    """How much each lost lately against those who were seen at the same places, of the logarithm of time.

    It is over the last so many places where they arrived; 0 for who was seen at one only.
    """
    arrives = np.array([column.way == "in" for column in field.columns.these])
    log = np.log(np.maximum(field.today, 1.0))
    were = np.isfinite(log) & arrives & (np.arange(len(arrives)) <= field.furthest[:, None])
    count = were.sum(axis=1)
    who = np.flatnonzero(count >= 2)
    rank = np.where(were[who], were[who].cumsum(axis=1), 0)
    since, last = ((rank == nth[:, None]).argmax(axis=1) for nth in (np.maximum(count[who] - OVER, 1), count[who]))
    (first, then), pair = np.unique((since, last), axis=1, return_inverse=True)
    lost = log[:, then] - log[:, first]
    found = np.zeros(len(log))
    if len(who):
        found[who] = (lost - np.nanmedian(lost, axis=0))[who, pair]
    return found


def _moving(field: Field, arriving: Arriving, hazard: Array) -> Array:
    """The chance that each still goes on: the later somebody is at the next places, the smaller it gets."""
    moving = np.ones(len(field.runners))
    effort, done = _wear(field), _done(field)
    missed = _missed(field, arriving)
    heard = np.array([column.way == "in" for column in field.columns.these]) & ~arriving.silent
    on_course = field.state("on_course")
    for i, first in zip(*next_columns(arriving.before, heard), strict=True):
        if not on_course[i] or arriving.before[i, first, 0] >= field.now:
            continue
        ahead = np.flatnonzero(np.isfinite(arriving.before[i, :, 0]) & heard)[:_LOOKS]
        stops = 1.0 - np.exp(-hazard[i] * max(effort[first] - done[i], _LEAST))
        still = (1.0 - stops) * _unseen(arriving.before[i, ahead], field.now, missed)
        moving[i] = still / max(still + stops, 1e-12)
    return moving


def _unseen(quantiles: Array, now: float, missed: float) -> float:
    """The chance not to have been seen by now at any of the next places, by somebody who goes on.

    They are not there yet; or they went by unseen, or take a rest that no forecast knows of, and are not at the next.
    """
    chance = 1.0
    for each in quantiles[::-1]:
        there = share_before(each, now)
        chance = (1.0 - there) + there * missed * chance
    return chance


def _missed(field: Field, arriving: Arriving) -> float:
    """How often somebody goes by a place unseen: as the field shows where places are not silent."""
    beyond = (np.arange(field.real.shape[1]) < field.furthest[:, None]) & ~arriving.silent
    gaps = float((beyond & ~np.isfinite(field.real)).sum())
    return max((MISSED * _MISSED_FROM + gaps) / (_MISSED_FROM + float(beyond.sum())), _MISSED_AT_LEAST)
