"""Who is compared with whom."""

import pytest

from races import at, entered, plan, race, ruled, seen, sheet
from stagerace.core.clock import Elapsed
from stagerace.core.names import StageNo
from stagerace.core.plan import Plan, Team
from stagerace.core.records import Body
from stagerace.rules.classes import KINDS, Line, Scope, classify, is_class, kind_of
from stagerace.rules.tables import table

ENTRIES: list[Body] = [
    entered("1", "F", 44, country="FRA"),
    entered("2", "M", 41, country="fra"),
    entered("3", "M", 49, country="FRA"),
    entered("4", "F", 50, country="KEN"),
    entered("5", "M", 29, country="KEN"),
    entered("6", "X", 71, country="KEN"),
    entered("7", "M", None, country="PER"),
]
TIMES: list[Body] = [sheet(1, bib, f"{hour}:00:00") for bib, hour in zip("1234567", "4567899", strict=True)]


def of(cls: str, *bodies: Body, the_plan: Plan | None = None) -> list[Line]:
    return classify(race(the_plan or plan(), *ENTRIES, *TIMES, *bodies), cls, Scope(after=StageNo(1)))


def who(lines: list[Line]) -> list[tuple[int | None, str]]:
    return [(line.rank, line.who) for line in lines]


@pytest.mark.parametrize(
    ("cls", "expected"),
    [
        ("overall", [(1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5"), (6, "6"), (6, "7")]),
        ("women", [(1, "1"), (2, "4")]),
        ("men", [(1, "2"), (2, "3"), (3, "5"), (4, "7")]),
        ("nonbinary", [(1, "6")]),
        ("age:40-49", [(1, "1"), (2, "2"), (3, "3")]),
        ("age:-29", [(1, "5")]),
        ("age:70+", [(1, "6")]),
        ("age:50", [(1, "4")]),
        ("nation:KEN", [(1, "4"), (2, "5"), (3, "6")]),
        ("nation:FRA", [(1, "1"), (2, "2"), (3, "3")]),
        ("women/age:40-49", [(1, "1")]),
        ("men/nation:FRA/age:40-49", [(1, "2"), (2, "3")]),
        ("women/men", []),
    ],
)
def test_a_class_lists_its_runners_in_the_order_of_everyone(cls: str, expected: list[tuple[int, str]]) -> None:
    assert who(of(cls)) == expected


@pytest.mark.parametrize("cls", ["", "woman", "age:", "age:forty", "nation:", "team/women", "women/", "women/team"])
def test_what_is_not_a_class_is_refused_with_what_is_one(cls: str) -> None:
    assert not is_class(cls)
    with pytest.raises(ValueError, match="is not a class; write one of overall, men"):
        of(cls)


def test_every_kind_says_how_its_names_look_and_answers_to_them() -> None:
    for kind in KINDS:
        for name in kind.takes.split(", "):
            assert kind_of(name) is kind


def test_without_double_prizes_the_podiums_are_not_listed_again_in_age_groups() -> None:
    single = plan(double_prizes=False, podium=1)
    assert who(of("age:40-49", the_plan=single)) == [(1, "3")]
    assert who(of("age:50", the_plan=single)) == [(1, "4")]


def test_without_double_prizes_women_and_men_have_podiums_of_their_own() -> None:
    single = plan(double_prizes=False, podium=2)
    assert who(of("age:50", the_plan=single)) == []
    assert who(of("age:40-49", the_plan=single)) == []


def test_those_without_a_place_follow_by_bib() -> None:
    out = [sheet(1, "3", status="withdrawn"), sheet(1, "1", status="not_started")]
    assert who(of("age:40-49", *out)) == [(1, "2"), (None, "1"), (None, "3")]


def test_nations_rank_by_their_three_best_and_smaller_ones_are_listed() -> None:
    more: list[Body] = [entered("8", "M", 30, country="FRA"), sheet(1, "8", "20:00:00")]
    lines = of("nation", *more)
    # FRA as entered: 1, 3 and 8; the lower-case entry is the same nation.
    assert [(line.rank, line.who, line.members) for line in lines] == [
        (1, "FRA", ("1", "2", "3")),
        (2, "KEN", ("4", "5", "6")),
        (None, "PER", ("7",)),
    ]
    assert lines[0].elapsed == 15 * 3_600_000


def team(kind: str, *times: str, tolerance: int = 60_000) -> tuple[Line, list[Line]]:
    bibs = [str(n) for n in range(1, len(times) + 1)]
    the_plan = plan(teams=(Team("Dunes", kind),), together=Elapsed(tolerance))  # type: ignore[arg-type]
    bodies = [entered(bib, team="Dunes") for bib in bibs]
    runs = [
        sheet(1, bib, time) if time else sheet(1, bib, status="withdrawn")
        for bib, time in zip(bibs, times, strict=True)
    ]
    the_race = race(the_plan, *bodies, *runs)
    scope = Scope(after=StageNo(1))
    (found,) = classify(the_race, "team", scope)
    return found, classify(the_race, "overall", scope)


def test_a_team_together_all_the_way_has_the_time_of_its_last_member() -> None:
    line, _ = team("together", "5:00:00", "5:00:30", "5:01:00")
    assert (line.rank, line.elapsed, line.members) == (1, 5 * 3_600_000 + 60_000, ("1", "2", "3"))


def test_a_team_that_came_in_apart_has_no_place() -> None:
    line, everyone = team("together", "5:00:00", "5:01:01")
    assert (line.rank, line.status) == (None, "unranked")
    assert [found.rank for found in everyone] == [1, 2]


def test_a_broken_team_turns_into_individuals() -> None:
    for kind in ("together", "average"):
        line, everyone = team(kind, "5:00:00", "", "5:00:00")
        assert (line.rank, line.status) == (None, "withdrawn")
        assert who(everyone) == [(1, "1"), (1, "3"), (None, "2")]


def test_a_group_team_has_the_average_time_of_two_to_five() -> None:
    assert team("average", "5:00:00", "6:00:00", "7:00:00")[0].elapsed == 6 * 3_600_000
    assert team("average", *["5:00:00"] * 6)[0].rank is None
    assert team("average", "5:00:00")[0].rank is None


def test_an_unofficial_team_has_no_award() -> None:
    line, _ = team("unofficial", "5:00:00", "5:00:00")
    assert (line.rank, line.status) == (None, "unranked")


def test_teams_of_one_kind_may_be_listed_alone() -> None:
    the_plan = plan(teams=(Team("A", "average"), Team("B", "unofficial")))
    bodies = [entered(bib, team=name) for bib, name in zip("123456", "AABBCC", strict=True)]
    the_race = race(the_plan, *bodies, *(sheet(1, bib, "5:00:00") for bib in "123456"))
    scope = Scope(after=StageNo(1))
    assert [line.who for line in classify(the_race, "team:average", scope)] == ["A"]
    assert [line.who for line in classify(the_race, "team:together", scope)] == ["C"]
    assert [line.who for line in classify(the_race, "team:unofficial", scope)] == ["B"]
    assert [line.who for line in classify(the_race, "team", scope)] == ["A", "C", "B"]


def test_a_team_must_be_together_on_every_stage() -> None:
    the_plan = plan(2, team_kind="together")
    apart: list[Body] = [
        entered("1", team="T"),
        entered("2", team="T"),
        sheet(1, "1", "5:00:00"),
        sheet(1, "2", "5:00:00"),
    ]
    the_race = race(the_plan, *apart, sheet(2, "1", "5:00:00"), sheet(2, "2", "5:30:00"))
    assert classify(the_race, "team", Scope(after=StageNo(1)))[0].rank == 1
    assert classify(the_race, "team", Scope(after=StageNo(2)))[0].rank is None


def test_a_table_of_teams_names_the_members() -> None:
    bodies: list[Body] = [
        entered("1", team="T"),
        entered("2", team="T"),
        sheet(1, "1", "5:00:00"),
        sheet(1, "2", "5:00:00"),
    ]
    rows = table(race(plan(), *bodies), Scope(after=StageNo(1)), "team").rows
    assert [(row.rank, row.bib, row.members, row.stages) for row in rows] == [(1, "T", ("1", "2"), ())]


def test_a_member_s_penalty_is_the_team_s() -> None:
    bodies: list[Body] = [
        entered("1", team="T"),
        entered("2", team="T"),
        sheet(1, "1", "5:00:00"),
        sheet(1, "2", "5:00:00"),
    ]
    the_race = race(plan(), *bodies, ruled("p", "penalty", bibs="2", minutes=30))
    assert classify(the_race, "team", Scope(after=StageNo(1)))[0].elapsed == 5 * 3_600_000 + 30 * 60_000


def test_a_team_still_on_course_has_no_place_yet() -> None:
    bodies: list[Body] = [entered("1", team="T"), entered("2", team="T"), seen("1", "1CP1", at(1, "1:30:00"), "in")]
    line = classify(race(plan(), *bodies), "team", Scope(after=StageNo(1)))[0]
    assert (line.rank, line.status) == (None, "active")
