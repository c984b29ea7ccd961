"""The heat kernel is the plain heat balance, for every runner, in any batch."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.kernels.heat import INPUTS, STATE, HeatInputs, heat_lanes, power_kept
from stagerace.kernels.model import Array
from stagerace.kernels.packing import packed, unpacked
from stagerace.physiology.clothing import clothing_in_motion, skin_exits
from stagerace.physiology.heat_balance import HeatState, heat_capacity, heat_minute
from stagerace.physiology.heat_numbers import HEAT
from stagerace.physiology.heat_throttle import THROTTLE, heat_throttle


def field_of(runners: int, seed: int) -> tuple[HeatInputs, Array]:
    """Runners of every kind in any weather, and the air pressure where they are [hPa]."""
    luck = np.random.default_rng(seed)

    def between(low: float, high: float) -> Array:
        return luck.uniform(low, high, runners)

    air, pressure = between(-25, 50), between(650, 1040)
    return HeatInputs(
        metabolic=between(50, 500), work=between(0, 60), air=air, vapour=between(0.05, 3.5),
        radiant=air + between(-5, 35), air_speed=between(0, 10), walking=between(0, 4), insulation=between(0, 2),
        permeability=between(0.2, 0.5), covered=between(0, 0.15), thinner=(pressure / 1013.25) ** 0.55,
        lewis=16.5 * 1013.25 / pressure, capacity=heat_capacity(between(45, 100), 1.85),
        acclimatised=between(0, 1), dehydration=between(0, 0.06),
    ), pressure  # fmt: skip


def by_kernel(state: HeatState, now: HeatInputs, runners: int, minutes: int) -> Array:
    flat = packed(state, runners)
    heat_lanes(flat, packed(now, runners), minutes, HEAT)
    return unpacked(flat, STATE, runners)


def by_twin(state: HeatState, now: HeatInputs, pressure: Array, minutes: int) -> HeatState:
    worn = clothing_in_motion.plain(now.insulation, now.permeability, now.air_speed, now.walking)
    exits = skin_exits.plain(now.air, now.vapour, now.radiant, now.air_speed, worn, pressure, now.covered)
    for _ in range(minutes):
        state, _flows = heat_minute.plain(
            state, exits, now.metabolic, now.work, now.capacity, now.acclimatised, now.dehydration
        )
    return state


@settings(max_examples=20)
@given(seed=st.integers(0, 10**6), core=st.floats(35, 41), skin=st.floats(10, 39), sweat=st.floats(0, 600))
def test_a_minute_in_the_kernel_is_a_minute_of_the_equations(seed: int, core: float, skin: float, sweat: float) -> None:
    now, pressure = field_of(40, seed)
    start = HeatState(core, skin, sweat, film=sweat, sweated=1.0)
    twin = by_twin(start, now, pressure, 1)
    for ours, theirs in zip(by_kernel(start, now, 40, 1), twin, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9)


def test_ten_hours_in_the_kernel_are_ten_hours_of_the_equations() -> None:
    now, pressure = field_of(700, 11)
    found, twin = by_kernel(HeatState(), now, 700, 600), by_twin(HeatState(), now, pressure, 600)
    np.testing.assert_allclose(found[0], twin.core, rtol=0, atol=1e-9)
    np.testing.assert_allclose(found[1], twin.skin, rtol=0, atol=1e-9)


def test_a_runner_gets_the_same_bits_of_heat_in_any_batch() -> None:
    runners = 1_300
    now, _pressure = field_of(runners, 5)
    whole = by_kernel(HeatState(), now, runners, 60)
    order = np.random.default_rng(6).permutation(runners)
    shuffled = by_kernel(HeatState(), HeatInputs(*(np.asarray(x)[order] for x in now)), runners, 60)
    np.testing.assert_array_equal(shuffled, whole[:, order])
    some = by_kernel(HeatState(), HeatInputs(*(np.asarray(x)[:9] for x in now)), 9, 60)
    np.testing.assert_array_equal(some, whole[:, :9])


def test_hours_may_be_taken_a_minute_at_a_time() -> None:
    now, _pressure = field_of(10, 8)
    once = by_kernel(HeatState(), now, 10, 30)
    flat = packed(HeatState(), 10)
    for _ in range(30):
        heat_lanes(flat, packed(now, 10), 1, HEAT)
    np.testing.assert_array_equal(unpacked(flat, STATE, 10), once)


@given(st.integers(1, 1_200), st.integers(1, 6))
@settings(max_examples=15)
def test_what_is_packed_can_be_unpacked(runners: int, fields: int) -> None:
    rows = np.arange(runners * fields, dtype=np.float64).reshape(fields, runners)
    np.testing.assert_array_equal(unpacked(packed(list(rows), runners), fields, runners), rows)
    assert len(HeatInputs._fields) == INPUTS
    assert len(HeatState._fields) == STATE


@given(st.floats(34, 43), st.floats(0, 40), st.floats(0, 0.1), st.floats(-1, 3))
def test_power_kept_in_the_kernel_is_the_throttle(core: float, skin: float, dry: float, drive: float) -> None:
    plain = heat_throttle.plain(core, skin, dry, drive)
    assert power_kept(core, skin, dry, drive, THROTTLE) == pytest.approx(plain, rel=1e-9)
