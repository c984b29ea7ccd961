"""Arrivals of a live race: what waiting, holds, silence, waves and rulings do to them."""

import pytest
from live_races import forecast, hours, of, plan, ran, speeds, stage, under_way

from races import at, checkpoint, entered, race, ruled, seen
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import StageNo, WaveId
from stagerace.core.plan import Loop, Wave
from stagerace.forecast.outlook import RunnerForecast
from stagerace.node.forecasting import Forecasts, forecast_of, moment_of, stage_on

FIELD = speeds(30)


def is_ordered(runner: RunnerForecast) -> bool:
    ranges = [(a.p05, a.p25, a.p50, a.p75, a.p95) for a in runner.arrivals]
    middles = [a.p50 for a in runner.arrivals]
    return all(list(each) == sorted(each) for each in ranges) and middles == sorted(middles)


def test_everyone_on_course_has_every_place_ahead_in_order_and_none_in_the_past() -> None:
    now = hours(1, 3)
    found = forecast(under_way(plan(), FIELD, now), now)
    for runner in found.runners:
        places = [(a.place, a.way) for a in runner.arrivals]
        assert places[-1] == ("1FINISH", "in")
        assert len(places) == len(set(places))
        assert is_ordered(runner)
        assert all(a.p05 >= now for a in runner.arrivals)
        assert runner.basis == "passings"


def test_before_anyone_was_seen_the_plan_alone_gives_wide_ranges() -> None:
    now = hours(1, 0.1)
    found = forecast(under_way(plan(), FIELD, now), now)
    finish = of(found, "1").arrivals[-1]
    assert of(found, "1").why == ["known only from the plan"]
    assert hours(1, 5) < finish.p50 < hours(1, 11)
    assert finish.p95 - finish.p05 > 3 * HOUR


def test_who_is_quicker_is_expected_earlier() -> None:
    now = hours(1, 3)
    found = forecast(under_way(plan(), FIELD, now), now)
    ends = [of(found, bib).arrivals[-1].p50 for bib in ("1", "10", "20", "30")]
    assert ends == sorted(ends)


def test_the_stages_before_tell_who_is_quick_before_anyone_was_seen_today() -> None:
    now = hours(2, 0.2)
    found = forecast(under_way(plan(2), FIELD, now), now, 2)
    assert of(found, "1").why == ["known only from stage 1"]
    assert of(found, "1").basis == "stages before"
    assert of(found, "1").arrivals[-1].p50 < of(found, "30").arrivals[-1].p50 - 2 * HOUR


def test_waiting_makes_an_arrival_later_and_never_earlier() -> None:
    base = under_way(plan(), FIELD, hours(1, 2))
    middles = [of(forecast(base, hours(1, late)), "30").arrivals[-1].p50 for late in (2, 3, 4, 5, 6)]
    assert middles == sorted(middles)
    assert middles[-1] > middles[0]


def test_nobody_leaves_a_held_checkpoint_before_its_release() -> None:
    now = hours(1, 2)
    hold = ruled("h", "hold", announced=hours(1, 1.5), minutes=150, place="1CP2")
    release = Instant(hours(1, 1.5) + 150 * MINUTE)
    free = forecast(under_way(plan(), FIELD, now), now)
    found = forecast(under_way(plan(), FIELD, now, hold), now)
    for bib in FIELD:
        beyond = [
            a for a in of(found, bib).arrivals if a.place in ("1CP3", "1FINISH") or (a.place, a.way) == ("1CP2", "out")
        ]
        assert all(a.p05 >= release for a in beyond)
    assert of(found, "30").arrivals[0].p50 == of(free, "30").arrivals[0].p50
    assert "1CP2 is held until 12:00 on 2 Mar" in of(found, "1").why


def test_beyond_a_hold_without_release_nothing_is_said() -> None:
    now = hours(1, 2)
    found = forecast(under_way(plan(), FIELD, now, ruled("h", "hold", announced=hours(1, 1.5), place="1CP2")), now)
    runner = of(found, "1")
    assert runner.refused == "1CP2 is held and has no release yet"
    assert [(a.place, a.way) for a in runner.arrivals] == [("1CP2", "in")]


def test_who_was_held_is_not_taken_to_be_slow() -> None:
    now = hours(1, 3.8)
    one = stage(limit=Elapsed(12 * HOUR))
    hold = ruled("h", "hold", announced=hours(1, 1), minutes=90, place="1CP1")
    free = Instant(hours(1, 2.5))
    passed = [
        seen("1", "1CP1", hours(1, 1.25), "in"),
        seen("1", "1CP1", free, "out"),
        seen("1", "1CP2", hours(1, 3.75)),
    ]
    others = [body for bib in ("2", "3", "4", "5", "6") for body in ran(bib, one, 9.0, now)]
    bodies = [*map(entered, "123456"), *passed, *others]
    with_it, without = (forecast(race(plan([one]), *bodies, *more), now) for more in ((hold,), ()))
    assert hours(1, 5.5) < of(with_it, "1").arrivals[-1].p50 < of(without, "1").arrivals[-1].p50 - 20 * MINUTE


def test_a_checkpoint_nobody_passes_is_named_and_makes_nobody_late() -> None:
    now = hours(1, 5)
    found = forecast(under_way(plan(), FIELD, now, unseen=["1CP2"]), now)
    assert any("nothing is heard from 1CP2" in why for why in found.why)
    assert all(is_ordered(runner) for runner in found.runners)
    before = [runner for runner in found.runners if runner.furthest == "out of 1CP1"]
    assert before
    assert min(runner.p_stage for runner in before) > 0.5


def test_each_wave_counts_from_its_own_start_and_a_moved_start_moves_all() -> None:
    waves = (Wave(WaveId("A"), hours(1, 0), "1"), Wave(WaveId("B"), hours(1, 2), "2"))
    move = ruled("m", "move_start", minutes=60, announced=hours(1, -2))
    found = forecast(race(plan([stage(waves=waves)]), entered("1"), entered("2"), move), hours(1, 0))
    first, second = (of(found, bib).arrivals[0] for bib in "12")
    assert second.p50 - first.p50 == 2 * HOUR
    assert first.p05 > hours(1, 1)
    assert of(found, "1").state == "to_start"


def test_a_shortened_stage_ends_where_it_was_ruled_to() -> None:
    now = hours(1, 2)
    short = ruled("s", "shorten", announced=hours(1, 1), place="1CP3", bibs="1-5")
    found = forecast(under_way(plan(), FIELD, now, short), now)
    assert of(found, "3").arrivals[-1].place == "1CP3"
    assert of(found, "9").arrivals[-1].place == "1FINISH"


def test_a_cancelled_stage_leaves_nobody_to_forecast() -> None:
    now = hours(1, 2)
    found = forecast(under_way(plan(), FIELD, now, ruled("c", "cancel", announced=hours(1, 1.5))), now)
    assert all(not runner.arrivals and runner.state == "finished" for runner in found.runners)


def test_who_withdrew_or_never_started_is_named_and_not_forecast() -> None:
    now = hours(1, 3)
    starts = [seen(bib, "1START", hours(1, 0)) for bib in FIELD if bib != "30"]
    slow = {bib: pace for bib, pace in FIELD.items() if bib != "30"}
    gone = ruled("w", "withdraw", bibs="4", announced=hours(1, 2), place="1CP1")
    found = forecast(under_way(plan(), slow, now, entered("30"), gone, *starts), now)
    assert (of(found, "4").refused, of(found, "4").p_race) == ("withdrawn at 1CP1", 0.0)
    assert (of(found, "30").refused, of(found, "30").p_stage) == ("not seen at the start", 0.0)
    assert not of(found, "4").arrivals


def test_who_goes_backwards_by_the_clock_is_forecast_from_what_fits() -> None:
    now = hours(1, 3)
    wrong = seen("1", "1CP3", hours(1, 0.2), "in")
    with_it = of(forecast(under_way(plan(), FIELD, now, wrong), now), "1")
    without = of(forecast(under_way(plan(), FIELD, now), now), "1")
    assert [a.p50 for a in with_it.arrivals] == [a.p50 for a in without.arrivals]


def test_a_bib_that_was_not_read_changes_nothing() -> None:
    now = hours(1, 3)
    unread = seen("1*", "1CP2", hours(1, 2), "in")
    assert (
        forecast(under_way(plan(), FIELD, now, unread), now).runners
        == forecast(under_way(plan(), FIELD, now), now).runners
    )


@pytest.mark.parametrize("count", [1, 2, 12])
def test_equal_times_and_small_fields_are_forecast_in_order(count: int) -> None:
    now = hours(1, 4)
    found = forecast(under_way(plan(), {str(n): 6.0 for n in range(1, count + 1)}, now), now)
    finishes = {runner.arrivals[-1].p50 for runner in found.runners}
    assert len(finishes) == 1
    assert abs(finishes.pop() - hours(1, 7.2)) < 90 * MINUTE
    assert all(is_ordered(runner) for runner in found.runners)


def test_when_everyone_is_in_all_are_finished_and_the_next_stage_is_on() -> None:
    the_race, now = under_way(plan(2), FIELD, hours(1, 12)), hours(1, 12)
    found = forecast(the_race, now)
    assert all(runner.state == "finished" and runner.p_stage == 1.0 and not runner.arrivals for runner in found.runners)
    assert stage_on(the_race, now).n == 2
    assert all(runner.state == "to_start" for runner in forecast(the_race, now, 2).runners)


def test_a_stage_not_begun_is_forecast_from_the_plan() -> None:
    now = hours(1, -10)
    found = forecast_of(race(plan(2), entered("1")), now)
    assert (found.stage, found.runners[0].state, found.runners[0].basis) == (1, "to_start", "plan")
    assert found.runners[0].arrivals[0].p05 > hours(1, 0)


def test_nobody_left_is_said_and_no_such_stage_too() -> None:
    gone = ruled("w", "withdraw", bibs="all", announced=hours(1, 2))
    the_race = race(plan(2), entered("1"), seen("1", "1CP1", at(1, "1:30:00")), gone)
    with pytest.raises(NotARace, match="nobody is left"):
        forecast(the_race, hours(2, 1), 2)
    with pytest.raises(NotARace, match="no stage 7"):
        forecast(the_race, hours(2, 1), 7)


def test_laps_are_forecast_each_with_the_chance_to_end_in_the_box() -> None:
    loop = stage(km=10, checkpoints=[checkpoint("1CP1", 5, ("in",))], loop=Loop(StageNo(10_000), Elapsed(6 * HOUR)))  # type: ignore[arg-type]
    laps = [seen(str(n), "1FINISH", hours(1, lap * (1 + n / 20))) for n in range(1, 9) for lap in (1, 2)]
    found = forecast(race(plan([loop]), *(entered(str(n)) for n in range(1, 9)), *laps), hours(1, 2.8))
    first = of(found, "1")
    assert (first.furthest, first.arrivals[0].lap, first.arrivals[0].by) == ("lap 2", 3, hours(1, 6))
    chances = [a.p_in_time for a in first.arrivals]
    assert chances == sorted(chances, reverse=True)  # type: ignore[type-var]


def test_one_that_is_kept_up_says_the_same_as_one_made_anew() -> None:
    kept = Forecasts()
    for after in (0.5, 1.6, 2.5, 3.5, 7.0):
        now = hours(1, after)
        the_race = under_way(plan(), FIELD, now)
        assert kept.of(the_race, now).runners == forecast_of(the_race, now).runners


def test_a_race_that_is_not_on_is_forecast_as_of_the_latest_thing_seen() -> None:
    the_race = under_way(plan(), FIELD, hours(1, 3))
    moment, is_now = moment_of(the_race, hours(90, 0))
    assert hours(1, 2) < moment <= hours(1, 3)
    assert not is_now
    assert moment_of(the_race, hours(1, 5)) == (hours(1, 5), True)
