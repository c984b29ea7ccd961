"""The runners of a stage as tables: who was where, how long after a start that counts what they ran before."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.core.clock import SECOND, Instant
from stagerace.forecast.columns import CLIMB, FADES, Columns
from stagerace.forecast.on_stage import OnStage
from stagerace.forecast.situation import Array
from stagerace.rules.stage_result import Evidence

_ENOUGH: Final = 3
Bools = NDArray[np.bool_]
Passed = tuple[float, int, int, float]
"""A passing as a forecaster is told it: instant, runner, column, elapsed [s]."""


@dataclass(frozen=True, eq=False)
class Field:
    """Everyone on a stage at an instant; times are seconds after `origin`."""

    columns: Columns
    runners: tuple[OnStage, ...]
    origin: Instant
    now: float
    ran: Array
    """What each took for the stages before [s], by runner and stage; NaN where that is not known."""
    efforts: Array
    """How much effort these stages are [effort km]."""

    @cached_property
    def start(self) -> Array:
        """Own start, by runner."""
        return np.array([self.seconds(runner.start) for runner in self.runners])

    @cached_property
    def real(self) -> Array:
        """When each was at each column of the stage; NaN where no good reading says."""
        found = np.full((len(self.runners), len(self.columns.these)), np.nan)
        found[self._sightings] = [self.seconds(at) for runner in self.runners for _, at in runner.seen]
        return found

    @cached_property
    def _sightings(self) -> tuple[list[int], list[int]]:
        """The runner and the column of everything that was seen."""
        columns = [column for runner in self.runners for column, _ in runner.seen]
        return [i for i, runner in enumerate(self.runners) for _ in runner.seen], columns

    @cached_property
    def credit(self) -> Array:
        """How long each was held before each column where they were seen [s]."""
        found = np.zeros((len(self.runners), len(self.columns.these)))
        found[self._sightings] = [held / SECOND for runner in self.runners for held in runner.credits]
        return found

    @cached_property
    def held(self) -> Array:
        """How long each was held so far on this stage [s]."""
        found: Array = np.max(self.credit, axis=1, initial=0.0)
        return found

    @cached_property
    def today(self) -> Array:
        """Elapsed from the own start to each column, without what was held [s]."""
        found: Array = self.real - self.start[:, None] - self.credit
        return found

    @cached_property
    def unheld(self) -> Array:
        """When each was at each column, as if nobody had been held."""
        found: Array = self.real - self.credit
        return found

    @cached_property
    def last(self) -> Array:
        """When each was seen last; -inf where never."""
        seen = np.where(np.isfinite(self.real), self.real, -np.inf)
        found: Array = seen.max(axis=1, initial=-np.inf)
        return found

    @cached_property
    def furthest(self) -> NDArray[np.intp]:
        """The furthest column of the stage where each was seen; -1 where none."""
        return np.array([runner.furthest for runner in self.runners], dtype=np.intp)

    @cached_property
    def offset(self) -> Array:
        """What stands for the stages before, by runner [s]: their level over it, at the pace of the field's middle."""
        if not self.columns.first:
            return np.zeros(len(self.runners))
        places = self.columns.places
        effort = (places.distance_m[0] + CLIMB * places.climb_m[0]) / 1000.0
        middle = np.nanmedian(self.ran, axis=0)
        pace = float(np.median(middle / self.efforts * (effort / self.efforts) ** (FADES - 1.0)))
        found: Array = effort * pace * np.exp(_mean(np.log(self.ran / middle)))
        return found

    @cached_property
    def is_known(self) -> Bools:
        """Whose level the stages before tell."""
        found: Bools = np.isfinite(self.ran).sum(axis=1) > 0
        return found

    @cached_property
    def counts_from(self) -> Array:
        """From when elapsed counts for each: the own start, moved on by holds and back by what was run before."""
        found: Array = self.start + self.held - self.offset
        return found

    @cached_property
    def told_from(self) -> Array:
        """The same as forecasters are told it: who starts later as if with the first, or they would seem overdue."""
        begins = np.where(self.start <= self.now, self.start, self.start.min(initial=np.inf))
        found: Array = begins + self.held - self.offset
        return found

    def state(self, *states: str) -> Bools:
        """Who stands so."""
        return np.array([runner.state in states for runner in self.runners], dtype=bool)

    def seconds(self, instant: Instant) -> float:
        """An instant as seconds after the origin."""
        return (instant - self.origin) / SECOND

    def instant(self, seconds: float) -> Instant:
        """Seconds after the origin as an instant."""
        return Instant(self.origin + round(seconds * SECOND))

    def passings(self) -> list[Passed]:
        """Everything a forecaster is told, in the order it came to be: the stages before, then this one."""
        first = self.columns.first
        earlier = sorted((float(self.offset[i]), int(i)) for i in np.flatnonzero(self.is_known) if first)
        told = [(-np.inf, i, 0, elapsed) for elapsed, i in earlier]
        elapsed = self.today + self.offset[:, None]
        rows, columns = np.nonzero(np.isfinite(self.real))
        figures = (self.real[rows, columns], rows, columns + first, elapsed[rows, columns])
        # Rows and columns are in order: a stable sort by instant leaves them so within one.
        order = np.argsort(figures[0], kind="stable")
        return told + list(zip(*(each[order].tolist() for each in figures), strict=True))


def ran_before(evidence: Evidence) -> float:
    """What a runner took for a stage as run, holds left out, if it had been the whole of it, or one lap [s].

    NaN where that is not known.
    """
    draft = evidence.draft
    stage, took = draft.stage, draft.as_run
    whole = stage.loop.metres if stage.loop else stage.metres
    if draft.status != "finished" or not took:
        return float("nan")
    end = draft.end or stage.places[-1].id
    metres = draft.metres if stage.loop else stage.by_place[end].metres
    net = took - (0 if stage.loop else draft.held_before(end))
    return net / SECOND * whole / metres if metres > 0 and net > 0 else float("nan")


def useful(ran: Array, racing: Bools) -> list[int]:
    """The stages before, by position, that tell of at least half of those who race, and of three."""
    known = np.isfinite(ran[racing]).sum(axis=0)
    return [k for k, count in enumerate(known) if count >= max(_ENOUGH, racing.sum() / 2)]


def _mean(rows: Array) -> Array:
    """The mean of each row, without what is not known; 0 where nothing is."""
    known = np.isfinite(rows)
    found: Array = np.where(known, rows, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    return found


def field_of(runners: Sequence[OnStage], columns: Columns, ran: Array, efforts: Array, now: Instant) -> Field:
    """The runners of a stage as tables; times count from the first start."""
    origin = min((runner.start for runner in runners), default=columns.stage.start)
    return Field(columns, tuple(runners), origin, (now - origin) / SECOND, ran, efforts)
