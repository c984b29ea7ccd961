"""The models of the body in steps of any length: a minute is what it was, none changes nothing, long ones stay near."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.kernels.lags import lag_shares
from stagerace.physiology.clothing import Exits, clothing_in_motion, skin_exits
from stagerace.physiology.fatigue import FatigueState, fatigue_minute
from stagerace.physiology.heat_balance import HeatState, heat_minute
from stagerace.physiology.lags import lag_share
from stagerace.physiology.water import Usual, WaterState, water_minute

USUAL = Usual(42.0, 6610.0)
WARM = HeatState(38.1, 35.2, 150.0, 40.0, 210.0)
WET = WaterState(41.0, 6500.0, 0.3, 4.0, 0.3)
TIRED = FatigueState(0.1, 0.03)


def exits() -> Exits:
    """The ways out of a runner's skin under the sun."""
    worn = clothing_in_motion.plain(0.35, 0.38, 2.0, 1.3)
    return skin_exits.plain(38.0, 1.2, 60.0, 2.0, worn, 960.0, 0.1)


def heat_after(minutes: float, step: float) -> HeatState:
    state = WARM
    for _ in range(round(minutes / step)):
        state, _flows = heat_minute.plain(state, exits(), 300.0, 20.0, 2300.0, 0.5, 0.01, minutes=step)
    return state


def water_after(minutes: float, step: float) -> WaterState:
    state = WET
    for _ in range(round(minutes / step)):
        state, _flows = water_minute.plain(
            state, USUAL, 0.012, 0.01 * step, 0.0004, 0.1, 0.0006, 520.0, 0.5, minutes=step
        )
    return state


def legs_after(minutes: float, step: float) -> FatigueState:
    state = TIRED
    for _ in range(round(minutes / step)):
        state = fatigue_minute.plain(state, 0.5, 8.0, minutes=step)
    return state


def test_a_step_of_a_minute_is_what_a_minute_was_before_steps_had_lengths() -> None:
    assert heat_after(1, 1) == pytest.approx(
        (38.130546265255305, 35.789488180839754, 134.01672385855557, 42.72492075595423, 214.38935179493575,
         0.0033145108951003026), rel=1e-12,
    )  # fmt: skip
    assert water_after(1, 1) == pytest.approx(
        (40.998997920247845, 6499.7129872, 0.2976, 3.936, 0.29978372093023253, 0.00043553299492385785), rel=1e-12
    )
    assert legs_after(1, 1) == pytest.approx((0.10102053322222222, 0.030092514), rel=1e-12)


def test_a_step_of_no_minutes_changes_nothing() -> None:
    later, _ = heat_minute.plain(WARM, exits(), 300.0, 20.0, 2300.0, 0.5, 0.01, minutes=0.0)
    assert later == WARM
    drier, _ = water_minute.plain(WET, USUAL, 0.012, 0.0, minutes=0.0)
    assert drier == WET
    assert fatigue_minute.plain(TIRED, 0.5, 8.0, minutes=0.0) == TIRED


@pytest.mark.parametrize("step", [0.25, 2.0, 4.0, 6.0])
def test_an_hour_in_longer_or_shorter_steps_is_nearly_the_same_hour(step: float) -> None:
    (core, skin, sweat, *_), fine = heat_after(60, step), heat_after(60, 1)
    assert core == pytest.approx(fine.core, abs=0.02)
    assert skin == pytest.approx(fine.skin, abs=0.1)
    assert sweat == pytest.approx(fine.sweat, rel=0.02)
    assert water_after(60, step).water == pytest.approx(water_after(60, 1).water, abs=0.01)
    assert water_after(60, step).salts == pytest.approx(water_after(60, 1).salts, rel=1e-3)
    assert legs_after(60, step).lost == pytest.approx(legs_after(60, 1).lost, rel=0.01)


@given(st.floats(0.001, 0.9), st.floats(0.001, 0.9), st.floats(0, 100))
def test_what_lags_never_goes_further_than_its_whole_way(one: float, other: float, minutes: float) -> None:
    first, second = lag_shares(one, other, minutes)
    assert 0 <= first < 1
    np.testing.assert_allclose((first, second), (lag_share(one, minutes), lag_share(other, minutes)), rtol=1e-12)
    assert lag_share(one, 1.0) == pytest.approx(one, rel=1e-15)
