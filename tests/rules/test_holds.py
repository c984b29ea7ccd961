"""Held runners are given back the time they waited, and cut-offs move alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from races import at, checkpoint, entered, plan, race, ruled, seen, stage, time
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Body, Ruled
from stagerace.rules.race import Race
from stagerace.rules.rulings.hold import credit
from stagerace.rules.stage_result import StageResult


def hold(minutes: float | None = 60, start: str = "2:00:00", place: str = "1CP2") -> Ruled:
    return ruled(f"hold {place}", "hold", minutes=minutes, place=PlaceId(place), announced=at(1, start))


def runner(came: str | None, left: str | None, finish: str = "6:00:00") -> list[Body]:
    found: list[Body] = [entered("7")]
    found += [seen("7", "1CP2", at(1, came), "in")] if came else []
    found += [seen("7", "1CP2", at(1, left), "out")] if left else []
    return [*found, seen("7", "1FINISH", at(1, finish))]


def own(the_race: Race, bib: str = "7") -> StageResult:
    found = the_race.results[Bib(bib)][0]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("came", "left", "waited"),
    [
        ("1:30:00", "3:00:00", "1:00:00"),
        ("2:20:00", "3:00:00", "0:40:00"),
        ("2:20:00", "2:50:00", "0:30:00"),
        ("2:20:00", "3:30:00", "0:40:00"),
        ("1:30:00", "1:50:00", "0:00:00"),
        ("3:10:00", "3:20:00", "0:00:00"),
        ("3:00:00", "3:20:00", "0:00:00"),
    ],
)
def test_the_credit_is_the_overlap_of_the_stay_and_the_hold(came: str, left: str, waited: str) -> None:
    assert own(race(plan(), *runner(came, left), hold())).ruled == time("6:00:00") - time(waited)


@given(*[st.integers(0, 10_000)] * 4)
def test_the_credit_is_never_negative_nor_longer_than_the_stay_or_the_hold(a: int, b: int, c: int, d: int) -> None:
    came, left, since, release = Instant(a), Instant(a + b), Instant(c), Instant(c + d)
    assert 0 <= credit(came, left, since, release) <= min(b, d)
    assert credit(came, left, since, None) >= credit(came, left, since, release)


def test_who_left_is_not_known_gets_no_credit_yet_and_is_doubted() -> None:
    result = own(race(plan(), *runner("2:10:00", None), hold()))
    assert result.ruled == time("6:00:00")
    assert result.doubts == ("held at 1CP2, but when they left is not known: no credit yet",)


def test_who_came_is_not_known_gets_no_credit_yet_and_is_doubted() -> None:
    result = own(race(plan(), *runner(None, "3:05:00"), hold()))
    assert result.ruled == time("6:00:00")
    assert result.doubts == ("held at 1CP2, but when they came is not known: no credit yet",)


def test_a_missing_departure_is_no_matter_for_who_was_further_before_the_hold() -> None:
    bodies = [*runner("1:30:00", None), seen("7", "1CP3", at(1, "2:30:00"), "in")]
    assert own(race(plan(), *bodies, hold(start="2:45:00"))).doubts == ()


def test_a_hold_without_a_release_credits_the_wait_until_the_runner_left() -> None:
    assert own(race(plan(), *runner("2:10:00", "3:40:00"), hold(None))).ruled == time("4:30:00")


def test_a_hold_is_released_by_its_next_version() -> None:
    assert own(race(plan(), *runner("2:10:00", "3:40:00"), hold(None), hold(30))).ruled == time("5:40:00")


def test_two_holds_add_up() -> None:
    bodies = [
        *runner("2:00:00", "3:00:00", "7:00:00"),
        seen("7", "1CP3", at(1, "4:00:00"), "in"),
        seen("7", "1CP3", at(1, "4:45:00"), "out"),
    ]
    second = hold(30, "4:00:00", "1CP3")
    assert own(race(plan(), *bodies, hold(), second)).ruled == time("5:30:00")


def test_only_the_group_held_is_given_the_wait() -> None:
    held = ruled("hold", "hold", 1, "1-5", 60, place=PlaceId("1CP2"), announced=at(1, "2:00:00"))
    assert own(race(plan(), *runner("1:50:00", "3:00:00"), held)).ruled == time("6:00:00")


CLOSING = plan([stage(1, 40, [checkpoint("1CP2", 20), checkpoint("1CP3", 30, close=at(1, "4:30:00"))])])


def late_at_cp3() -> list[Body]:
    return [*runner("1:50:00", "3:00:00", "7:00:00"), seen("7", "1CP3", at(1, "5:10:00"), "in")]


def test_cut_offs_after_a_hold_move_alike() -> None:
    assert own(race(CLOSING, *late_at_cp3())).status == "over_cutoff"
    assert own(race(CLOSING, *late_at_cp3(), hold())).status == "finished"


def test_a_closing_announced_by_a_person_is_moved_by_nothing() -> None:
    shut = ruled("shut", "close", place=PlaceId("1CP3"), announced=at(1, "5:00:00"))
    result = own(race(CLOSING, *late_at_cp3(), hold(), shut))
    assert (result.status, result.out_place) == ("over_cutoff", "1CP3")
    later = ruled("shut", "close", place=PlaceId("1CP3"), minutes=20, announced=at(1, "5:00:00"))
    assert own(race(CLOSING, *late_at_cp3(), later)).status == "finished"


def test_the_leave_by_time_of_the_held_place_itself_moves_too() -> None:
    leave = plan([stage(1, 40, [checkpoint("1CP2", 20, leave_by=at(1, "2:15:00"))])])
    assert own(race(leave, *runner("1:50:00", "3:05:00"))).status == "over_cutoff"
    assert own(race(leave, *runner("1:50:00", "3:05:00"), hold())).status == "finished"


def test_the_stage_limit_moves_with_a_hold() -> None:
    limit = plan([stage(1, limit=time("5:30:00"))])
    assert own(race(limit, *runner("1:50:00", "3:00:00"))).status == "over_cutoff"
    assert own(race(limit, *runner("1:50:00", "3:00:00"), hold())).status == "finished"


def test_the_order_on_course_counts_the_wait_from_the_departure_on() -> None:
    bodies: list[Body] = [entered("7"), seen("7", "1CP2", at(1, "1:50:00"), "in")]
    assert own(race(plan(), *bodies, hold())).there == time("1:50:00")
    bodies.append(seen("7", "1CP2", at(1, "3:00:00"), "out"))
    assert own(race(plan(), *bodies, hold())).there == time("2:00:00")
    bodies.append(seen("7", "1CP3", at(1, "4:00:00"), "in"))
    assert own(race(plan(), *bodies, hold())).there == time("3:00:00")
