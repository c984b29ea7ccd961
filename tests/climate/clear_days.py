"""Invented weather for the tests of the climate: years of clear days at a place, each with its own low and high."""

import numpy as np

from stagerace.climate.days import DAY, Days, hourly
from stagerace.climate.weather import Site, Weather

OASIS = Site(30.0, 0.0, 500.0)


def midnights(first: str, count: int, offset: float = 0.0) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The starts of days at an offset [h] from UTC."""
    start = int(np.datetime64(first, "ms").astype(np.int64)) - round(offset * 3_600_000)
    return start + DAY * np.arange(count, dtype=np.int64)


def days(low: list[float], high: list[float], first: str = "2031-03-01", site: Site = OASIS) -> Days:
    """Days of these lows and highs, dry, with a breeze."""
    n = len(low)
    return Days(
        site, midnights(first, n), np.array(low), np.array(high), np.full(n, 4.0), np.full(n, 3.0), np.full(n, 955.0)
    )


def years(first: int, last: int, site: Site = OASIS) -> Weather:
    """Whole years: hottest in July, each year a degree warmer than the one before."""
    start, end = np.datetime64(f"{first}-01-01", "D"), np.datetime64(f"{last + 1}-01-01", "D")
    dates = np.arange(start, end)
    of_year = (dates - dates.astype("datetime64[Y]").astype("datetime64[D]")).astype(float)
    year = dates.astype("datetime64[Y]").astype(int) + 1970 - first
    mean = 20.0 - 10.0 * np.cos((of_year - 15.0) / 365.0 * 2.0 * np.pi) + year
    n = len(dates)
    start_of = dates.astype("datetime64[ms]").astype(np.int64)
    dew, wind, pressure = np.full(n, 2.0), np.full(n, 3.0), np.full(n, 955.0)
    return hourly(Days(site, start_of, mean - 8.0, mean + 8.0, dew, wind, pressure, source="years.csv"))
