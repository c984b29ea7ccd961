"""Sheets of rulings."""

import pytest
from feeds_examples import context, said

from stagerace.core.records import Ruled
from stagerace.feeds import rulings
from stagerace.feeds.context import Context
from stagerace.feeds.ruling_needs import NEEDS
from stagerace.feeds.sheet import Sheet

HEADER = "id,announced,stage,kind,bibs,minutes,checkpoint,reason,rule,revokes,distance_km,custody"
AT = "2031-03-02T18:40:00+02:00"


def read(*rows: str, given: Context | None = None) -> Sheet[Ruled]:
    return rulings.read("\n".join([HEADER, *rows]).encode(), "rulings.csv", given or context())


def test_a_row_becomes_a_ruling() -> None:
    (row,) = read(f"P1,{AT},1,penalty,12,1.5,,lost bib,12,,,").bodies
    assert (row.id, row.ruling, row.stage, row.bibs, row.time) == ("P1", "penalty", 1, "12", 90_000)
    assert (row.reason, row.rule) == ("lost bib", "12")
    assert said(context().plan.zone, row.announced) == [AT]


def test_an_empty_kind_with_revokes_takes_back() -> None:
    sheet = read(f"P1,{AT},1,penalty,12,30,,,,,,", f"R1,{AT},,,,,,,,P1,,")
    assert [row.ruling for row in sheet.bodies] == ["penalty", "revoke"]


def test_a_ruling_of_before_may_be_revoked() -> None:
    sheet = read(f"R1,{AT},,,,,,,,P0,,", given=context(known_rulings=frozenset({"P0"})))
    assert sheet.bodies[0].revokes == "P0"


FILLED = {"stage": "1", "bibs": "12", "minutes": "10", "checkpoint": "1CP1"}


def row_of(kind: str, columns: set[str] | frozenset[str]) -> str:
    stage, bibs, minutes, place = (FILLED[c] if c in columns else "" for c in FILLED)
    return f"Q,{AT},{stage},{kind},{bibs},{minutes},{place},,,,,"


@pytest.mark.parametrize("kind", sorted(NEEDS))
def test_a_kind_with_what_it_needs_is_taken(kind: str) -> None:
    assert read(row_of(kind, NEEDS[kind])).problems == ()


@pytest.mark.parametrize(
    ("kind", "column"), [(kind, column) for kind in sorted(NEEDS) for column in sorted(NEEDS[kind])]
)
def test_a_kind_without_what_it_needs_is_a_problem(kind: str, column: str) -> None:
    (problem,) = read(row_of(kind, NEEDS[kind] - {column})).problems
    assert f"column {column}: a ruling {kind} needs {column}" in str(problem)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (f"P1,{AT},1,penalti,12,30,,,,,,", "Did you mean penalty?"),
        (f"P1,{AT},1,,12,30,,,,,,", "column kind: kind is empty"),
        (f",{AT},1,penalty,12,30,,,,,,", "column id: id is empty"),
        (f"P1,{AT},9,penalty,12,30,,,,,,", "the plan has no stage '9'"),
        (f"P1,{AT},1,penalty,12,-30,,,,,,", "the minutes are negative"),
        (f"P1,{AT},1,penalty,12,half,,,,,,", "is not a number of minutes"),
        (f"P1,{AT},1,penalty,12-1,5,,,,,,", "runs backwards"),
        (f"P1,{AT},1,penalty,1*,5,,,,,,", "holds a bib that was not read"),
        (f"H1,{AT},2,hold,,5,1CP1,,,,,", "1CP1 is a place of stage 1, not of 2"),
        (f"H1,{AT},1,hold,,5,1CP9,,,,,", "Did you mean 1CP1?"),
        (f"R1,{AT},,,,,,,,P9,,", "there is no ruling 'P9' to revoke"),
        (f"R1,{AT},,,,,,,,R1,,", "it revokes itself"),
        (f"R1,{AT},,revoke,,,,,,,,", "nothing is named that is revoked"),
        ("P1,18:40,1,penalty,12,30,,,,,,", "--date"),
        ("P1,1931-03-02T18:40Z,1,penalty,12,30,,,,,,", "far away from the race"),
    ],
)
def test_each_bad_row_is_named_and_left_out(row: str, words: str) -> None:
    sheet = read(row, f"C1,{AT},1,credit,7,5,,,,,,")
    assert [body.id for body in sheet.bodies] == ["C1"]
    assert words in str(sheet.problems[0])


def test_one_id_twice_names_both_lines() -> None:
    sheet = read(f"P1,{AT},1,penalty,12,30,,,,,,", f"P1,{AT},1,penalty,7,30,,,,,,")
    assert "line 3: ruling P1 stands on line 2 already" in str(sheet.problems[0])


def test_what_revokes_a_row_that_was_left_out_is_left_out_too() -> None:
    sheet = read(f"P1,{AT},1,penalty,,30,,,,,,", f"R1,{AT},,,,,,,,P1,,", f"R2,{AT},,,,,,,,R1,,")
    assert sheet.bodies == ()
    assert [problem.line for problem in sheet.problems] == [2, 3, 4]


def test_a_start_may_be_moved_earlier_and_a_distance_given() -> None:
    sheet = read(f"M1,{AT},1,move_start,all,-15,,,,,,", f"G1,{AT},1,give,7,,,,,,37.5,")
    assert [row.time for row in sheet.bodies] == [-900_000, None]
    assert sheet.bodies[1].metres == 37_500


def test_a_clock_time_is_put_on_the_day_given() -> None:
    sheet = read("P1,18:40,1,penalty,12,0:30:00,,,,,,", given=context("2031-03-02"))
    assert said(context().plan.zone, sheet.bodies[0].announced) == [AT]
    assert sheet.notes == ("line 2: put on 2031-03-02",)


def test_strangers_in_the_group_are_noted() -> None:
    sheet = read(f"P1,{AT},1,penalty,12 98 99,30,,,,,,", f"P2,{AT},1,penalty,90-95,30,,,,,,")
    assert len(sheet.bodies) == 2
    assert sheet.notes == ("line 2: not entered: 98, 99", "line 3: nobody entered belongs to '90-95'")
