"""Instants, elapsed times and the order of edits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.clock import (
    DAY,
    FAR_AHEAD,
    HOUR,
    MINUTE,
    Elapsed,
    Instant,
    Stamp,
    elapsed,
    format_elapsed,
    later,
    parse_elapsed,
    say_length,
)


@given(st.integers(0, 9_999 * HOUR))
def test_an_elapsed_time_comes_back_from_its_text(time: int) -> None:
    assert parse_elapsed(format_elapsed(Elapsed(time))) == time


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("0:00:00", 0),
        ("31:05:00", 31 * HOUR + 5 * MINUTE),
        ("999:59:59.999", 1000 * HOUR - 1),
        ("1:00:00,5", HOUR + 500),
        (" 90 ", 90_000),
        ("90.25", 90_250),
    ],
)
def test_hours_past_a_day_fractions_and_seconds_are_read(text: str, ms: int) -> None:
    assert parse_elapsed(text) == ms


@pytest.mark.parametrize("text", ["", "5:30", "1:60:00", "1:00:60", "-1:00:00", "1h", "1:00:00.1234", "1e3", "nan"])
def test_what_is_not_an_elapsed_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an elapsed time"):
        parse_elapsed(text)


def test_a_negative_time_shows_its_sign() -> None:
    assert format_elapsed(Elapsed(-90_000)) == "-0:01:30"


@pytest.mark.parametrize(
    ("ms", "said"),
    [(0, "0 s"), (1, "1 ms"), (25_000, "25 s"), (90 * MINUTE, "1 h 30 min"), (-30 * MINUTE, "30 min"), (DAY, "24 h")],
)
def test_a_length_is_said_as_people_say_it(ms: int, said: str) -> None:
    assert say_length(Elapsed(ms)) == said


@given(st.integers(), st.integers())
def test_later_by_the_elapsed_time_is_the_end(start: int, end: int) -> None:
    assert later(Instant(start), elapsed(Instant(start), Instant(end))) == end


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans()), max_size=30))
def test_stamps_of_one_node_only_go_up_even_if_its_clock_is_set_back(clock: list[tuple[int, bool]]) -> None:
    stamp = Stamp(0)
    for now, heard in clock:
        after = stamp.heard(Stamp(now, 3), Instant(now)) if heard else stamp.next(Instant(now))
        assert after >= stamp if heard else after > stamp
        stamp = after


def test_a_stamp_from_far_ahead_moves_nothing() -> None:
    here = Stamp(5)
    assert here.heard(Stamp(6 + FAR_AHEAD), Instant(5)) == here
    assert here.heard(Stamp(5 + FAR_AHEAD), Instant(5)) == Stamp(5 + FAR_AHEAD)
