"""The units weather is written in: read from headings, or judged by the values and said so."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from stagerace.climate.checks import WORDS
from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.kernels.model import Array

Conversion = tuple[float, float]
"""Our value is (the file's + the first) × the second."""

_TEMPERATURE: Final[Mapping[str, Conversion]] = {"c": (0.0, 1.0), "f": (-32.0, 5.0 / 9.0), "k": (-273.15, 1.0)}
_HUMIDITY: Final[Mapping[str, Conversion]] = {"%": (0.0, 1.0), "fraction": (0.0, 100.0)}
_WIND: Final[Mapping[str, Conversion]] = {
    "m/s": (0.0, 1.0), "km/h": (0.0, 1.0 / 3.6), "kn": (0.0, 1852.0 / 3600.0), "mph": (0.0, 0.44704),
    "ft/s": (0.0, 0.3048),
}  # fmt: skip
_PRESSURE: Final[Mapping[str, Conversion]] = {
    "hPa": (0.0, 1.0), "kPa": (0.0, 10.0), "Pa": (0.0, 0.01), "inHg": (0.0, 33.86389), "mmHg": (0.0, 1.3332239),
}  # fmt: skip
_SUN: Final[Mapping[str, Conversion]] = {
    "W/m²": (0.0, 1.0), "kJ/m²/h": (0.0, 1.0 / 3.6), "J/m²/h": (0.0, 1.0 / 3600.0), "MJ/m²/h": (0.0, 1000.0 / 3.6),
    "kW/m²": (0.0, 1000.0),
}  # fmt: skip
KNOWN: Final[Mapping[str, Mapping[str, Conversion]]] = {
    "air": _TEMPERATURE, "dew_point": _TEMPERATURE, "low": _TEMPERATURE, "high": _TEMPERATURE,
    "humidity": _HUMIDITY, "humidity_low": _HUMIDITY, "humidity_high": _HUMIDITY, "wind": _WIND,
    "pressure": _PRESSURE, "sea_pressure": _PRESSURE,
    "global_sun": _SUN, "direct_sun": _SUN, "diffuse_sun": _SUN,
}  # fmt: skip
"""The units of each quantity, by the name we say them with."""

_SPELLINGS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("c", "°c", "degc", "celsius", "degreesc", "degreescelsius", "ºc", "deg_c", "cel"), "c"),
    **dict.fromkeys(("f", "°f", "degf", "fahrenheit", "degreesf", "degreesfahrenheit", "ºf"), "f"),
    **dict.fromkeys(("k", "kelvin", "degk", "°k"), "k"),
    **dict.fromkeys(("%", "pct", "percent", "perc"), "%"),
    **dict.fromkeys(("fraction", "0-1", "frac", "1", "ratio"), "fraction"),
    **dict.fromkeys(("m/s", "ms", "mps", "ms-1", "m/sec", "ms^-1", "metrespersecond", "meterspersecond"), "m/s"),
    **dict.fromkeys(("km/h", "kmh", "kph", "kmph", "km/hr", "kmh-1"), "km/h"),
    **dict.fromkeys(("kn", "kt", "kts", "knot", "knots"), "kn"),
    **dict.fromkeys(("mph", "mp/h", "mi/h", "mileperhour", "milesperhour"), "mph"),
    **dict.fromkeys(("ft/s", "fps"), "ft/s"),
    **dict.fromkeys(("hpa", "mbar", "mb", "millibar", "millibars", "hectopascal"), "hPa"),
    **dict.fromkeys(("kpa", "kilopascal"), "kPa"),
    **dict.fromkeys(("pa", "pascal"), "Pa"),
    **dict.fromkeys(("inhg", "in.hg", "inchhg", "inchesofmercury", "in"), "inHg"),
    **dict.fromkeys(("mmhg", "torr", "mm"), "mmHg"),
    **dict.fromkeys(("w/m2", "w/m²", "wm2", "wm-2", "wh/m2", "wh/m²", "whm2", "w/m^2", "wh/m^2"), "W/m²"),
    **dict.fromkeys(("kj/m2/h", "kj/m²/h", "kj/m2", "kj/m²", "kjm2h", "kjm2", "kj/m^2/h", "kj/m2/hr"), "kJ/m²/h"),
    **dict.fromkeys(("j/m2/h", "j/m²/h", "j/m2", "j/m²", "jm2", "jm2h", "jm-2", "j/m^2", "j/m^2/h"), "J/m²/h"),
    **dict.fromkeys(("mj/m2/h", "mj/m²/h", "mj/m2", "mj/m²", "mjm2", "mj/hr", "mj/m^2", "mjm2h"), "MJ/m²/h"),
    **dict.fromkeys(("kw/m2", "kw/m²", "kw-hr/m^2/hr", "kwm2"), "kW/m²"),
}


def unit_named(text: str, quantity: str) -> str | None:
    """The unit of a quantity a text names; None where it names none of that quantity's.

    >>> unit_named("°F", "air")
    'f'
    """
    folded = re.sub(r"[\s_]|degrees_?(?=[cfk]$)", "", text.strip().casefold()).replace("−", "-")
    found = _SPELLINGS.get(folded)
    return found if found in KNOWN.get(quantity, {}) else None


def in_our_units(
    values: Array, quantity: str, declared: str | None, file: str, line: int, column: str
) -> tuple[Array, Finding | None]:
    """Values in °C, %, m/s, hPa or W/m², and a finding where the unit had to be judged by the values.

    Raises BadInput where the unit cannot be judged, or where a declared one cannot be right.
    """
    known = values[np.isfinite(values)]
    if not len(known):
        return values, None
    judged = _JUDGES[_kind(quantity)](known)
    if declared is None:
        return _judged(values, quantity, judged, file, line, column)
    contradicted = _kind(quantity) in _PLAIN and judged and judged != declared
    if contradicted and _kind(quantity) == "humidity":
        what = f"{column} says % but no value is over {known.max():g}"
        return _converted(values, quantity, judged), Finding("unit", what, "read as a fraction of 1", file)
    if contradicted:
        what = f"the heading says {declared}, but the values, {known.min():g} to {known.max():g}, are {judged}"
        raise BadInput(Problem(what, "Correct the unit in the heading", file, line, column))
    return _converted(values, quantity, declared), None


def units_together(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, those about columns without a unit in one."""
    bare = [finding for finding in findings if finding.kind == "unit" and finding.what.startswith(_BARE)]
    if len(bare) < 2:
        return tuple(findings)
    each = [f"{f.what.removeprefix(_BARE)} {f.assumed}" for f in bare]
    one = Finding("unit", f"columns without a unit: {', '.join(each)}", where=bare[0].where)
    return (one, *(finding for finding in findings if finding not in bare))


def _judged(
    values: Array, quantity: str, judged: str, file: str, line: int, column: str
) -> tuple[Array, Finding | None]:
    known = values[np.isfinite(values)]
    span = f"{known.min():g} to {known.max():g}"
    if not judged:
        units = ", ".join(_said(unit) for unit in KNOWN[quantity])
        what = f"{WORDS.get(quantity, quantity)} has no unit, and its values, {span}, fit more than one"
        raise BadInput(
            Problem(what, f"Write the unit into the heading, as in “{column} ({units})”", file, line, column)
        )
    if judged == "%":
        return values, None
    what = f"{_BARE}{column} ({span})"
    return _converted(values, quantity, judged), Finding("unit", what, f"read as {_said(judged)}", file)


def _converted(values: Array, quantity: str, unit: str) -> Array:
    shift, scale = KNOWN[quantity][unit]
    return np.asarray((values + shift) * scale, dtype=np.float64)


def _said(unit: str) -> str:
    return {"c": "°C", "f": "°F", "k": "K", "fraction": "a fraction of 1"}.get(unit, unit)


def _kind(quantity: str) -> str:
    return {
        "air": "temperature", "dew_point": "temperature", "low": "temperature", "high": "temperature",
        "humidity_low": "humidity", "humidity_high": "humidity", "sea_pressure": "pressure",
    }.get(quantity, "sun" if quantity.endswith("_sun") else quantity)  # fmt: skip


def _temperature(known: Array) -> str:
    """Hotter than any air in °C is °F; 50 to 57 has been air in both."""
    if known.min() > 180.0:
        return "k" if known.max() < 340.0 else ""
    if known.max() <= 50.0:
        return "c"
    return "f" if 57.0 < known.max() <= 135.0 else ""


def _humidity(known: Array) -> str:
    return "fraction" if known.max() <= 1.05 and known.max() > 0.0 else "%"


def _wind(known: Array) -> str:
    """A wind that is strong all day long is km/h or knots: nowhere do people run in that."""
    return "m/s" if known.max() <= 40.0 and float(np.median(known)) <= _ALL_DAY else ""


def _pressure(known: Array) -> str:
    middle = float(np.median(known))
    spans = (("hPa", 450, 1090), ("kPa", 45, 109), ("Pa", 45_000, 109_000), ("inHg", 13.3, 32.2))
    return next((unit for unit, low, high in spans if low <= middle <= high), "")


def _sun(known: Array) -> str:
    top = float(known.max())
    if top <= 0.0:
        return "W/m²"
    spans = (("MJ/m²/h", 1.6, 5.2), ("W/m²", 50.0, 1500.0), ("kJ/m²/h", 1800.0, 5200.0), ("J/m²/h", 5e5, 5.2e6))
    return next((unit for unit, low, high in spans if low <= top <= high), "")


_JUDGES: Final[Mapping[str, Callable[[Array], str]]] = {
    "temperature": _temperature, "humidity": _humidity, "wind": _wind, "pressure": _pressure, "sun": _sun,
}  # fmt: skip
_BARE: Final = "no unit in the heading "
_ALL_DAY: Final = 14.0
"""More wind than this half of the time is more than the windiest coasts have [m/s]."""
_PLAIN: Final = frozenset({"humidity", "pressure"})
"""The quantities whose values alone tell the unit."""
