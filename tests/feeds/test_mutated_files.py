"""Files that went wrong on the way: every reader takes what is good or says what is bad, and never anything else."""

import random
from collections.abc import Callable
from datetime import date
from itertools import chain, repeat
from typing import Any

import pytest
from feeds_examples import RACE, STAGES, context
from mutations import mutated

from stagerace.core.bibset import parse_bibs
from stagerace.core.clock import DAY
from stagerace.core.errors import BadInput
from stagerace.core.names import bib
from stagerace.core.records import Passing, PlanAdopted, Ruled, StageTime, decode, encode, kind_of
from stagerace.feeds import entries, passings, rulings, stage_times
from stagerace.feeds.context import Context
from stagerace.feeds.entries import EntryRow
from stagerace.feeds.race_toml import plan_text, read_plan

CONTEXTS = (context(), context("2031-03-03"), Context(context().plan, date.max), Context(context().plan, date.min))


def check_entry(row: EntryRow, given: Context) -> None:
    assert bib(row.bib) == row.bib
    assert "*" not in row.bib
    assert row.name
    assert row.gender in ("", "F", "M", "X")
    assert row.age is None or 10 <= row.age <= 110
    assert not row.birth_date or date.fromisoformat(row.birth_date)
    assert row.wave in (None, "A", "B")


def check_passing(row: Passing, given: Context) -> None:
    assert bib(row.bib) == row.bib
    stage = given.plan.stage_at[row.place]
    assert stage.point(row.place, row.way)
    assert abs(row.seen_at - stage.start) < 5 * DAY


def check_stage_time(row: StageTime, given: Context) -> None:
    assert bib(row.bib) == row.bib
    assert row.stage in given.plan.by_number
    assert row.status != "finished" or row.elapsed is not None
    assert min(row.penalty, row.credit, row.elapsed or 0, row.metres or 0) >= 0


def check_ruling(row: Ruled, given: Context) -> None:
    assert row.stage is None or row.stage in given.plan.by_number
    assert row.place is None or given.plan.stage_at[row.place]
    assert row.time is None or row.time >= 0 or row.ruling == "move_start"
    parse_bibs(row.bibs)


READERS: tuple[tuple[Callable[..., Any], Callable[..., None], str], ...] = (
    (
        entries.read,
        check_entry,
        "bib,name,gender,birth_date,age,country,team,runner,wave\n"
        '1,Ana Example,F,1984-07-25,,ESP,Foxes,R1,A\n2,"Bo, Sample",male,,33,FRA,,R2,b\n'
        "D12,Zoë Müller,nb,25.12.1970,,,,,",
    ),
    (
        passings.read,
        check_passing,
        "bib,checkpoint,time,kind,source,confirmed_by\n1,1START,08:00:05,out,mat,\n2,1CP1,09:31,in,tablet,Ana\n"
        "1,1CP1,2031-03-02T09:30:00.250+02:00,in,,\n1*,2CP2,23:50,,paper,\n2,2FINISH,00:10,,,\n"
        "7,2CP1,2031-03-03 12:00,,,",
    ),
    (
        stage_times.read,
        check_stage_time,
        "stage,bib,status,elapsed,penalty_s,credit_s,distance_km,place\n1,1,finished,4:30:00,90,0,,1\n"
        "1,2,dnf,,,,12.5,\n2,1,otl,31:05:00.250,,60,,2\n2,7,finished,16200,,,,",
    ),
    (
        rulings.read,
        check_ruling,
        "id,announced,stage,kind,bibs,minutes,checkpoint,reason,rule,revokes,distance_km,custody\n"
        "P1,2031-03-02T18:40:00+02:00,1,penalty,12 14-20,30,,lost bib,12,,,\nR1,18:50,,,,,,mistake,,P1,,\n"
        "H1,2031-03-02T11:00Z,1,hold,all,0:45:00,1CP1,storm,,,,\nW1,19:00,2,withdraw,7,,2CP1,blisters,,,,vehicle 4",
    ),
)


def read_mutations(count: int, seed: int) -> int:
    taken = 0
    luck = random.Random(seed)
    for (read, check, text), _ in zip(chain.from_iterable(repeat(READERS)), range(count), strict=False):
        given, data = luck.choice(CONTEXTS), mutated(text, luck)
        try:
            sheet = read(data, "x.csv", given)
        except BadInput:
            continue
        assert len(sheet.bodies) == len(sheet.lines)
        assert all(problem.line and problem.what and problem.file == "x.csv" for problem in sheet.problems), data
        assert not {problem.line for problem in sheet.problems} & set(sheet.lines)
        for body in sheet.bodies:
            check(body, given)
            if not isinstance(body, EntryRow):
                assert decode(*kind_of(body), encode(body)) == body
        taken += bool(sheet.bodies)
    return taken


def test_a_few_hundred_mutated_sheets_are_taken_or_refused_in_words() -> None:
    assert read_mutations(400, seed=1) > 50


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 8))
def test_thousands_of_mutated_sheets_are_taken_or_refused_in_words(seed: int) -> None:
    assert read_mutations(4_000, seed) > 500


def read_mutated_plans(count: int, seed: int) -> int:
    taken = 0
    luck = random.Random(seed)
    for _ in range(count):
        data = mutated(RACE + STAGES, luck, " = ")
        try:
            plan = read_plan(plan_text(data, "race.toml"), "race.toml")
        except BadInput:
            continue
        body = PlanAdopted(plan)
        assert decode(*kind_of(body), encode(body)) == body
        taken += 1
    return taken


def test_a_few_hundred_mutated_plans_are_taken_or_refused_in_words() -> None:
    assert read_mutated_plans(200, seed=1) > 10


@pytest.mark.slow
def test_thousands_of_mutated_plans_are_taken_or_refused_in_words() -> None:
    assert read_mutated_plans(4_000, seed=2) > 200
