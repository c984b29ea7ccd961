"""A forecast as programs read it: instants by the race's clock, as `forecast.schema.json` says."""

from collections.abc import Sequence
from typing import Any

import msgspec

from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.core.zone import Zone, to_iso
from stagerace.forecast.outlook import Arrival, RunnerForecast, StageForecast
from stagerace.forecast.snapshot_scores import StageScore


def forecast_json(forecast: StageForecast, zone: Zone, only: Sequence[Bib] = ()) -> str:
    """A forecast as JSON, of these bibs only where any are named."""
    runners = [runner for runner in forecast.runners if not only or runner.bib in only]
    told = {
        "race": forecast.race,
        "stage": forecast.stage,
        "at": to_iso(forecast.at, zone),
        "position": forecast.position,
        "forecaster": forecast.forecaster,
        "why": forecast.why,
        "runners": [_runner(runner, zone) for runner in runners],
    }
    return msgspec.json.encode(told).decode()


def _runner(runner: RunnerForecast, zone: Zone) -> dict[str, Any]:
    return {
        "bib": runner.bib,
        "state": runner.state,
        "furthest": runner.furthest or None,
        "seen": _at(runner.seen, zone),
        "basis": runner.basis,
        "p_stage": runner.p_stage,
        "p_race": runner.p_race,
        "p_titles": dict(runner.p_titles),
        "refused": runner.refused or None,
        "why": runner.why,
        "arrivals": [_arrival(arrival, zone) for arrival in runner.arrivals],
    }


def _arrival(arrival: Arrival, zone: Zone) -> dict[str, Any]:
    ranges = {name: to_iso(getattr(arrival, name), zone) for name in ("p05", "p25", "p50", "p75", "p95")}
    return {
        "place": arrival.place, "way": arrival.way, "lap": arrival.lap, "km": arrival.km, **ranges,
        "p_comes": arrival.p_comes, "by": _at(arrival.by, zone), "p_in_time": arrival.p_in_time,
    }  # fmt: skip


def _at(instant: Instant | None, zone: Zone) -> str | None:
    return None if instant is None else to_iso(instant, zone)


def scores_json(race: str, scores: Sequence[StageScore]) -> str:
    """How snapshots turned out, as JSON."""
    return msgspec.json.encode({"race": race, "scores": scores}).decode()
