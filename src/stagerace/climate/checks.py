"""What is wrong with a weather file's values: said, put right where that is safe, left open where it is not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.climate.daylight import rough_elevation
from stagerace.climate.gaps import on_full_hours
from stagerace.climate.lapse import standard_pressure
from stagerace.climate.moisture import humidity_of
from stagerace.climate.weather import Site, Weather
from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.kernels.model import Array, Range

POSSIBLE: Final[Mapping[str, Range]] = {
    "air": Range(-90.0, 60.0, "°C"),
    "dew_point": Range(-100.0, 37.0, "°C"),
    "humidity": Range(0.0, 105.0, "%"),
    "humidity_low": Range(0.0, 105.0, "%"),
    "humidity_high": Range(0.0, 105.0, "%"),
    "wind": Range(0.0, 60.0, "m/s"),
    "global_sun": Range(-15.0, 1500.0, "W/m²"),
    "direct_sun": Range(-15.0, 1400.0, "W/m²"),
    "diffuse_sun": Range(-15.0, 1000.0, "W/m²"),
}
"""What has been seen on earth; values outside are errors of an instrument or of a unit."""
WORDS: Final[Mapping[str, str]] = {
    "air": "air temperature", "dew_point": "dew point", "humidity": "humidity", "wind": "wind",
    "pressure": "pressure", "global_sun": "global radiation", "direct_sun": "direct radiation",
    "diffuse_sun": "diffuse radiation", "humidity_low": "the lowest humidity",
    "humidity_high": "the highest humidity", "low": "the day's low", "high": "the day's high",
}  # fmt: skip
"""What the columns are called in messages."""
_SUNS: Final = ("global_sun", "direct_sun", "diffuse_sun")
_NIGHT_BELOW: Final = -9.0
_NIGHT_SUN: Final = 20.0
_STORM: Final = 100.0


@dataclass(frozen=True)
class Measured:
    """The rows of a weather file in its own order: moments [ms, UTC], values in our units by column, lines."""

    site: Site
    time: NDArray[np.int64]
    columns: Mapping[str, Array]
    lines: NDArray[np.int64]
    file: str
    wind_height: float = 10.0
    typical: bool = False
    findings: tuple[Finding, ...] = field(default=())


def checked(measured: Measured) -> Weather:
    """Weather in order of time, one row an hour, without impossible values, with everything that was odd named.

    Raises BadInput where nothing useful is left.
    """
    if not len(measured.time):
        raise BadInput(Problem("there is no row with a time", "Check that the right file was chosen", measured.file))
    columns, odd = possible(measured.columns, measured.lines, measured.file, measured.site.altitude)
    columns, night = _without_sun_at_night(measured, columns)
    steady = constant(columns, measured.file)
    hours = on_full_hours(measured.time, columns, measured.lines, measured.file)
    columns, damp = _with_humidity(hours.columns, measured.file)
    if "air" not in columns or np.isnan(columns["air"]).all():
        what = "there is no air temperature in the file"
        raise BadInput(Problem(what, "Name its column temp_c, or choose another file", measured.file))
    findings = (*measured.findings, *odd, *night, *steady, *hours.findings, *damp, *_missing(columns, measured.file))
    nothing = np.full(len(hours.time), np.nan)
    rest = {name: columns.get(name, nothing) for name in ("humidity", "wind", "pressure", *_SUNS)}
    return Weather(
        measured.site, hours.time, columns["air"], **rest, wind_height=measured.wind_height,
        typical=measured.typical, source=measured.file, findings=findings,
    )  # fmt: skip


def possible(
    columns: Mapping[str, Array], lines: NDArray[np.int64], file: str, altitude: float
) -> tuple[dict[str, Array], tuple[Finding, ...]]:
    """The columns without values that cannot be at an altitude [m]; raises BadInput where half a column cannot be."""
    kept: dict[str, Array] = {}
    found: list[Finding] = []
    for name, values in columns.items():
        kept[name] = values
        bounds = _at_altitude(altitude) if name == "pressure" else POSSIBLE.get(name)
        if bounds is None:
            continue
        wrong = np.isfinite(values) & bounds.outside(values)
        if wrong.any():
            found.append(_impossible(name, bounds.unit, values, wrong, lines, file))
        kept[name] = np.where(wrong, np.nan, _trimmed(name, values))
    return kept, tuple(found)


def constant(columns: Mapping[str, Array], file: str) -> tuple[Finding, ...]:
    """Columns of at least two days' hours in which every value is the same: a stuck instrument, or a filled-in one."""
    found = []
    for name, values in columns.items():
        known = values[np.isfinite(values)]
        if len(known) >= 48 and float(np.ptp(known)) == 0.0:
            what = f"{WORDS[name]} is {known[0]:g} in all {len(known)} rows"
            found.append(Finding("constant", what, "kept; it was probably not measured", file))
    return tuple(found)


def _trimmed(name: str, values: Array) -> Array:
    """Humidity a little above 100 % and radiation a little below nothing are noise of the instrument."""
    if name.startswith("humidity"):
        return np.asarray(np.minimum(values, 100.0))
    return np.asarray(np.maximum(values, 0.0)) if name in _SUNS else values


def _at_altitude(altitude: float) -> Range:
    """The pressures seen at an altitude: no storm or high is further than this from the standard atmosphere."""
    usual = standard_pressure(altitude)
    return Range(usual - _STORM, usual + _STORM, "hPa")


def _impossible(
    name: str, unit: str, values: Array, wrong: NDArray[np.bool_], lines: NDArray[np.int64], file: str
) -> Finding:
    first = int(np.flatnonzero(wrong)[0])
    count, known = int(wrong.sum()), int(np.isfinite(values).sum())
    what = f"{WORDS[name]} {values[first]:g} {unit} cannot be ({count} of {known} values)"
    if count > known // 2:
        remedy = "Its unit is probably another: write it in the heading, as in temp_f, wind_kmh or pressure_hpa"
        if name == "pressure":
            remedy = "Check the altitude of the place, and the unit in the heading"
        raise BadInput(Problem(what, remedy, file, int(lines[first]), WORDS[name]))
    return Finding("impossible", what, "left out", f"{file}, line {lines[first]}")


def _without_sun_at_night(
    measured: Measured, columns: dict[str, Array]
) -> tuple[dict[str, Array], tuple[Finding, ...]]:
    dark = rough_elevation(measured.site.latitude, measured.site.longitude, measured.time) < _NIGHT_BELOW
    kept, found = dict(columns), []
    for name in _SUNS:
        if name not in columns:
            continue
        wrong = dark & (np.nan_to_num(columns[name]) > _NIGHT_SUN)
        if wrong.any():
            first = int(np.flatnonzero(wrong)[0])
            what = f"{WORDS[name]} of {columns[name][first]:g} W/m² at night, in {int(wrong.sum())} rows"
            where = f"{measured.file}, line {measured.lines[first]}"
            found.append(Finding("sun-at-night", what, "taken as none; check the time zone of the rows", where))
            kept[name] = np.where(wrong, 0.0, columns[name])
    return kept, tuple(found)


def _with_humidity(columns: Mapping[str, Array], file: str) -> tuple[dict[str, Array], tuple[Finding, ...]]:
    """Humidity from the dew point where it is missing; said where the two do not agree."""
    kept = dict(columns)
    dew = kept.pop("dew_point", None)
    if dew is None or "air" not in kept:
        return kept, ()
    from_dew = np.asarray(humidity_of(kept["air"], dew))
    if "humidity" not in kept:
        kept["humidity"] = from_dew
        return kept, ()
    apart = np.abs(kept["humidity"] - from_dew)
    kept["humidity"] = np.where(np.isnan(kept["humidity"]), from_dew, kept["humidity"])
    if np.isfinite(apart).any() and float(np.nanmedian(apart)) > 15.0:
        what = f"humidity and dew point differ by {np.nanmedian(apart):.0f} % in the middle"
        return kept, (Finding("humidity-and-dew-point", what, "took the humidity", file),)
    return kept, ()


def _missing(columns: Mapping[str, Array], file: str) -> tuple[Finding, ...]:
    """What the file does not know at all, and so the heat or cold cannot be said from it alone."""
    needed = ("humidity", "wind", "pressure", "global_sun")
    empty = [name for name in needed if name not in columns or np.isnan(columns[name]).all()]
    if not empty:
        return ()
    what = f"no {', no '.join(WORDS[name] for name in empty)} in the file"
    return (Finding("not-in-file", what, "left open", file),)
