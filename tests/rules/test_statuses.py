"""Out of the race: why, from when, and what stays theirs."""

from typing import Any

import pytest

from races import at, checkpoint, entered, plan, race, ruled, seen, sheet, stage, time
from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.plan import Plan
from stagerace.core.records import Body
from stagerace.rules.classes import Line, Scope, classify
from stagerace.rules.consistency import inconsistencies
from stagerace.rules.race import Race
from stagerace.rules.stage_result import StageResult


def field(stages: int = 3) -> list[Body]:
    """Two runners; 1 is an hour a stage ahead of 2."""
    times = {"1": "4:00:00", "2": "5:00:00"}
    return [entered("1"), entered("2"), *(sheet(n, b, t) for n in range(1, stages + 1) for b, t in times.items())]


def line(the_race: Race, bib: str, scope: Scope) -> Line:
    return next(found for found in classify(the_race, "overall", scope) if found.who == bib)


def after(the_race: Race, bib: str, n: int) -> tuple[int | None, str]:
    found = line(the_race, bib, Scope(after=StageNo(n)))
    return found.rank, found.status


def on(the_race: Race, bib: str, n: int) -> tuple[int | None, str]:
    found = line(the_race, bib, Scope(stage=StageNo(n)))
    return found.rank, found.status


def result(the_race: Race, bib: str, n: int = 1) -> StageResult:
    found = the_race.results[Bib(bib)][n - 1]
    assert found is not None
    return found


def test_a_withdrawal_after_arrival_keeps_the_stage_and_leaves_the_classification() -> None:
    the_race = race(plan(3), *field(), ruled("w", "withdraw", 2, "1", announced=at(2, "8:00:00")))
    assert on(the_race, "1", 2) == (1, "ranked")
    assert after(the_race, "1", 1) == (1, "ranked")
    assert after(the_race, "1", 2) == (None, "withdrawn")
    assert after(the_race, "2", 2) == (1, "ranked")


def test_a_withdrawal_on_course_takes_the_stage_too() -> None:
    the_race = race(
        plan(),
        entered("1"),
        seen("1", "1CP2", at(1, "3:00:00"), "in"),
        ruled("w", "withdraw", 1, "1", announced=at(1, "3:30:00"), place=PlaceId("1CP2"), custody="vehicle 4"),
    )
    assert on(the_race, "1", 1) == (None, "withdrawn")
    assert (result(the_race, "1").out_place, result(the_race, "1").metres) == ("1CP2", 20_000)


def test_a_finish_after_the_withdrawal_was_announced_is_doubted() -> None:
    the_race = race(
        plan(),
        entered("1"),
        seen("1", "1FINISH", at(1, "6:00:00")),
        ruled("w", "withdraw", 1, "1", announced=at(1, "5:00:00")),
    )
    assert on(the_race, "1", 1) == (None, "withdrawn")
    assert "seen at the finish after the withdrawal was announced" in result(the_race, "1").doubts


def test_who_came_over_the_cut_off_and_then_withdrew_was_not_seen_after_it() -> None:
    the_race = race(
        plan([stage(1, limit=time("5:00:00"))]),
        entered("1"),
        seen("1", "1FINISH", at(1, "6:00:00")),
        ruled("w", "withdraw", 1, "1", announced=at(1, "8:00:00")),
    )
    assert not any("after the withdrawal" in doubt for doubt in result(the_race, "1").doubts)
    assert on(the_race, "1", 1)[0] is None


@pytest.mark.parametrize(
    ("kind", "status"), [("withdraw", "withdrawn"), ("stop", "stopped"), ("disqualify", "disqualified")]
)
def test_who_is_out_stays_out_on_later_stages(kind: str, status: str) -> None:
    the_race = race(plan(3), *field(), ruled("r", kind, 2, "1", announced=at(2, "0:30:00")))
    assert after(the_race, "1", 1) == (1, "ranked")
    assert after(the_race, "1", 2) == after(the_race, "1", 3) == (None, status)
    assert on(the_race, "1", 3) == (None, status)


def test_the_organisation_stopping_a_runner_after_arrival_leaves_the_stage() -> None:
    the_race = race(plan(3), *field(), ruled("s", "stop", 2, "1"))
    assert (on(the_race, "1", 2), after(the_race, "1", 2)) == ((1, "ranked"), (None, "stopped"))


def test_a_disqualification_takes_the_stage() -> None:
    the_race = race(plan(3), *field(), ruled("d", "disqualify", 2, "1"))
    assert (on(the_race, "1", 2), on(the_race, "2", 2)) == ((None, "disqualified"), (1, "ranked"))


def test_who_continues_unranked_is_timed_but_has_no_place() -> None:
    the_race = race(plan(3), *field(), ruled("u", "unranked", 2, "1"))
    assert after(the_race, "1", 1) == (1, "ranked")
    assert after(the_race, "1", 3) == (None, "unranked")
    found = line(the_race, "1", Scope(after=StageNo(3)))
    assert found.elapsed == time("12:00:00")
    assert after(the_race, "2", 3) == (1, "ranked")


def test_who_is_out_may_be_let_on_unranked_by_a_later_ruling() -> None:
    sheets = [sheet(2, "1", status="over_cutoff")]
    the_race = race(plan(3), *field(), *sheets, ruled("u", "unranked", 3, "1"))
    assert after(the_race, "1", 2) == (None, "over_cutoff")
    assert after(the_race, "1", 3) == (None, "unranked")
    assert on(the_race, "1", 3) == (None, "unranked")


def test_who_continues_unranked_can_still_withdraw() -> None:
    the_race = race(plan(3), *field(), ruled("u", "unranked", 2, "1"), ruled("w", "withdraw", 3, "1"))
    assert after(the_race, "1", 2) == (None, "unranked")
    assert after(the_race, "1", 3) == (None, "withdrawn")


def test_who_withdrew_and_is_listed_as_not_starting_later_withdrew() -> None:
    rows = [sheet(2, "1", status="withdrawn"), sheet(3, "1", status="not_started")]
    assert after(race(plan(3), *field(), *rows), "1", 3) == (None, "withdrawn")


def test_who_withdrew_can_still_be_disqualified() -> None:
    rulings = [ruled("w", "withdraw", 2, "1"), ruled("d", "disqualify", 3, "1")]
    assert after(race(plan(3), *field(), *rulings), "1", 3) == (None, "disqualified")


@pytest.mark.parametrize("status", ["withdrawn", "not_started", "over_cutoff", "disqualified", "stopped"])
def test_a_sheet_s_status_takes_a_runner_out_of_the_classification(status: str) -> None:
    the_race = race(plan(3), *field(), sheet(2, "1", status=status))
    assert after(the_race, "1", 1) == (1, "ranked")
    assert after(the_race, "1", 3) == (None, status)


def test_a_sheet_that_says_out_although_the_finish_was_seen_is_doubted() -> None:
    bodies: list[Body] = [entered("1"), seen("1", "1FINISH", at(1, "5:00:00")), sheet(1, "1", status="withdrawn")]
    assert "yet a passing at the end was seen" in result(race(plan(), *bodies), "1").doubts[0]


def test_who_is_out_and_seen_again_is_named() -> None:
    the_race = race(plan(2), *field(1), ruled("s", "stop", 1, "1"), seen("1", "2CP1", at(2, "1:30:00"), "in"))
    assert any("bib 1 is out since stage 1 (stopped) but was seen" in str(p) for p in inconsistencies(the_race))


def cut(bodies: list[Body], the_plan: Plan) -> tuple[str, str | None, str]:
    draft = race(the_plan, entered("1"), *bodies).evidence(Bib("1"), the_plan.stages[0]).draft
    return draft.status, draft.out_place, draft.missed


def cp(**more: Any) -> Plan:
    return plan([stage(1, 40, [checkpoint("1CP1", 10), checkpoint("1CP2", 20, **more)])])


def at_cp2(came: str, left: str) -> list[Body]:
    return [seen("1", "1CP2", at(1, came), "in"), seen("1", "1CP2", at(1, left), "out")]


def test_arriving_by_the_closing_to_the_millisecond_is_in_time() -> None:
    the_plan = cp(close=at(1, "4:00:00"))
    assert cut(at_cp2("4:00:00", "4:30:00"), the_plan)[0] == "active"
    status, place, why = cut(at_cp2("4:00:00.001", "4:30:00"), the_plan)
    assert (status, place) == ("over_cutoff", "1CP2")
    assert "arrived at 1CP2 at 12:00:00 on 2 Mar, closing 12:00" in why


def test_a_leave_by_time_is_about_leaving() -> None:
    the_plan = cp(leave_by=at(1, "4:00:00"))
    assert cut(at_cp2("3:59:00", "4:00:00"), the_plan)[0] == "active"
    status, _, why = cut(at_cp2("3:00:00", "4:01:00"), the_plan)
    assert status == "over_cutoff"
    assert "left at 1CP2 at 12:01" in why


def test_a_limit_at_a_checkpoint_runs_from_one_s_own_start() -> None:
    moved = ruled("fog", "move_start", minutes=60)
    the_plan = cp(limit=time("4:00:00"))
    assert cut(at_cp2("4:30:00", "4:40:00"), the_plan)[0] == "over_cutoff"
    assert cut([*at_cp2("4:30:00", "4:40:00"), moved], the_plan)[0] == "active"


def test_a_closing_by_the_clock_moves_with_a_moved_start() -> None:
    moved = ruled("fog", "move_start", minutes=60)
    assert cut([*at_cp2("4:30:00", "4:40:00"), moved], cp(close=at(1, "4:00:00")))[0] == "active"


def test_who_is_slower_than_the_minimum_speed_is_over_the_cut_off() -> None:
    the_plan = plan([stage(1, 40, min_speed=5_000)])
    assert cut(at_cp2("4:00:00", "4:10:00"), the_plan)[0] == "active"
    assert "minimum speed" in cut(at_cp2("4:00:01", "4:10:00"), the_plan)[2]


def test_the_stage_limit_counts_at_the_finish() -> None:
    the_plan = plan([stage(1, limit=time("6:00:00"))])
    assert cut([seen("1", "1FINISH", at(1, "6:00:00"))], the_plan)[0] == "finished"
    status, place, why = cut([seen("1", "1FINISH", at(1, "6:00:01"))], the_plan)
    assert (status, place) == ("over_cutoff", "1FINISH")
    assert "stage limit" in why


def test_a_missed_cut_off_shows_the_time_all_the_same() -> None:
    the_race = race(plan([stage(1, limit=time("6:00:00"))]), entered("1"), seen("1", "1FINISH", at(1, "6:30:00")))
    assert result(the_race, "1").ruled == time("6:30:00")
    assert after(the_race, "1", 1) == (None, "over_cutoff")


def test_a_place_announced_closed_stops_those_who_come_after() -> None:
    shut = ruled("shut", "close", place=PlaceId("1CP2"), announced=at(1, "3:30:00"))
    assert cut([*at_cp2("3:30:00", "3:40:00"), shut], cp())[0] == "active"
    assert "closed by the race director" in cut([*at_cp2("3:31:00", "3:40:00"), shut], cp())[2]


def test_a_close_without_a_place_is_about_the_finish() -> None:
    shut = ruled("shut", "close", announced=at(1, "5:00:00"))
    assert cut([seen("1", "1FINISH", at(1, "5:00:01")), shut], cp())[0] == "over_cutoff"
