"""Night: darkness never helps, the moon does, and people are sleepiest before dawn."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.terrain import TERRAINS, Terrain
from stagerace.physiology.night import LOST_IN_THE_DARK, alertness, night_share, night_shares, sleepy_share

grounds, moons, grades = st.sampled_from(get_args(Terrain)), st.floats(0, 1), st.floats(-0.45, 0.45)


@given(grounds, moons, grades)
def test_darkness_never_helps_and_the_moon_never_harms(ground: Terrain, moon: float, grade: float) -> None:
    here = float(night_share.plain(ground, moon, grade))
    assert 0.6 < here < 1
    assert here >= float(night_share.plain(ground, moon * 0.5, grade))
    assert here >= float(night_share.plain(ground, moon, grade - 0.05))


def test_every_kind_of_ground_has_a_night() -> None:
    assert set(LOST_IN_THE_DARK) == set(TERRAINS)
    assert night_shares().shape == (len(TERRAINS),)
    assert np.all(night_shares(1.0) > night_shares())


def test_people_are_sleepiest_before_dawn() -> None:
    hours = np.arange(24.0)
    found = alertness.plain((hours - 6) % 24, hours)
    assert 3 <= hours[np.argmin(found)] <= 6
    assert 8 <= hours[np.argmax(found)] <= 20


@given(st.floats(0, 60), st.floats(0, 24))
def test_longer_awake_is_never_more_awake(awake: float, hour: float) -> None:
    assert alertness.plain(awake + 1, hour) <= alertness.plain(awake, hour)


def test_a_second_night_is_worse_than_the_first() -> None:
    first, second = (float(sleepy_share.plain(alertness.plain(awake, 4.0))) for awake in (22.0, 46.0))
    assert second < first < 1


@given(st.floats(0, 21))
def test_sleepiness_never_gives_speed_and_is_bounded(points: float) -> None:
    kept = float(sleepy_share.plain(points))
    assert 0.8 <= kept <= 1
    assert float(sleepy_share.plain(points - 1)) <= kept


def test_beyond_what_was_measured_sleep_is_marked() -> None:
    assert alertness(80.0, 4.0).extrapolated
    assert night_share("sand", 0.0, -0.6).extrapolated
    assert float(night_share.plain("road")) == pytest.approx(0.98)
