"""Arrival order is not rank: every runner's clock begins at their own start."""

from races import at, entered, plan, race, ruled, seen, stage, start_of_day, time
from stagerace.core.clock import HOUR, Elapsed, later
from stagerace.core.names import Bib, StageNo, WaveId
from stagerace.core.plan import Plan, Wave
from stagerace.rules.classes import Line, Scope, classify
from stagerace.rules.race import Race

SLOW_FIRST = (
    Wave(WaveId("A"), start_of_day(1), "1-9"),
    Wave(WaveId("B"), later(start_of_day(1), Elapsed(3 * HOUR)), "10-19"),
)


def two_waves(**more: object) -> Plan:
    return plan([stage(1, 20, (), waves=SLOW_FIRST, **more)])


def first_stage(the_race: Race) -> list[Line]:
    return classify(the_race, "overall", Scope(stage=StageNo(1)))


def times(the_race: Race) -> list[tuple[int | None, str, int | None]]:
    return [(line.rank, line.who, line.elapsed) for line in first_stage(the_race)]


def test_who_arrives_later_from_a_later_start_may_rank_first() -> None:
    the_race = race(
        two_waves(),
        entered("1"),
        entered("10"),
        seen("1", "1FINISH", at(1, "4:00:00")),
        seen("10", "1FINISH", at(1, "5:00:00")),
    )
    assert times(the_race) == [(1, "10", time("2:00:00")), (2, "1", time("4:00:00"))]


def test_the_wave_named_on_the_entry_counts_where_no_wave_lists_the_bib() -> None:
    the_race = race(two_waves(), entered("77", wave="B"), seen("77", "1FINISH", at(1, "5:00:00")))
    assert times(the_race) == [(1, "77", time("2:00:00"))]


def test_a_runner_in_no_wave_starts_with_the_stage() -> None:
    the_race = race(two_waves(), entered("77"), seen("77", "1FINISH", at(1, "5:00:00")))
    assert times(the_race) == [(1, "77", time("5:00:00"))]


def test_a_start_moved_on_the_day_moves_the_time_of_its_group_only() -> None:
    the_race = race(
        two_waves(),
        entered("1"),
        entered("10"),
        seen("1", "1FINISH", at(1, "4:00:00")),
        seen("10", "1FINISH", at(1, "5:00:00")),
        ruled("fog", "move_start", 1, "1-9", 60),
    )
    assert times(the_race) == [(1, "10", time("2:00:00")), (2, "1", time("3:00:00"))]


def test_a_start_moved_earlier_makes_the_time_longer() -> None:
    the_race = race(
        plan([stage(1, 20, ())]),
        entered("1"),
        seen("1", "1FINISH", at(1, "4:00:00")),
        ruled("heat", "move_start", 1, "", -60),
    )
    assert times(the_race) == [(1, "1", time("5:00:00"))]


def test_two_moves_of_a_start_add_up() -> None:
    the_race = race(
        plan([stage(1, 20, ())]),
        entered("1"),
        seen("1", "1FINISH", at(1, "6:00:00")),
        ruled("fog", "move_start", 1, "", 60),
        ruled("more fog", "move_start", 1, "", 60),
    )
    assert times(the_race) == [(1, "1", time("4:00:00"))]


def test_who_crosses_the_start_late_has_the_clock_running_all_the_same() -> None:
    the_race = race(
        plan([stage(1, 20, ())]),
        entered("1"),
        seen("1", "1START", at(1, "0:40:00")),
        seen("1", "1FINISH", at(1, "4:00:00")),
    )
    assert times(the_race) == [(1, "1", time("4:00:00"))]
    result = the_race.results[Bib("1")][0]
    assert result is not None
    assert result.doubts == ("1START out: crossed the start 40 min after it; the clock ran all the same",)


def test_who_was_never_seen_has_not_started_where_starts_are_taken() -> None:
    the_race = race(plan([stage(1, 20, ())]), entered("1"), entered("2"), seen("1", "1START", at(1, "0:00:10")))
    assert [(line.who, line.status) for line in first_stage(the_race)] == [("1", "active"), ("2", "not_started")]


def test_who_was_never_seen_is_on_course_where_no_starts_are_taken() -> None:
    the_race = race(plan(), entered("1"), entered("2"), seen("1", "1CP1", at(1, "1:30:00")))
    assert [(line.who, line.status) for line in first_stage(the_race)] == [("1", "active"), ("2", "active")]
