"""Small invented weather files: a clear day or more at a place in the desert, in any units."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from stagerace.climate.weather import Site, Weather
from stagerace.core.errors import BadInput
from stagerace.feeds.weather.reading import read_weather

HERE = Site(30.0, 30.0, 200.0)
"""An invented station on the meridian of UTC+2."""
Row = dict[str, float]

TEMPERATURES: Mapping[str, Callable[[float], float]] = {
    "C": lambda c: c, "F": lambda c: c * 1.8 + 32.0, "K": lambda c: c + 273.15,
}  # fmt: skip
WINDS: Mapping[str, Callable[[float], float]] = {
    "m/s": lambda v: v, "km/h": lambda v: v * 3.6, "knots": lambda v: v * 3600.0 / 1852.0, "mph": lambda v: v / 0.44704,
}  # fmt: skip
PRESSURES: Mapping[str, Callable[[float], float]] = {
    "hPa": lambda p: p, "kPa": lambda p: p / 10.0, "Pa": lambda p: p * 100.0, "inHg": lambda p: p / 33.86389,
}  # fmt: skip
HUMIDITIES: Mapping[str, Callable[[float], float]] = {"%": lambda h: h, "fraction": lambda h: h / 100.0}
SUNS: Mapping[str, Callable[[float], float]] = {
    "W/m²": lambda s: s, "kJ/m²/h": lambda s: s * 3.6, "J/m²": lambda s: s * 3600.0,
}  # fmt: skip


def rows(days: int = 2) -> list[tuple[str, Row]]:
    """Hours of clear days at `HERE`, by its clock (UTC+2): coolest at dawn, hottest in the afternoon."""
    found = []
    for hour in range(24 * days):
        clock = hour % 24
        air = 25.0 + 10.0 * np.cos((clock - 15.0) / 12.0 * np.pi)
        sun = max(0.0, 950.0 * np.cos((clock - 12.0) / 12.0 * np.pi))
        row = {
            "air": air,
            "humidity": 60.0 - air,
            "wind": 2.0 + 0.1 * clock,
            "pressure": 990.0 + 0.2 * clock,
            "sun": sun,
        }
        found.append((f"2031-03-{2 + hour // 24:02d}T{clock:02d}:00", row))
    return found


def sheet(
    lines: Sequence[tuple[str, Row]], temperature: str = "C", wind: str = "m/s", pressure: str = "hPa",
    humidity: str = "%", sun: str = "W/m²", zone: str = "+02:00",
) -> str:  # fmt: skip
    """The rows as a sheet in these units."""
    head = f"time,temp ({temperature}),rh ({humidity}),wind_10m ({wind}),pressure ({pressure}),ghi ({sun})"
    body = [
        f"{time}{zone},{TEMPERATURES[temperature](row['air'])!r},{HUMIDITIES[humidity](row['humidity'])!r},"
        f"{WINDS[wind](row['wind'])!r},{PRESSURES[pressure](row['pressure'])!r},{SUNS[sun](row['sun'])!r}"
        for time, row in lines
    ]
    return "\n".join([head, *(line.replace("np.float64(", "").replace(")", "") for line in body)]) + "\n"


def read(text: str | bytes, file: str = "w.csv", site: Site | None = HERE, zone_offset: float | None = None) -> Weather:
    """The weather of a text."""
    data = text.encode() if isinstance(text, str) else text
    return read_weather(data, file, site=site, zone_offset=zone_offset)


def refusal(text: str | bytes, site: Site | None = HERE) -> str:
    """What is said of a text that cannot be taken."""
    try:
        read(text, site=site)
    except BadInput as error:
        return str(error)
    return "taken"


def kinds(weather: Weather) -> dict[str, str]:
    """The findings by kind, in words."""
    return {finding.kind: str(finding) for finding in weather.findings}


def same(one: Weather, other: Weather, within: float = 1e-9) -> bool:
    """Whether two weathers hold the same hours and values."""
    names = ("air", "humidity", "wind", "pressure", "global_sun", "direct_sun", "diffuse_sun")
    close = [np.allclose(getattr(one, n), getattr(other, n), rtol=within, atol=1e-7, equal_nan=True) for n in names]
    return bool(np.array_equal(one.time, other.time)) and all(close)
