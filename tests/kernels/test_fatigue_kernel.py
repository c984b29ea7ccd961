"""The fatigue kernel is the plain fatigue model, for every runner, in any batch."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.kernels.fatigue import INPUTS, STATE, fatigue_lanes, tired
from stagerace.kernels.model import Array
from stagerace.kernels.packing import packed, unpacked
from stagerace.physiology.fatigue import FATIGUE, FatigueState, fatigue_minute, tired_share

NUMBERS = FATIGUE._replace(sleepless=0.4)
"""With a cost of sleeplessness, so that it is seen to count."""


def at_work(runners: int, seed: int) -> list[Array]:
    luck = np.random.default_rng(seed)
    return [luck.uniform(low, high, runners) for low, high in ((0, 1), (0, 40), (0, 1), (0, 0.5), (0, 0.2))]


def by_kernel(now: list[Array], runners: int, minutes: int) -> Array:
    flat = packed(now[INPUTS:], runners)
    fatigue_lanes(flat, packed(now[:INPUTS], runners), minutes, NUMBERS)
    return unpacked(flat, STATE, runners)


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), minutes=st.sampled_from((1, 60, 600)))
def test_fatigue_in_the_kernel_is_fatigue_of_the_equations(seed: int, minutes: int) -> None:
    now = at_work(30, seed)
    state = FatigueState(now[3], now[4])
    for _ in range(minutes):
        state = fatigue_minute.plain(state, now[0], now[1], now[2], NUMBERS)
    for ours, theirs in zip(by_kernel(now, 30, minutes), state, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-15)


def test_a_runner_gets_the_same_bits_of_fatigue_in_any_batch() -> None:
    runners = 1_100
    now = at_work(runners, 2)
    whole = by_kernel(now, runners, 45)
    order = np.random.default_rng(3).permutation(runners)
    np.testing.assert_array_equal(by_kernel([x[order] for x in now], runners, 45), whole[:, order])
    np.testing.assert_array_equal(by_kernel([x[:7] for x in now], 7, 45), whole[:, :7])


@given(st.floats(0, 1))
def test_power_kept_on_tired_legs_is_the_same_in_the_kernel(lost: float) -> None:
    assert tired(lost, FATIGUE) == pytest.approx(float(tired_share.plain(lost)), rel=1e-12)
