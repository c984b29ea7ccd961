"""The sun, clear skies, horizons, and the conditions at a place."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagerace.climate.conditions import conditions
from stagerace.climate.days import DAY, HOUR
from stagerace.climate.horizon import canyon_horizon
from stagerace.climate.sky_light import day_light
from stagerace.climate.sun import clear_sky, split_sunlight, sun_position
from stagerace.climate.weather import Site, Weather

SIWA = Site(29.2, 25.5, 0.0)
SALAR = Site(-22.9, -68.2, 2430.0)
PENINSULA = Site(-64.8, -64.1, 10.0)
SOUTH_POLE = Site(-89.0, 0.0, 2800.0)


def at(day: str, hour: float) -> int:
    return int(np.datetime64(day, "ms").astype(np.int64) + hour * HOUR)


def still_day(site: Site, day: str = "2031-03-02", hours: int = 24, air: float = 30.0, **known: float) -> Weather:
    time = at(day, 0) + np.arange(hours, dtype=np.int64) * HOUR
    nothing = np.full(hours, np.nan)
    columns = {
        name: np.full(hours, known[name]) if name in known else nothing
        for name in ("humidity", "wind", "pressure", "global_sun", "direct_sun", "diffuse_sun")
    }
    return Weather(site, time, np.full(hours, air), source="a still day", **columns)


def test_the_sun_stands_where_the_almanac_has_it() -> None:
    """Reda & Andreas 2004, their worked example: 2003-10-17 12:30:30 at UTC-7, 39.742 N 105.179 W, 1830 m."""
    sun = sun_position(np.array([at("2003-10-17", 12 + 30 / 60 + 30 / 3600 + 7)]), Site(39.742476, -105.1786, 1830.14))
    assert 90 - sun.elevation[0] == pytest.approx(50.11162, abs=0.01)
    assert sun.azimuth[0] == pytest.approx(194.34024, abs=0.01)


def test_a_clear_sky_is_as_strong_as_deserts_measure() -> None:
    """Clear noons of 950 to 1,100 W/m² at 60 to 70 degrees; more direct light higher up."""
    low, high = (clear_sky.plain(65.0, pressure, 1.0, 0.1) for pressure in (1013.0, 750.0))
    assert 900 < low.whole < 1050
    assert low.direct < high.direct < 1150
    assert clear_sky.plain(-3.0).whole == 0


@given(st.floats(0, 1000), st.floats(2, 90), st.integers(1, 366))
def test_the_parts_of_sunlight_make_the_whole(whole: float, height: float, day: int) -> None:
    parts = split_sunlight.plain(whole, height, day)
    sine = np.sin(np.radians(height))
    assert parts.direct * sine + parts.diffuse == pytest.approx(whole, abs=1e-6)
    assert parts.direct >= 0
    assert 0 <= parts.diffuse <= whole + 1e-9


def test_a_day_has_a_sunrise_and_a_sunset_or_is_said_to_have_none() -> None:
    """Siwa on 2 March: about 12 hours less a quarter; inside the polar circle in December the sun stays up."""
    spring = day_light(SIWA, date(2031, 3, 2), 2.0)
    assert spring.kind == "sunrise and sunset"
    assert (spring.sunset - spring.sunrise) / HOUR == pytest.approx(11.6, abs=0.15)  # type: ignore[operator]
    assert day_light(Site(-68.0, -67.0, 0.0), date(2031, 12, 21), -3.0).kind == "polar day"
    assert day_light(Site(-68.0, -67.0, 0.0), date(2031, 6, 21), -3.0).kind == "polar night"
    assert day_light(SOUTH_POLE, date(2031, 6, 21), 0.0).sunrise is None


def test_what_the_weather_does_not_know_is_filled_in_and_said() -> None:
    found = conditions(still_day(SIWA))
    assert {f.kind for f in found.findings} >= {"no-sun", "no-pressure", "rule-of-thumb"}
    for name in ("humidity", "wind", "pressure", "whole", "radiant", "wbgt", "utci"):
        assert np.isfinite(getattr(found, name)).all(), name


def test_what_is_measured_is_believed() -> None:
    found = conditions(still_day(SIWA, humidity=20.0, wind=4.0, pressure=1003.0, global_sun=300.0))
    assert found.findings == ()
    assert (found.pressure == 1003.0).all()
    assert (found.whole[found.elevation > 0] == 300.0).all()


def test_no_light_comes_straight_from_a_sun_that_is_down() -> None:
    found = conditions(still_day(SIWA, humidity=20.0, wind=4.0, direct_sun=500.0, diffuse_sun=50.0, global_sun=300.0))
    assert (found.direct[found.elevation <= 0] == 0).all()


def test_in_a_deep_canyon_the_low_sun_is_hidden() -> None:
    canyon = canyon_horizon(0.0, 60.0, 40.0)
    free, deep = (conditions(still_day(SALAR, "2031-10-02"), "canyon", horizon) for horizon in (None, canyon))
    shade = (free.direct > 0) & (deep.direct == 0)
    assert shade.sum() >= 3
    assert (deep.wbgt <= free.wbgt + 0.03).all()
    assert 0 < canyon.open_sky < 1


@given(st.floats(0, 359), st.floats(0, 300), st.floats(5, 500))
def test_a_canyon_is_open_along_its_course_and_walled_across(course: float, depth: float, width: float) -> None:
    canyon = canyon_horizon(course, depth, width)
    assert canyon.at(course + 90) >= canyon.at(course) - 1e-9
    assert canyon.at(course + 180) == pytest.approx(canyon.at(course), abs=3)


def test_a_canyon_without_width_is_refused() -> None:
    with pytest.raises(ValueError, match="width"):
        canyon_horizon(0.0, 10.0, 0.0)


def test_higher_up_the_sun_is_stronger_and_the_air_thinner() -> None:
    weather = still_day(SIWA, humidity=20.0, wind=3.0)
    below, above = conditions(weather), conditions(weather, site=Site(29.2, 25.5, 2500.0))
    noon = int(below.elevation.argmax())
    assert above.pressure[noon] < below.pressure[noon]
    assert above.direct[noon] > below.direct[noon]
    assert above.air[noon] < below.air[noon]


def test_snow_gives_the_sun_back() -> None:
    sand, snow = (conditions(still_day(PENINSULA, "2031-12-01", air=0.0, wind=3.0), kind) for kind in ("sand", "snow"))
    noon = int(sand.elevation.argmax())
    assert snow.radiant[noon] > sand.radiant[noon] + 4
    assert snow.wbgt[noon] > sand.wbgt[noon] + 1
    assert np.isfinite(snow.wind_chill).all()


def test_a_week_of_hours_keeps_its_times() -> None:
    found = conditions(still_day(SIWA, hours=24 * 7))
    assert len(found) == 168
    assert (np.diff(found.time) == HOUR).all()
    assert found.time[-1] - found.time[0] == 7 * DAY - HOUR
