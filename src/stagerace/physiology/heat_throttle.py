"""How people slow down in the heat, before it is too late: the share of sustainable power they keep."""

from typing import NamedTuple

import numpy as np

from stagerace.kernels.model import Numbers, Range, model


class ThrottleNumbers(NamedTuple):
    """What the throttle takes as given; only `skin_slope` rests on figures, the rest on what is plausible."""

    skin_from: float = 30.0
    """Warmer skin than this costs power [°C]."""
    skin_slope: float = 0.014
    """Share of power given up for each degree of skin [1/K]; set by the loss of marathon runners up to 25 °C WBGT."""
    core_from: float = 38.2
    """Core temperature at which a person of average drive starts to hold back [°C]."""
    core_width: float = 1.8
    """Degrees from there to where only `least` is left [K]."""
    least: float = 0.25
    """Share that is left to a core that cannot be warmer: a slow walk."""
    dry_from: float = 0.02
    """Water lost, as a share of body mass, without loss of power."""
    dry_slope: float = 1.5
    """Share of power for each part of body mass lost beyond it."""
    soft: float = 1.0
    """How softly the skin's slope begins [K]."""
    dry_soft: float = 0.005


THROTTLE = ThrottleNumbers()


@model(
    title="Power kept in the heat",
    source="Own; slope by Ely 2007, Med. Sci. Sports Exerc. 39:487, and Mantzios 2022, 54:153 (0.3 to 0.4 % a °C WBGT)",
    doi="10.1249/mss.0b013e31802d3aba",
    unit="-",
    valid={"core": Range(36.5, 39.5, "°C"), "skin": Range(26, 35, "°C"), "dehydration": Range(0, 0.04, "-")},
    standing="uncertain",
    caution="Held against races up to 25 °C WBGT only; nobody has measured it for ultras in the desert.",
)
def heat_throttle(
    core: Numbers, skin: Numbers, dehydration: Numbers = 0.0, drive: Numbers = 0.0, n: ThrottleNumbers = THROTTLE
) -> Numbers:
    """The share of power kept with a core and skin [°C] and water lost as a share of body mass; `drive` [K] is how much
    warmer a core this person lets come before holding back."""
    over = np.clip((core - n.core_from - drive) / n.core_width, 0.0, 1.0)
    by_core = 1 - (1 - n.least) * over * over * (3 - 2 * over)
    by_skin = 1 / (1 + n.skin_slope * _beyond(skin - n.skin_from, n.soft))
    by_water = 1 / (1 + n.dry_slope * _beyond(dehydration - n.dry_from, n.dry_soft))
    kept: Numbers = by_core * by_skin * by_water
    return kept


def _beyond(over: Numbers, soft: float) -> Numbers:
    """The part above zero, with a soft corner."""
    beyond: Numbers = 0.5 * (over + np.sqrt(over * over + soft * soft))
    return beyond
