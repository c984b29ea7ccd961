"""A course has the length and the climb of the ground, however it was recorded."""

import warnings
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter1d
from tracks_made import bends, jittered, reversed_, track

from stagerace.core.course import STEP, Ground
from stagerace.core.errors import BadInput
from stagerace.core.names import Metres
from stagerace.course.geodesy import distance_along
from stagerace.course.laying import lay
from stagerace.course.line import line
from stagerace.course.profile import profile
from stagerace.course.track import Track


def metres(made: Track) -> float:
    return line(made)[0].metres


def raw(made: Track) -> float:
    return distance_along(made.latitude, made.longitude)[-1]


def test_a_minute_of_the_meridian_at_the_equator_is_1843_metres() -> None:
    # 1' of latitude at the equator on WGS84: a (1 - e^2) pi / 10,800 = 1,842.9 m.
    degree = np.linspace(0.0, 1 / 60, 200)
    assert distance_along(degree, np.full(200, 30.0))[-1] == pytest.approx(1_842.9, abs=0.1)
    assert metres(track(np.zeros(200), degree * 111_195.0, latitude=0.0)) == pytest.approx(1_842.9, abs=0.2)


@settings(max_examples=20)
@given(every=st.floats(1.0, 12.0), times=st.integers(2, 9))
def test_a_denser_recording_of_the_same_line_is_no_longer(every: float, times: int) -> None:
    made = bends(every=every)
    at = np.linspace(0, len(made) - 1, times * (len(made) - 1) + 1)
    dense = track([], [])
    dense = replace(
        dense,
        **{
            name: np.interp(at, np.arange(len(made)), getattr(made, name))
            for name in ("latitude", "longitude", "altitude", "time")
        },
    )
    assert metres(dense) == pytest.approx(metres(made), rel=0.005)


@settings(max_examples=20)
@given(error=st.floats(3.0, 5.0), every=st.sampled_from([2.5, 5.0, 8.0, 15.0]), seed=st.integers(0, 10_000))
@pytest.mark.parametrize("timed", [False, True])
def test_jitter_of_three_to_five_metres_adds_less_than_three_per_cent(
    timed: bool, error: float, every: float, seed: int
) -> None:
    made = bends(metres=8_000.0, every=every, timed=timed)
    assert metres(jittered(made, error, seed)) < 1.03 * raw(made)


def test_corners_are_hardly_cut() -> None:
    # A square of 200 m sides, ten times round: 8 km.
    side = np.arange(0.0, 200.0, 5.0)
    east = np.concatenate([side, np.full(40, 200.0), 200.0 - side, np.zeros(40)])
    north = np.concatenate([np.zeros(40), side, np.full(40, 200.0), 200.0 - side])
    made = track(np.tile(east, 10), np.tile(north, 10))
    assert metres(made) == pytest.approx(raw(made), rel=0.02)


@settings(max_examples=20)
@given(hill=st.floats(0.0, 400.0), error=st.floats(0.0, 8.0), seed=st.integers(0, 10_000))
def test_climb_is_a_range_in_order_and_becomes_descent_on_the_way_back(hill: float, error: float, seed: int) -> None:
    made = bends(hill=hill)
    made = replace(made, altitude=made.altitude + np.random.default_rng(seed).normal(0.0, error, len(made)))
    there, back = lay(made)[0], lay(reversed_(made))[0]
    for climb in (there.climb, there.descent):
        assert 0 <= climb.low <= climb.likely <= climb.high
    # Strides begin at the other end, so that points lie a little elsewhere.
    for one, other in ((there.climb, back.descent), (there.descent, back.climb)):
        for name in ("low", "likely", "high"):
            assert getattr(one, name) == pytest.approx(getattr(other, name), rel=0.06, abs=6)


def test_hills_known_exactly_are_climbed_as_high_as_they_are() -> None:
    # Four hills of 100 m in 6 km: up 50 at the start of the sine, then 3 x 100 and 50 more.
    course, _ = lay(bends(hill=100.0))
    assert course.climb.low <= 400 <= course.climb.high + 8
    assert course.climb.high - course.climb.low < 0.1 * course.climb.likely


def test_a_noisy_watch_gets_a_wider_range_than_a_clean_course() -> None:
    clean = bends(metres=12_000.0, hill=100.0, timed=True)
    # Errors of about 7 m that last for some 40 m, as a watch between houses has them.
    error = gaussian_filter1d(np.random.default_rng(5).normal(0.0, 30.0, len(clean)), 5.0)
    noisy = replace(clean, altitude=clean.altitude + error)
    clean = bends(metres=12_000.0, hill=100.0)
    width = [(c.high - c.low) / c.likely for c in (lay(clean)[0].climb, lay(noisy)[0].climb)]
    assert width[1] > 2 * width[0]


def test_altitudes_that_differ_between_two_visits_are_said_to_be_noisy() -> None:
    out = bends(metres=4_000.0, hill=60.0)
    back = reversed_(out)
    both = replace(
        out,
        latitude=np.concatenate([out.latitude, back.latitude]),
        longitude=np.concatenate([out.longitude, back.longitude]),
        altitude=np.concatenate([out.altitude, back.altitude + 30.0]),
        time=np.full(2 * len(out), np.nan),
    )
    assert "noisy-altitude" in {finding.kind for finding in lay(both)[1]}
    assert "noisy-altitude" not in {finding.kind for finding in lay(replace(both, altitude=both.altitude * 0 + 9.0))[1]}


@pytest.mark.parametrize(("latitude", "longitude"), [(25.0, 30.0), (-64.0, -57.0), (-17.0, 179.99), (89.99, 10.0)])
def test_a_course_has_points_every_hundred_metres_anywhere_on_earth(latitude: float, longitude: float) -> None:
    along = np.arange(0.0, 7_045.0, 10.0)
    made = track(along * 0, along if latitude < 80 else -along, along / 100, latitude=latitude, longitude=longitude)
    made = replace(made, longitude=(made.longitude + along / 111_195.0 + 180.0) % 360.0 - 180.0)
    course, _ = lay(made)
    shape = profile(course)
    steps = np.diff(distance_along(shape.latitude, shape.longitude))
    assert len(course.positions) == -(-course.metres // STEP) + 1
    assert steps[:-1] == pytest.approx(float(STEP), abs=2.5)
    assert len(course.altitudes) == len(course.positions)


def test_ground_beyond_the_end_is_named_and_altitudes_unknown_stay_so() -> None:
    made = replace(bends(), altitude=np.full(750, np.nan))
    course, findings = lay(made, ground=(Ground(Metres(90_000), "dune"), Ground(Metres(0), "sand")))
    assert [part.terrain for part in course.ground] == ["sand", "dune"]
    assert {"ground-beyond", "no-altitude"} <= {finding.kind for finding in findings}
    assert course.altitudes == ()


def test_what_is_too_short_or_too_long_for_a_stage_is_refused() -> None:
    with pytest.raises(BadInput, match="too short"):
        lay(track([0, 20, 40], [0, 0, 0]))
    with pytest.raises(BadInput, match="more than any stage"):
        lay(track(np.linspace(0, 3e6, 500), np.zeros(500)))


def _some(low: float, high: float) -> Any:
    return st.one_of(
        st.floats(low, high, width=32), st.sampled_from([0.0, float("nan"), float("inf"), -9_999.0, 1e9, low])
    )


@settings(max_examples=60)
@given(
    points=st.lists(st.tuples(_some(-90, 90), _some(-180, 180), _some(-100, 4_000), _some(0, 2e9)), max_size=40),
    near=st.booleans(),
    starts=st.lists(st.integers(0, 39), max_size=3),
)
def test_any_points_give_a_course_or_a_refusal(points: Any, near: bool, starts: Any) -> None:
    rows = np.array(points, dtype=np.float64).reshape(-1, 4)
    scale = 0.001 if near else 1.0
    made = track([], [])
    made = replace(
        made, latitude=rows[:, 0] * scale, longitude=rows[:, 1] * scale, altitude=rows[:, 2], time=rows[:, 3],
        starts=np.unique([0, *(start for start in starts if start < len(rows))]),
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            course, _ = lay(made)
        except BadInput:
            return
    assert course.metres >= STEP
    assert all(abs(north) <= 9_000_000 and abs(east) <= 18_000_000 for north, east in course.positions)
    assert course.climb.low <= course.climb.likely <= course.climb.high
