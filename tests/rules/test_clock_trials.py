"""Invented devices, offline for twelve hours: how far off corrected times are, and whether the band said is true."""

import pytest

from drifting import TRIALS, Trial, row

HELD = {
    "two anchors, camp's own network": 0.05,
    "two anchors, asleep at times, monotonic clock goes on": 0.05,
    "two anchors, asleep at times, monotonic clock stops": 0.05,
    "three anchors, heat of day and night": 0.05,
    "two anchors, satellite, 0.6-2.5 s": 0.5,
    "one anchor, at either end": 2.0,
    "one anchor, asleep at times, monotonic clock goes on": 2.0,
    "one anchor, asleep at times, monotonic clock stops": 2.0,
}
ANCHORED = [trial for trial in TRIALS if trial.ends != "none"]


def _hold(trial: Trial, devices: int) -> None:
    found = row(trial, devices)
    assert found.told == 1
    assert found.covered >= 0.95
    assert found.p95 <= HELD.get(trial.name, 0.15)


@pytest.mark.parametrize("trial", ANCHORED, ids=lambda trial: trial.name)
def test_times_are_as_near_as_promised_and_the_band_holds(trial: Trial) -> None:
    _hold(trial, 60)


@pytest.mark.slow
@pytest.mark.parametrize("trial", ANCHORED, ids=lambda trial: trial.name)
def test_times_of_a_thousand_devices_are_as_near_as_promised_and_the_band_holds(trial: Trial) -> None:
    _hold(trial, 1_000)


def test_without_an_anchor_nothing_is_corrected_and_times_are_off_by_a_minute() -> None:
    found = row(TRIALS[0], 60)
    assert found.told == 0
    assert found.median > 30
