"""A device's own two clocks: a new segment where they part, however that came about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.clock import HOUR, Instant, Segment
from stagerace.core.own_time import JUMP, OwnTime, goes_on, switched_on

WALL = Instant(1_930_204_800_000)
BEGUN = OwnTime(WALL, 5_000, Segment(3))


def test_clocks_that_run_on_together_stay_in_their_segment() -> None:
    assert BEGUN.next(Instant(WALL + HOUR), 5_000 + HOUR) == OwnTime(Instant(WALL + HOUR), 5_000 + HOUR, Segment(3))


@pytest.mark.parametrize(
    ("wall", "mono"),
    [(90_000, 30_000), (-60_000, 30_000), (30_000, 30_000 + JUMP + 10), (30_000 + JUMP + 10, 30_000), (40_000, -5_000)],
    ids=["slept, or set forward", "set back", "gained", "a short sleep", "started anew"],
)
def test_clocks_that_part_begin_a_new_segment(wall: int, mono: int) -> None:
    assert BEGUN.next(Instant(WALL + wall), 5_000 + mono).segment == 4


def test_a_start_of_the_program_begins_a_new_segment() -> None:
    assert switched_on(Segment(4), WALL, 0).segment == 5


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9))
def test_whether_clocks_went_on_is_the_same_from_either_side(wall: int, mono: int) -> None:
    later = (Instant(WALL + wall), mono)
    assert goes_on(WALL, 0, *later) == goes_on(*later, WALL, 0)
