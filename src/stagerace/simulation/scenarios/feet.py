"""Blisters in a scenario: their model over everyone's hours on the move."""

from typing import Final

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.physiology.blisters import blister_hazard, blistered_share
from stagerace.simulation.scenarios.going import Gone
from stagerace.simulation.scenarios.weeks import DESERT

_FRAILTY: Final = 1.0
"""Variance between feet, as the page of the model has it."""
_AIR: Final = 28.0
"""Over the hours of the day that people walk through [°C]."""


def blistered(gone: Gone, stages: int) -> float:
    """The share of those who did so many stages who have blisters by then."""
    sand = sum(share for share, kind in DESERT if kind == "sand")
    summed = np.zeros(gone.female.size)
    load = (gone.people.kit / gone.people.mass).reshape(-1)
    for went in gone.stages[:stages]:
        summed += went.lived[f.MOVED] / 60.0 * np.asarray(blister_hazard.plain(sand, 0.0, _AIR, load))
    done = gone.stages[stages - 1].done
    return float(np.mean(blistered_share.plain(summed[done], _FRAILTY)))
