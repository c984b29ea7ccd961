"""The power that lasts for a stage: who is able needs less time, and what lasts a shorter time is more."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from stagerace.kernels.chain_fields import CELL, CELL_METRES, PLACE, Route
from stagerace.kernels.gait_table import Cells
from stagerace.kernels.model import Array, Flags
from stagerace.physiology.endurance import lasting_share
from stagerace.physiology.ground_cells import paces
from stagerace.physiology.walking import REST

USUAL_LOAD: Final = 0.13
"""Pack and water as a share of body mass."""
_POWERS: Final = np.concatenate(([2.0, 2.4, 2.8], np.linspace(3.2, 10.0, 18), np.linspace(11.0, 26.0, 16)))
_LOSSES: Final = np.array([0.03, 0.05, 0.07, 0.09, 0.12])


class Lasting(NamedTuple):
    """For a stage: its hours on a mild day by power, and what somebody must be able to, to keep up a power so long."""

    minutes: Array
    """By power, rests included [min]."""
    able: Array
    """By sex (men, women), loss and power: the most power above rest that lasts six minutes [W/kg]."""


def lasting_of(route: Route) -> Lasting:
    """The table of a stage, from its ground alone."""
    cells = np.arange(len(route.cells) // CELL, dtype=np.int64)
    places = route.places.reshape(-1, PLACE)
    metres = np.minimum(CELL_METRES, places[-1, 0] - cells * CELL_METRES).clip(0.0)
    altitude = route.cells.reshape(-1, CELL)[:, 2]
    minutes = np.array([_minutes(power, altitude, cells, metres, route) for power in _POWERS]) + places[:, 2].sum()
    shares = np.array([[lasting_share.plain(minutes, sex, loss) for loss in _LOSSES] for sex in (False, True)])
    able = np.maximum.accumulate((_POWERS - REST) / shares, axis=-1)
    return Lasting(minutes, able)


def most_power(able: Array, loss: Array, female: Flags, of: Lasting) -> Array:
    """The power above rest [W/kg] that lasts for the stage, arrays of one shape."""
    place = np.clip(np.interp(loss, _LOSSES, np.arange(len(_LOSSES))), 0, len(_LOSSES) - 1.000001)
    row = place.astype(np.int64)
    found = np.empty(able.shape)
    for sex in (False, True):
        for k in range(len(_LOSSES) - 1):
            mine = (female == sex) & (row == k)
            low, high = (np.interp(able[mine], of.able[int(sex), k + j], _POWERS - REST) for j in (0, 1))
            found[mine] = low + (place[mine] - k) * (high - low)
    return found


def minutes_for(power: Array, of: Lasting) -> Array:
    """How long the stage takes on a mild day with so much power above rest [W/kg]."""
    found: Array = np.interp(power + REST, _POWERS, of.minutes)
    return found


def power_for(minutes: float, of: Lasting) -> float:
    """The power above rest [W/kg] at which the stage takes so long on a mild day."""
    return float(np.interp(-minutes, -of.minutes, _POWERS)) - REST


def _minutes(power: float, altitude: Array, cells: NDArray[np.int64], metres: Array, route: Route) -> float:
    spent = REST + (power - REST) * altitude
    speed = paces(spent, np.float64(USUAL_LOAD), cells, Cells(route.speeds, route.facts)).speed  # type: ignore[arg-type]
    return float((metres / np.maximum(speed, 0.14)).sum() / 60.0)
