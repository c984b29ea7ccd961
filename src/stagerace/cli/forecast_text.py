"""A forecast in words and columns."""

from collections.abc import Iterator, Sequence
from typing import Final

from stagerace.cli.columns import table
from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.core.plan import Plan
from stagerace.core.zone import Zone, say_clock
from stagerace.forecast.outlook import Arrival, RunnerForecast, StageForecast
from stagerace.node.names import Names

_HEAD: Final = ("bib", "name", "seen", "next", "expected", "90 %", "finish", "90 %", "in time", "stage", "race")
_LEFT: Final = (0, 1, 2, 3)
_STATES: Final = {
    "to_start": "to start",
    "on_course": "on course",
    "finished": "finished",
    "out": "out",
    "not_seen": "not seen",
}
_NONE: Final = "-"


def field_lines(forecast: StageForecast, plan: Plan, names: Names) -> Iterator[str]:
    """Everyone on a stage, those expected first at its end first; then those of whom nothing is forecast."""
    yield _title(forecast, plan)
    yield from (f"  {why}" for why in forecast.why)
    yield ""
    ahead = sorted((runner for runner in forecast.runners if runner.arrivals), key=lambda r: r.arrivals[-1].p50)
    titles = sorted({title for runner in forecast.runners for title in runner.p_titles})
    if ahead:
        rows = [(*_row(runner, names, plan.zone, forecast.at), *_titles(runner, titles)) for runner in ahead]
        yield from table((*_HEAD, *titles), rows, _LEFT)
    others = [runner for runner in forecast.runners if not runner.arrivals]
    if others:
        yield ""
        yield from table(("bib", "name", "is", ""), [_other(each, names) for each in others], (0, 1, 2, 3))


def _title(forecast: StageForecast, plan: Plan) -> str:
    at = say_clock(forecast.at, plan.zone)
    basis = f"{forecast.forecaster}, log position {forecast.position}"
    return f"{plan.name}, stage {forecast.stage}: forecast of {at} ({basis})"


def _row(runner: RunnerForecast, names: Names, zone: Zone, at: Instant) -> tuple[str, ...]:
    first, last = runner.arrivals[0], runner.arrivals[-1]
    chances = [arrival.p_in_time for arrival in runner.arrivals if arrival.p_in_time is not None]
    return (
        runner.bib, names.name(runner.bib), runner.furthest or _STATES[runner.state], first.where,
        _clock(first.p50, zone), _range(first, zone), _clock(last.p50, zone), _range(last, zone),
        share(min(chances)) if chances else _NONE, share(runner.p_stage), share(runner.p_race),
    )  # fmt: skip


def _titles(runner: RunnerForecast, titles: Sequence[str]) -> tuple[str, ...]:
    return tuple(share(runner.p_titles[title]) if title in runner.p_titles else _NONE for title in titles)


def _other(runner: RunnerForecast, names: Names) -> tuple[str, ...]:
    return runner.bib, names.name(runner.bib), _STATES[runner.state], runner.refused


def runner_lines(forecast: StageForecast, plan: Plan, names: Names, bibs: Sequence[Bib]) -> Iterator[str]:
    """Everything that is forecast of single runners, and why."""
    yield _title(forecast, plan)
    for runner in forecast.runners:
        if runner.bib in bibs:
            yield ""
            yield from _one(runner, names, plan.zone)


def _one(runner: RunnerForecast, names: Names, zone: Zone) -> Iterator[str]:
    seen = f", seen at {runner.furthest} {say_clock(runner.seen, zone)}" if runner.seen else ""
    yield f"{runner.bib} {names.name(runner.bib)}".rstrip() + f": {_STATES[runner.state]}{seen}"
    chances = {"finish the stage": runner.p_stage, "finish the race": runner.p_race, **runner.p_titles}
    yield f"  {', '.join(f'{what} {share(chance)}' for what, chance in chances.items())}"
    yield from (f"  {why}" for why in [*runner.why, *([runner.refused] if runner.refused else [])])
    if runner.arrivals:
        head = ("place", "km", "expected", "50 %", "90 %", "comes", "cut-off", "in time")
        yield from table(head, [_arrival(arrival, zone) for arrival in runner.arrivals])


def _arrival(arrival: Arrival, zone: Zone) -> tuple[str, ...]:
    return (
        arrival.where, f"{arrival.km:.1f}", _clock(arrival.p50, zone),
        f"{_clock(arrival.p25, zone)} to {_clock(arrival.p75, zone)}", _range(arrival, zone), share(arrival.p_comes),
        _clock(arrival.by, zone) if arrival.by is not None else _NONE,
        share(arrival.p_in_time) if arrival.p_in_time is not None else _NONE,
    )  # fmt: skip


def _range(arrival: Arrival, zone: Zone) -> str:
    return f"{_clock(arrival.p05, zone)} to {_clock(arrival.p95, zone)}"


def _clock(instant: Instant, zone: Zone) -> str:
    """A time of day to the minute, by the race's clock."""
    return f"{zone.local(instant):%H:%M}"


def share(chance: float) -> str:
    """A chance in per cent; never said to be sure.

    >>> share(0.256), share(0.999), share(0.0)
    ('26 %', '> 99 %', '< 1 %')
    """
    if chance >= 0.995:
        return "> 99 %"
    return "< 1 %" if chance < 0.005 else f"{100 * chance:.0f} %"
