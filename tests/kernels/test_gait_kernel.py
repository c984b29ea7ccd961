"""The kernels of walking, running and pace against their plain twins."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.kernels.gait import pace_lanes, running_lanes, walking_lanes
from stagerace.kernels.gait_table import FACTS
from stagerace.kernels.lanes import LANE
from stagerace.kernels.model import Array
from stagerace.kernels.packing import packed, unpacked
from stagerace.physiology.ground_cells import COSTS, Paces, ground_cells, paces
from stagerace.physiology.running import running_grade, running_power
from stagerace.physiology.speed import power_at, speed_for_power
from stagerace.physiology.walking import grade_share, load_factor, walking_power

LUCK = np.random.default_rng(11)
RUNNERS = 1_300
GRADE = LUCK.uniform(-0.4, 0.4, RUNNERS)
LOAD = LUCK.uniform(0, 0.4, RUNNERS)
SOFT = LUCK.uniform(1, 2.7, RUNNERS)
POWER = LUCK.uniform(0.5, 18, RUNNERS)
GRADES = np.linspace(-0.35, 0.35, 71)
CELLS = ground_cells(GRADES, LUCK.integers(0, 9, 71))
CELL = LUCK.integers(0, 71, RUNNERS)


def power_of(kernel: Callable[..., None], fields: tuple[Array, ...]) -> Array:
    out = np.empty(-(-len(fields[0]) // LANE) * LANE)
    kernel(packed(fields, len(fields[0])), out, COSTS)
    return out[: len(fields[0])]


def ran(power: Array, load: Array, cell: Array) -> Paces:
    now = packed((power, load, load_factor(load), cell.astype(float)), len(power))
    out = np.empty(len(now) // 2)
    pace_lanes(now, CELLS, out, COSTS)
    return Paces(*unpacked(out, 2, len(power)))


def test_walking_is_its_twin() -> None:
    speed = LUCK.uniform(0.1, 2.3, RUNNERS)
    ours = power_of(walking_lanes, (speed, GRADE, grade_share(GRADE), LOAD, SOFT))
    np.testing.assert_allclose(ours, walking_power.plain(speed, GRADE, LOAD, SOFT), rtol=1e-12)


def test_running_is_its_twin() -> None:
    speed = LUCK.uniform(1.6, 6, RUNNERS)
    ours = power_of(running_lanes, (speed, GRADE, running_grade(GRADE), LOAD, SOFT))
    np.testing.assert_allclose(ours, running_power.plain(speed, GRADE, LOAD, SOFT), rtol=1e-12)


@given(st.integers(0, 2**32 - 1), st.floats(0, 40), st.floats(0, 0.6))
def test_pace_is_its_twin(seed: int, most: float, heaviest: float) -> None:
    luck = np.random.default_rng(seed)
    now = luck.uniform(0, most, 700), luck.uniform(0, heaviest, 700), luck.integers(0, 71, 700)
    ours, plain = ran(*now), paces(*now, CELLS)
    np.testing.assert_allclose(ours.speed, plain.speed, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(ours.spent, plain.spent, rtol=1e-9)


def test_reading_between_the_nodes_of_a_table_stays_within_a_thousandth_of_the_power() -> None:
    _, on_foot, on_run, _, limit, *_ = CELLS.facts.reshape(-1, FACTS)[CELL].T
    grade, found = GRADES[CELL], ran(POWER, LOAD, CELL)
    exact = speed_for_power.plain(POWER, grade, LOAD, on_foot, on_run, limit)
    assert abs(found.speed - exact.speed).max() < 0.002  # [m/s]
    np.testing.assert_allclose(found.spent, exact.spent, rtol=1e-12)
    free = (found.speed > 0.1) & (found.speed < np.minimum(limit, 2.29))
    costs = power_at(found.speed, grade, LOAD, on_foot, on_run)
    assert free.sum() > RUNNERS / 2
    np.testing.assert_allclose(costs[free], POWER[free], rtol=1e-3)


def test_a_runner_gets_the_same_bits_in_any_company() -> None:
    alone = ran(POWER, LOAD, CELL)
    order = LUCK.permutation(RUNNERS)
    mixed, few = ran(POWER[order], LOAD[order], CELL[order]), ran(POWER[:5], LOAD[:5], CELL[:5])
    for found, ours, five in zip(alone, mixed, few, strict=True):
        np.testing.assert_array_equal(ours, found[order])
        np.testing.assert_array_equal(five, found[:5])


@pytest.mark.parametrize("power", [0.0, 1.0, 40.0])
def test_the_table_holds_at_its_ends(power: float) -> None:
    found = ran(np.full(71, power), np.zeros(71), np.arange(71))
    assert np.isfinite(found.speed).all()
    assert (found.speed >= 0).all()
    assert (found.spent <= power).all()
