"""Files as people have them: typical years of hot deserts, decades of days, a day by the minute."""

from pathlib import Path

import numpy as np
import pytest
from weather_files import kinds

from stagerace.climate.days import DAY, Days, hourly
from stagerace.climate.weather import Site, Weather
from stagerace.feeds.weather.reading import read_weather

pytestmark = pytest.mark.data
AGADES, PALMER, SOMEWHERE = Site(16.97, 7.99, 502.0), Site(-64.774, -64.053, 8.0), Site(40.0, -105.0, 2000.0)


def weather(data_dir: Path, name: str, site: Site | None = None) -> Weather:
    return read_weather((data_dir / "climate" / name).read_bytes(), name, site=site)


@pytest.mark.parametrize(
    ("name", "site", "coldest", "hottest", "hours"),
    [
        # The extremes are those said of the files in the data folder's own list of sources.
        ("blythe_ca_33.617773_-114.588261_psmv3_60_tmy.csv", None, 0.9, 50.3, 8760),
        ("blythe_ca_33.617773_-114.588261_nasa_60_tmy.csv", None, -0.1, 47.4, 8760),
        ("phoenix_az_33.450495_-111.983688_psmv3_60_tmy.csv", None, -1.0, 47.0, 8760),
        ("test_psm4_tmy-2023.csv", SOMEWHERE, -16.3, 36.2, 8760),
    ],
)
def test_typical_years_are_read_whole(
    data_dir: Path, name: str, site: Site | None, coldest: float, hottest: float, hours: int
) -> None:
    found = weather(data_dir, name, site)
    assert len(found) == hours
    assert found.typical
    assert "typical-year" in kinds(found)
    assert (float(found.air.min()), float(found.air.max())) == pytest.approx((coldest, hottest), abs=0.06)
    assert np.isfinite(found.air).all()


def test_a_humidity_that_was_never_measured_is_named(data_dir: Path) -> None:
    found = kinds(weather(data_dir, "blythe_ca_33.617773_-114.588261_psmv3_60_tmy.csv"))
    assert "humidity is 25 in all 8760 rows" in found["constant"]
    assert "differ" in found["humidity-and-dew-point"]


def test_decades_of_days_become_hours_with_their_gaps_named(data_dir: Path) -> None:
    found = weather(data_dir, "daily_niger_agades.csv", AGADES)
    assert float(np.nanmax(found.air)) == pytest.approx(46.0, abs=0.1)
    assert "122 of 13149 days have no low or no high" in kinds(found)["gap"]


def test_the_antarctic_days_are_read_with_wind_from_knots(data_dir: Path) -> None:
    found = weather(data_dir, "PalmerStation_Daily_Weather.csv", PALMER)
    assert float(np.nanmax(found.wind)) == pytest.approx(43.0 * 1852.0 / 3600.0, abs=0.01)
    assert "no-humidity" in kinds(found)


def test_minutes_of_surfrad_become_hours(data_dir: Path) -> None:
    found = weather(data_dir, "surfrad-slv16001.dat")
    assert len(found) == 24
    assert float(found.pressure.mean()) == pytest.approx(776.0, abs=3.0)


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("phoenix_az_33.450495_-111.983688_psmv3_60_tmy.csv", 2.0),
        ("blythe_ca_33.617773_-114.588261_nasa_60_tmy.csv", 2.0),
    ],
)
def test_the_day_curve_follows_the_hours_it_has_not_seen(data_dir: Path, name: str, within: float) -> None:
    """Only lows and highs are given to the curve; nothing of it was fitted to these files."""
    known = weather(data_dir, name)
    assert day_curve_error(known) < within


def day_curve_error(known: Weather) -> float:
    """The root of the mean squared error of the curve on the hours of a year [°C]."""
    offset = round(known.site.longitude / 15.0) * 3_600_000
    day = (known.time + offset) // DAY
    first = np.unique(day)[1:-1]
    low = np.array([known.air[day == d].min() for d in first])
    high = np.array([known.air[day == d].max() for d in first])
    nothing = np.full(len(first), np.nan)
    made = hourly(Days(known.site, first * DAY - offset, low, high, nothing, nothing, nothing))
    there = np.interp(known.time, made.time, made.air)
    inside = (known.time >= made.time[0]) & (known.time <= made.time[-1])
    return float(np.sqrt(np.mean((there - known.air)[inside] ** 2)))
