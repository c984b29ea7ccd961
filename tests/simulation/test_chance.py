import numpy as np
import pytest

from stagerace.simulation.chance import keyed, normal, patience, uniform

RUNNERS = np.arange(1, 201, dtype=np.uint64)
REPLICATES = np.arange(300)


def test_a_runner_keeps_their_luck_when_others_are_added_or_reordered() -> None:
    whole = uniform(keyed(7, REPLICATES, RUNNERS), 3)
    part = uniform(keyed(7, REPLICATES[50:60], RUNNERS[::-1][:20]), 3)
    np.testing.assert_array_equal(part, whole[50:60, ::-1][:, :20])


def test_another_seed_replicate_runner_or_purpose_is_another_number() -> None:
    keys = keyed(7, REPLICATES, RUNNERS)
    drawn = np.concatenate(
        [uniform(keys, 1).ravel(), uniform(keys, 2).ravel(), uniform(keyed(8, REPLICATES, RUNNERS), 1).ravel()]
    )
    assert len(np.unique(drawn)) == drawn.size


def test_numbers_are_spread_as_they_should_be() -> None:
    keys = keyed(7, REPLICATES, RUNNERS)
    even = uniform(keys, 5)
    assert even.min() > 0
    assert even.max() < 1
    counts = np.histogram(even, bins=20, range=(0, 1))[0]
    expected = even.size / 20
    assert ((counts - expected) ** 2 / expected).sum() < 45  # chi-square, 19 degrees, beyond 0.999
    assert normal(keys, 5).std() == pytest.approx(1, abs=0.01)
    assert patience(keys, 5).mean() == pytest.approx(1, abs=0.01)


def test_purposes_and_neighbours_do_not_follow_each_other() -> None:
    keys = keyed(7, REPLICATES, RUNNERS)
    one, other = normal(keys, 1), normal(keys, 2)
    assert abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < 0.02
    assert abs(np.corrcoef(one[:, :-1].ravel(), one[:, 1:].ravel())[0, 1]) < 0.02
    assert abs(np.corrcoef(one[:-1].ravel(), one[1:].ravel())[0, 1]) < 0.02
