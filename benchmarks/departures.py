"""Forecasts where a plan takes departures and crews write arrivals alone, beside those where crews write both."""

import random
import statistics
from collections.abc import Iterable

from bench_forecast_live import CHECKPOINTS, passings

import races
from stagerace.core.clock import HOUR, MINUTE, Instant, Stamp
from stagerace.core.names import NodeId, Number
from stagerace.core.records import Body, Passing, PlanAdopted, Record
from stagerace.forecast.outlook import StageForecast
from stagerace.node.forecasting import forecast_of
from stagerace.rules.race import race_of

Held = tuple[float, float]
"""The share of arrivals ahead that lie in their 90 % range, and how far off the middle is, in the middle [min]."""


def held(found: StageForecast, came: dict[tuple[str, str], Instant]) -> Held:
    """How arrivals at places, told at an instant, came true."""
    told = [
        (each, came[runner.bib, each.place]) for runner in found.runners for each in runner.arrivals if each.way == "in"
    ]
    inside = statistics.fmean(each.p05 <= at <= each.p95 for each, at in told)
    return inside, statistics.median(abs(each.p50 - at) / MINUTE for each, at in told)


def row(runners: int, hours: int, *, with_departures: bool) -> Held:
    """A stage so many hours on, its crews writing departures or not."""
    luck, plan = random.Random(3), races.plan(CHECKPOINTS)
    passed = passings(plan, runners, luck)
    came = {(each.bib, each.place): each.seen_at for each in passed if each.way == "in"}
    now = Instant(plan.stages[0].start + hours * HOUR)
    written = _written(passed, now, with_departures=with_departures)
    bodies: list[Body] = [PlanAdopted(plan), *races.field(runners, luck), *written]
    records = [Record(NodeId("bench"), Number(n), Stamp(n), body) for n, body in enumerate(bodies, 1)]
    return held(forecast_of(race_of(records), now), came)


def _written(passed: Iterable[Passing], now: Instant, *, with_departures: bool) -> list[Passing]:
    return [each for each in passed if each.seen_at <= now and (with_departures or each.way == "in")]


def table(quick: bool) -> None:
    """Print a row a field and hour."""
    print("| runners | hours on | departures written: 90 % hold, middle off, min | arrivals alone |\n|---|---|---|---|")
    for runners in (60,) if quick else (60, 300):
        for hours in (2, 4):
            both, alone = (row(runners, hours, with_departures=each) for each in (True, False))
            print(f"| {runners} | {hours} | {both[0]:.2f}, {both[1]:.0f} | {alone[0]:.2f}, {alone[1]:.0f} |")


if __name__ == "__main__":
    table(quick=False)
