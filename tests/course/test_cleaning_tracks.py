"""Every defect of a track is named, with what was assumed."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tracks_made import START, bends, moved, track

from stagerace.core.errors import BadInput
from stagerace.course.cleaning import clean
from stagerace.course.geodesy import rough_distance
from stagerace.course.track import Track


def kinds(made: Track) -> set[str]:
    return {finding.kind for finding in clean(made)[1]}


def length(made: Track) -> float:
    return rough_distance(made.latitude, made.longitude)[-1]


def test_a_sound_track_is_left_as_it_is() -> None:
    made = bends(hill=80.0, timed=True)
    cleaned, findings = clean(made)
    assert findings == ()
    assert np.array_equal(cleaned.latitude, made.latitude)
    assert np.array_equal(cleaned.altitude, made.altitude)


@pytest.mark.parametrize("timed", [True, False], ids=["with times", "without times"])
@pytest.mark.parametrize("points", [[300], [300, 301, 302], [100, 400, 401], [0], [749]], ids=str)
def test_a_spike_is_taken_out_and_named(timed: bool, points: Any) -> None:
    made = bends(timed=timed)
    cleaned, findings = clean(moved(made, points, 40_000.0))
    spike = next(finding for finding in findings if finding.kind == "spike")
    assert "km beside the line" in spike.what
    assert spike.where.startswith("km")
    assert len(cleaned) == len(made) - len(points)
    assert length(cleaned) == pytest.approx(length(made), rel=0.005)


def test_a_spike_says_its_speed() -> None:
    made = bends(timed=True)
    spike = next(f for f in clean(moved(made, [300], 9_000.0))[1] if f.kind == "spike")
    assert "km/h" in spike.what


def test_a_way_out_and_back_is_no_spike() -> None:
    out = np.arange(0.0, 5_000.0, 50.0)
    east = np.concatenate([out, out[-2::-1]])
    cleaned, findings = clean(track(east, np.zeros(len(east)), np.full(len(east), 5.0)))
    assert len(cleaned) == len(east)
    assert findings == ()


def test_positions_that_race_about_after_a_break_are_left_out() -> None:
    made = bends(metres=9_000.0, every=2.5, timed=True)
    swirl = np.arange(60)
    index = 1_500 + swirl
    flung = moved(made, index, 0.0)
    longitude, latitude = flung.longitude.copy(), flung.latitude.copy()
    longitude[index] += 90.0 * np.sin(swirl * np.pi / 10) / 111_195.0
    latitude[index] += 90.0 * np.sin(swirl * np.pi / 12) / 111_195.0
    cleaned, findings = clean(replace(flung, longitude=longitude, latitude=latitude))
    assert any(finding.kind == "wandering" and "m in all" in finding.what for finding in findings)
    assert length(cleaned) < 1.03 * length(made)


def test_positions_off_the_globe_and_at_zero_are_left_out() -> None:
    made = bends()
    latitude, longitude = made.latitude.copy(), made.longitude.copy()
    latitude[10], longitude[20], latitude[30] = 91.0, 500.0, np.nan
    latitude[40] = longitude[40] = 0.0
    cleaned, findings = clean(replace(made, latitude=latitude, longitude=longitude))
    assert len(cleaned) == len(made) - 4
    assert {"impossible-position", "zero-position"} <= {finding.kind for finding in findings}
    assert "point 41" in {finding.where for finding in findings}


def test_points_repeated_are_taken_once_with_the_altitude_that_one_of_them_has() -> None:
    altitude = np.full(40, 100.0)
    altitude[10] = np.nan
    east = np.arange(40) * 20.0
    east[11] = east[10]
    cleaned, findings = clean(track(east, np.zeros(40), altitude))
    assert len(cleaned) == 39
    assert np.isfinite(cleaned.altitude).all()
    assert "altitude-missing" not in {finding.kind for finding in findings}


def test_equal_times_are_no_times() -> None:
    made = replace(bends(), time=np.full(len(bends()), START))
    assert "equal-times" in kinds(made)
    assert np.isnan(clean(made)[0].time).all()


@pytest.mark.parametrize("rounded", [False, True], ids=["exact", "whole seconds"])
def test_times_at_one_speed_are_a_planners(rounded: bool) -> None:
    made = bends()
    time = START + rough_distance(made.latitude, made.longitude) / 2.0
    assert "planner-times" in kinds(replace(made, time=np.round(time) if rounded else time))


def test_pieces_in_the_wrong_order_are_sorted_where_times_prove_it() -> None:
    made = bends(metres=9_000.0, timed=True)
    third = len(made) // 3
    order = np.concatenate([np.arange(2 * third, len(made)), np.arange(third), np.arange(third, 2 * third)])
    shuffled = replace(
        made, latitude=made.latitude[order], longitude=made.longitude[order], altitude=made.altitude[order],
        time=made.time[order],
    )  # fmt: skip
    cleaned, findings = clean(shuffled)
    assert "wrong-order" in {finding.kind for finding in findings}
    assert np.array_equal(cleaned.latitude, made.latitude)


def test_a_clock_that_ran_backwards_does_not_reorder_the_way() -> None:
    made = bends(timed=True)
    time = made.time.copy()
    time[400:] -= 4 * 3_600.0
    cleaned, findings = clean(replace(made, time=time))
    assert "times-backwards" in {finding.kind for finding in findings}
    assert np.array_equal(cleaned.latitude, made.latitude)


def test_a_gap_is_named_with_its_length_and_place() -> None:
    made = bends(metres=8_000.0)
    kept = np.r_[0:300, 600:1_000]
    cut = replace(
        made, latitude=made.latitude[kept], longitude=made.longitude[kept], altitude=made.altitude[kept],
        time=made.time[kept], starts=np.array([0, 300]),
    )  # fmt: skip
    gap = next(finding for finding in clean(cut)[1] if finding.kind == "gap")
    assert "between two pieces" in gap.what
    assert "2,4" in gap.what
    assert "point 300" in gap.where


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (-9_999.0, "impossible-altitude"),
        (0.0, "altitude-dropout"),
        (700.0, "altitude-spike"),
        (np.nan, "altitude-missing"),
    ],
)
def test_an_altitude_that_stands_for_nothing_is_filled_in_from_those_around(values: float, kind: str) -> None:
    made = bends(hill=60.0)
    altitude = made.altitude.copy()
    altitude[[200, 201, 500]] = values
    cleaned, findings = clean(replace(made, altitude=altitude))
    assert {kind, "altitude-missing"} <= {finding.kind for finding in findings}
    assert cleaned.altitude == pytest.approx(made.altitude, abs=3.0)


@pytest.mark.parametrize(("value", "kind"), [(0.0, "zero-altitude"), (np.nan, "no-altitude")])
def test_altitudes_that_are_all_zero_or_missing_are_unknown(value: float, kind: str) -> None:
    made = bends()
    cleaned, findings = clean(replace(made, altitude=np.full(len(made), value)))
    assert kind in {finding.kind for finding in findings}
    assert np.isnan(cleaned.altitude).all()


@pytest.mark.parametrize("number", [0, 1])
def test_a_track_without_a_line_is_refused(number: int) -> None:
    with pytest.raises(BadInput, match=r"made.gpx.*(no point|single point)"):
        clean(track(np.zeros(number), np.zeros(number)))


def test_a_track_that_never_moves_is_refused() -> None:
    with pytest.raises(BadInput, match="single point"):
        clean(track(np.zeros(50), np.zeros(50)))
