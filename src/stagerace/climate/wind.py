"""Wind brought from the mast down to where people are."""

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model

BODY: float = 1.1
"""The height at which wind meets a standing body [m]."""
LILJEGREN: float = 2.0
"""The height for which WBGT wants the wind [m]."""


@model(
    title="Wind at another height",
    source="Logarithmic profile: Stull 1988, An Introduction to Boundary Layer Meteorology, equation 9.7.1",
    doi="10.1007/978-94-009-3027-8",
    unit="m/s",
    valid={"wind": Range(0, 30, "m/s"), "from_height": Range(1.5, 20, "m"), "to_height": Range(0.5, 20, "m"),
           "roughness": Range(0.0001, 0.5, "m")},
    caution="Neutral air over open ground: on a hot afternoon the wind below is stronger than this, at night weaker.",
)  # fmt: skip
def wind_at(wind: Numbers, from_height: Numbers, to_height: Numbers, roughness: Numbers = 0.01) -> Array:
    """The wind [m/s] at a height [m], from that at another height [m], over ground of a roughness length [m].

    >>> round(float(wind_at.plain(5.0, 10.0, 2.0)), 2)
    3.84
    """
    found: Array = np.asarray(wind, dtype=np.float64) * (
        np.log(1 + np.asarray(to_height, dtype=np.float64) / roughness)
        / np.log(1 + np.asarray(from_height, dtype=np.float64) / roughness)
    )
    return found


@model(
    title="Air past the skin",
    source="Wind and own speed at right angles on average: ISO 7933:2023 takes relative air velocity alike",
    unit="m/s",
    valid={"wind": Range(0, 20, "m/s"), "speed": Range(0, 6, "m/s")},
    standing="uncertain",
    caution="With the wind from behind there is less, against it more; people cannot choose.",
)
def air_past_skin(wind: Numbers, speed: Numbers) -> Array:
    """The air moving past a body [m/s] in a wind at body height [m/s] at its own speed [m/s], from any direction."""
    found: Array = np.hypot(wind, speed)
    return found
