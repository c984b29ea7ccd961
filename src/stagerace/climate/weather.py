"""What the air does at a place, hour by hour, as a file or a climate's normals say it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stagerace.core.findings import Finding
from stagerace.kernels.model import Array


@dataclass(frozen=True)
class Site:
    """A place on earth: latitude and longitude [deg], altitude [m], NaN where it is not known."""

    latitude: float
    longitude: float
    altitude: float


@dataclass(frozen=True)
class Weather:
    """The weather at a site, n moments in order; NaN where nothing is known.

    `time` [ms since 1970, UTC], `air` [°C], `humidity` [%], `wind` [m/s] at `wind_height` [m], `pressure` [hPa] at the
    site, `global_sun`, `direct_sun` (on a plane facing the sun) and `diffuse_sun` [W/m²].
    """

    site: Site
    time: NDArray[np.int64]
    air: Array
    humidity: Array
    wind: Array
    pressure: Array
    global_sun: Array
    direct_sun: Array
    diffuse_sun: Array
    wind_height: float = 10.0
    typical: bool = False
    """Whether the years are only typical: then day and hour count, not the year."""
    source: str = ""
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.time)
