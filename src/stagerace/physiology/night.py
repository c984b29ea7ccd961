"""Night: the speed that darkness costs by ground and moon, and how awake people are at which hour."""

from typing import Final

import numpy as np

from stagerace.core.terrain import TERRAINS, Terrain
from stagerace.kernels.model import Array, Numbers, Range, model

LOST_IN_THE_DARK: Final[dict[Terrain, float]] = {
    "road": 0.02,
    "salt": 0.03,
    "sand": 0.05,
    "snow": 0.05,
    "dune": 0.06,
    "unknown": 0.08,
    "canyon": 0.12,
    "rock": 0.12,
    "cliff": 0.20,
}
"""Speed lost under a headlamp without a moon, by ground; nobody has measured it."""
MOON_HELPS: Final = 0.5
"""Share of that which a full, high moon takes away."""
_STEEPER: Final = 1.0
"""How much more a descent of 1 m/m loses."""
_AWAKE, _ASLEEP, _FALLS = 14.0, 2.4, 0.0353
_DAY, _PEAK, _HALF_DAY, _NAP = 2.5, 16.8, 0.5, 21.8
_SLEEPY: Final = 7.0
_SLOWER: Final = 0.03
_MOST: Final = 0.2


@model(
    title="Speed kept in the dark",
    source="Own: people who run at night say that smooth ground and climbs cost nothing, rough descents much",
    unit="-",
    valid={"moon": Range(0, 1, "-"), "grade": Range(-0.45, 0.45, "m/m")},
    standing="uncertain",
    caution="We found no measurement of it. Fatigue and cold of the same hours are not in it.",
)
def night_share(terrain: Terrain, moon: Numbers = 0.0, grade: Numbers = 0.0) -> Array:
    """The share of daylight speed kept under a headlamp on a kind of ground and a grade [m/m]; `moon` is its lit share
    times the sine of its height, 0 below the horizon."""
    down = 1 + _STEEPER * np.maximum(-np.asarray(grade, dtype=np.float64), 0.0)
    share: Array = 1 - LOST_IN_THE_DARK[terrain] * down * (1 - MOON_HELPS * np.clip(moon, 0.0, 1.0))
    return share


def night_shares(moon: float = 0.0) -> Array:
    """The shares on level ground of all kinds in the order of `TERRAINS`."""
    return np.array([float(night_share.plain(kind, moon)) for kind in TERRAINS])


@model(
    title="Alertness",
    source="Three-process model: Åkerstedt & Folkard 1997, Chronobiol. Int. 14:115; numbers from memory",
    doi="10.3109/07420529709001149",
    unit="points",
    valid={"awake": Range(0, 72, "h"), "hour": Range(0, 24, "h"), "woke_with": Range(2.4, 14.3, "points")},
    standing="uncertain",
    caution="Made for shift workers. Below 7 points people are sleepy.",
)
def alertness(awake: Numbers, hour: Numbers, woke_with: Numbers = _AWAKE) -> Array:
    """Alertness of someone awake for a time [h] at an hour of their body's day [h], who woke with so many points.

    >>> float(alertness.plain(2.0, 9.0)) > 12 > 7 > float(alertness.plain(24.0, 4.5))
    True
    """
    tired = _ASLEEP + (woke_with - _ASLEEP) * np.exp(-_FALLS * np.asarray(awake, dtype=np.float64))
    daily = _DAY * np.cos(2 * np.pi / 24 * (hour - _PEAK))
    half = -_HALF_DAY + _HALF_DAY * np.cos(2 * np.pi / 12 * (hour - _NAP))
    found: Array = tired + daily + half
    return found


@model(
    title="Speed kept by the sleepy",
    source="Own: a share for each point of alertness below 7",
    unit="-",
    valid={"points": Range(1, 21, "points")},
    standing="uncertain",
    caution="No published coefficient; 3 % a point is a guess.",
)
def sleepy_share(points: Numbers) -> Array:
    """The share of speed kept at so many points of `alertness`."""
    below = np.maximum(_SLEEPY - np.asarray(points, dtype=np.float64), 0.0)
    share: Array = 1 - np.minimum(_SLOWER * below, _MOST)
    return share
