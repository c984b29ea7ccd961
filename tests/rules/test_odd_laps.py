"""A lap that may be two, or someone else's, does not pass without a word."""

from typing import Any

from races import at, entered, plan, race, seen, stage
from stagerace.core.clock import HOUR, Elapsed
from stagerace.core.names import Bib, Metres
from stagerace.core.plan import Loop
from stagerace.rules.consistency import inconsistencies
from stagerace.rules.race import Race


def loops(*clocks: str, **more: Any) -> Race:
    loop = Loop(Metres(5_000), Elapsed(10 * HOUR))
    the_plan = plan([stage(1, 5, (), loop=loop, limit=None)], scoring="distance")
    return race(the_plan, entered("7"), *(seen("7", "1FINISH", at(1, clock), "in", "mat", **more) for clock in clocks))


def said(the_race: Race) -> str:
    return " ".join(problem.what for problem in inconsistencies(the_race))


def metres(the_race: Race) -> int:
    result = the_race.results[Bib("7")][0]
    assert result is not None
    return result.metres


def test_laps_that_are_alike_are_good() -> None:
    assert said(loops("0:40:00", "1:22:00", "2:05:00", "2:50:00")) == ""


def test_a_lap_twice_as_long_may_be_two_and_says_so() -> None:
    the_race = loops("0:40:00", "1:20:00", "2:40:00", "3:20:00")
    assert metres(the_race) == 20_000
    assert "lap 3: 1 h 20 min, usually 40 min: a finish may be missing" in said(the_race)


def test_a_lap_half_as_long_may_be_someone_else_s_and_says_so() -> None:
    the_race = loops("0:40:00", "1:20:00", "1:40:00", "2:20:00")
    assert "lap 3: 20 min, usually 40 min: it may be someone else's" in said(the_race)


def test_a_confirmed_lap_is_not_doubted() -> None:
    assert said(loops("0:40:00", "1:20:00", "2:40:00", "3:20:00", confirmed_by="captain")) == ""


def test_a_passing_after_the_box_is_good_and_does_not_count() -> None:
    the_race = loops("4:00:00", "8:00:00", "12:00:00")
    assert metres(the_race) == 10_000
    assert said(the_race) == ""
