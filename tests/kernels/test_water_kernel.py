"""The water kernel is the plain water balance, for every runner, in any batch."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.kernels.model import Array
from stagerace.kernels.packing import packed, unpacked
from stagerace.kernels.water import INPUTS, STATE, WaterInputs, water_lanes
from stagerace.physiology.water import Usual, WaterState, rested, thirst, usual_body, water_minute
from stagerace.physiology.water_numbers import WATER


def drinkers(runners: int, seed: int) -> WaterInputs:
    """Runners who sweat, drink, eat and hold back water in every way."""
    luck = np.random.default_rng(seed)

    def between(low: float, high: float) -> Array:
        return luck.uniform(low, high, runners)

    usual = usual_body(between(45, 100), between(0.48, 0.65))
    return WaterInputs(
        sweat=between(0, 0.03), wanted=between(0, 0.03), by_thirst=between(0, 1), breath=between(0, 0.002),
        salt=between(0, 2), eaten=between(0, 0.0015), power=between(70, 900), acclimatised=between(0, 1),
        saltiness=between(0.4, 2), retention=between(0, 1), usual_water=usual.water, usual_salts=usual.salts,
    )  # fmt: skip


def by_kernel(now: WaterInputs, runners: int, minutes: int) -> Array:
    flat = packed(rested(Usual(now.usual_water, now.usual_salts)), runners)
    water_lanes(flat, packed(now, runners), minutes, WATER)
    return unpacked(flat, STATE, runners)


def by_twin(now: WaterInputs, minutes: int) -> WaterState:
    usual = Usual(now.usual_water, now.usual_salts)
    state = rested(usual)
    for _ in range(minutes):
        wanted = now.wanted + now.by_thirst * thirst.plain(state, usual)
        state, _flows = water_minute.plain(
            state, usual, now.sweat, wanted, now.breath, now.salt, now.eaten, now.power, now.acclimatised,
            now.saltiness, now.retention,
        )  # fmt: skip
    return state


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), minutes=st.sampled_from((1, 2, 60)))
def test_water_in_the_kernel_is_water_of_the_equations(seed: int, minutes: int) -> None:
    now = drinkers(40, seed)
    for ours, theirs in zip(by_kernel(now, 40, minutes), by_twin(now, minutes), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-10)


def test_a_day_of_water_in_the_kernel_is_a_day_of_the_equations() -> None:
    now = drinkers(600, 3)
    for ours, theirs in zip(by_kernel(now, 600, 720), by_twin(now, 720), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9)


def test_a_runner_gets_the_same_bits_of_water_in_any_batch() -> None:
    runners = 1_300
    now = drinkers(runners, 5)
    whole = by_kernel(now, runners, 90)
    order = np.random.default_rng(6).permutation(runners)
    shuffled = by_kernel(WaterInputs(*(np.asarray(x)[order] for x in now)), runners, 90)
    np.testing.assert_array_equal(shuffled, whole[:, order])
    some = by_kernel(WaterInputs(*(np.asarray(x)[:9] for x in now)), 9, 90)
    np.testing.assert_array_equal(some, whole[:, :9])


def test_the_water_kernel_reads_as_many_fields_as_there_are() -> None:
    assert len(WaterState._fields) == STATE
    assert len(WaterInputs._fields) == INPUTS
