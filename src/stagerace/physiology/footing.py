"""How fast the ground lets anyone go, whatever power they have."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.core.terrain import TERRAINS, Terrain
from stagerace.kernels.model import Array, Numbers, Range, model

_SLOWER: Final[dict[Terrain, float]] = {"rock": 0.8, "cliff": 0.45, "canyon": 0.8, "dune": 0.8, "snow": 0.8}
_LEVEL: Final = 6.0
_GENTLE: Final = -0.15
_FALL: Final = 4.0
_CLIMB: Final = 2.5


@model(
    title="The fastest the ground allows",
    source="Our assumption, above what was seen: 5.3 m/s for 15 min down 15 % on a treadmill, Lemire et al. 2021, "
    "J. Sports Sci. 39:815; 1.07 instead of 1.24 m/s chosen on boulders, Gast, Kram & Riemer 2019",
    doi="10.1080/02640414.2020.1847502",
    unit="m/s",
    valid={"grade": Range(-0.45, 0.45, "m/m")},
    standing="uncertain",
    caution="No measurement of safe speed on steep desert ground is known to us. It binds only on steep descents and "
    "bad ground.",
)
def footing_limit(grade: Numbers, terrain: Terrain = "road") -> Array:
    """The fastest speed [m/s] on a grade [m/m] of a kind of ground: falling off down steep slopes and up them."""
    g = np.asarray(grade, dtype=np.float64)
    down = np.exp(-_FALL * np.maximum(_GENTLE - g, 0.0))
    up = np.exp(-_CLIMB * np.maximum(g, 0.0))
    found: Array = _LEVEL * down * up * _SLOWER.get(terrain, 1.0)
    return found


def footing_limits(grade: Array, terrain: NDArray[np.int64]) -> Array:
    """The limits of cells with grades [m/m] and kinds of ground as indexes in `TERRAINS`."""
    share = np.array([_SLOWER.get(kind, 1.0) for kind in TERRAINS])
    found: Array = footing_limit.plain(grade) * share[terrain]
    return found
