"""Positions: late, by day, on course, and not of those who refused."""

from gate_races import consent, position, race_with, subject

from races import at, ruled, seen, sheet
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant, later
from stagerace.core.records import Body
from stagerace.gate import CREW, PUBLIC, Terms, Viewer, family, through

NOON = at(1, "4:00:00")
"""Four hours into stage 1, which starts at 08:00 and has a limit of 12 h."""


def is_shown(
    when: Instant, *bodies: Body, after: int = HOUR, viewer: Viewer = PUBLIC, terms: Terms | None = None
) -> bool:
    told = [position("12", when)]
    return bool(through(race_with(*bodies), viewer, later(when, Elapsed(after)), told=told, terms=terms).told)


def test_a_position_is_shown_only_after_the_delay() -> None:
    assert not is_shown(NOON, after=30 * MINUTE - 1)
    assert is_shown(NOON, after=30 * MINUTE)
    assert not is_shown(NOON, after=30 * MINUTE, terms=Terms(delay=Elapsed(HOUR)))


def test_a_position_taken_by_night_is_never_shown() -> None:
    assert is_shown(at(1, "9:59:00"))
    assert not is_shown(at(1, "10:00:00"))
    assert not is_shown(at(1, "10:00:00"), after=40 * HOUR)
    assert is_shown(at(1, "10:00:00"), terms=Terms(dusk=19))


def test_a_position_in_camp_is_not_shown() -> None:
    assert not is_shown(Instant(at(1, "0") - HOUR))
    assert not is_shown(NOON, seen("12", "1FINISH", at(1, "3:50:00"), "in"))
    assert is_shown(NOON, seen("12", "1FINISH", at(1, "4:10:00"), "in"))
    assert not is_shown(NOON, sheet(1, "12", "3:50:00"))
    assert is_shown(NOON, seen("7", "1FINISH", at(1, "3:50:00"), "in"))


def test_the_position_of_who_is_out_is_not_shown() -> None:
    assert not is_shown(NOON, ruled("r1", "withdraw", 1, "12", announced=at(1, "3:00:00")))
    assert is_shown(NOON, ruled("r1", "withdraw", 1, "12", announced=at(1, "4:30:00")))


def test_past_the_limit_of_the_stage_nobody_is_taken_to_be_on_course() -> None:
    long_day = Terms(dusk=24, dawn=0)
    assert is_shown(at(1, "12:00:00"), terms=long_day)
    assert not is_shown(at(1, "12:00:01"), terms=long_day)


def test_a_start_that_was_moved_moves_when_somebody_is_on_course() -> None:
    moved = ruled("r1", "move_start", 1, "all", 300, announced=at(1, "0"))
    assert not is_shown(NOON, moved)


def test_who_refused_is_not_shown() -> None:
    assert not is_shown(NOON, consent("12", "position", given=False))
    assert is_shown(NOON, consent("12", "position", given=False), consent("12", "position"))


def test_a_family_link_and_the_film_crew_follow_at_once_where_the_runner_lets_them() -> None:
    night = at(1, "15:00:00")
    kin, others = family(subject("12")), family(subject("7"))
    assert is_shown(night, consent("12", "family"), after=0, viewer=kin)
    assert not is_shown(night, consent("12", "family"), after=0, viewer=others)
    assert not is_shown(night, after=0, viewer=kin)
    assert is_shown(night, consent("12", "crew"), after=0, viewer=CREW)
    assert not is_shown(night, after=0, viewer=CREW)
