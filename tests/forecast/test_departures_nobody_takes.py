"""A plan may take departures and its crews none: arrivals are then forecast from place to place."""

from live_races import forecast, hours, plan, ran, speeds, stage

from races import checkpoint, entered, race
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import StageNo
from stagerace.core.plan import Plan
from stagerace.core.records import Passing
from stagerace.forecast.outlook import StageForecast
from stagerace.rules.race import Race

FIELD = speeds(24)
STAYS = 4 * MINUTE


def over(take: tuple[str, ...], stages: int = 1) -> Plan:
    """Stages of 40 km with a checkpoint every 5 km that takes so much."""
    return plan([
        stage(n, km=40, checkpoints=[checkpoint(f"{n}CP{k}", 5 * k, record=take) for k in range(1, 8)])
        for n in range(1, stages + 1)
    ])  # fmt: skip


def passings(until: Instant, taken: tuple[str, ...] = (), stages: tuple[int, ...] = (1,)) -> list[Passing]:
    """Every arrival by an instant, and departures of these places alone."""
    the_plan = over(("in", "out"), 2)
    return [
        each
        for number in stages
        for bib, pace in FIELD.items()
        for each in ran(bib, the_plan.by_number[StageNo(number)], pace, until, STAYS)
        if isinstance(each, Passing) and (each.way == "in" or each.place in taken)
    ]


def told(the_plan: Plan, until: Instant, taken: tuple[str, ...] = ()) -> Race:
    """A race on its first stage by an instant, with the departures of these places alone."""
    return race(the_plan, *(entered(bib) for bib in FIELD), *passings(until, taken))


def ways(found: StageForecast) -> set[str]:
    """Every departure that is forecast for anybody."""
    return {each.where for runner in found.runners for each in runner.arrivals if each.way == "out"}


def arrivals(found: StageForecast) -> dict[tuple[str, str], tuple[Instant, Instant, Instant]]:
    """Everybody's arrivals, departures left out."""
    return {
        (runner.bib, each.place): (each.p05, each.p50, each.p95)
        for runner in found.runners
        for each in runner.arrivals
        if each.way == "in"
    }


def test_where_none_was_taken_arrivals_are_those_of_a_plan_that_asks_for_none() -> None:
    now = hours(1, 3)
    asked, not_asked = (forecast(told(over(take), now), now) for take in (("in", "out"), ("in",)))
    assert ways(asked) == set()
    assert arrivals(asked) == arrivals(not_asked)


def test_ranges_hold_what_comes_though_nobody_takes_departures() -> None:
    now, end = hours(1, 3), hours(1, 14)
    came = {(each.bib, each.place): each.seen_at for each in passings(end)}
    found = arrivals(forecast(told(over(("in", "out")), now), now))
    held = [p05 <= came[key] <= p95 for key, (p05, _, p95) in found.items()]
    assert sum(held) >= 0.85 * len(held)


def test_until_somebody_was_seen_beyond_departures_are_waited_for() -> None:
    now = hours(1, 0.7)
    assert ways(forecast(told(over(("in", "out")), now), now)) != set()


def test_a_place_that_takes_departures_keeps_them_and_so_do_those_behind_it() -> None:
    now = hours(1, 3)
    found = ways(forecast(told(over(("in", "out")), now, taken=("1CP3",)), now))
    assert "out of 1CP2" not in found
    assert {"out of 1CP3", "out of 1CP6"} <= found


def test_what_was_so_on_the_stage_before_is_taken_to_be_so_again() -> None:
    now, the_plan = hours(2, 0.1), over(("in", "out"), 2)
    assert ways(forecast(told(the_plan, now), now, 2)) == set()
    taken = tuple(f"1CP{k}" for k in range(1, 8))
    assert ways(forecast(told(the_plan, now, taken), now, 2)) != set()


def test_a_closing_of_departures_is_judged_by_arrivals_where_none_is_taken() -> None:
    now = hours(1, 3)
    closing = [checkpoint(f"1CP{k}", 5 * k, record=("in", "out"), leave_by=hours(1, 1.6 * k)) for k in range(1, 8)]
    found = forecast(told(plan([stage(1, km=40, checkpoints=closing)]), now), now)
    chances = [each.p_in_time for runner in found.runners for each in runner.arrivals if each.place != "1FINISH"]
    assert chances
    assert None not in chances
