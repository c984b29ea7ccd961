"""Everything inconsistent is named, each with what to do."""

import pytest

from races import at, entered, plan, race, records, ruled, seen, sheet, stage
from stagerace.core.clock import Elapsed
from stagerace.core.names import PlaceId, WaveId
from stagerace.core.plan import Wave
from stagerace.core.records import Body, PlanAdopted
from stagerace.rules.consistency import inconsistencies
from stagerace.rules.race import Race, race_of


def named(the_race: Race) -> str:
    problems = inconsistencies(the_race)
    assert all(problem.remedy for problem in problems)
    return "\n".join(str(problem) for problem in problems)


def test_a_race_that_fits_has_nothing_named() -> None:
    assert named(race(plan(), entered("1"), sheet(1, "1", "5:00:00"))) == ""


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (seen("71", "1CP1", at(1, "1:30:00"), "in"), "bib 71 was seen once (1CP1) but is not entered; it may be 17"),
        (seen("1*", "1CP1", at(1, "1:30:00"), "in"), "it may be 17"),
        (seen("17", "1CP1", at(1, "0:05:00"), "in"), "1CP1 in at 08:05 on 2 Mar is bad: 10.0 km from 1START in 5 min"),
        (seen("17", "1CP1", at(1, "0:30:00"), "in"), "is doubtful: 10.0 km from 1START in 30 min is 20.0 km/h"),
        (ruled("r", "hold", place=PlaceId("1CP1")), "ruling r: 1CP1 is held and not released"),
        (ruled("r", "penalty", 7, "17", 5), "ruling r: there is no stage 7"),
        (ruled("r", "penalty", 1, "99", 5), "ruling r: nobody wears 99"),
        (ruled("r", "revoke", None, revokes="p"), "ruling r: it takes back p, which is not in the log"),
        (entered("18", wave="Z"), "bib 18 is in wave 'Z', which no stage has"),
        (entered("18", team="Dunes"), "team 'Dunes' has one member"),
        (entered("18"), "bib 18 has no age, so no age group"),
    ],
)
def test_what_does_not_fit_is_named(body: Body, what: str) -> None:
    waves = (Wave(WaveId("A"), at(1, "0:00:00"), "17"),)
    the_plan = plan([stage(1, waves=waves)], classes=("overall", "age:40-49"))
    assert what in named(race(the_plan, entered("17", age=40), body))


def test_a_time_confirmed_by_a_person_is_no_longer_named() -> None:
    odd = seen("17", "1CP1", at(1, "0:05:00"), "in", confirmed_by="Ana")
    assert named(race(plan(), entered("17"), odd)) == ""


def test_a_sheet_far_from_the_passings_is_named() -> None:
    bodies: list[Body] = [entered("17"), seen("17", "1FINISH", at(1, "5:00:00")), sheet(1, "17", "5:10:00")]
    assert "bib 17, stage 1: the sheet and the passings lie 10 min apart" in named(race(plan(), *bodies))
    close = [*bodies[:2], sheet(1, "17", "5:00:00", credit=Elapsed(1))]
    assert named(race(plan(), *close)) == ""


def test_a_sheet_faster_than_anyone_runs_is_named() -> None:
    odd = race(plan(), entered("17"), sheet(1, "17", "0:05:12"))
    assert "bib 17, stage 1: the sheet says 5 min 12 s, faster than anyone runs" in named(odd)
    untimed = plan([stage(1, timed=False)])
    assert named(race(untimed, entered("17"), sheet(1, "17", "0:05:12"))) == ""


def test_a_penalty_announced_again_after_it_was_taken_back_is_named() -> None:
    first = ruled("p", "penalty", 1, "17", 30, announced=at(1, "10:00:00"))
    taken = ruled("r", "revoke", None, revokes="p", announced=at(1, "11:00:00"))
    again = ruled("p", "penalty", 1, "17", 5, announced=at(1, "12:00:00"))
    fits = [entered("17"), sheet(1, "17", "5:00:00"), first, taken]
    assert named(race(plan(), *fits)) == ""
    assert "ruling p was announced again after r took it back; it has no effect" in named(race(plan(), *fits, again))


def two_laptops(*after: Body) -> Race:
    """A race in which two nodes announced a different P1, then more at the second."""
    bodies = [PlanAdopted(plan()), entered("17"), entered("18"), ruled("P1", "penalty", 1, "17", 30)]
    theirs = [ruled("P1", "penalty", 1, "18", 20), *after]
    return race_of([*records(*bodies), *records(*[entered("17")] * 4, *theirs, node="tent")[4:]])


def test_one_id_for_two_decisions_on_two_laptops_is_named() -> None:
    said = named(two_laptops())
    assert "ruling P1 of node tent replaces another P1 of node hq (penalty, stage 1, bibs 17)" in said


def test_one_id_for_two_decisions_is_settled_by_another_id_or_by_announcing_again() -> None:
    assert named(two_laptops(ruled("P2", "penalty", 1, "17", 30))) == ""
    assert named(two_laptops(ruled("P1", "penalty", 1, "18", 20, announced=at(1, "13:00:00")))) == ""
