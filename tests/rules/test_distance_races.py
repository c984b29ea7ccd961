"""Time-boxed loop stages: distance ranks, up to a cap."""

import pytest

from races import at, checkpoint, entered, plan, race, ruled, seen, sheet, stage, time
from stagerace.core.clock import HOUR, Elapsed
from stagerace.core.names import Bib, Metres, PlaceId, StageNo
from stagerace.core.plan import Loop, Plan, Stage
from stagerace.core.records import Body, Passing
from stagerace.rules.classes import Line, Scope, classify
from stagerace.rules.race import Race
from stagerace.rules.stage_result import StageResult


def loop_stage(n: int = 1, count: str = "laps", hours: int = 8, km: float = 14.5) -> Stage:
    halfway = checkpoint(f"{n}CP1", 6, ["in"])
    loop = Loop(Metres(round(km * 1000)), Elapsed(hours * HOUR), count)  # type: ignore[arg-type]
    return stage(n, 15, [halfway], loop=loop, limit=None)


def island(stages: int = 1, cap: int | None = 250_000, **more: object) -> Plan:
    return plan(
        [loop_stage(n, **more) for n in range(1, stages + 1)],  # type: ignore[arg-type]
        scoring="distance",
        cap=Metres(cap) if cap else None,
    )


def punches(bib: str, n: int, *clocks: str) -> list[Passing]:
    return [seen(bib, f"{n}FINISH", at(n, clock)) for clock in clocks]


def after(the_race: Race, n: int) -> list[Line]:
    return classify(the_race, "overall", Scope(after=StageNo(n)))


def own(the_race: Race, bib: str = "7", position: int = 0) -> StageResult:
    found = the_race.results[Bib(bib)][position]
    assert found is not None
    return found


def test_full_laps_count_and_more_of_them_rank_first() -> None:
    the_race = race(
        island(),
        *[entered(bib) for bib in "123"],
        *punches("1", 1, "2:00:00", "4:00:00"),
        *punches("2", 1, "2:30:00", "5:00:00", "7:30:00"),
        *punches("3", 1, "1:50:00", "3:40:00"),
    )
    assert [(line.rank, line.who, line.metres) for line in after(the_race, 1)] == [
        (1, "2", 43_500),
        (2, "1", 29_000),
        (2, "3", 29_000),
    ]


def test_metres_after_the_last_full_lap_count_where_the_plan_says_so() -> None:
    part = seen("7", "1CP1", at(1, "5:00:00"))
    bodies: list[Body] = [entered("7"), *punches("7", 1, "2:00:00", "4:00:00"), part]
    assert own(race(island(), *bodies)).metres == 29_000
    metres = own(race(island(count="metres"), *bodies))
    assert (metres.metres, metres.reached) == (35_000, at(1, "5:00:00"))


def test_a_checkpoint_passed_before_the_last_full_lap_adds_nothing() -> None:
    bodies: list[Body] = [entered("7"), seen("7", "1CP1", at(1, "1:00:00")), *punches("7", 1, "2:00:00")]
    assert own(race(island(count="metres"), *bodies)).metres == 14_500


def test_a_lap_after_the_box_closed_does_not_count() -> None:
    result = own(race(island(), entered("7"), *punches("7", 1, "3:00:00", "8:00:01")))
    assert result.metres == 14_500
    on_the_dot = own(race(island(), entered("7"), *punches("7", 1, "3:00:00", "8:00:00")))
    assert on_the_dot.metres == 29_000


def test_a_second_read_of_one_lap_is_not_a_lap_and_says_why() -> None:
    the_race = race(island(), entered("7"), *punches("7", 1, "2:00:00", "2:00:20", "2:06:00", "4:00:00"))
    assert own(the_race).metres == 29_000
    readings = the_race.evidence(Bib("7"), the_race.plan.stages[0]).draft.readings.others
    assert [r.reason for r in readings if not r.counts] == [
        "6 min after the lap before: no one runs 14.5 km in that",
    ]


def test_a_missed_punch_costs_the_lap_until_it_is_given() -> None:
    bodies: list[Body] = [entered("7"), *punches("7", 1, "2:00:00", "6:00:00")]
    assert own(race(island(), *bodies)).metres == 29_000
    given = ruled("lap", "give", bibs="7", metres=Metres(43_500))
    assert own(race(island(), *bodies, given)).metres == 43_500


def test_metres_are_taken_off_as_a_penalty_and_given_as_a_credit() -> None:
    bodies: list[Body] = [entered("7"), *punches("7", 1, "2:00:00")]
    assert own(race(island(), *bodies, ruled("p", "penalty", bibs="7", metres=Metres(4_500)))).metres == 10_000
    assert own(race(island(), *bodies, ruled("p", "penalty", bibs="7", metres=Metres(99_000)))).metres == 0
    assert own(race(island(), *bodies, ruled("c", "credit", bibs="7", metres=Metres(500)))).metres == 15_000


@pytest.mark.parametrize("stages", [4, 5, 6])
def test_a_race_may_have_four_five_or_six_stages(stages: int) -> None:
    laps = [p for n in range(1, stages + 1) for p in punches("7", n, "2:00:00", "4:00:00")]
    lines = after(race(island(stages), entered("7"), *laps), stages)
    assert [(line.rank, line.metres) for line in lines] == [(1, stages * 29_000)]


def sheets(bib: str, *metres: int, last: str = "7:00:00") -> list[Body]:
    return [sheet(n, bib, last, metres=Metres(m)) for n, m in enumerate(metres, 1)]


def test_nobody_has_more_than_the_cap_and_who_reached_it_first_is_first() -> None:
    the_race = race(
        island(3),
        *[entered(bib) for bib in "1234"],
        *sheets("1", 100_000, 90_000, 80_000, last="6:00:00"),
        *sheets("2", 100_000, 90_000, 75_000, last="5:00:00"),
        *sheets("3", 140_000, 120_000),
        *sheets("4", 100_000, 90_000, 50_000),
    )
    assert [(line.rank, line.who, line.metres) for line in after(the_race, 3)] == [
        (1, "3", 250_000),
        (2, "2", 250_000),
        (3, "1", 250_000),
        (4, "4", 240_000),
    ]


def test_laps_run_beyond_the_cap_do_not_delay_the_moment_it_was_reached() -> None:
    the_plan = island(1, 29_000)
    laps = [*punches("1", 1, "2:00:00", "3:50:00", "6:00:00"), *punches("2", 1, "2:00:00", "4:00:00")]
    lines = after(race(the_plan, entered("1"), entered("2"), *laps), 1)
    assert [(line.rank, line.who, line.metres) for line in lines] == [(1, "1", 29_000), (2, "2", 29_000)]
    fined = ruled("p", "penalty", bibs="1", metres=Metres(1_000))
    assert [line.who for line in after(race(the_plan, entered("1"), entered("2"), *laps, fined), 1)] == ["2", "1"]


def test_who_reached_the_cap_at_an_unknown_moment_comes_after_those_whose_moment_is_known() -> None:
    known, unknown = sheets("1", 260_000), sheet(1, "2", metres=Metres(260_000))
    lines = after(race(island(), entered("1"), entered("2"), *known, unknown), 1)
    assert [(line.rank, line.who) for line in lines] == [(1, "1"), (2, "2")]


def test_who_is_done_may_stay_away_from_then_on() -> None:
    away = sheet(2, "1", status="not_started")
    lines = after(race(island(2), entered("1"), entered("2"), *sheets("1", 250_000), away, *sheets("2", 1, 1)), 2)
    assert [(line.rank, line.who, line.status) for line in lines] == [(1, "1", "ranked"), (2, "2", "ranked")]


def test_who_is_done_can_still_be_disqualified() -> None:
    out = ruled("d", "disqualify", 2, "1")
    lines = after(race(island(2), entered("1"), entered("2"), *sheets("1", 250_000), *sheets("2", 1, 1), out), 2)
    assert [(line.rank, line.who, line.status) for line in lines] == [(1, "2", "ranked"), (None, "1", "disqualified")]


def test_who_was_out_before_reaching_the_cap_stays_out() -> None:
    out = ruled("s", "stop", 1, "1")
    lines = after(race(island(2), entered("1"), *sheets("1", 100_000, 160_000), out), 2)
    assert [(line.rank, line.status) for line in lines] == [(None, "stopped")]


def test_who_withdrew_after_reaching_the_cap_is_done() -> None:
    out = ruled("w", "withdraw", 1, "1", announced=at(1, "20:00:00"))
    lines = after(race(island(), entered("1"), *sheets("1", 250_000), out), 1)
    assert [(line.rank, line.status) for line in lines] == [(1, "ranked")]


def test_who_stopped_before_the_cap_is_not_ranked() -> None:
    out = ruled("w", "withdraw", 1, "1", announced=at(1, "20:00:00"), place=PlaceId("1CP1"))
    lines = after(race(island(), entered("1"), *sheets("1", 100_000), out), 1)
    assert [(line.rank, line.status, line.metres) for line in lines] == [(None, "withdrawn", 100_000)]


def test_without_a_cap_all_metres_count() -> None:
    lines = after(race(island(2, None), entered("1"), *sheets("1", 150_000, 150_000)), 2)
    assert lines[0].metres == 300_000


def test_a_stage_of_laps_ranks_by_its_own_metres() -> None:
    the_race = race(
        island(2), *[entered(bib) for bib in "12"], *sheets("1", 90_000, 40_000), *sheets("2", 30_000, 41_000)
    )
    stage_two = classify(the_race, "overall", Scope(stage=StageNo(2)))
    assert [(line.rank, line.who) for line in stage_two] == [(1, "2"), (2, "1")]
    assert [line.who for line in after(the_race, 2)] == ["1", "2"]


def test_a_confirmed_lap_counts_although_no_one_runs_it_so_fast() -> None:
    bodies: list[Body] = [entered("7"), *punches("7", 1, "2:00:00")]
    bodies.append(seen("7", "1FINISH", at(1, "2:20:00"), confirmed_by="Ana"))
    assert own(race(island(), *bodies)).metres == 29_000


def test_the_time_of_a_loop_stage_is_when_the_last_lap_was_done() -> None:
    assert own(race(island(), entered("7"), *punches("7", 1, "2:00:00", "4:10:00"))).ruled == time("4:10:00")
