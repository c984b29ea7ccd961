"""The conditions people meet at a place: weather, sun and ground put together, hour by hour."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.climate.filling import filled_in
from stagerace.climate.ground import SURFACES, Surface, ground_temperature
from stagerace.climate.horizon import Horizon
from stagerace.climate.lapse import brought_to, standard_pressure
from stagerace.climate.light import behind, light_on
from stagerace.climate.moisture import vapour_pressure
from stagerace.climate.radiant import mean_radiant_temperature
from stagerace.climate.sun import Beam, Sun, sun_position
from stagerace.climate.utci import MOST_VAPOUR, utci
from stagerace.climate.wbgt import wbgt
from stagerace.climate.weather import Site, Weather
from stagerace.climate.wind import BODY, LILJEGREN, wind_at
from stagerace.climate.wind_chill import wind_chill
from stagerace.core.findings import Finding
from stagerace.core.terrain import Terrain
from stagerace.kernels.model import Array, Flags

_MAST: Final = 10.0


@dataclass(frozen=True)
class Conditions:
    """What a body meets at a place, n moments in order.

    `time` [ms since 1970, UTC]; `air` [°C], `humidity` [%], `vapour` [kPa], `pressure` [hPa]; `wind` at 2 m and
    `wind_body` at body height [m/s]; the sun's `elevation` and `azimuth` [deg]; sunlight as it reaches the place:
    `whole` on level ground, `direct` on a plane facing the sun, `diffuse` [W/m²]; `radiant`, `wbgt`, `utci` and
    `wind_chill` [°C], the last NaN where it has no meaning; `extrapolated` where an index was asked too much.
    """

    site: Site
    time: NDArray[np.int64]
    air: Array
    humidity: Array
    vapour: Array
    pressure: Array
    wind: Array
    wind_body: Array
    elevation: Array
    azimuth: Array
    whole: Array
    direct: Array
    diffuse: Array
    radiant: Array
    wbgt: Array
    utci: Array
    wind_chill: Array
    extrapolated: Flags
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.time)


def conditions(
    weather: Weather, terrain: Terrain = "unknown", horizon: Horizon | None = None, site: Site | None = None
) -> Conditions:
    """The conditions of a weather at its site, or brought to another, on a kind of ground, behind a horizon.

    What the weather does not know is filled in by rule and said: sun by a clear sky, pressure by altitude, humidity and
    wind by FAO Paper 56 if their whole column is empty. Single hours left open have no index, and that is said.
    """
    known = filled_in(brought_to(weather, site) if site is not None else weather)
    pressure, by_altitude = _pressure(known)
    sun = sun_position(known.time, known.site)
    light, by_sky = light_on(known, sun, pressure)
    found = _felt(known, sun, behind(light, sun, horizon), pressure, SURFACES[terrain], terrain == "snow",
                  (*known.findings, *by_altitude, *by_sky))  # fmt: skip
    return replace(found, findings=(*found.findings, *_unknown(known, found)))


def _pressure(weather: Weather) -> tuple[Array, tuple[Finding, ...]]:
    missing = np.isnan(weather.pressure)
    if not missing.any():
        return weather.pressure, ()
    standard = standard_pressure(weather.site.altitude)
    gone = "all" if missing.all() else f"{int(missing.sum())} of {len(weather)}"
    said = Finding(
        "no-pressure", f"air pressure is missing in {gone} hours",
        "took the standard of the altitude of each place", weather.source,
    )  # fmt: skip
    return np.where(missing, standard, weather.pressure), (said,)


def _felt(
    weather: Weather, sun: Sun, light: Beam, pressure: Array, ground: Surface, snow: bool,
    findings: tuple[Finding, ...],
) -> Conditions:  # fmt: skip
    rough = ground.roughness
    two, body, mast = (wind_at.plain(weather.wind, weather.wind_height, h, rough) for h in (LILJEGREN, BODY, _MAST))
    warm = ground_temperature.plain(weather.air, (1 - ground.albedo) * light.whole, two)
    radiant = mean_radiant_temperature.plain(
        weather.air, weather.humidity, light.direct, light.diffuse, sun.elevation, ground.albedo,
        np.minimum(warm, 0.0) if snow else warm,
    )  # fmt: skip
    vapour = np.asarray(vapour_pressure.plain(weather.air)) * weather.humidity / 1000
    sine = np.sin(np.radians(np.maximum(sun.elevation, 0.0)))
    share = np.where(light.whole > 0, light.direct * sine / np.maximum(light.whole, 1e-9), 0.0)
    heat = wbgt(weather.air, weather.humidity, two, light.whole, share, sun.elevation, pressure, ground.albedo)
    climate = utci(weather.air, radiant - weather.air, mast, weather.humidity)
    chill = wind_chill(weather.air, 3.6 * mast)
    return Conditions(
        weather.site, weather.time, weather.air, weather.humidity, vapour, pressure, two, body,
        sun.elevation, sun.azimuth, light.whole, light.direct, light.diffuse, radiant,
        heat.value, climate.value, np.where(chill.extrapolated, np.nan, chill.value),
        heat.extrapolated | climate.extrapolated | (vapour > MOST_VAPOUR), findings,
    )  # fmt: skip


def _unknown(weather: Weather, found: Conditions) -> tuple[Finding, ...]:
    """Hours without an index: which measurement they lack, or that the model found no end."""
    open_ = np.isnan(found.wbgt) | np.isnan(found.utci)
    if not open_.any():
        return ()
    columns = {"air temperature": weather.air, "humidity": weather.humidity, "wind": weather.wind}
    lacking = {name: int(np.isnan(values).sum()) for name, values in columns.items()}
    unsolved = int((open_ & ~np.any([np.isnan(values) for values in columns.values()], axis=0)).sum())
    why = [f"no {name} in {hours}" for name, hours in lacking.items() if hours]
    why += [f"the balance of heat finds no end in {unsolved}"] if unsolved else []
    what = f"{int(open_.sum())} of {len(weather)} hours have no heat index: {', '.join(why)}"
    return (Finding("unknown-hours", what, "left open; the worst hour may be among them", weather.source),)
