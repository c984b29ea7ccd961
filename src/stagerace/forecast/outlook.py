"""A forecast of a live race as it is told: who arrives where and when, what the chances are, and why."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, Literal, NamedTuple

import numpy as np
from msgspec import Struct

from stagerace.core.clock import SECOND, Instant
from stagerace.core.names import Bib, Direction, PlaceId, StageNo
from stagerace.core.plan import Point
from stagerace.core.zone import Zone
from stagerace.forecast.arriving import Arriving
from stagerace.forecast.field import Field
from stagerace.forecast.making_it import Chances
from stagerace.forecast.on_stage import State
from stagerace.forecast.situation import Array
from stagerace.forecast.stopping import Stopping
from stagerace.forecast.why import why_field, why_runner

Basis = Literal["passings", "stages before", "plan"]
RANGE: Final = {"p05": 0, "p25": 4, "p50": 9, "p75": 14, "p95": 18}
"""Which levels of a forecast are told: the middle, the half of all in between, nine of ten in between."""


_RARE: Final = 0.02
"""Laps that are less likely than this are left out."""


class Arrival(Struct, frozen=True, gc=False):
    """When somebody is expected at a place: the middle, the 50 and the 90 % range."""

    place: PlaceId
    way: Direction
    km: float
    p05: Instant
    p25: Instant
    p50: Instant
    p75: Instant
    p95: Instant
    p_comes: float
    """The chance to come at all."""
    by: Instant | None = None
    """The cut-off there."""
    p_in_time: float | None = None
    """The chance to come by it."""
    lap: int | None = None

    @property
    def where(self) -> str:
        """The place as it is told: `2CP3`, `out of 2CP3`, `lap 3`."""
        return f"lap {self.lap}" if self.lap else self.place if self.way == "in" else f"out of {self.place}"


class Awaited(Struct, frozen=True, gc=False):
    """When somebody was to be expected at a place, whatever became of it: that they are late moves none of it."""

    place: PlaceId
    way: Direction
    p05: Instant
    p50: Instant
    p95: Instant
    lap: int | None = None


class RunnerForecast(Struct, frozen=True):
    """The forecast of one runner."""

    bib: Bib
    state: State
    furthest: str
    """Where they were seen last; empty before the first place."""
    seen: Instant | None
    """When that was."""
    start: Instant
    """Their own start."""
    basis: Basis
    p_stage: float
    """The chance to finish the stage in time."""
    p_race: float
    """The chance to finish the race."""
    p_again: float
    """The chance somebody as quick had of this race before it began; a race to come is taken to be like it."""
    p_titles: Mapping[str, float]
    """The chance of each title of the season they can still win."""
    arrivals: list[Arrival]
    why: list[str]
    refused: str = ""
    """Why nothing, or no more, is forecast."""
    awaited: tuple[Awaited, ...] = ()
    """For the watch: every place ahead, on a loop the next lap, without what waiting or a hold did to it."""


class StageForecast(Struct, frozen=True, dict=True):
    """The forecast of everyone on a stage at an instant."""

    race: str
    stage: StageNo
    at: Instant
    position: int
    """The log position it rests on."""
    forecaster: str
    why: list[str]
    """What is so for everyone."""
    runners: list[RunnerForecast]

    @cached_property
    def by_bib(self) -> dict[Bib, RunnerForecast]:
        """The forecast of each runner."""
        return {each.bib: each for each in self.runners}

    @cached_property
    def awaited_at(self) -> dict[Bib, dict[Point, Awaited]]:
        """When everybody was to be expected where, had they been heard of in time."""
        return {bib: {(each.place, each.way): each for each in found.awaited} for bib, found in self.by_bib.items()}


def told(
    field: Field, arriving: Arriving, stopping: Stopping, made: Chances, zone: Zone
) -> tuple[list[str], list[RunnerForecast]]:
    """What is said of everyone, and the forecast of each."""
    tables, awaited = _tables(field, arriving, made), _awaited(field, arriving)
    runners = [_runner(field, arriving, stopping, made, tables, i, zone, awaited[i]) for i in range(len(field.runners))]
    return why_field(field, arriving, stopping, zone), runners


class _Cells(NamedTuple):
    """Everything forecast of arrivals, by runner and then column: everybody's at once, as numpy is quick at."""

    first: list[int]
    """Where the cells of each runner begin, and those of the last end."""
    columns: list[int]
    times: list[tuple[Instant, ...]]
    """The levels that are told."""

    def of(self, index: int) -> slice:
        """The cells of one runner."""
        return slice(self.first[index], self.first[index + 1])


class _Tables(NamedTuple):
    """What is told of arrivals."""

    cells: _Cells
    comes: list[float]
    """The chance to come, by cell."""
    km: list[float]
    """The way to each column."""


def _tables(field: Field, arriving: Arriving, made: Chances) -> _Tables:
    comes = made.reaches[np.isfinite(arriving.at[..., 0])]
    km = [round(column.metres / 1000, 2) for column in field.columns.these]
    return _Tables(_cells(field, arriving.at, tuple(RANGE)), np.round(comes, 4).tolist(), km)


def _cells(field: Field, at: Array, names: Sequence[str]) -> _Cells:
    runners, columns = np.nonzero(np.isfinite(at[..., 0]))
    levels = at[runners, columns][:, [RANGE[name] for name in names]] * SECOND
    told_levels = np.round(levels).astype(np.int64) + field.origin
    first = np.searchsorted(runners, np.arange(len(field.runners) + 1))
    # A list a level holds nothing but numbers, which a list a cell would not: nobody walks them for garbage.
    times = list(zip(*(level.tolist() for level in told_levels.T), strict=True))
    return _Cells(first.tolist(), columns.tolist(), times)


def _awaited(field: Field, arriving: Arriving) -> list[tuple[Awaited, ...]]:
    """The places ahead of each runner with when they were to be expected there."""
    cells = _cells(field, arriving.awaited, ("p05", "p50", "p95"))
    return [tuple(_awaited_of(field, cells, cells.of(i))) for i in range(len(field.runners))]


def _awaited_of(field: Field, cells: _Cells, these: slice) -> Iterator[Awaited]:
    """The places ahead of one runner; of laps the next."""
    is_next = True
    for k, (p05, p50, p95) in zip(cells.columns[these], cells.times[these], strict=True):
        column = field.columns.these[k]
        if is_next or not column.lap:
            yield Awaited(column.place, column.way, p05, p50, p95, column.lap or None)
        is_next = False


def _runner(
    field: Field, arriving: Arriving, stopping: Stopping, made: Chances, tables: _Tables, index: int, zone: Zone,
    awaited: tuple[Awaited, ...],
) -> RunnerForecast:  # fmt: skip
    runner = field.runners[index]
    arrivals = _arrivals(field, made, tables, index)
    basis: Basis = "passings" if runner.seen else "stages before" if field.is_known[index] else "plan"
    return RunnerForecast(
        runner.bib, runner.state,
        str(field.columns.these[runner.furthest]) if runner.seen else "",
        runner.seen[-1][1] if runner.seen else None, runner.start,
        basis, _share(made.stage[index]), _share(made.race[index]), _share(made.again[index]),
        {}, arrivals,
        why_runner(field, arriving, stopping, index, zone), _refused(field, arriving, index, arrivals), awaited,
    )  # fmt: skip


def _arrivals(field: Field, made: Chances, tables: _Tables, index: int) -> list[Arrival]:
    found, cells, these = [], tables.cells, tables.cells.of(index)
    for k, times, comes in zip(cells.columns[these], cells.times[these], tables.comes[these], strict=True):
        column = field.columns.these[k]
        cut, p_in_time = made.cut_offs.get((index, k), (None, None))
        if column.lap and (p_in_time or 0.0) < _RARE:
            break
        p05, p25, p50, p75, p95 = times
        found.append(
            Arrival(
                column.place, column.way, tables.km[k], p05, p25, p50, p75, p95, comes,
                cut.by if cut else None, None if p_in_time is None else _share(p_in_time), column.lap or None,
            )
        )  # fmt: skip
    return found


def _share(value: float) -> float:
    return round(float(value), 4)


def _refused(field: Field, arriving: Arriving, index: int, arrivals: Sequence[Arrival]) -> str:
    runner = field.runners[index]
    if runner.state in ("out", "not_seen"):
        return runner.why
    if held := arriving.stuck.get(index):
        return f"{held.place} is held and has no release yet"
    if runner.state in ("to_start", "on_course") and not arrivals and not np.isfinite(arriving.at[index, :, 0]).any():
        return "the forecaster says nothing of them"
    return ""
