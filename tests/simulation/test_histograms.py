"""Counts by bins: what is asked of them comes back, whatever the order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.simulation.histograms import Bins

BINS = Bins(0.0, 5.0, 60)
VALUES = st.lists(st.floats(0, 299), min_size=1, max_size=60).map(np.array)


@given(VALUES)
def test_everything_that_is_known_is_counted_once(values: np.ndarray) -> None:
    assert BINS.counted(values).sum() == len(values)
    assert BINS.counted(np.append(values, np.nan)).sum() == len(values)


@given(VALUES)
def test_quantiles_come_in_order_and_lie_within_a_bin_of_the_true_ones(values: np.ndarray) -> None:
    counts = BINS.counted(values)
    shares = (0.05, 0.5, 0.95)
    found = [BINS.quantile(counts, share) for share in shares]
    assert found == sorted(found, key=float)  # type: ignore[arg-type]
    for share, ours in zip(shares, found, strict=True):
        theirs = np.quantile(values, share, method="inverted_cdf")
        assert ours is not None
        assert abs(ours - theirs) <= BINS.width + 1e-9


@given(VALUES, VALUES)
def test_counts_of_parts_add_up_to_those_of_the_whole(one: np.ndarray, other: np.ndarray) -> None:
    whole = BINS.counted(np.concatenate((one, other)))
    np.testing.assert_array_equal(BINS.counted(one) + BINS.counted(other), whole)


def test_what_lies_outside_falls_into_the_outermost_bins() -> None:
    counts = BINS.counted(np.array([-10.0, 1e6]))
    assert counts[0] == counts[-1] == 1


def test_of_nothing_there_is_no_figure() -> None:
    nothing = BINS.counted(np.array([]))
    assert BINS.quantile(nothing, 0.5) is None
    assert BINS.mean(nothing) is None
    assert BINS.share_above(nothing, 10.0) is None


def test_rows_are_counted_apart() -> None:
    found = BINS.by_row(np.array([[1.0, 2.0], [7.0, np.nan]]))
    assert found[0, 0] == 2
    assert found[1, 1] == 1
    assert found.sum() == 3


def test_the_share_above_an_edge_is_that_of_the_bins_beyond_it() -> None:
    assert BINS.share_above(BINS.counted(np.array([4.0, 6.0, 11.0, 12.0])), 10.0) == pytest.approx(0.5)
