import datetime

import numpy as np
import pytest
from clear_days import OASIS, days, midnights, years
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.climate.day_curve import HIGH_AFTER_NOON, LOW_AFTER_SUNRISE, day_curve
from stagerace.climate.daylight import daylight, rough_elevation, solar_noon
from stagerace.climate.days import DAY, Days, dew_point_between, hourly, mean_dew_point
from stagerace.climate.filling import filled_in
from stagerace.climate.moisture import vapour_pressure
from stagerace.climate.race_day import day_at
from stagerace.climate.weather import Site
from stagerace.core.errors import BadInput

LOWS = st.floats(-30.0, 30.0)
RANGES = st.floats(0.0, 30.0)
LENGTHS = st.floats(0.0, 24.0)
FIRST_OF_MARCH = datetime.date(2031, 3, 1)


@given(LOWS, RANGES, LENGTHS)
def test_the_curve_meets_its_low_and_its_high(low: float, over: float, length: float) -> None:
    clipped = min(max(length, 4.0), 20.0)
    at_high = clipped / 2.0 + HIGH_AFTER_NOON
    hours = np.array([0.0, at_high, 24.0])
    assert day_curve.plain(hours, low, low + over, low, length) == pytest.approx([low, low + over, low], abs=1e-9)


@given(LOWS, RANGES, LENGTHS)
def test_the_curve_stays_between_the_low_and_the_high_of_a_steady_day(low: float, over: float, length: float) -> None:
    curve = np.asarray(day_curve.plain(np.linspace(0.0, 24.0, 241), low, low + over, low, length))
    assert curve.min() >= low - 1e-9
    assert curve.max() <= low + over + 1e-9
    assert low <= curve.mean() + 1e-9
    assert curve.mean() <= low + over + 1e-9


@given(LOWS, RANGES, st.floats(-8.0, 8.0), LENGTHS)
def test_the_curve_has_no_step_at_sunset(low: float, over: float, later: float, length: float) -> None:
    dusk = min(max(length, 4.0), 20.0) - LOW_AFTER_SUNRISE
    both = np.asarray(day_curve.plain(np.array([dusk - 1e-6, dusk + 1e-6]), low, low + over, low + later, length))
    assert abs(both[1] - both[0]) < 1e-3


@settings(max_examples=40)
@given(st.lists(st.tuples(LOWS, RANGES), min_size=2, max_size=5), st.floats(-60.0, 60.0), st.floats(-180.0, 180.0))
def test_hours_of_several_days_run_on_over_midnight(
    known: list[tuple[float, float]], latitude: float, longitude: float
) -> None:
    site = Site(latitude, longitude, 100.0)
    low, high = [k[0] for k in known], [k[0] + k[1] for k in known]
    start = midnights("2031-03-01", len(known), longitude / 15.0)
    nothing = np.full(len(known), np.nan)
    weather = hourly(Days(site, start, np.array(low), np.array(high), nothing, nothing, nothing))
    steps = np.abs(np.diff(weather.air))
    reach = max(max(high) - min(low), 1.0)
    # By day the sine rises by at most pi / (day + 3.7 h) of the range an hour, at night the fall is as steep at first.
    assert steps.max() <= reach * 0.6
    assert weather.air.max() <= max(high) + 1e-6
    assert weather.air.min() >= min(low) - 1e-6


def test_the_coolest_hour_is_about_sunrise_and_the_hottest_in_the_afternoon() -> None:
    weather = hourly(days([10.0] * 3, [30.0] * 3))
    day = weather.air[24:48]
    # 30° N on the meridian of Greenwich on 2 March: sunrise about 6:25, noon about 12:12 UTC.
    assert int(day.argmin()) == 6
    assert int(day.argmax()) == 14


def test_the_dew_point_stays_through_the_day_so_humidity_is_highest_when_it_is_coolest() -> None:
    weather = hourly(days([10.0] * 3, [30.0] * 3))
    assert weather.humidity[24:48].argmax() == weather.air[24:48].argmin()
    assert weather.humidity.max() <= 100.0


def test_fao_56_example_5_vapour_pressure_of_a_day() -> None:
    # FAO 56, example 5: low 18 °C, high 25 °C, humidity 54 to 82 % gives 1.70 kPa; with the mean of 68 %, 1.78 kPa.
    low, high = np.array([18.0]), np.array([25.0])
    between = dew_point_between(low, high, np.array([54.0]), np.array([82.0]))
    assert vapour_pressure.plain(between[0]) == pytest.approx(17.0, abs=0.1)
    assert vapour_pressure.plain(mean_dew_point(low, high, np.array([68.0]))[0]) == pytest.approx(17.8, abs=0.1)


def test_fao_56_example_9_daylight_hours() -> None:
    # FAO 56, example 9: 3 September (day 246) at 20° S has 11.7 hours of daylight.
    assert daylight.plain(-20.0, 246.0) == pytest.approx(11.7, abs=0.05)


def test_polar_day_has_24_hours_of_light_and_polar_night_none() -> None:
    assert daylight.plain(-70.0, 355.0) == 24.0
    assert daylight.plain(-70.0, 172.0) == 0.0
    assert daylight(-70.0, 172.0).extrapolated


def test_solar_noon_follows_the_equation_of_time() -> None:
    # 11 February and 3 November are the ends of the year: the sun 14 min late and 16 min early (Astronomical Almanac).
    assert 60.0 * (float(solar_noon.plain(0.0, 42.0)) - 12.0) == pytest.approx(14.2, abs=1.0)
    assert 60.0 * (float(solar_noon.plain(0.0, 307.0)) - 12.0) == pytest.approx(-16.4, abs=1.0)


def test_the_sun_is_overhead_at_noon_on_the_tropic_at_midsummer() -> None:
    noon = np.array([np.datetime64("2031-06-21T12:02", "ms").astype(np.int64)])
    assert rough_elevation(23.44, 0.0, noon)[0] == pytest.approx(90.0, abs=1.0)


def test_a_dated_file_is_taken_at_its_word() -> None:
    weather = years(2030, 2031)
    found = day_at(weather, OASIS, FIRST_OF_MARCH, hours=48, offset=0.0)
    rows = (weather.time >= midnights("2031-03-01", 1)[0]) & (weather.time < midnights("2031-03-03", 1)[0])
    assert np.array_equal(found.air, weather.air[rows])
    assert "other-year" not in {finding.kind for finding in found.findings}


def test_another_year_gives_the_median_day_of_the_season_and_says_which() -> None:
    weather = years(2001, 2010)
    found = day_at(weather, OASIS, FIRST_OF_MARCH, hours=24, offset=0.0)
    said = next(str(finding) for finding in found.findings if finding.kind == "other-year")
    assert "2031-03-01 itself is not in the file" in said
    assert "of 152 days of 10 years 2001 to 2010" in said  # 15 each, and two 29ths of February
    assert found.time[0] == midnights("2031-03-01", 1)[0]
    assert len(found) == 24


def test_a_hot_day_is_hotter_than_the_median_and_a_cold_one_colder() -> None:
    weather = years(2001, 2010)
    cold, median, hot = (
        day_at(weather, OASIS, FIRST_OF_MARCH, offset=0.0, like=like).air.max() for like in (0.1, 0.5, 0.9)
    )
    assert cold < median < hot


def test_a_day_lasts_as_many_hours_as_asked_over_the_end_of_the_year() -> None:
    found = day_at(years(2001, 2002), OASIS, datetime.date(2031, 12, 31), hours=48, offset=0.0)
    assert len(found) == 48
    assert np.array_equal(np.diff(found.time), np.full(47, 3_600_000))


def test_the_first_of_march_is_the_same_day_in_a_leap_year() -> None:
    leap = day_at(years(2004, 2004), OASIS, FIRST_OF_MARCH, offset=0.0, window=0)
    said = next(str(finding) for finding in leap.findings if finding.kind == "other-year")
    assert "took 2004-03-01" in said


def test_weather_without_days_of_the_season_is_refused_with_what_it_holds() -> None:
    weather = hourly(days([10.0] * 5, [30.0] * 5, first="2030-07-01"))
    with pytest.raises(BadInput, match="no whole day within 7 days of 1 March"):
        day_at(weather, OASIS, FIRST_OF_MARCH)


def test_missing_humidity_and_wind_are_filled_only_when_asked_and_said() -> None:
    nothing = np.full(3, np.nan)
    start = midnights("2031-03-01", 3)
    weather = hourly(Days(OASIS, start, np.full(3, 10.0), np.full(3, 30.0), nothing, nothing, nothing))
    assert np.isnan(weather.humidity).all()
    found = filled_in(weather)
    assert np.isfinite(found.humidity).all()
    assert found.wind_height == 2.0
    assert [f.kind for f in found.findings][-2:] == ["rule-of-thumb", "rule-of-thumb"]
    assert filled_in(found) is found


def test_a_gap_between_days_is_not_bridged_by_the_curve() -> None:
    known = days([10.0] * 2, [30.0] * 2)
    apart = Days(OASIS, known.midnight * 1 + np.array([0, 9 * DAY]), known.low, known.high, known.dew_point,
                 known.wind, known.pressure)  # fmt: skip
    weather = hourly(apart)
    assert len(weather) == 48
    assert np.nanmax(weather.air) == pytest.approx(30.0, abs=0.2)
