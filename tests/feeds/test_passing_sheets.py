"""Sheets of passings, with dates and without."""

from datetime import date

import pytest
from feeds_examples import context, plan, said

from stagerace.core.records import Passing
from stagerace.feeds import passings
from stagerace.feeds.context import Context
from stagerace.feeds.sheet import Sheet

HEADER = "bib,checkpoint,time,kind,source,confirmed_by"


def read(*rows: str, given: Context | None = None, header: str = HEADER) -> Sheet[Passing]:
    return passings.read("\n".join([header, *rows]).encode(), "cp.csv", given or context())


def times(sheet: Sheet[Passing]) -> list[str]:
    assert not sheet.problems, sheet.problems
    return [text[:16] for text in said(context().plan.zone, *(body.seen_at for body in sheet.bodies))]


def test_a_row_becomes_a_passing() -> None:
    (row,) = read("7,1cp1,2031-03-02T09:30:00.25+02:00,Out,tablet,Ana").bodies
    assert (row.bib, row.place, row.way, row.source, row.confirmed_by) == ("7", "1CP1", "out", "tablet", "Ana")
    assert said(context().plan.zone, row.seen_at) == ["2031-03-02T09:30:00.250+02:00"]
    assert not row.day_inferred


def test_a_time_without_offset_is_local_and_said_so() -> None:
    sheet = read("7,1CP1,2031-03-02 09:30,in,,", "3,1CP1,2031-03-02T07:31Z,in,,")
    assert times(sheet) == ["2031-03-02T09:30", "2031-03-02T09:31"]
    assert sheet.notes == ("line 2: no offset: read as local time at the race (Africa/Cairo)",)


def test_a_bib_not_read_or_not_entered_is_a_passing_all_the_same() -> None:
    sheet = read("1*,1CP1,2031-03-02T07:31Z,,,", "99,1CP1,2031-03-02T07:31Z,,,")
    assert [row.bib for row in sheet.bodies] == ["1*", "99"]
    assert [note.split(":")[0] for note in sheet.notes] == ["line 2", "line 3"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("7,1PC1,2031-03-02T07:31Z,,,", "column checkpoint: the plan has no place '1PC1'. Did you mean 1CP1?"),
        ("7,2CP1,2031-03-03T10:31Z,out,,", "column kind: 2CP1 takes only in"),
        ("7,1CP1,2031-03-02T07:31Z,across,,", "neither in nor out"),
        ("7,1CP1,25:30:45,,,", "column time: no clock shows 25:30:45"),
        ("7,1CP1,09:31,,,", "--date"),
        ("7,1CP1,2031-02-02T07:31Z,,,", "days before the start of stage 1 (2031-03-02)"),
        ("7,1CP1,2032-03-02T07:31Z,,,", "days after the start of stage 1"),
        ("?,1CP1,2031-03-02T07:31Z,,,", "'?' is not a bib"),
        (",1CP1,2031-03-02T07:31Z,,,", "Write * for every digit that could not be read"),
    ],
)
def test_each_bad_row_is_named_and_left_out(row: str, words: str) -> None:
    sheet = read(row, "3,1CP1,2031-03-02T07:31Z,,,")
    assert [body.bib for body in sheet.bodies] == ["3"]
    assert words in str(sheet.problems[0])


def test_clock_times_are_put_on_their_day_and_the_lines_after_midnight_named() -> None:
    sheet = read(
        "7,2CP1,13:00,,,", "3,2CP1,15:00,,,", "7,2CP2,19:30,,,", "3,2CP2,01:10,,,", "7,2FINISH,00:40,,,",
        given=context("2031-03-03"),
    )  # fmt: skip
    assert times(sheet) == [
        "2031-03-03T13:00", "2031-03-03T15:00", "2031-03-03T19:30", "2031-03-04T01:10", "2031-03-04T00:40",
    ]  # fmt: skip
    assert all(row.day_inferred for row in sheet.bodies)
    assert sheet.notes == ("lines 2-4: put on 2031-03-03", "lines 5-6: put on 2031-03-04, not on 2031-03-03")


def test_the_day_given_is_that_of_the_first_line() -> None:
    sheet = read("1,2CP2,09:00,,,", "2,2CP2,10:30,,,", "3,2CP2,14:00,,,", given=context("2031-03-04"))
    assert times(sheet) == ["2031-03-04T09:00", "2031-03-04T10:30", "2031-03-04T14:00"]


def test_a_clock_time_before_the_start_is_the_next_day() -> None:
    sheet = read("1,2CP2,16:00,,,", "2,2CP2,03:00,,,", given=context("2031-03-03"))
    assert times(sheet) == ["2031-03-03T16:00", "2031-03-04T03:00"]


def test_a_start_seen_a_little_early_stays_on_its_day() -> None:
    assert times(read("1,1START,07:58,,,", "3,1START,07:59,,,", given=context("2031-03-02"))) == [
        "2031-03-02T07:58", "2031-03-02T07:59",
    ]  # fmt: skip


def test_each_stage_of_a_sheet_is_dated_from_its_own_start() -> None:
    sheet = read("7,1FINISH,13:00,,,", "7,2CP1,13:00,,,", given=context("2031-03-02"))
    assert times(sheet) == ["2031-03-02T13:00", "2031-03-03T13:00"]


def test_a_wrong_day_makes_every_line_a_problem() -> None:
    sheet = read("7,1CP1,10:00,,,", "3,1CP1,10:01,,,", given=context("2031-06-02"))
    assert [problem.line for problem in sheet.problems] == [2, 3]


def test_the_wave_that_an_entry_names_is_where_a_runner_begins() -> None:
    given = context("2031-03-02", waves={"60": "B"})
    assert times(read("60,1START,09:00,,,", given=given)) == ["2031-03-02T09:00"]


def test_a_clock_time_that_came_twice_is_the_one_nearer_to_what_is_expected() -> None:
    race = plan(
        '[race]\nid = "n"\nname = "N"\nstart_date = 2031-10-25\ntime_zone = "Europe/London"\n'
        '[[stage]]\nn = 1\nkm = 60\nstart = 2031-10-25T20:00:00\n[[stage.checkpoint]]\nid = "1CP1"\nkm = 30\n'
    )
    sheet = passings.read(b"bib,checkpoint,time\n1,1CP1,23:50\n2,1CP1,01:30\n", "x", Context(race, date(2031, 10, 25)))
    assert said(race.zone, sheet.bodies[1].seen_at) == ["2031-10-26T01:30:00+01:00"]
    assert "line 3: the clocks in Europe/London read 2031-10-26 01:30 twice" in sheet.notes[-1]


def test_laps_of_a_loop_follow_one_another() -> None:
    race = plan(
        '[race]\nid = "n"\nname = "N"\nstart_date = 2031-11-20\nutc_offset = "-03:00"\nscoring = "distance"\n'
        '[[stage]]\nn = 1\nkm = 10\nstart = 2031-11-20T20:00:00\n[stage.loop]\nkm = 10\nbox = "12:00:00"\n'
    )
    data = b"bib,checkpoint,time\n1,1FINISH,21:40\n1,1FINISH,23:30\n1,1FINISH,01:20\n1,1FINISH,03:30\n"
    sheet = passings.read(data, "x", Context(race, date(2031, 11, 20)))
    assert [text[:16] for text in said(race.zone, *(body.seen_at for body in sheet.bodies))] == [
        "2031-11-20T21:40", "2031-11-20T23:30", "2031-11-21T01:20", "2031-11-21T03:30",
    ]  # fmt: skip
