"""Results use the times that anchors put right; what was said stays in the log and is told."""

import pytest
from msgspec import structs

from races import at, entered, plan, records, seen, stage
from stagerace.core.clock import DAY, HOUR, MINUTE, Elapsed, Instant, Segment, Stamp, format_elapsed
from stagerace.core.names import Bib, NodeId, Number, PlaceId, StageNo
from stagerace.core.plan import Loop
from stagerace.core.records import Body, ClockAnchor, Passing, PlanAdopted, Record
from stagerace.rules.as_of import as_of
from stagerace.rules.consistency import inconsistencies
from stagerace.rules.explain import explain
from stagerace.rules.facts import fold
from stagerace.rules.race import Race, race_of

AHEAD = 44_800
ONE = StageNo(1)


def phone(*bodies: Body, node: str = "cp3", first: int = 1) -> list[Record]:
    """Records of a device whose stamps are its own clock's."""
    stamp = at(1, "0:00:00") + AHEAD
    return [Record(NodeId(node), Number(n), Stamp(stamp + n), body) for n, body in enumerate(bodies, first)]


def anchor(clock: str, trip: int = 10, ahead: int = AHEAD, reference: str = "camp") -> ClockAnchor:
    true = at(1, clock)
    heard, middle = Instant(true + ahead), Instant(true - trip // 2)
    mono = heard - at(1, "0:00:00") - AHEAD
    return ClockAnchor(Instant(heard - trip), middle, middle, heard, mono, Segment(1), reference)


def taken(bib: str, place: str, clock: str, source: str = "keypad B", ahead: int = AHEAD) -> Passing:
    """A passing by the phone's clock, truly at a time of the stage's clock."""
    true = at(1, clock)
    mono = true - at(1, "0:00:00")
    return Passing(Bib(bib), PlaceId(place), Instant(true + ahead), "in", source, segment=Segment(1), mono=mono)


CAMP = records(PlanAdopted(plan()), entered("7"), entered("8"), seen("8", "1FINISH", at(1, "5:00:30"), "in", "mat"))
TAKEN = (taken("7", "1CP1", "1:10:00"), taken("7", "1FINISH", "5:00:00"))


def finish(race: Race, bib: str) -> str:
    result = race.results[Bib(bib)][0]
    assert result is not None
    assert result.ruled is not None
    return format_elapsed(result.ruled)


def test_a_finish_taken_by_a_phone_that_was_ahead_counts_as_it_was() -> None:
    assert finish(race_of([*CAMP, *phone(*TAKEN)]), "7") == "5:00:44.800"
    assert finish(race_of([*CAMP, *phone(anchor("0:10:00"), *TAKEN, anchor("6:00:00"))]), "7") == "5:00:00"


def test_what_was_said_stays_in_the_log() -> None:
    facts = fold([*CAMP, *phone(anchor("0:10:00"), *TAKEN)])
    assert facts.passings[NodeId("cp3"), Number(3)].seen_at == at(1, "5:00:00") + AHEAD


def test_explain_says_how_far_the_clock_was_off_and_by_what_that_is_known() -> None:
    known = [*CAMP, *phone(anchor("4:50:00"), *TAKEN, anchor("5:10:00"))]
    last = explain(known, race_of(known), Bib("7")).stages[0].seen[-1]
    assert last.reason.endswith("device clock was 44.8 s ahead; corrected by two anchors, ± 0.02 s")
    assert (last.seen_at, last.said_at) == (at(1, "5:00:00"), at(1, "5:00:00") + AHEAD)
    assert last.within_ms == 11
    assert last.anchors == ((NodeId("cp3"), Number(1)), (NodeId("cp3"), Number(4)))


def test_explain_of_a_time_nobody_corrected_says_nothing_of_clocks() -> None:
    known = [*CAMP, *phone(*TAKEN)]
    last = explain(known, race_of(known), Bib("7")).stages[0].seen[-1]
    assert "clock" not in last.reason
    assert (last.said_at, last.within_ms, last.anchors) == (last.seen_at, None, ())


def test_an_anchor_that_comes_later_changes_the_times_on_every_node_the_same() -> None:
    early = [*CAMP, *phone(anchor("0:10:00"), *TAKEN)]
    drifted = phone(anchor("6:10:00", ahead=AHEAD + 500), first=4)
    here, there = race_of([*early, *drifted]), race_of([*drifted, *reversed(early)])
    assert finish(here, "7") == finish(there, "7") == "4:59:59.597"
    assert race_of(early).add(drifted[0]).results == here.results


def test_a_time_from_one_anchor_far_away_is_doubtful_where_another_source_differs() -> None:
    paper = records(seen("7", "1FINISH", at(1, "5:00:03"), "in", "paper"), node="desk")
    far, near = phone(anchor("0:00:00"), *TAKEN), phone(anchor("4:59:00"), *TAKEN)
    reading = race_of([*CAMP, *far, *paper]).evidence(Bib("7"), plan().stages[0]).draft.readings
    last = reading.counted[PlaceId("1FINISH"), "in"]
    assert (last.verdict, last.counts) == ("doubtful", True)
    assert last.why.endswith("two sources lie 3 s apart, and the clock of the one believed is known to ± 1.05 s only")
    sure = race_of([*CAMP, *near, *paper]).evidence(Bib("7"), plan().stages[0]).draft.readings
    assert sure.counted[PlaceId("1FINISH"), "in"].verdict == "good"


def test_a_lap_from_one_anchor_far_away_is_doubtful_where_another_source_differs() -> None:
    loop = plan([stage(km=10, checkpoints=(), loop=Loop(stage().metres, Elapsed(12 * HOUR)))])
    camp = records(PlanAdopted(loop), entered("7"))
    paper = records(seen("7", "1FINISH", at(1, "5:00:03"), "in", "paper"), node="desk")
    race = race_of([*camp, *phone(anchor("0:00:00"), TAKEN[1]), *paper])
    (lap,) = race.evidence(Bib("7"), loop.stages[0]).draft.readings.others
    assert (lap.verdict, "lap 1: two sources lie 3 s apart" in lap.why) == ("doubtful", True)


def test_as_of_an_instant_counts_what_had_truly_happened() -> None:
    known = [*CAMP, *phone(anchor("0:10:00"), *TAKEN, anchor("6:00:00"))]
    kept = [record.id for record in as_of(known, Instant(at(1, "5:00:00") + 1_000))]
    assert (NodeId("cp3"), Number(3)) in kept
    assert (NodeId("cp3"), Number(3)) not in [record.id for record in as_of(known, Instant(at(1, "4:59:59")))]


def test_check_lists_an_anchor_that_is_not_believed_and_what_to_do() -> None:
    absurd = anchor("0:20:00", trip=-400)
    race = race_of([*CAMP, *phone(anchor("0:10:00"), absurd, *TAKEN)])
    (problem,) = [problem for problem in inconsistencies(race) if "anchor" in str(problem)]
    assert "clock anchor cp3:2 is not believed" in str(problem)
    assert "Set the clock of camp right" in str(problem)
    assert finish(race, "7") == "5:00:00"


def test_a_reference_years_away_from_the_race_moves_nothing() -> None:
    good, years = anchor("0:20:00", reference="lost phone"), 70 * 365 * DAY
    lost = structs.replace(
        good, received_at=Instant(good.received_at + years), answered_at=Instant(good.answered_at + years)
    )
    assert finish(race_of([*CAMP, *phone(lost, *TAKEN)]), "7") == "5:00:44.800"


@pytest.mark.parametrize("gap", [MINUTE, HOUR])
def test_a_person_s_word_keeps_its_weight_and_the_clock_is_put_right_all_the_same(gap: int) -> None:
    vouched = Passing(
        Bib("7"), PlaceId("1FINISH"), Instant(at(1, "5:00:00") + AHEAD), "in", "keypad", confirmed_by="judge",
        segment=Segment(1), mono=5 * HOUR,
    )  # fmt: skip
    met = Instant(at(1, "5:00:00") - gap)
    near = ClockAnchor(Instant(met + AHEAD), met, met, Instant(met + AHEAD), 5 * HOUR - gap, Segment(1), "camp")
    race = race_of([*CAMP, *phone(near, vouched)])
    assert finish(race, "7") == "5:00:00"
    assert race.evidence(Bib("7"), race.plan.stages[0]).draft.readings.counted[PlaceId("1FINISH"), "in"].verdict == (
        "confirmed"
    )
