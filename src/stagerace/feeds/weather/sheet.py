"""Weather in a sheet (CSV): rows by the hour or by the day, with headings in many spellings."""

import numpy as np
from numpy.typing import NDArray

from stagerace.climate.checks import Measured, checked, possible
from stagerace.climate.clock import DAY, HOUR
from stagerace.climate.days import Days, dew_point_between, hourly, mean_dew_point
from stagerace.climate.lapse import air_at_altitude, pressure_at_altitude, standard_pressure
from stagerace.climate.weather import Site, Weather
from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.feeds.weather.moments import moments, to_utc
from stagerace.feeds.weather.placing import placed, stated_offset
from stagerace.feeds.weather.table import Table, numbers, read_table
from stagerace.feeds.weather.typical import in_one_year, is_typical
from stagerace.feeds.weather.units import in_our_units, units_together
from stagerace.feeds.weather.unread import unread_columns
from stagerace.kernels.model import Array

_HOURLY = (
    "air",
    "dew_point",
    "humidity",
    "wind",
    "pressure",
    "sea_pressure",
    "global_sun",
    "direct_sun",
    "diffuse_sun",
)
_DAILY = (
    "low", "high", "dew_point", "humidity", "humidity_low", "humidity_high", "wind", "pressure", "sea_pressure",
)  # fmt: skip


def read_sheet(data: bytes, file: str, site: Site | None, zone_offset: float | None) -> Weather:
    """The weather of a sheet; a site or offset given counts before the file's own.

    Raises BadInput with the line and column of what cannot be read.
    """
    return weather_of(read_table(data, file), site, zone_offset)


def weather_of(table: Table, site: Site | None, zone_offset: float | None) -> Weather:
    """The weather of a table, by the hour or by the day, whatever file it is from."""
    file = table.file
    if table.has("low", "high") and not table.has("air"):
        return _daily(table, placed(table.declared, site, file), zone_offset)
    if not table.has("air"):
        names = ", ".join(name.strip()[:20] for name in table.names[:8])
        what = f"no column holds the air temperature: {names}"
        raise BadInput(
            Problem(what, "Name it temp_c (or temp_f), or tmin and tmax by the day", file, table.first_line - 1)
        )
    return _by_the_hour(table, placed(table.declared, site, file), zone_offset)


def _by_the_hour(table: Table, site: Site, zone_offset: float | None) -> Weather:
    columns, findings = _columns(table, _HOURLY)
    clock, utc = moments(table)
    typical = is_typical(clock, table.file)
    if typical:
        clock, told = in_one_year(clock, table.file)
        findings += told
    stated = 0.0 if utc else stated_offset(table.declared, zone_offset)
    time, zone = to_utc(clock, site, stated, columns.get("global_sun"), table.file)
    columns, pressed = _at_station(columns, columns["air"], site, table.file)
    wind = table.of("wind")
    measured = Measured(
        site, time, columns, table.lines, table.file, (wind.height if wind else None) or 10.0, typical,
        findings + zone + pressed + _height(table),
    )  # fmt: skip
    return checked(measured)


def _daily(table: Table, site: Site, zone_offset: float | None) -> Weather:
    columns, findings = _columns(table, _DAILY)
    clock, _ = moments(table)
    stated = stated_offset(table.declared, zone_offset)
    offset = round(site.longitude / 15.0) if stated is None else stated
    findings += () if stated is not None else (_day_zone(offset, table.file),)
    midnight, columns, lines, told = _one_a_day(clock, columns, table)
    columns, pressed = _at_station(columns, (columns["low"] + columns["high"]) / 2.0, site, table.file)
    bounded = {name: values for name, values in columns.items() if name not in {"low", "high"}}
    checked_columns, odd = possible(bounded, lines, table.file, site.altitude)
    columns |= checked_columns
    low, high, swapped = _low_and_high(columns, table.file)
    nothing = np.full(len(midnight), np.nan)
    days = Days(
        site, midnight - round(offset * HOUR), low, high, _dew(columns, low, high),
        columns.get("wind", nothing), columns.get("pressure", nothing),
        source=table.file, findings=(*findings, *told, *pressed, *odd, *swapped),
    )  # fmt: skip
    return hourly(days)


def _day_zone(offset: float, file: str) -> Finding:
    what = "the file does not say by which clock its days begin"
    return Finding("time-zone", what, f"took UTC{offset:+g}, judged by the longitude", file)


def _columns(table: Table, wanted: tuple[str, ...]) -> tuple[dict[str, Array], tuple[Finding, ...]]:
    """The wanted columns in our units, and which had to be judged or left aside."""
    columns: dict[str, Array] = {}
    findings: list[Finding] = []
    for each in table.headings:
        if each.quantity not in wanted:
            continue
        if each.quantity in columns:
            what = f"two columns hold the same: {each.written!r} again"
            findings.append(Finding("double-column", what, "took the first", table.file))
            continue
        values = numbers(table, each)
        columns[each.quantity], judged = in_our_units(
            values, each.quantity, each.unit, table.file, table.first_line - 1, each.written.strip()
        )
        findings += [judged] if judged else []
    return columns, (*units_together(findings), *unread_columns(table, columns))


def _at_station(
    columns: dict[str, Array], air: Array, site: Site, file: str
) -> tuple[dict[str, Array], tuple[Finding, ...]]:
    """Pressure at the place; a pressure reduced to the sea, said or seen, is brought back up."""
    kept = dict(columns)
    sea = kept.pop("sea_pressure", None)
    pressure = kept.get("pressure")
    if pressure is None and sea is None:
        return kept, ()
    told: tuple[Finding, ...] = ()
    if pressure is not None and np.isfinite(pressure).any():
        middle, expected = float(np.nanmedian(pressure)), standard_pressure(site.altitude)
        if site.altitude < 350.0 or abs(middle - expected) < 40.0 or not 980.0 <= middle <= 1045.0:
            return kept, ()
        sea = pressure
        what = f"the pressure, {middle:.0f} hPa, is that at the sea, not at {site.altitude:.0f} m"
        told = (Finding("sea-pressure", what, f"brought up to the place, about {expected:.0f} hPa", file),)
    if sea is not None:
        at_sea = np.asarray(air_at_altitude.plain(air, -site.altitude))
        kept["pressure"] = np.asarray(pressure_at_altitude.plain(sea, at_sea, site.altitude))
    return kept, told


def _height(table: Table) -> tuple[Finding, ...]:
    wind = table.of("wind")
    if wind is None or wind.height is not None:
        return ()
    return (Finding("wind-height", "the height of the wind is not said", "taken as 10 m", table.file),)


def _one_a_day(
    clock: NDArray[np.int64], columns: dict[str, Array], table: Table
) -> tuple[NDArray[np.int64], dict[str, Array], NDArray[np.int64], tuple[Finding, ...]]:
    """The days in order, each once, with their lines; of a day that stands twice the first by value is kept."""
    day = clock - clock % DAY
    order = np.lexsort((columns["high"], columns["low"], day))
    midnight, first = np.unique(day[order], return_index=True)
    kept = {name: values[order][first] for name, values in columns.items()}
    told: list[Finding] = []
    if len(midnight) < len(day):
        what = f"{len(day) - len(midnight)} days stand there twice"
        told.append(Finding("duplicate-day", what, "took one of them", table.file))
    absent = int((midnight[-1] - midnight[0]) // DAY) + 1 - len(midnight)
    unknown = int((~np.isfinite(kept["low"] + kept["high"])).sum())
    if absent + unknown:
        what = f"{absent + unknown} of {absent + len(midnight)} days have no low or no high"
        told.append(Finding("gap", what, "left open", table.file))
    return midnight, kept, table.lines[order][first], tuple(told)


def _low_and_high(columns: dict[str, Array], file: str) -> tuple[Array, Array, tuple[Finding, ...]]:
    low, high = columns["low"], columns["high"]
    wild = (np.isfinite(low) & (np.abs(low + 15.0) > 75.0)) | (np.isfinite(high) & (np.abs(high + 15.0) > 75.0))
    crossed = low > high
    told = []
    if crossed.any() or wild.any():
        what = f"on {int((crossed | wild).sum())} days the low is over the high, or one of them cannot be"
        told.append(Finding("impossible", what, "left out", file))
    bad = crossed | wild | ~np.isfinite(low + high)
    if bad.all():
        raise BadInput(
            Problem("no day has a low under its high", "Check which column is the low and which the high", file)
        )
    return np.where(bad, np.nan, low), np.where(bad, np.nan, high), tuple(told)


def _dew(columns: dict[str, Array], low: Array, high: Array) -> Array:
    if "dew_point" in columns:
        return columns["dew_point"]
    if "humidity_low" in columns and "humidity_high" in columns:
        return dew_point_between(low, high, columns["humidity_low"], columns["humidity_high"])
    if "humidity" in columns:
        return mean_dew_point(low, high, columns["humidity"])
    return np.full(len(low), np.nan)
