"""Passings judged: good, doubtful, bad, confirmed, and the reason in words."""

import pytest

from races import at, checkpoint, entered, id_of, plan, race, records, seen, stage, start_of_day, time
from stagerace.core.clock import HOUR, Elapsed, later
from stagerace.core.names import Bib, NodeId, Number
from stagerace.core.plan import Plan
from stagerace.core.records import Body, Confirmed, PlanAdopted, Voided
from stagerace.rules.consistency import inconsistencies
from stagerace.rules.race import Race, race_of
from stagerace.rules.readings import Reading, Readings
from stagerace.rules.sources import trust


def told(the_race: Race, bib: str = "7") -> Readings:
    return the_race.evidence(Bib(bib), the_race.plan.stages[0]).draft.readings


def readings(*bodies: Body, the_plan: Plan | None = None) -> dict[str, Reading]:
    """Every reading by its place and direction; those that do not count with a minus before."""
    found = told(race(the_plan or plan(), entered("7"), *bodies))
    every = [*found.counted.values(), *found.others]
    return {f"{'' if r.counts else '-'}{r.point[0]} {r.point[1]}": r for r in every}


def usual(**clocks: str) -> list[Body]:
    """A steady day, 10 km in 1 h 30 min; a keyword replaces a clock."""
    day = {"1CP1": "1:30:00", "1CP2": "3:00:00", "1CP3": "4:30:00", "1FINISH": "6:00:00", **clocks}
    return [seen("7", place, at(1, clock), "in") for place, clock in day.items() if clock]


def verdicts(found: dict[str, Reading]) -> dict[str, str]:
    return {where: reading.verdict for where, reading in found.items()}


def test_a_steady_day_is_good_and_says_how_fast() -> None:
    found = readings(*usual())
    assert set(verdicts(found).values()) == {"good"}
    assert found["1CP2 in"].reason == "10.0 km from 1CP1 in 1 h 30 min is 6.7 km/h"


@pytest.mark.parametrize("wrong", ["0:10:00", "2:59:30", "3:05:00", "9:00:00", "5:59:00"])
def test_one_wrong_time_does_not_poison_the_others(wrong: str) -> None:
    found = verdicts(readings(*usual(**{"1CP1": wrong})))
    assert found.pop("-1CP1 in") in ("bad", "doubtful")
    assert found == {"1CP2 in": "good", "1CP3 in": "good", "1FINISH in": "good"}


def test_a_wrong_finish_does_not_count_and_the_runner_is_still_on_course() -> None:
    the_race = race(plan(), entered("7"), *usual(**{"1FINISH": "4:40:00"}))
    result = the_race.results[Bib("7")][0]
    assert result is not None
    assert (result.status, result.furthest) == ("active", 5)
    bad = told(the_race).others[0]
    assert (bad.verdict, bad.reason) == (
        "bad",
        "10.0 km from 1CP3 in 10 min is 60.0 km/h: faster than people run",
    )


def test_two_wrong_times_do_not_outvote_three_right_ones() -> None:
    found = verdicts(readings(*usual(**{"1CP1": "0:05:00", "1CP2": "0:10:00"})))
    assert (found["-1CP1 in"], found["-1CP2 in"]) == ("bad", "bad")
    assert (found["1CP3 in"], found["1FINISH in"]) == ("good", "good")


def test_a_time_before_the_one_before_says_so() -> None:
    found = readings(*usual(**{"1CP2": "1:10:00"}))
    assert found["-1CP2 in"].reason == "20 min before 1CP1"


def test_a_time_that_is_very_fast_but_possible_counts_and_is_doubtful() -> None:
    fast = readings(seen("7", "1CP1", at(1, "0:30:00"), "in"))["1CP1 in"]
    assert (fast.verdict, fast.counts) == ("doubtful", True)
    assert fast.reason == "10.0 km from 1START in 30 min is 20.0 km/h: faster than people run"


def test_a_very_slow_leg_is_doubtful_and_counts() -> None:
    slow = readings(seen("7", "1CP1", at(1, "9:00:00"), "in"))["1CP1 in"]
    assert (slow.verdict, slow.counts) == ("doubtful", True)
    assert slow.reason.endswith("slower than people walk")


def test_a_person_s_word_wins_over_every_judgement() -> None:
    bodies = usual(**{"1CP1": ""})
    found = readings(*bodies, seen("7", "1CP1", at(1, "0:10:00"), "in", confirmed_by="Ana"))
    assert (found["1CP1 in"].verdict, found["1CP1 in"].counts) == ("confirmed", True)
    assert found["1CP1 in"].reason.startswith("confirmed by Ana; 10.0 km from 1START in 10 min is 60.0 km/h")


def test_a_person_s_word_wins_against_a_whole_chain_of_others() -> None:
    every = records(PlanAdopted(plan()), entered("7"), *usual(), seen("7", "1CP1", at(1, "5:30:00"), "in"))
    confirmed = records(PlanAdopted(plan()), entered("7"), *usual(), seen("7", "1CP1", at(1, "5:30:00"), "in"))
    confirmed += records(Confirmed(id_of(7), "Ana", "wrote it down herself"), node="tent")
    assert told(race_of(every)).counted["1CP1", "in"].seen_at == at(1, "1:30:00")  # type: ignore[index]
    kept = told(race_of(confirmed)).counted
    assert [(p, r.seen_at, r.verdict) for (p, _), r in kept.items()] == [("1CP1", at(1, "5:30:00"), "confirmed")]
    assert "wrote it down herself" in next(iter(kept.values())).reason


def test_two_confirmed_times_that_contradict_each_other_both_stay() -> None:
    found = readings(
        seen("7", "1CP1", at(1, "3:00:00"), "in", confirmed_by="Ana"),
        seen("7", "1CP2", at(1, "2:00:00"), "in", confirmed_by="Ben"),
    )
    assert verdicts(found) == {"1CP1 in": "confirmed", "1CP2 in": "confirmed"}


def test_a_confirmed_start_counts_however_early_it_is() -> None:
    early = later(start_of_day(1), Elapsed(-3 * HOUR))
    assert verdicts(readings(seen("7", "1START", early))) == {"-1START out": "doubtful"}
    found = readings(seen("7", "1START", early, confirmed_by="Ana"))
    assert verdicts(found) == {"1START out": "confirmed"}


def test_a_person_may_say_whose_passing_it_was() -> None:
    every = records(PlanAdopted(plan()), entered("7"), entered("1"), seen("1*", "1CP1", at(1, "1:30:00"), "in"))
    every += records(Confirmed(id_of(4), "Ana", "", Bib("7")), node="tent")
    assert told(race_of(every)).counted["1CP1", "in"].verdict == "confirmed"  # type: ignore[index]
    wrong = records(Confirmed(id_of(4), "Ana", "", Bib("7")), Confirmed(id_of(4), "Ben", "", Bib("1")), node="tent")
    the_race = race_of([*every[:4], *wrong])
    assert (told(the_race).counted, list(told(the_race, "1").counted)) == ({}, [("1CP1", "in")])


def test_a_passing_taken_back_does_not_count_and_may_be_given_back() -> None:
    every = records(PlanAdopted(plan()), entered("7"), *usual())
    void = records(Voided(id_of(3), "Ana", "a bystander"), node="tent")
    assert ("1CP1", "in") not in told(race_of([*every, *void])).counted
    back = records(Voided(id_of(3), "Ana"), Confirmed(id_of(3), "Ben"), node="tent")
    assert told(race_of([*every, *back])).counted["1CP1", "in"].verdict == "confirmed"  # type: ignore[index]


def test_an_answer_to_a_record_not_yet_here_waits_for_it() -> None:
    answer = records(Voided((NodeId("far"), Number(1)), "Ana"), node="hq")
    late = records(seen("7", "1CP1", at(1, "1:30:00"), "in"), node="far")
    every = [*records(PlanAdopted(plan()), entered("7"), node="a"), *answer]
    assert told(race_of([*every, *late])).counted == {}


def test_two_sources_of_one_passing_are_one_reading_by_the_better_source_with_the_spread() -> None:
    found = readings(
        seen("7", "1CP1", at(1, "1:30:20"), "in", "paper"),
        seen("7", "1CP1", at(1, "1:30:00"), "in", "finish mat"),
        seen("7", "1CP1", at(1, "1:29:50"), "in", "keypad"),
    )
    reading = found["1CP1 in"]
    assert (reading.seen_at, reading.cluster.source, reading.spread) == (at(1, "1:30:00"), "finish mat", 30_000)
    assert (reading.verdict, reading.records) == ("good", (("hq", 4), ("hq", 5), ("hq", 3)))


def test_two_sources_far_apart_are_doubtful_and_say_how_far() -> None:
    found = readings(
        seen("7", "1CP1", at(1, "1:30:00"), "in", "mat"), seen("7", "1CP1", at(1, "1:31:30"), "in", "paper")
    )
    assert found["1CP1 in"].verdict == "doubtful"
    assert found["1CP1 in"].reason == "two sources lie 1 min 30 s apart"


def test_a_mat_that_reads_a_resting_runner_again_and_again_says_one_thing() -> None:
    found = readings(*(seen("7", "1CP1", later(at(1, "1:30:00"), Elapsed(30_000 * n)), "in", "mat") for n in range(20)))
    assert (found["1CP1 in"].verdict, found["1CP1 in"].spread) == ("good", 0)
    assert found["1CP1 in"].seen_at == at(1, "1:30:00")


def test_a_departure_is_the_last_read_of_the_best_source() -> None:
    found = readings(
        *(seen("7", "1CP1", later(at(1, "1:40:00"), Elapsed(30_000 * n)), "out", "mat") for n in range(3)),
        seen("7", "1CP1", at(1, "1:41:10"), "out", "paper"),
    )
    assert (found["1CP1 out"].seen_at, found["1CP1 out"].spread) == (at(1, "1:41:00"), 10_000)


def test_a_confirmed_source_is_believed_before_a_better_one() -> None:
    found = readings(
        seen("7", "1CP1", at(1, "1:30:00"), "in", "mat"),
        seen("7", "1CP1", at(1, "1:30:40"), "in", "radio", confirmed_by="Ana"),
    )
    assert (found["1CP1 in"].seen_at, found["1CP1 in"].verdict) == (at(1, "1:30:40"), "confirmed")


def test_a_runner_seen_twice_at_a_place_counts_once() -> None:
    found = readings(*usual(), seen("7", "1CP1", at(1, "1:50:00"), "in"))
    assert found["1CP1 in"].seen_at == at(1, "1:30:00")
    assert found["-1CP1 in"].reason.startswith("seen here again, 20 min apart")
    assert found["-1CP1 in"].verdict == "doubtful"


@pytest.mark.parametrize(
    ("source", "rank"), [("MAT 2", 0), ("qr code", 1), ("tablet B", 2), ("", 3), ("Ana", 3), ("paper", 4), ("Radio", 5)]
)
def test_sources_are_trusted_in_order(source: str, rank: int) -> None:
    assert trust(source) == rank


def test_a_day_worked_out_from_a_bare_clock_is_told() -> None:
    found = readings(seen("7", "1CP1", at(1, "1:30:00"), "in", day_inferred=True))
    assert found["1CP1 in"].reason.endswith("; the day was worked out from a bare clock time")


LONG = plan([stage(1, 80, limit=time("30:00:00"))])


def stay(came: str, left: str, the_plan: Plan = LONG) -> dict[str, Reading]:
    """Into and out of 1CP5, 50 km into the stage."""
    return readings(seen("7", "1CP5", at(1, came), "in"), seen("7", "1CP5", at(1, left), "out"), the_plan=the_plan)


def test_a_night_s_sleep_inside_a_checkpoint_of_a_long_stage_is_good() -> None:
    # 20:30 to 04:30 on the clock
    assert verdicts(stay("12:30:00", "20:30:00")) == {"1CP5 in": "good", "1CP5 out": "good"}


def test_the_same_stay_by_day_is_doubtful() -> None:
    # 12:00 to 20:00 on the clock
    found = stay("6:00:00", "12:00:00")
    assert found["1CP5 out"].verdict == "doubtful"
    assert found["1CP5 out"].reason == "6 h in 1CP5, more than the 1 h 30 min expected there"


def test_a_night_in_a_checkpoint_of_a_short_stage_is_doubtful() -> None:
    short = plan([stage(1, 60, limit=time("14:00:00"))])
    assert stay("12:30:00", "20:30:00", short)["1CP5 out"].verdict == "doubtful"


def test_a_stage_without_a_limit_goes_through_the_night_by_its_length() -> None:
    assert stay("12:30:00", "20:30:00", plan([stage(1, 80, limit=None)]))["1CP5 out"].verdict == "good"


def test_the_rest_a_plan_allows_is_good_by_day_too() -> None:
    camp = plan([stage(1, 80, [checkpoint("1CP5", 50, rest=Elapsed(6 * HOUR))], limit=time("30:00:00"))])
    assert stay("6:00:00", "12:00:00", camp)["1CP5 out"].verdict == "good"


def test_a_night_s_sleep_is_good_although_the_departure_was_missed() -> None:
    found = readings(
        seen("7", "1CP5", at(1, "12:30:00"), "in"), seen("7", "1CP6", at(1, "23:30:00"), "in"), the_plan=LONG
    )
    assert verdicts(found) == {"1CP5 in": "good", "1CP6 in": "good"}


def test_a_departure_before_the_arrival_does_not_count() -> None:
    found = stay("12:30:00", "12:00:00")
    assert [where for where, reading in found.items() if not reading.counts] != []


def test_a_passing_at_a_place_that_takes_no_such_passing_is_left_out() -> None:
    bare = plan([stage(1, 20, [checkpoint("1CP1", 10, ["out"])])])
    assert readings(seen("7", "1CP1", at(1, "1:30:00"), "in"), the_plan=bare) == {}


def test_a_stray_time_on_paper_does_not_beat_the_mat() -> None:
    stray = seen("1", "1FINISH", at(1, "6:10:00"), "in", "paper")
    mat = seen("1", "1FINISH", at(1, "6:30:00"), "in", "finish mat")
    the_race = race(plan(), entered("1"), stray, mat)
    result = the_race.results[Bib("1")][0]
    assert result is not None
    assert result.ruled == time("6:30:00")
    assert any("seen here again" in problem.what for problem in inconsistencies(the_race))
