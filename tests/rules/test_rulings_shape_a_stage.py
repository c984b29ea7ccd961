"""A stage's ruled time: as run, shortened, neutralised, cancelled, capped, given."""

from races import at, entered, plan, race, ruled, seen, sheet, stage, time
from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib, Metres, PlaceId, StageNo
from stagerace.core.records import Body
from stagerace.rules.classes import Scope, classify
from stagerace.rules.consistency import inconsistencies
from stagerace.rules.race import Race
from stagerace.rules.stage_result import StageResult

FIELD: list[Body] = [entered("1"), entered("2"), entered("3")]
RUN: list[Body] = [
    seen("1", "1CP3", at(1, "3:00:00"), "in"),
    seen("1", "1FINISH", at(1, "4:00:00")),
    seen("2", "1CP3", at(1, "3:30:00"), "in"),
    seen("2", "1FINISH", at(1, "5:00:00")),
    seen("3", "1CP3", at(1, "6:00:00"), "in"),
]


def after(*rulings: Body) -> Race:
    return race(plan(), *FIELD, *RUN, *rulings)


def result(the_race: Race, bib: str, position: int = 0) -> StageResult:
    found = the_race.results[Bib(bib)][position]
    assert found is not None
    return found


def ruled_times(the_race: Race) -> dict[str, int | None]:
    return {bib: result(the_race, bib).ruled for bib in ("1", "2", "3")}


def test_without_a_ruling_a_stage_counts_as_run() -> None:
    assert ruled_times(after()) == {"1": time("4:00:00"), "2": time("5:00:00"), "3": None}


def test_a_shortened_stage_takes_the_time_there_plus_what_was_decided_and_some_keep_theirs() -> None:
    the_race = after(ruled("heat", "shorten", 1, "all except 1", 90, place=PlaceId("1CP3")))
    assert ruled_times(the_race) == {"1": time("4:00:00"), "2": time("5:00:00"), "3": time("7:30:00")}
    assert result(the_race, "3").status == "finished"


def test_the_group_of_a_shortened_stage_may_be_named_instead() -> None:
    the_race = after(ruled("heat", "shorten", 1, "2-3", 60, place=PlaceId("1CP3")))
    assert ruled_times(the_race) == {"1": time("4:00:00"), "2": time("4:30:00"), "3": time("7:00:00")}


def test_distance_is_not_edited_by_a_shortened_stage() -> None:
    the_race = after(ruled("heat", "shorten", 1, "all", place=PlaceId("1CP3")))
    assert [result(the_race, bib).metres for bib in ("1", "3")] == [40_000, 30_000]


def test_a_sheet_of_a_shortened_stage_was_taken_at_its_end() -> None:
    the_race = race(
        plan(), entered("1"), sheet(1, "1", "3:00:00"), ruled("heat", "shorten", 1, "", 90, place=PlaceId("1CP3"))
    )
    assert (result(the_race, "1").ruled, result(the_race, "1").metres) == (time("4:30:00"), 30_000)


def test_a_runner_not_yet_at_the_new_end_is_still_on_course() -> None:
    the_race = race(
        plan(),
        entered("1"),
        seen("1", "1CP2", at(1, "2:00:00"), "in"),
        ruled("heat", "shorten", 1, "", place=PlaceId("1CP3")),
    )
    assert result(the_race, "1").status == "active"


def test_cut_offs_beyond_a_shortened_end_no_longer_apply() -> None:
    limit = stage(1, limit=time("4:30:00"))
    bodies = [*FIELD, *RUN, ruled("heat", "shorten", 1, "2", place=PlaceId("1CP3"))]
    the_race = race(plan([limit]), *bodies)
    assert (result(the_race, "2").status, result(the_race, "2").ruled) == ("finished", time("3:30:00"))


def test_a_stage_neutralised_whole_must_be_completed_but_adds_nothing() -> None:
    assert ruled_times(after(ruled("storm", "neutralise"))) == {"1": 0, "2": 0, "3": None}


def test_a_stage_neutralised_from_a_place_counts_up_to_it() -> None:
    the_race = after(ruled("storm", "neutralise", place=PlaceId("1CP3")))
    assert ruled_times(the_race) == {"1": time("3:00:00"), "2": time("3:30:00"), "3": None}


def test_a_neutralised_stage_may_add_the_same_to_everyone() -> None:
    the_race = after(ruled("storm", "neutralise", minutes=30))
    assert ruled_times(the_race) == {"1": time("0:30:00"), "2": time("0:30:00"), "3": None}


def test_without_a_time_at_the_place_the_time_as_run_stands_and_is_doubted() -> None:
    the_race = race(
        plan(),
        entered("1"),
        seen("1", "1FINISH", at(1, "4:00:00")),
        ruled("storm", "neutralise", place=PlaceId("1CP3")),
    )
    assert result(the_race, "1").ruled == time("4:00:00")
    assert "no time at 1CP3" in result(the_race, "1").doubts[0]


def test_a_cancelled_stage_counts_nothing_and_puts_nobody_out() -> None:
    the_race = race(plan(2), *FIELD, *RUN, ruled("storm", "cancel", 2))
    assert [result(the_race, bib, 1).ruled for bib in ("1", "2", "3")] == [0, 0, 0]
    lines = classify(the_race, "overall", Scope(after=StageNo(2)))
    assert [(line.who, line.rank, line.elapsed) for line in lines[:2]] == [
        ("1", 1, time("4:00:00")),
        ("2", 2, time("5:00:00")),
    ]


def test_who_left_the_race_on_a_cancelled_stage_stays_out() -> None:
    the_race = after(ruled("storm", "cancel"), ruled("w", "withdraw", 1, "3", place=PlaceId("1CP3")))
    assert result(the_race, "3").out == "withdrawn"
    sheets = race(plan(), entered("1"), sheet(1, "1", status="withdrawn"), ruled("storm", "cancel"))
    assert result(sheets, "1").out == "withdrawn"


def test_a_cap_limits_what_anyone_loses_and_keeps_those_out_in_the_race() -> None:
    the_race = after(ruled("cap", "cap", minutes=270))
    assert ruled_times(the_race) == {"1": time("4:00:00"), "2": time("4:30:00"), "3": time("4:30:00")}
    assert result(the_race, "3").out == ""


def test_a_cap_takes_back_a_missed_cut_off() -> None:
    the_race = race(plan([stage(1, limit=time("4:30:00"))]), *FIELD, *RUN, ruled("cap", "cap", minutes=270))
    assert (result(the_race, "2").status, result(the_race, "2").out) == ("finished", "")


def test_a_given_time_replaces_whatever_was_found() -> None:
    the_race = after(ruled("chip", "give", bibs="2 3", minutes=312))
    assert ruled_times(the_race) == {"1": time("4:00:00"), "2": time("5:12:00"), "3": time("5:12:00")}


def test_a_given_distance_keeps_the_time() -> None:
    the_race = after(ruled("lap", "give", bibs="1", metres=Metres(35_000)))
    assert (result(the_race, "1").metres, result(the_race, "1").ruled) == (35_000, time("4:00:00"))


def test_penalties_count_on_top_of_whatever_was_ruled() -> None:
    for kind, minutes in (("neutralise", None), ("cancel", None), ("give", 60), ("cap", 60)):
        the_race = after(ruled("s", kind, bibs="1", minutes=minutes), ruled("p", "penalty", bibs="1", minutes=30))
        own = result(the_race, "1")
        assert own.total == (own.ruled or 0) + time("0:30:00"), kind


def test_a_credit_never_makes_a_time_negative() -> None:
    assert result(after(ruled("c", "credit", bibs="1", minutes=600)), "1").ruled == 0


def test_decisions_of_one_sort_take_effect_in_the_order_they_were_announced_not_imported() -> None:
    late = ruled("b", "give", bibs="1", minutes=60, announced=at(1, "14:00:00"))
    early = ruled("a", "give", bibs="1", minutes=90, announced=at(1, "13:00:00"))
    assert result(after(late, early), "1").ruled == result(after(early, late), "1").ruled == time("1:00:00")


def test_a_ruling_about_a_place_the_stage_does_not_have_changes_nothing_and_is_named() -> None:
    for kind in ("shorten", "neutralise", "hold", "close"):
        the_race = after(ruled("r", kind, minutes=30, place=PlaceId("2CP1")))
        assert ruled_times(the_race) == ruled_times(after())
        assert any("2CP1 is not on stage 1" in str(problem) for problem in inconsistencies(the_race))


def test_a_ruling_of_a_kind_from_a_newer_program_changes_nothing_and_is_named() -> None:
    the_race = after(ruled("r", "applause", minutes=30))
    assert ruled_times(the_race) == ruled_times(after())
    assert any("'applause' is not known here" in str(problem) for problem in inconsistencies(the_race))


def test_an_untimed_stage_must_be_completed_but_adds_nothing() -> None:
    the_race = race(plan([stage(1, timed=False)]), *FIELD, *RUN)
    assert ruled_times(the_race) == {"1": 0, "2": 0, "3": None}


def test_a_sheet_without_a_time_keeps_the_time_that_was_seen() -> None:
    the_race = after(sheet(1, "1"))
    assert result(the_race, "1").ruled == time("4:00:00")


def test_a_sheet_and_passings_that_disagree_are_doubted_and_the_sheet_counts() -> None:
    the_race = after(sheet(1, "1", "4:10:00", penalty=Elapsed(60_000)))
    assert result(the_race, "1").total == time("4:11:00")
    assert "10 min apart; the sheet counts" in " ".join(result(the_race, "1").doubts)
