"""The power that lasts for a stage: the able need less time and keep up more."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stages_made import route

from stagerace.physiology.endurance import lasting_share
from stagerace.simulation.lasting import lasting_of, minutes_for, most_power

SHORT, LONG = lasting_of(route(10)), lasting_of(route(60))


def power(able: float, loss: float = 0.07, female: bool = False, of: object = SHORT) -> float:
    return float(most_power(np.array([[able]]), np.array([[loss]]), np.array([[female]]), of)[0, 0])  # type: ignore[arg-type]


@given(st.floats(4, 20), st.floats(0.1, 3))
def test_more_able_is_more_power_and_less_time(able: float, more: float) -> None:
    weak, strong = power(able), power(able + more)
    assert strong > weak
    assert minutes_for(np.array([strong]), SHORT)[0] < minutes_for(np.array([weak]), SHORT)[0]


@given(st.floats(5, 18))
def test_less_lasts_for_a_longer_stage(able: float) -> None:
    assert power(able, of=LONG) < power(able, of=SHORT)


@given(st.floats(5, 18))
def test_who_loses_more_with_time_keeps_up_less(able: float) -> None:
    assert power(able, loss=0.1) < power(able, loss=0.04)


@pytest.mark.parametrize("female", [False, True])
@pytest.mark.parametrize("able", [6.0, 10.0, 15.0])
def test_what_lasts_is_what_the_share_of_its_own_time_leaves(able: float, female: bool) -> None:
    found = power(able, 0.07, female)
    minutes = minutes_for(np.array([found]), SHORT)
    assert found == pytest.approx(able * float(lasting_share.plain(minutes, female, 0.07)[0]), rel=0.01)
