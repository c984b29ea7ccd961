"""Any weather file, read by what it holds; a new kind is a file of its own and a line here."""

from collections.abc import Callable
from typing import Final, NamedTuple

from stagerace.climate.weather import Site, Weather
from stagerace.feeds.text import read_text
from stagerace.feeds.weather.epw import is_epw, read_epw
from stagerace.feeds.weather.open_meteo import is_json, read_open_meteo
from stagerace.feeds.weather.sheet import read_sheet
from stagerace.feeds.weather.surfrad import is_surfrad, read_surfrad
from stagerace.feeds.weather.tmy3 import is_tmy3, read_tmy3


class Kind(NamedTuple):
    """A kind of weather file: its name, whether a file is one, and its reader."""

    name: str
    is_one: Callable[[bytes], bool]
    read: Callable[[bytes, str, Site | None, float | None], Weather]


def _any(_: bytes) -> bool:
    return True


KINDS: Final = (
    Kind("EPW", is_epw, read_epw),
    Kind("TMY3", is_tmy3, read_tmy3),
    Kind("Open-Meteo JSON", is_json, read_open_meteo),
    Kind("SURFRAD", is_surfrad, read_surfrad),
    Kind("CSV", _any, read_sheet),
)
"""The kinds of weather files, the first that fits is taken."""


def read_weather(data: bytes, file: str, *, site: Site | None = None, zone_offset: float | None = None) -> Weather:
    """The weather of a file by the hour, in our units, with all that was odd in its findings.

    `site` is where it was measured, `zone_offset` its rows' clock from UTC [h]; both count before what the file says
    and are needed where it says nothing. Raises BadInput with file, line, column and what to do.
    """
    read_text(data, file)
    kind = next(kind for kind in KINDS if kind.is_one(data))
    return kind.read(data, file, site, zone_offset)
