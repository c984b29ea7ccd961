"""Feet: who has blisters by when, what brings them on, and what they cost."""

from typing import Final

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model

AN_HOUR: Final = 0.235
"""Hazard of an average runner in an hour on the move: 1.65 a day of seven hours, between Lipman 2014 and 2016."""
TAPED: Final = 0.60
"""What paper tape leaves of the hazard: 40 % less, 28 to 52 % (Lipman 2016)."""
_WET, _HOT, _LOADED, _SANDY = 0.5, 0.03, 1.0, 0.3
_WARM: Final = 25.0
_USUAL_LOAD: Final = 0.12
_MOST: Final = 0.15
_LIPMAN = "Lipman, Sharp, Christensen, Phillips, DiTullio, Dalton, Ng, Shangkuan, Shea & Krabak 2016, "
_JOURNAL = "Clin. J. Sport Med. 26:362"


@model(
    title="Hazard of blisters",
    source=_LIPMAN + _JOURNAL + " for the level and for tape; what sand, wet, heat and load add is ours",
    doi="10.1097/JSM.0000000000000319",
    unit="1/h",
    valid={"air": Range(5, 45, "°C"), "load": Range(0, 0.25, "-"), "sand": Range(0, 1, "-"), "wet": Range(0, 1, "-"),
           "taped": Range(0, 1, "-")},
    standing="uncertain",
    caution="What sand, wet, heat and load add are directions known from soldiers and sizes that are guessed.",
)  # fmt: skip
def blister_hazard(
    sand: Numbers = 0.5, wet: Numbers = 0.0, air: Numbers = 30.0, load: Numbers = _USUAL_LOAD, taped: Numbers = 0.0
) -> Array:
    """The hazard in an hour on the move, with a share of sand and of wet feet, in air [°C], with a load as a share of
    body mass, and a share of the foot taped."""
    warmer = np.maximum(np.asarray(air, dtype=np.float64) - _WARM, 0.0)
    rubbing = (1 + _SANDY * (sand - 0.5)) * (1 + _WET * wet) * (1 + _HOT * (warmer - 5))
    heavier = np.maximum(1 + _LOADED * (load - _USUAL_LOAD) / _USUAL_LOAD, 0.3)
    hazard: Array = AN_HOUR * rubbing * heavier * (1 - (1 - TAPED) * taped)
    return hazard


@model(
    title="Who has blisters",
    source=_LIPMAN + _JOURNAL + "; Lipman 2014, Wilderness Environ. Med. 25:457",
    doi="10.1097/JSM.0000000000000319",
    unit="-",
    valid={"hazard": Range(0, 10, "-")},
    standing="uncertain",
    caution="Those still in the race: whoever left because of their feet is missing from the figures.",
)
def blistered_share(hazard: Numbers, frailty: float = 1.0) -> Array:
    """The share of a field with blisters after a summed hazard (hours times `blister_hazard`); `frailty` is the
    variance between feet, 0 for none.

    >>> round(float(blistered_share.plain(14 * AN_HOUR)), 2), round(float(blistered_share.plain(42 * AN_HOUR)), 2)
    (0.77, 0.91)
    """
    so_far = np.asarray(hazard, dtype=np.float64)
    spared = np.exp(-so_far) if frailty == 0 else (1 + frailty * so_far) ** (-1 / frailty)
    share: Array = 1 - spared
    return share


@model(
    title="Speed kept on blistered feet",
    source="Own: a bounded share",
    unit="-",
    valid={"severity": Range(0, 1, "-")},
    standing="uncertain",
    caution="No measurement; most who have blisters go on, 15 % at worst is a guess.",
)
def blistered_speed(severity: Numbers) -> Array:
    """The share of speed kept with feet from whole (0) to as bad as one still walks on (1)."""
    share: Array = 1 - _MOST * np.clip(np.asarray(severity, dtype=np.float64), 0.0, 1.0)
    return share
