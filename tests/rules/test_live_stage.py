"""While a stage is live, runners on course follow the finishers by how far they are."""

from races import at, entered, plan, race, ruled, seen, sheet, stage
from stagerace.core.names import StageNo
from stagerace.core.records import Body
from stagerace.rules.classes import Scope, classify
from stagerace.rules.consistency import inconsistencies
from stagerace.rules.race import Race

ENTRIES: list[Body] = [entered(str(n)) for n in range(1, 8)]
NOW: list[Body] = [
    seen("1", "1CP2", at(1, "3:00:00"), "in"),
    seen("2", "1CP2", at(1, "2:50:00"), "in"),
    seen("3", "1CP2", at(1, "3:05:00"), "in"),
    seen("3", "1CP2", at(1, "3:10:00"), "out"),
    seen("4", "1CP3", at(1, "4:50:00"), "in"),
    seen("5", "1FINISH", at(1, "5:00:00")),
    seen("6", "1FINISH", at(1, "4:40:00")),
]


def order(the_race: Race, scope: Scope) -> list[tuple[int | None, str, str]]:
    return [(line.rank, line.who, line.status) for line in classify(the_race, "overall", scope)]


def test_furthest_first_then_out_before_in_then_elapsed() -> None:
    assert order(race(plan(), *ENTRIES, *NOW), Scope(stage=StageNo(1))) == [
        (1, "6", "ranked"),
        (2, "5", "ranked"),
        (3, "4", "active"),
        (4, "3", "active"),
        (5, "2", "active"),
        (6, "1", "active"),
        (7, "7", "active"),
    ]


def test_a_penalty_counts_on_course_too() -> None:
    live = order(race(plan(), *ENTRIES, *NOW, ruled("p", "penalty", bibs="2", minutes=30)), Scope(stage=StageNo(1)))
    assert [who for _, who, _ in live] == ["6", "5", "4", "3", "1", "2", "7"]


def test_after_a_stage_those_on_course_follow_those_who_are_in() -> None:
    before = [sheet(1, str(n), f"{n + 3}:00:00") for n in range(1, 8)]
    later = [
        seen("1", "2CP1", at(2, "1:40:00"), "in"),
        seen("2", "2FINISH", at(2, "9:00:00")),
        seen("3", "2CP1", at(2, "1:30:00"), "in"),
        seen("4", "2CP2", at(2, "3:30:00"), "in"),
    ]
    found = order(race(plan(2), *ENTRIES, *before, *later), Scope(after=StageNo(2)))
    assert [(who, status) for _, who, status in found] == [
        ("2", "ranked"),
        ("4", "active"),
        ("1", "active"),
        ("3", "active"),
        ("5", "active"),
        ("6", "active"),
        ("7", "active"),
    ]


def test_a_missing_finish_keeps_a_runner_on_that_stage_and_is_named() -> None:
    bodies: list[Body] = [
        *[entered(bib) for bib in "12"],
        seen("1", "1FINISH", at(1, "5:00:00")),
        seen("2", "1CP3", at(1, "4:00:00"), "in"),
        seen("1", "2FINISH", at(2, "5:00:00")),
        seen("2", "2FINISH", at(2, "4:00:00")),
    ]
    the_race = race(plan(2), *bodies)
    assert order(the_race, Scope(after=StageNo(2))) == [(1, "1", "ranked"), (2, "2", "active")]
    problems = [str(problem) for problem in inconsistencies(the_race)]
    assert any("bib 2 has no finish on stage 1 but was seen on stage 2" in problem for problem in problems)
    given = race(plan(2), *bodies, ruled("g", "give", 1, "2", 330))
    assert order(given, Scope(after=StageNo(2))) == [(1, "2", "ranked"), (2, "1", "ranked")]


def test_a_stage_that_nobody_has_begun_does_not_count_yet() -> None:
    the_race = race(plan(3), entered("1"), sheet(1, "1", "5:00:00"))
    assert the_race.latest == 1
    assert order(the_race, Scope(after=StageNo(3))) == [(1, "1", "ranked")]


def test_a_passing_of_somebody_unknown_does_not_begin_a_stage_but_is_named() -> None:
    the_race = race(plan(2), entered("17"), sheet(1, "17", "5:00:00"), seen("1*", "2CP1", at(2, "1:00:00"), "in"))
    assert the_race.latest == 1
    assert any(
        "bib 1* was seen once (2CP1) but is not entered; it may be 17" in str(p) for p in inconsistencies(the_race)
    )


def test_where_nobody_was_entered_everyone_seen_runs() -> None:
    the_race = race(plan([stage(1)]), *NOW)
    assert [who for _, who, _ in order(the_race, Scope(stage=StageNo(1)))] == ["6", "5", "4", "3", "2", "1"]
