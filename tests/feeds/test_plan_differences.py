"""Two plans compared, in words a director understands."""

import pytest
from feeds_examples import RACE, STAGES, plan

from stagerace.feeds.plan_differences import plan_differences

GOOD = RACE + STAGES


def test_a_plan_does_not_differ_from_itself() -> None:
    assert plan_differences(plan(), plan()) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2031-03-03T08", "2031-03-03T09", ["stage 2: start 08:00 on 3 Mar -> 09:00 on 3 Mar"]),
        ("km = 38.0", "km = 37.5", ["stage 1: distance 38 km -> 37.5 km"]),
        ('limit = "12:00:00"\n', "", ["stage 1: limit 12:00:00 -> none"]),
        ('id = "B"', 'id = "C"', ["stage 1: wave B is gone", "stage 1: wave C is new"]),
        ('"1-50"', '"1-60"', ["stage 1: wave A: bibs 1-50 -> 1-60"]),
        ('"2CP2"\nkm = 60', '"2CP2"\nkm = 61', ["stage 2: checkpoint 2CP2: distance 60 km -> 61 km"]),
        ('["in", "out"]', '["in"]', ["stage 1: checkpoint 1CP1: record in, out -> in"]),
        ("[[stage]]\nn = 1", 'ties = "dense"\n[[stage]]\nn = 1', ["ties standard -> dense"]),
        ("[[stage]]\nn = 1", "double_prizes = false\n[[stage]]\nn = 1", ["double prizes yes -> no"]),
        ("[[stage]]\nn = 1", '[[team]]\nname = "Foxes"\n[[stage]]\nn = 1', ["team Foxes is new"]),
    ],
)
def test_each_change_is_said(old: str, new: str, words: list[str]) -> None:
    assert plan_differences(plan(), plan(GOOD.replace(old, new))) == words


def test_another_time_zone_is_said() -> None:
    assert "time zone Africa/Cairo -> Africa/Tunis" in plan_differences(plan(), plan(GOOD.replace("Cairo", "Tunis")))
