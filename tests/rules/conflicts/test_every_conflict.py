"""Every kind of conflict: found where it is, not where it is not, and solved by each of its answers."""

from collections import Counter

import pytest

from conflict_scene import NOW, every_conflict
from races import at, checkpoint, entered, id_of, plan, race, records, ruled, seen, sheet, stage, time
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, Metres, PlaceId
from stagerace.core.plan import Loop
from stagerace.core.records import (
    BibRead,
    Body,
    CheckpointClosed,
    Confirmed,
    GunFired,
    HoldCalled,
    NotAtStart,
    Passing,
    PlanAdopted,
    SetAside,
    Voided,
    WithdrawalReported,
)
from stagerace.rules.conflicts import KINDS, Answer, Conflict, conflicts, signed
from stagerace.rules.race import race_of

LATER = at(1, "10:00:00")
RUNNERS = tuple(entered(bib) for bib in ("118", "119", "7"))


def found(*bodies: Body, now: Instant = LATER) -> list[Conflict]:
    return conflicts(race(plan(2), *RUNNERS, *bodies), now)


def only(*bodies: Body, now: Instant = LATER) -> Conflict:
    (conflict,) = found(*bodies, now=now)
    return conflict


def answer(conflict: Conflict, key: str) -> Answer:
    return next(each for each in conflict.answers if each.key == key)


def after(conflict: Conflict, key: str, *bodies: Body, bib: str = "", now: Instant = LATER) -> list[Conflict]:
    """What is left once somebody gave an answer."""
    return found(*bodies, *signed(answer(conflict, key), "Rosa", "", Bib(bib), now), now=now)


def day(bib: str = "118", **clocks: str) -> list[Body]:
    """A steady day of a runner, 10 km in 1 h 30 min; a keyword replaces a clock or leaves it out."""
    times = {"1CP1": "1:30:00", "1CP2": "3:00:00", "1CP3": "4:30:00", "1FINISH": "6:00:00", **clocks}
    return [seen(bib, place, at(1, clock), "in", "tablet") for place, clock in times.items() if clock]


def test_a_race_in_which_all_is_well_has_none() -> None:
    assert found(*day(), *day("119"), *day("7")) == []


def test_the_scene_holds_every_kind_and_shows_them_most_urgent_first() -> None:
    kinds = [each.kind for each in conflicts(race_of(records(*every_conflict())), NOW)]
    assert set(kinds) == {kind.name for kind in KINDS}
    order = [kind.name for kind in KINDS]
    assert kinds == sorted(kinds, key=order.index)


def test_no_answer_of_the_scene_fails_and_each_settles_its_conflict() -> None:
    base = every_conflict()
    for conflict in conflicts(race_of(records(*base)), NOW):
        for each in conflict.answers:
            written = signed(each, "Rosa", "", Bib("115"), NOW)
            left = conflicts(race_of(records(*base, *written)), NOW)
            assert conflict.name not in [other.name for other in left], (conflict.name, each.key)


def test_keys_of_answers_are_never_given_twice_nor_kept_for_the_page() -> None:
    for conflict in conflicts(race_of(records(*every_conflict())), NOW):
        keys = Counter(each.key for each in conflict.answers)
        assert set(keys.values()) == {1}
        assert not set(keys) & set("jkurd?")
        assert all(each.reason for each in conflict.answers)


def test_a_conflict_set_aside_is_gone_until_what_it_rests_on_changes() -> None:
    twice = [*day(), seen("118", "1CP1", at(1, "1:34:00"), "in", "paper")]
    conflict = only(*twice)
    aside = SetAside(conflict.name, LATER, "Rosa", "the same person")
    assert found(*twice, aside) == []
    third = seen("118", "1CP1", at(1, "1:38:00"), "in", "phone")
    assert [each.kind for each in found(*twice, aside, third)] == ["sources"]
    assert only(*twice, aside, Voided(id_of(10), "Rosa")) == conflict, "and when that is taken back"


def test_two_sources_apart_are_solved_by_the_number_of_one() -> None:
    twice = [*day(), seen("118", "1CP1", at(1, "1:31:30"), "in", "paper")]
    conflict = only(*twice)
    assert conflict.kind == "sources"
    assert "tablet says 09:30; paper says 09:31:30. They lie 1 min 30 s apart" in conflict.what
    assert answer(conflict, "2").writes == (Confirmed(id_of(9), ""), Voided(id_of(5), ""))
    assert after(conflict, "1", *twice) == after(conflict, "2", *twice) == []


def test_a_source_that_agrees_with_the_one_chosen_is_not_taken_back() -> None:
    thrice = [*day(), seen("118", "1CP1", at(1, "1:30:10"), "in", "phone"),
              seen("118", "1CP1", at(1, "1:31:40"), "in", "paper")]  # fmt: skip
    conflict = only(*thrice)
    assert answer(conflict, "1").writes == (Confirmed(id_of(5), ""), Voided(id_of(10), ""))


def test_two_people_who_vouch_for_different_times_are_a_conflict_no_more_once_one_is_chosen() -> None:
    both = [
        seen("118", "1CP1", at(1, "1:30:00"), "in", "phone A", confirmed_by="AB"),
        seen("118", "1CP1", at(1, "1:40:00"), "in", "phone B"),
    ]
    assert found(*both) == [], "one was vouched for"


def test_a_second_passing_may_be_of_somebody_who_was_due() -> None:
    bodies = [*day(), *day("119", **{"1CP1": ""}), seen("118", "1CP1", at(1, "1:36:00"), "in", "phone")]
    conflict = only(*bodies)
    assert answer(conflict, "o").writes == (BibRead(id_of(12), Bib("119")),)
    assert after(conflict, "o", *bodies) == []
    assert after(conflict, "b", *bodies, bib="119") == []


def test_a_sheet_that_differs_from_the_passing_is_a_conflict() -> None:
    bodies = [*day(), sheet(1, "118", "6:10:00")]
    conflict = only(*bodies)
    assert "the sheet says 6 h 10 min, the passing at the finish at 14:00 makes it 6 h" in conflict.what
    assert after(conflict, "1", *bodies) == after(conflict, "2", *bodies) == []


@pytest.mark.parametrize(("typed", "best"), [("1*8", "118"), ("181", "118"), ("11", "118"), ("*", "119")])
def test_an_unknown_bib_is_proposed_to_be_whoever_was_due(typed: str, best: str) -> None:
    late = "1:36:00" if best == "119" else "1:30:00"
    others = day("119", **({} if best == "118" else {"1CP1": "", "1CP2": "3:12:00"}))
    mine = day("118", **({"1CP1": ""} if best == "118" else {}))
    bodies = [*mine, *others, *day("7"), seen(typed, "1CP1", at(1, late), "in", "tablet")]
    conflict = only(*bodies)
    assert conflict.kind == "unknown_bib"
    assert answer(conflict, "1").label.startswith(f"{best}, expected here about 09:3")
    (body,) = signed(answer(conflict, "1"), "Rosa", "", Bib(""), LATER)
    assert isinstance(body, BibRead)
    assert (body.bib, body.by) == (best, "Rosa")
    assert after(conflict, "1", *bodies) == []


def test_a_crew_is_left_ten_minutes_to_say_whose_the_unread_passings_are() -> None:
    mark = seen("*", "1CP1", at(1, "1:30:00"), "in", "phone")
    assert found(mark, now=at(1, "1:39:00")) == []
    assert only(mark, now=at(1, "1:40:00")).kind == "unknown_bib"


def test_somebody_unknown_who_runs_a_whole_stage_is_one_conflict() -> None:
    conflict = only(*day("555"))
    assert len(conflict.records) == 4
    assert "Nobody like it was due there" in conflict.what
    assert len(answer(conflict, "f").writes) == 1
    assert after(conflict, "v", *day("555")) == []


def test_who_cannot_have_been_there_is_not_proposed() -> None:
    bodies = [*day("119", **{"1CP1": "", "1CP2": "1:31:00"}), seen("11*", "1CP1", at(1, "1:30:00"), "in", "tablet")]
    unknown = next(each for each in found(*bodies) if each.kind == "unknown_bib")
    assert [each.label[:3] for each in unknown.answers if each.key.isdigit()] == ["118"]


def test_an_impossible_speed_is_settled_from_either_end() -> None:
    bodies = [*day(**{"1CP2": "", "1CP3": "", "1FINISH": ""}), seen("118", "1CP2", at(1, "1:50:00"), "in", "phone")]
    conflict = only(*bodies)
    assert conflict.kind == "speed"
    assert "10.0 km from 1CP1 in 20 min is 30.0 km/h: faster than people run" in conflict.what
    assert after(conflict, "v", *bodies) == []
    (other,) = after(conflict, "1", *bodies)
    assert (other.kind, other.records) == ("speed", (id_of(5),)), "if it is right, the one before it is wrong"


def test_seen_after_a_withdrawal_names_every_passing_since() -> None:
    gone = WithdrawalReported(Bib("118"), PlaceId("1CP1"), at(1, "1:40:00"), "knee", by="EM")
    bodies = [*day(), gone]
    ghost, report = found(*bodies)
    assert (ghost.kind, report.kind) == ("after_out", "withdrawal_reported")
    assert ghost.records == (id_of(6), id_of(7), id_of(8))
    assert ghost.decide == id_of(9)
    assert [each.kind for each in after(ghost, "v", *bodies)] == ["withdrawal_reported"]


@pytest.mark.parametrize("where", [None, "1CP1"])
def test_a_ruling_of_withdrawal_is_heeded_as_a_report_is(where: str | None) -> None:
    out = ruled("W1", "withdraw", 1, "118", place=where, announced=at(1, "2:00:00"))
    assert [each.kind for each in found(*day(), out)] == ["after_out"]
    assert found(*day(**{"1CP2": "", "1CP3": "", "1FINISH": ""}), out) == []
    back = ruled("W2", "revoke", 1, revokes="W1")
    assert found(*day(), out, back) == []


def test_who_goes_on_unranked_is_no_ghost() -> None:
    out = ruled("W1", "disqualify", 1, "118", announced=at(1, "2:00:00"))
    assert found(*day(), out, ruled("U1", "unranked", 1, "118")) == []


def test_seen_but_not_at_the_start_is_settled_by_vouching() -> None:
    bodies = [*day(), NotAtStart(PlaceId("1START"), at(1, "0:05:00"), (Bib("118"), Bib("119")), "EM")]
    conflict = only(*bodies)
    assert (conflict.kind, conflict.bib) == ("after_not_at_start", "118")
    assert after(conflict, "1", *bodies) == []


def test_a_phone_at_another_stage_is_found_out_and_the_passing_written_where_it_was() -> None:
    second = [seen("118", place, at(2, clock), "in") for place, clock in (("2CP2", "3:00:00"), ("2CP3", "4:30:00"))]
    bodies = [*day(), *second, seen("118", "1CP1", at(2, "1:30:00"), "in", "tablet A")]
    now = at(2, "5:00:00")
    conflict = only(*bodies, now=now)
    assert conflict.kind == "wrong_checkpoint"
    assert conflict.what.endswith("It fits 2CP1.")
    written = signed(answer(conflict, "1"), "Rosa", "", Bib(""), now)
    moved = written[0]
    assert isinstance(moved, Passing)
    assert (moved.place, moved.confirmed_by, moved.source) == ("2CP1", "Rosa", "desk, from 1CP1")
    assert found(*bodies, *written, now=now) == []


def test_a_place_the_race_does_not_have_is_named() -> None:
    bodies = [*day(**{"1CP2": ""}), seen("118", "1CP22", at(1, "3:00:00"), "in", "tablet")]
    conflict = only(*bodies)
    assert "the race has no such place. It fits 1CP2." in conflict.what
    assert after(conflict, "1", *bodies) == []


def test_a_silent_station_is_one_conflict_however_many_went_past() -> None:
    bibs = [str(number) for number in range(200, 230)]
    field = [entered(bib) for bib in bibs]
    passed = [
        seen(bib, place, Instant(at(1, clock) + number * MINUTE), "in", "tablet")
        for number, bib in enumerate(bibs)
        for place, clock in (("1CP1", "1:30:00"), ("1CP3", "4:30:00"))
    ]
    conflict = only(*field, *passed)
    assert (conflict.kind, conflict.place) == ("silent_station", "1CP2")
    assert "while 30 runners passed it" in conflict.what
    told = [seen(bib, "1CP2", Instant(at(1, "3:00:00") + n * MINUTE), "in", "paper") for n, bib in enumerate(bibs)]
    assert found(*field, *passed, *told) == [], "typed in from paper"
    few = [seen(bibs[n], "1CP2", Instant(at(1, "3:00:00") + n * MINUTE), "in", "tablet") for n in range(0, 30, 2)]
    assert found(*field, *passed, *few) == [], "a crew that overlooks every second runner is no silent station"


def test_a_silent_station_set_aside_comes_back_when_twice_as_many_were_missed() -> None:
    bibs = [str(number) for number in range(200, 230)]
    field = [entered(bib) for bib in bibs]

    def passed(count: int) -> list[Body]:
        return [
            seen(bib, place, Instant(at(1, clock) + number * MINUTE), "in", "tablet")
            for number, bib in enumerate(bibs[:count])
            for place, clock in (("1CP1", "1:30:00"), ("1CP3", "4:30:00"))
        ]

    aside = SetAside(only(*field, *passed(8)).name, LATER, "Rosa")
    assert found(*field, *passed(15), aside) == []
    assert [each.kind for each in found(*field, *passed(16), aside)] == ["silent_station"]


def test_what_crews_say_that_asks_for_a_decision_is_here_until_it_is_decided() -> None:
    hold = HoldCalled(PlaceId("1CP2"), "storm", at(1, "2:00:00"), reason="storm", by="captain")
    gun = GunFired(PlaceId("1START"), at(1, "0:05:00"), by="EM")
    closed = CheckpointClosed(PlaceId("1CP1"), at(1, "4:00:00"), "EM")
    assert [each.kind for each in found(hold, gun, closed)] == ["hold_called", "gun_fired", "checkpoint_closed"]
    decided = [
        ruled("R1", "hold", 1, place=PlaceId("1CP2"), announced=at(1, "2:00:00")),
        ruled("R2", "move_start", 1, minutes=5),
        ruled("R3", "close", 1, place=PlaceId("1CP1")),
    ]
    assert found(hold, gun, closed, *decided) == []


def test_a_withdrawal_of_a_bib_that_nobody_wears_is_said_to_count_for_nobody() -> None:
    conflict = only(WithdrawalReported(Bib("12*"), PlaceId("1CP1"), at(1, "2:00:00"), by="EM"))
    assert "it counts for nobody" in conflict.what


def test_a_passing_is_part_of_one_conflict_only() -> None:
    claimed = Counter(record for each in conflicts(race_of(records(*every_conflict())), NOW) for record in each.records)
    assert set(claimed.values()) == {1}


def test_laps_are_looked_at_too() -> None:
    looped = stage(1, 10, [checkpoint("1CP1", 5, ("in",))], loop=Loop(Metres(10_000), time("12:00:00")))
    laps = [seen("7", "1FINISH", at(1, clock), "in", "mat") for clock in ("1:00:00", "1:10:00", "2:05:00", "3:05:00")]
    kinds = [each.kind for each in conflicts(race_of(records(PlanAdopted(plan([looped])), entered("7"), *laps)), LATER)]
    assert kinds == ["speed"]
