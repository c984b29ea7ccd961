import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.kernels.elementary import exp, log, power
from stagerace.kernels.lanes import LANE, filled, lanes
from stagerace.kernels.model import Array


@lanes
def _exp_lanes(x: Array, out: Array) -> None:
    for lane in range(0, len(x), LANE):
        for i in range(lane, lane + LANE):
            out[i] = exp(x[i])


def exp_of(x: Array) -> Array:
    full = filled(x)
    out = np.empty_like(full)
    _exp_lanes(full, out)
    return out[: len(x)]


@given(st.floats(-700, 700))
def test_exp_is_right_to_the_last_bits(x: float) -> None:
    assert exp(x) == pytest.approx(math.exp(x), rel=1e-15)


@given(st.floats(1e-300, 1e300))
def test_log_is_right_to_the_last_bits(x: float) -> None:
    assert log(x) == pytest.approx(math.log(x), rel=1e-15, abs=1e-15)


@given(st.floats(1e-6, 1e6), st.floats(-8, 8))
def test_power_agrees_with_the_mathematics(x: float, y: float) -> None:
    assert power(x, y) == pytest.approx(x**y, rel=5e-14)


def test_nothing_to_a_power_is_nothing() -> None:
    assert power(0.0, 0.58) == 0.0


def test_a_runner_gets_the_same_bits_in_any_batch() -> None:
    luck = np.random.default_rng(1)
    x = luck.normal(0, 20, 1_537)
    whole = exp_of(x)
    order = luck.permutation(len(x))
    np.testing.assert_array_equal(exp_of(x[order]), whole[order])
    np.testing.assert_array_equal(exp_of(x[:7]), whole[:7])
