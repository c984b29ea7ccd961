"""What whoever is first there tells of the others: how much time the course leaves them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from invented_fields import PLACES, field_of

from stagerace.forecast.ground import Ground
from stagerace.forecast.numbers import NUMBERS
from stagerace.forecast.situation import Array
from stagerace.forecast.stagerace import Stagerace

GROUND = Ground(PLACES, NUMBERS)
LAST = len(PLACES) - 1
SPREAD = np.linspace(1.0, 2.0, 40)
EVEN = SPREAD[:, None] * np.median(field_of(40, 3).elapsed, axis=0)
"""A field in which everybody keeps their place."""


def firsts(elapsed: Array, upto: float) -> Array:
    """When the first come by column [s], as told from everything up to an instant."""
    watch = Stagerace().watch(PLACES, np.zeros(len(elapsed)), clock=8.0)
    passings = sorted((float(elapsed[i, j]), int(i), int(j)) for i, j in np.argwhere(elapsed <= upto))
    for time, runner, column in passings:
        watch.see(runner, column, time)
    found: Array = watch.firsts()  # type: ignore[attr-defined]
    return found


@given(st.floats(0.0, 2.0), st.floats(0.0, 2.0))
def test_the_course_closes_for_the_last_and_never_puts_a_slower_one_before_a_quicker(one: float, other: float) -> None:
    quick, slow = sorted((one, other))
    early, late = (float(GROUND.closes(np.array(each))) for each in (quick, slow))
    assert 0.0 <= early <= late
    assert quick - early <= slow - late + 1e-12
    assert float(GROUND.closes(np.array(NUMBERS.last_from))) == 0.0


def test_the_first_are_told_as_they_were_seen_and_expected_later_further_on() -> None:
    told = firsts(EVEN, float(np.quantile(EVEN[:, 1], 0.4)))
    assert told[0] == EVEN[0, 0]
    assert told[1] == EVEN[0, 1]
    assert np.isfinite(told).all()
    assert (np.diff(told) >= 0.0).all()
    assert told[LAST] > told[1]


def test_somebody_seen_wrongly_far_ahead_is_not_taken_for_the_first() -> None:
    wrong = EVEN.copy()
    wrong[7] = np.nan
    wrong[7, 1] = 0.1 * EVEN[0, 1]
    upto = float(np.quantile(EVEN[:, 1], 0.4))
    right, told = firsts(EVEN, upto), firsts(wrong, upto)
    assert told[1] == EVEN[0, 1]
    assert abs(told[LAST] / right[LAST] - 1.0) < 0.1


def test_with_only_one_under_way_they_are_the_first_themselves() -> None:
    elapsed = field_of(1, 5).elapsed
    told = firsts(elapsed, float(elapsed[0, 1]))
    assert told[1] == elapsed[0, 1]
    assert told[LAST] > elapsed[0, 1]
