"""Which light reaches a place when only parts of it were measured, and what is said of hours nobody knows."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pvlib import spa

from stagerace.climate.conditions import conditions
from stagerace.climate.lapse import standard_pressure
from stagerace.climate.sky_light import day_light
from stagerace.climate.weather import Site, Weather

HOUR = 3_600_000
SIWA = Site(29.2, 25.5, 0.0)
MIDNIGHT = int(np.datetime64("2031-03-02", "ms").astype(np.int64))


def day_of(**known: float | np.ndarray) -> Weather:
    """A day of hours in Siwa; what is not known is NaN."""
    names = ("air", "humidity", "wind", "pressure", "global_sun", "direct_sun", "diffuse_sun")
    usual: dict[str, float | np.ndarray] = {"air": 30.0, "humidity": 20.0, "wind": 3.0, "pressure": 1003.0}
    columns = {name: (usual | known).get(name, np.nan) * np.ones(24) for name in names}
    return Weather(SIWA, MIDNIGHT + np.arange(24, dtype=np.int64) * HOUR, source="invented.csv", **columns)


def gappy(value: float, *, hours: slice) -> np.ndarray:
    found = np.full(24, value)
    found[hours] = np.nan
    return found


@settings(max_examples=25)
@given(st.floats(0, 900), st.floats(10, 200))
def test_any_two_of_whole_direct_and_diffuse_light_give_the_third(direct: float, diffuse: float) -> None:
    bare = conditions(day_of())
    high = bare.elevation > 5
    whole = np.where(high, direct * np.sin(np.radians(bare.elevation)), 0.0) + diffuse
    parts = {"global_sun": whole, "direct_sun": np.full(24, direct), "diffuse_sun": np.full(24, diffuse)}
    for left_out in parts:
        found = conditions(day_of(**{name: values for name, values in parts.items() if name != left_out}))
        assert found.findings == ()
        assert found.whole[high] == pytest.approx(whole[high], abs=1e-6)
        assert found.direct[high] == pytest.approx(direct, abs=1e-6)
        assert found.diffuse[high] == pytest.approx(diffuse, abs=1e-6)


def test_one_part_of_the_light_alone_is_not_enough_and_a_clear_sky_is_said() -> None:
    found = conditions(day_of(direct_sun=500.0))
    assert [finding.kind for finding in found.findings] == ["no-sun"]
    assert found.direct.max() > 700


def test_hours_without_humidity_have_no_index_and_that_is_said() -> None:
    found = conditions(day_of(global_sun=300.0, humidity=gappy(20.0, hours=slice(3, 9))))
    assert np.isnan(found.wbgt).sum() == 6
    assert [finding.kind for finding in found.findings] == ["unknown-hours"]
    assert "6 of 24 hours have no heat index: no humidity in 6" in str(found.findings[0])


@settings(max_examples=30)
@given(st.sets(st.sampled_from(["air", "humidity", "wind", "pressure", "global_sun"])), st.integers(0, 20))
def test_no_hour_is_unknown_in_silence(names: set[str], first: int) -> None:
    gaps = {name: gappy({"pressure": 1000.0}.get(name, 25.0), hours=slice(first, first + 3)) for name in names}
    found = conditions(day_of(**gaps))
    unknown = np.isnan(found.wbgt) | np.isnan(found.utci)
    assert unknown.any() == any(finding.kind == "unknown-hours" for finding in found.findings)
    assert np.isfinite(found.pressure).all()
    assert np.isfinite(found.elevation).all()


def test_more_water_than_utci_was_made_for_is_said() -> None:
    dry, damp = (conditions(day_of(air=40.0, humidity=rh, global_sun=0.0)) for rh in (20.0, 90.0))
    assert not dry.extrapolated.any()
    assert damp.vapour.min() > 5
    assert damp.extrapolated.all()


def test_at_the_sea_the_standard_pressure_is_exact_and_it_falls_all_the_way_up() -> None:
    """ICAO: 1013.25 hPa at 0 m, 898.75 at 1,000 m, 794.95 at 2,000 m, 701.09 at 3,000 m."""
    assert standard_pressure(0.0) == 1013.25
    found = [standard_pressure(altitude) for altitude in (1000.0, 2000.0, 3000.0)]
    assert found == pytest.approx([898.75, 794.95, 701.09], abs=0.06)


@pytest.mark.parametrize(("site", "day", "offset"), [
    (SIWA, date(2031, 3, 2), 2.0), (Site(44.5, 110.0, 0.0), date(2031, 6, 21), 8.0),
    (Site(-22.9, -68.2, 0.0), date(2031, 10, 2), -4.0), (Site(-64.8, -64.1, 0.0), date(2031, 9, 20), -4.0),
])  # fmt: skip
def test_the_sun_rises_and_sets_when_the_almanac_says(site: Site, day: date, offset: float) -> None:
    """Reda & Andreas' times of rising and setting by pvlib, which know no altitude: to a minute and a half."""
    ours = day_light(site, day, offset)
    midnight = float((day - date(1970, 1, 1)).days * 86_400)
    almanac = [spa.transit_sunrise_sunset(np.array([midnight + d]), site.latitude, site.longitude, 69.2, 1)
               for d in (-86_400.0, 0.0, 86_400.0)]  # fmt: skip
    rises, sets = (np.array([float(each[which][0]) for each in almanac]) for which in (1, 2))
    assert ours.sunrise is not None
    assert ours.sunset is not None
    assert abs(rises - ours.sunrise / 1000).min() < 90
    assert abs(sets - ours.sunset / 1000).min() < 90
