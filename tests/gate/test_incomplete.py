"""A table is incomplete while somebody is not in and nothing says that they are out."""

from gate_races import freeze, public, race_with

from races import at, entered, plan, records, ruled, seen, sheet
from stagerace.core.names import Metres, StageNo
from stagerace.core.records import PlanAdopted
from stagerace.gate import is_incomplete, missing
from stagerace.rules.classes import Scope
from stagerace.rules.race import race_of

FIRST = Scope(stage=StageNo(1))
IN = [sheet(1, bib, "5:00:00") for bib in ("7", "13", "147")]


def test_a_table_in_which_all_are_in_or_out_is_complete() -> None:
    assert not is_incomplete(race_of(race_with(*IN, sheet(1, "12", "6:00:00"))), FIRST)
    assert not is_incomplete(race_of(race_with(*IN, ruled("r", "withdraw", 1, "12"))), FIRST)
    assert not is_incomplete(race_of(race_with(*IN, sheet(1, "12", status="not_started"))), FIRST)


def test_a_table_that_waits_for_somebody_says_so() -> None:
    race = race_of(race_with(*IN, seen("12", "1CP1", at(1, "2:00:00"), "in")))
    assert missing(race, FIRST) == ("12",)
    assert is_incomplete(race, Scope(after=StageNo(1)))


def test_a_frozen_runner_leaves_a_table_as_incomplete_as_a_silent_station() -> None:
    seen_at_1 = seen("12", "1CP1", at(1, "2:00:00"), "in")
    home = seen("12", "1FINISH", at(1, "6:00:00"), "in")
    frozen = race_of(public(race_with(*IN, seen_at_1, home, freeze("12", at(1, "3:00:00")))).records)
    silent = race_of(public(race_with(*IN, seen_at_1)).records)
    assert missing(frozen, FIRST) == missing(silent, FIRST) == ("12",)
    assert not is_incomplete(race_of(public(race_with(*IN, seen_at_1, home)).records), FIRST)


def test_who_was_out_before_or_is_at_the_cap_is_not_waited_for() -> None:
    again = seen("12", "2CP1", at(2, "1:00:00"), "in")
    others = [sheet(2, bib, "5:00:00") for bib in ("7", "13", "147")]
    gone = race_of(race_with(*IN, ruled("r", "withdraw", 1, "12"), *others, again))
    assert missing(gone, Scope(stage=StageNo(2))) == ()
    capped = [entered("7"), entered("12")]
    ran = [sheet(1, "7", "5:00:00", metres=Metres(60_000)), sheet(1, "12", "5:00:00", metres=Metres(40_000))]
    on = [seen("12", "2START", at(2, "0"), "in"), sheet(2, "12", "5:00:00", metres=Metres(20_000))]
    made = records(PlanAdopted(plan(2, scoring="distance", cap=Metres(60_000))), *capped, *ran, *on)
    race = race_of(made)
    absent = race.results[capped[0].bib][1]
    assert absent is not None
    assert absent.status == "not_started"
    assert missing(race, Scope(stage=StageNo(2))) == ()
