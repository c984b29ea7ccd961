"""The kernels of walking, running and pace against their plain twins."""

import numpy as np
import pytest

from stagerace.kernels.gait import pace_lanes, running_lanes, walking_lanes
from stagerace.kernels.model import Array
from stagerace.kernels.packing import packed
from stagerace.physiology.ground_cells import COSTS, ground_cells
from stagerace.physiology.running import running_grade, running_power
from stagerace.physiology.speed import speed_for_power
from stagerace.physiology.walking import grade_share, walking_power

LUCK = np.random.default_rng(11)
RUNNERS = 1_300
GRADE = LUCK.uniform(-0.4, 0.4, RUNNERS)
LOAD = LUCK.uniform(0, 0.4, RUNNERS)
SOFT = LUCK.uniform(1, 2.7, RUNNERS)
POWER = LUCK.uniform(0.5, 18, RUNNERS)
CELLS = ground_cells(np.linspace(-0.35, 0.35, 71), LUCK.integers(0, 9, 71))
CELL = LUCK.integers(0, 71, RUNNERS)


def ran(kernel: object, fields: tuple[Array, ...], *more: object) -> Array:
    out = np.empty(-(-len(fields[0]) // 512) * 512)
    now = packed(fields, len(fields[0]))
    kernel(now, *more, out, COSTS)  # type: ignore[operator]
    return out[: len(fields[0])]


def paces(order: object = slice(None)) -> Array:
    return ran(pace_lanes, (POWER[order], LOAD[order], CELL[order].astype(float)), CELLS)  # type: ignore[index]


def test_walking_is_its_twin() -> None:
    speed = LUCK.uniform(0.1, 2.3, RUNNERS)
    ours = ran(walking_lanes, (speed, GRADE, grade_share(GRADE), LOAD, SOFT))
    np.testing.assert_allclose(ours, walking_power.plain(speed, GRADE, LOAD, SOFT), rtol=1e-12)


def test_running_is_its_twin() -> None:
    speed = LUCK.uniform(1.6, 6, RUNNERS)
    ours = ran(running_lanes, (speed, GRADE, running_grade(GRADE), LOAD, SOFT))
    np.testing.assert_allclose(ours, running_power.plain(speed, GRADE, LOAD, SOFT), rtol=1e-12)


def test_pace_is_its_twin_but_for_reading_between_the_nodes_of_a_table() -> None:
    fact = CELLS.facts.reshape(-1, 5)[CELL]
    grade = np.linspace(-0.35, 0.35, 71)[CELL]
    exact = speed_for_power.plain(POWER, grade, LOAD, fact[:, 1], fact[:, 2], fact[:, 4]).speed
    assert abs(paces() - exact).max() < 0.002  # [m/s]


def test_a_runner_gets_the_same_bits_in_any_company() -> None:
    alone = paces()
    order = LUCK.permutation(RUNNERS)
    np.testing.assert_array_equal(paces(order), alone[order])
    np.testing.assert_array_equal(paces(slice(0, 5)), alone[:5])


@pytest.mark.parametrize("power", [0.0, 1.0, 40.0])
def test_the_table_holds_at_its_ends(power: float) -> None:
    out = ran(pace_lanes, (np.full(71, power), np.zeros(71), np.arange(71.0)), CELLS)
    assert np.isfinite(out).all()
    assert (out >= 0).all()
