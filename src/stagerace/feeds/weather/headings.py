"""What the headings of weather files mean: the quantity, the unit, the height."""

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from stagerace.feeds.weather.units import KNOWN, unit_named

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "air": ("air", "temp", "temperature", "airtemp", "airtemperature", "tair", "t", "ta", "tamb", "tdry", "dbt", "tmp",
            "drybulb", "drybulbtemperature", "ambienttemperature", "outdoortemperature"),
    "dew_point": ("dewpoint", "dew", "dewpointtemperature", "dewpointtemp", "tdew", "td", "dpt", "tdewpoint"),
    "humidity": ("rh", "relativehumidity", "humidity", "relhum", "hum", "rhum"),
    "wind": ("wind", "windspeed", "ws", "wspd", "wsp", "ff", "windaverage", "meanwindspeed", "windspeedaverage"),
    "pressure": ("pressure", "pres", "press", "ps", "surfacepressure", "stationpressure", "atmosphericpressure",
                 "airpressure", "p", "barometricpressure", "pressureaverage"),
    "sea_pressure": ("pressuremsl", "mslp", "slp", "sealevelpressure", "msl"),
    "global_sun": ("ghi", "globalsun", "shortwaveradiation", "globalhorizontalirradiance", "globalhorizontalradiation",
                   "globalradiation", "solarradiation", "srad", "swdown", "allskysfcswdwn", "global",
                   "sun", "sunlight"),
    "direct_sun": ("dni", "directsun", "directnormalirradiance", "directnormalradiation", "allskysfcswdni", "beam"),
    "diffuse_sun": ("dhi", "diffusesun", "diffuseradiation", "diffusehorizontalirradiance", "allskysfcswdiff",
                    "diffusehorizontalradiation", "diffuse"),
    "low": ("tmin", "tn", "low", "mintemp", "mintemperature", "temperaturelow", "temperaturemin", "minimumtemperature",
            "tempmin", "templow", "tmn"),
    "high": ("tmax", "tx", "high", "maxtemp", "maxtemperature", "temperaturehigh", "temperaturemax",
             "maximumtemperature", "tempmax", "temphigh", "tmx"),
    "humidity_low": ("hmin", "rhmin", "minhumidity", "humiditymin", "relativehumiditymin"),
    "humidity_high": ("hmax", "rhmax", "maxhumidity", "humiditymax", "relativehumiditymax"),
    "time": ("time", "datetime", "timestamp", "dateandtime", "valid", "localtime"),
    "utc": ("timeutc", "utc", "utctime", "datetimeutc"),
    "date": ("date", "day0", "datelocal"),
    "clock": ("timehhmm", "hhmm", "clock"),
    "year": ("year", "yyyy", "yr"), "month": ("month", "mo", "mm"), "day": ("day", "dy", "dd"),
    "hour": ("hour", "hr", "hh"), "minute": ("minute", "min"),
}  # fmt: skip
_QUANTITY: Final = {name: quantity for quantity, names in _NAMES.items() for name in names}
_ALIASES: Final = (("t2m", "temp 2m"), ("rh2m", "rh 2m"), ("ws10m", "ws 10m"), ("ws2m", "ws 2m"), ("qv2m", ""))


class Heading(Struct, frozen=True):
    """A column of a weather file: its place, what it holds, in which unit, at which height; `unit` None if not said."""

    place: int
    written: str
    quantity: str
    unit: str | None = None
    height: float | None = None


def heading(place: int, written: str, units: Mapping[str, str]) -> Heading | None:
    """What a heading means; `units` are those the file declares elsewhere, by heading. None where we need it not.

    >>> heading(0, "wind_speed_10m (km/h)", {})
    Heading(place=0, written='wind_speed_10m (km/h)', quantity='wind', unit='km/h', height=10.0)
    """
    text, said = _apart(written)
    text, height = _without_height(text)
    quantity = _QUANTITY.get(_fold(text))
    if quantity is None and not said:
        text, _, said = re.sub(r"[\s.]+", "_", text.strip()).rpartition("_")
        quantity = _QUANTITY.get(_fold(text))
        if quantity is not None and quantity in KNOWN and unit_named(said, quantity) is None:
            return None
    if quantity is None:
        return None
    declared = said or units.get(_fold(written), "")
    return Heading(place, written, quantity, unit_named(declared, quantity), height)


def fold(text: str) -> str:
    """A heading without case, spaces and punctuation."""
    return _fold(text)


def _fold(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _apart(written: str) -> tuple[str, str]:
    """A heading without the unit in brackets behind it, and that unit."""
    found = re.fullmatch(r"(.*?)[\s_]*[\[({]([^\])}]*)[\])}]\s*", written.strip())
    return (found[1], found[2].strip()) if found else (written.strip(), "")


def _without_height(text: str) -> tuple[str, float | None]:
    """A heading without a height such as `_10m`, and the height [m]."""
    for short, long in _ALIASES:
        if _fold(text).startswith(short):
            text = long + text[len(short) :]
            break
    found = re.search(r"(?<![0-9])(\d{1,3})\s?m(?![a-z0-9²/])", text, re.IGNORECASE)
    if not found:
        return text, None
    return (text[: found.start()] + text[found.end() :]).strip(" _"), float(found[1])
