"""Open-Meteo JSON: arrays by the hour (or by the day), the units beside them, place and offset on top."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from stagerace.climate.weather import Site, Weather
from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.text import read_text
from stagerace.feeds.weather.headings import heading
from stagerace.feeds.weather.sheet import weather_of
from stagerace.feeds.weather.table import Table


class _Answer(msgspec.Struct):
    """What an answer holds that we need."""

    latitude: float | None = None
    longitude: float | None = None
    elevation: float | None = None
    utc_offset_seconds: float | None = None
    hourly: Mapping[str, Sequence[str | float | None]] | None = None
    hourly_units: Mapping[str, str] = {}
    daily: Mapping[str, Sequence[str | float | None]] | None = None
    daily_units: Mapping[str, str] = {}
    error: bool = False
    reason: str = ""


def is_json(data: bytes) -> bool:
    """Whether a file begins as a JSON object does."""
    return data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def read_open_meteo(data: bytes, file: str, site: Site | None, zone_offset: float | None) -> Weather:
    """The weather of an Open-Meteo answer; raises BadInput with the array and place of what cannot be read."""
    answer = _answer(data, file)
    series = answer.hourly or answer.daily
    units = answer.hourly_units if answer.hourly else answer.daily_units
    if series is None or "time" not in series:
        what = f"the answer holds no weather{f': {answer.reason}' if answer.reason else ''}"
        remedy = (
            "Ask for hourly=temperature_2m,relative_humidity_2m,wind_speed_10m,surface_pressure,shortwave_radiation"
        )
        raise BadInput(Problem(what, remedy, file))
    table = _table(series, units, answer, file)
    offset = 0.0 if str(units.get("time", "")) == "unixtime" else zone_offset
    return weather_of(table, site, offset)


def _answer(data: bytes, file: str) -> _Answer:
    text, _ = read_text(data, file)
    try:
        return msgspec.json.decode(text, type=_Answer)
    except msgspec.DecodeError as error:
        what = f"this is not the JSON of a weather service: {error}"
        raise BadInput(Problem(what, "Save the whole answer of the service again", file)) from None


def _table(
    series: Mapping[str, Sequence[str | float | None]], units: Mapping[str, str], answer: _Answer, file: str
) -> Table:
    """The arrays as columns of a table, row by row; their lengths must be equal."""
    lengths = {name: len(values) for name, values in series.items()}
    odd = [name for name, length in lengths.items() if length != lengths["time"]]
    if odd:
        what = f"{odd[0]} has {lengths[odd[0]]} values, time has {lengths['time']}"
        raise BadInput(Problem(what, "Save the whole answer of the service again", file, column=odd[0]))
    names = tuple(series)
    headings = [heading(at, f"{name} ({units[name]})" if name in units else name, {}) for at, name in enumerate(names)]
    rows = [[_cell(value) for value in row] for row in zip(*series.values(), strict=True)]
    declared = {
        name: f"{value:.12g}"
        for name, value in (
            ("latitude", answer.latitude), ("longitude", answer.longitude), ("elevation", answer.elevation),
            ("timezone", None if answer.utc_offset_seconds is None else answer.utc_offset_seconds / 3600.0),
        )
        if value is not None and np.isfinite(value)
    }  # fmt: skip
    return Table(file, tuple(each for each in headings if each), names, rows, 1, declared)


def _cell(value: str | float | None) -> str:
    return "" if value is None else value if isinstance(value, str) else f"{value:.12g}"
