"""The length of a day as people see it: sunrise, sunset, or neither."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np

from stagerace.climate.clock import DAY, midnight_of
from stagerace.climate.sun import sun_position
from stagerace.climate.weather import Site

_MINUTE: Final = 60_000
Daylight = Literal["sunrise and sunset", "polar day", "polar night"]


@dataclass(frozen=True)
class DayLight:
    """When the sun rises and sets on a local day [ms since 1970, UTC], or that it does not; `highest` [deg]."""

    kind: Daylight
    sunrise: int | None
    sunset: int | None
    highest: float


def day_light(site: Site, day: date, offset: float) -> DayLight:
    """The light of a local day, the clock being `offset` hours ahead of UTC; to the minute.

    The sun is up while its centre, lifted by refraction, stands above -0.27°: its upper edge is then on the horizon.
    """
    minutes = midnight_of(day, offset) + np.arange(0, DAY, _MINUTE, dtype=np.int64)
    height = sun_position(minutes, site).elevation
    up = height > -0.27
    highest = float(height.max())
    if up.all():
        return DayLight("polar day", None, None, highest)
    if not up.any():
        return DayLight("polar night", None, None, highest)
    rises, sets = np.flatnonzero(~up[:-1] & up[1:]), np.flatnonzero(up[:-1] & ~up[1:])
    return DayLight(
        "sunrise and sunset",
        int(minutes[rises[0] + 1]) if len(rises) else None,
        int(minutes[sets[-1] + 1]) if len(sets) else None,
        highest,
    )
