"""A stage's forecast as screens are told it: to the minute and the hundredth, and only what has changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
from msgspec import Struct

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, Direction, PlaceId, StageNo
from stagerace.forecast.on_stage import State
from stagerace.forecast.outlook import Arrival, Basis, RunnerForecast, StageForecast
from stagerace.node.board_version import dated

HARDLY: Final = 0.05
"""Whoever hardly comes to a place is told no time there."""


class ArrivalTold(Struct, frozen=True, array_like=True):
    """When somebody is expected at a point, to the minute; the chance to come, the cut-off, the chance to make it."""

    place: PlaceId
    way: Direction
    lap: int
    p05: Instant
    p25: Instant
    p50: Instant
    p75: Instant
    p95: Instant
    comes: float
    by: Instant | None
    in_time: float | None


class RunnerTold(Struct, frozen=True):
    """The forecast of a runner: where they stand, what chances they have, when they come where, and why."""

    bib: Bib
    state: State
    start: Instant
    """Their own start."""
    basis: Basis
    p_stage: float
    p_race: float
    p_titles: Mapping[str, float]
    arrivals: tuple[ArrivalTold, ...]
    why: list[str]
    refused: str


class ForecastTold(Struct, frozen=True):
    """The forecast of a stage: of everyone, or of those for whom it changed since it was told before."""

    race: str
    stage: StageNo
    at: Instant
    position: int
    """The log position it rests on."""
    mark: str
    """What a screen names to be told only what changed since."""
    whole: bool
    why: list[str]
    refused: str
    """Why nothing is forecast at all; empty where something is."""
    runners: tuple[RunnerTold, ...]


@dataclass(frozen=True)
class ForecastVersion:
    """A forecast at a turn, with the turn since which each runner's has been as it is."""

    turn: int
    forecast: StageForecast
    refused: str
    runners: Mapping[Bib, tuple[RunnerTold, int]]
    shape: int
    """The turn since which it has been of the same runners."""


def following(before: ForecastVersion | None, forecast: StageForecast, refused: str = "") -> ForecastVersion:
    """The version after another; the first where there was none."""
    turn = before.turn + 1 if before else 1
    runners = dated(before.runners if before else {}, {each.bib: _runner(each) for each in forecast.runners}, turn)
    shape = before.shape if before and before.runners.keys() == runners.keys() else turn
    return ForecastVersion(turn, forecast, refused, runners, shape)


def since(version: ForecastVersion, turn: int, mark: str) -> bytes:
    """What changed after a turn, as JSON."""
    whole = turn < version.shape
    runners = tuple(runner for runner, at in version.runners.values() if whole or at > turn)
    said = version.forecast
    told = ForecastTold(
        said.race, said.stage, said.at, said.position, mark, whole, said.why, version.refused, runners
    )  # fmt: skip
    return msgspec.json.encode(told)


def _runner(runner: RunnerForecast) -> RunnerTold:
    titles = {title: round(chance, 2) for title, chance in runner.p_titles.items()}
    arrivals = tuple(_arrival(each) for each in runner.arrivals if each.p_comes >= HARDLY)
    return RunnerTold(
        runner.bib, runner.state, runner.start, runner.basis, round(runner.p_stage, 2), round(runner.p_race, 2),
        titles, arrivals, runner.why, runner.refused,
    )  # fmt: skip


def _arrival(told: Arrival) -> ArrivalTold:
    in_time = None if told.p_in_time is None else round(told.p_in_time, 2)
    return ArrivalTold(
        told.place, told.way, told.lap or 0, _minute(told.p05), _minute(told.p25), _minute(told.p50),
        _minute(told.p75), _minute(told.p95), round(told.p_comes, 2), told.by, in_time,
    )  # fmt: skip


def _minute(moment: Instant) -> Instant:
    """To the nearest whole minute: seconds would promise what nobody knows."""
    return Instant((moment + MINUTE // 2) // MINUTE * MINUTE)
