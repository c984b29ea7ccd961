"""What crews say and only the race director answers is asked until it is decided, and never when it is as planned."""

from hold_scene import HELD, RELEASED, held_afternoon
from races import at, checkpoint, entered, plan, race, records, ruled, seen, stage
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId, WaveId
from stagerace.core.plan import Wave
from stagerace.core.records import (
    Body,
    CheckpointClosed,
    Declared,
    GunFired,
    HoldCalled,
    PlanAdopted,
    SetAside,
    Voided,
    WithdrawalReported,
)
from stagerace.rules.classes import Scope
from stagerace.rules.race import Race, race_of
from stagerace.rules.ruled_starts import group_text, ruled_start
from stagerace.rules.tables import digest
from stagerace.rules.undecided import Undecided, undecided

CALLED = HoldCalled(PlaceId("2CP3"), "storm", HELD, by="captain")
ENDED = HoldCalled(PlaceId("2CP3"), "storm", HELD, RELEASED, by="captain")
HOLD = ruled("R1", "hold", 2, "", None, place=PlaceId("2CP3"), announced=HELD)


def asked(*bodies: Body) -> list[Undecided]:
    return [each for each in undecided(race_of(records(*held_afternoon(*bodies)))) if each.what != "result"]


def test_a_called_hold_asks_until_it_is_signed_and_its_release_asks_again() -> None:
    (call,) = asked(CALLED)
    assert (call.what, call.kind, call.place, call.at, call.until, call.answers) == (
        "hold", "hold", "2CP3", HELD, None, ""
    )  # fmt: skip
    assert asked(CALLED, HOLD) == []
    (release,) = asked(CALLED, HOLD, ENDED)
    assert (release.answers, release.until) == ("R1", RELEASED), "as the next version of the hold that stands"
    assert asked(CALLED, HOLD, ENDED, ruled("R1", "hold", 2, "", 70, place=PlaceId("2CP3"), announced=HELD)) == []


def test_a_hold_that_was_taken_back_was_decided_and_one_elsewhere_or_earlier_was_not() -> None:
    back = ruled("R2", "revoke", None, revokes="R1")
    assert asked(ENDED, ruled("R1", "hold", 2, "", 70, place=PlaceId("2CP3"), announced=HELD), back) == []
    assert len(asked(CALLED, ruled("R1", "hold", 2, "", 70, place=PlaceId("2CP2"), announced=HELD))) == 1
    assert len(asked(CALLED, ruled("R1", "hold", 2, "", 5, place=PlaceId("2CP3"), announced=at(2, "3:00:00")))) == 1


def test_what_was_set_aside_asks_again_when_what_it_rests_on_changes() -> None:
    (call,) = asked(CALLED)
    aside = SetAside(call.name, RELEASED, "director")
    assert asked(CALLED, aside) == []
    assert [each.until for each in asked(CALLED, aside, ENDED)] == [RELEASED]


def test_a_crew_that_takes_its_word_back_asks_nothing() -> None:
    bodies = held_afternoon(CALLED)
    known = records(*bodies, Voided((records(*bodies)[-1].id), "captain"))
    assert [each for each in undecided(race_of(known)) if each.what == "hold"] == []


def test_a_gun_asks_only_where_the_start_as_ruled_is_another() -> None:
    start = PlaceId("2START")
    assert asked(GunFired(start, Instant(at(2, "0:00:00") + 30_000))) == []
    (late,) = asked(GunFired(start, at(2, "0:04:00"), by="EM"))
    assert late.told.endswith("4 min late (EM)")
    assert (late.kind, late.stage, late.at) == ("move_start", 2, at(2, "0:04:00"))
    assert asked(GunFired(start, at(2, "0:04:00")), ruled("R1", "move_start", 2, "", 4)) == []
    assert asked(GunFired(PlaceId("2CP1"), at(2, "0:04:00"))) == [], "a gun is fired at a start"


def test_the_gun_of_a_wave_is_held_against_the_wave() -> None:
    waves = (Wave(WaveId("A"), at(1, "0:00:00"), "1-2"), Wave(WaveId("B"), at(1, "1:00:00"), ""))
    bodies: list[Body] = [
        PlanAdopted(plan([stage(1, waves=waves)])),
        entered("1"),
        entered("7", wave="B"),
        entered("8", wave="B"),
    ]
    for wave, clock, asks in (("B", "1:00:00", 0), ("A", "1:00:00", 1), ("B", "0:00:00", 1)):
        said = GunFired(PlaceId("1START"), at(1, clock), WaveId(wave))
        assert len(undecided(race_of(records(*bodies, said)))) == asks
    the_race = race_of(records(*bodies, ruled("R1", "move_start", 1, "7", 15)))
    the_stage = the_race.plan.stages[0]
    assert ruled_start(the_race, the_stage, WaveId("B")) == at(1, "1:00:00"), "runner 8 still starts then"
    assert ruled_start(the_race, the_stage, WaveId("B"), "7") == at(1, "1:15:00")
    assert ruled_start(the_race, the_stage, WaveId("B"), "7", without="R1") == at(1, "1:00:00")
    assert [group_text(the_race, the_stage, WaveId(wave)) for wave in "AB"] == ["1-2", "7 8"]


def test_a_checkpoint_closed_as_planned_or_as_ruled_asks_nothing() -> None:
    planned = plan([stage(1, 40, [checkpoint("1CP1", 10, close=at(1, "3:00:00"))])])

    def asks(clock: str, *more: Body) -> list[str]:
        said = CheckpointClosed(PlaceId("1CP1"), at(1, clock))
        return [each.what for each in undecided(race(planned, entered("1"), said, *more))]

    assert asks("3:02:00") == []
    assert asks("2:00:00") == ["closed"]
    assert asks("2:00:00", ruled("R1", "close", 1, "", place=PlaceId("1CP1"), announced=at(1, "2:00:00"))) == []


def test_a_withdrawal_is_told_as_one_that_counts_until_it_is_reversed() -> None:
    report = WithdrawalReported(Bib("44"), PlaceId("2CP3"), at(2, "7:40:00"), "tired", by="crew")
    (told,) = asked(report)
    assert "it counts already" in told.told
    assert "not yet taken over" in told.told
    assert told.answers.startswith("withdrawal hq:")
    assert asked(report, ruled("R1", "revoke", None, revokes=told.answers)) == []


def results(the_race: Race) -> list[str]:
    return [each.told for each in undecided(the_race) if each.what == "result"]


def test_results_ask_once_nobody_is_on_the_way_until_they_are_official() -> None:
    bodies: list[Body] = [PlanAdopted(plan()), entered("1"), seen("1", "1CP1", at(1, "2:00:00"))]
    assert results(race_of(records(*bodies))) == []
    bodies.append(seen("1", "1FINISH", at(1, "8:00:00")))
    the_race = race_of(records(*bodies))
    assert results(the_race) == ["Stage 1: not declared", "Standings after stage 1: not declared"]
    for n, (state, told) in enumerate((("provisional", ["Stage 1: provisional"]), ("official", []))):
        fingerprint = digest(the_race, Scope(stage=the_race.latest))
        bodies.append(Declared(state, at(1, f"9:0{n}:00"), 4, the_race.latest, digest=fingerprint))  # type: ignore[arg-type]
        assert results(race_of(records(*bodies)))[:-1] == told
    bodies.append(ruled("R1", "penalty", 1, "1", 5))
    assert "Stage 1: not declared" in results(race_of(records(*bodies))), "what changed since has to be declared anew"
