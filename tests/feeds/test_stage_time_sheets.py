"""Sheets of stage times."""

import pytest
from feeds_examples import STAGES, context, plan

from stagerace.core.clock import parse_elapsed
from stagerace.core.records import StageTime
from stagerace.feeds import stage_times
from stagerace.feeds.context import Context
from stagerace.feeds.sheet import Sheet

HEADER = "stage,bib,status,elapsed,penalty_s,credit_s,distance_km,place"


def read(*rows: str, header: str = HEADER, given: Context | None = None) -> Sheet[StageTime]:
    return stage_times.read("\n".join([header, *rows]).encode(), "times.csv", given or context())


def test_a_row_becomes_a_stage_time() -> None:
    (row,) = read("1,7,finished,31:05:00.25,90,0:01:00,,3").bodies
    assert row == StageTime(1, "7", "finished", parse_elapsed("31:05:00.250"), 90_000, 60_000, None, 3)


def test_elapsed_may_be_in_seconds() -> None:
    assert read("1,7,finished,3600.5,,,,").bodies[0].elapsed == 3_600_500


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Finished", "finished"), ("DNF", "withdrawn"), ("withdrew", "withdrawn"), ("dns", "not_started"),
        ("not_started", "not_started"), ("over_cutoff", "over_cutoff"), ("OTL", "over_cutoff"), ("DSQ", "disqualified"),
        ("disqualified", "disqualified"), ("stopped", "stopped"),
    ],
)  # fmt: skip
def test_the_words_of_sheets_for_a_status_are_known(word: str, status: str) -> None:
    assert read(f"1,7,{word},{'1:00:00' if status == 'finished' else ''},,,,").bodies[0].status == status


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("3,7,dnf,,,,,", "column stage: the plan has no stage '3'. It has stages 1 to 2"),
        ("1,7,fin,1:00:00,,,,", "column status: 'fin' is not a status"),
        ("1,7,finished,,,,,", "column elapsed: a finished stage needs its time"),
        ("1,7,finished,-1:00:00,,,,", "column elapsed: '-1:00:00' is negative"),
        ("1,7,finished,1:0:0,,,,", "is not a length of time"),
        ("1,7,finished,1:00:00,-5,,,", "column penalty_s: '-5' is negative"),
        ("1,7,finished,1:00:00,lots,,,", "column penalty_s: 'lots' is not a length of time"),
        ("1,7,dns,1:00:00,,,,", "did not start has no time"),
        ("1,7,finished,1:00:00,,,,0", "column place: '0' is not a place"),
        ("1,7*,finished,1:00:00,,,,", "was not read in full"),
    ],
)
def test_each_bad_row_is_named_and_left_out(row: str, words: str) -> None:
    sheet = read(row, "1,2,finished,1:00:00,,,,")
    assert [body.bib for body in sheet.bodies] == ["2"]
    assert words in str(sheet.problems[0])


def test_one_runner_twice_on_a_stage_names_both_lines() -> None:
    sheet = read("1,7,dnf,,,,,", "2,7,dnf,,,,,", "1,7,dns,,,,,")
    assert len(sheet.bodies) == 2
    assert str(sheet.problems[0]).startswith("times.csv, line 4: bib 7 on stage 1 stands on line 2 already")


def test_on_a_race_by_distance_a_finish_may_be_a_distance() -> None:
    race = plan(
        '[race]\nid = "ice"\nname = "Ice"\nstart_date = 2031-03-02\ntime_zone = "Africa/Cairo"\nscoring = "distance"\n'
        + STAGES
    )
    (row,) = read("1,7,finished,,,,47.5,", given=Context(race)).bodies
    assert row.metres == 47_500


def test_a_bib_that_is_not_entered_is_noted_and_kept() -> None:
    sheet = read("1,99,dnf,,,,,")
    assert len(sheet.bodies) == 1
    assert sheet.notes == ("line 2: the bib is not entered; kept as it is",)
