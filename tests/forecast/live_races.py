"""Races under way, as a forecast meets them: everyone at their own even pace, seen by the instant that is asked."""

from collections.abc import Iterable, Sequence

from races import entered, plan, race, seen, stage, start_of_day
from stagerace.core.clock import HOUR, MINUTE, Instant
from stagerace.core.names import StageNo
from stagerace.core.plan import Plan, Stage
from stagerace.core.records import Body
from stagerace.forecast.outlook import RunnerForecast, StageForecast
from stagerace.node.forecasting import forecast_of
from stagerace.rules.race import Race

STAY = 10 * MINUTE


def hours(of_stage: int, after: float) -> Instant:
    """An instant so many hours into a stage."""
    return Instant(start_of_day(of_stage) + round(after * HOUR))


def ran(bib: str, of: Stage, km_h: float, until: Instant, stay: int = STAY) -> list[Body]:
    """Everything seen of a runner on a stage by an instant."""
    found: list[Body] = []
    waited = 0
    for (place, way), metres in list(zip(of.points, of.point_metres, strict=True))[1:]:
        waited += stay if way == "out" else 0
        at = Instant(of.start + round(metres / km_h * 3600) + waited)
        if at <= until:
            found.append(seen(bib, place, at, way))
    return found


def speeds(count: int) -> dict[str, float]:
    """Runners from 8 km/h down, by bib."""
    return {str(n): 8.0 - 4.0 * (n - 1) / max(count - 1, 1) for n in range(1, count + 1)}


def under_way(
    the_plan: Plan, paces: dict[str, float], now: Instant, *more: Body, stages: Sequence[int] = (1,),
    unseen: Iterable[str] = (),
) -> Race:  # fmt: skip
    """A race in which everyone keeps their pace; nothing is recorded at the places that are unseen."""
    hidden = set(unseen)
    passed = [
        body
        for number in stages
        for bib, pace in paces.items()
        for body in ran(bib, the_plan.by_number[StageNo(number)], pace, now)
        if getattr(body, "place", "") not in hidden
    ]
    return race(the_plan, *(entered(bib) for bib in paces), *passed, *more)


def forecast(the_race: Race, now: Instant, number: int = 1) -> StageForecast:
    """The forecast of a stage."""
    return forecast_of(the_race, now, StageNo(number))


def of(found: StageForecast, bib: str) -> RunnerForecast:
    """The forecast of one runner."""
    return next(runner for runner in found.runners if runner.bib == bib)


__all__ = ["STAY", "forecast", "hours", "of", "plan", "ran", "speeds", "stage", "under_way"]
