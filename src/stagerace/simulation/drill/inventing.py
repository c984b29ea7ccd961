"""A scene from a stage and a seed: the field goes, faults are planted, and all of it is written down."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np

from stagerace.core.names import Bib
from stagerace.core.plan import Stage
from stagerace.simulation.drill.faults import plant
from stagerace.simulation.drill.going import Going, go
from stagerace.simulation.drill.scene import Scene

ALL_FAULTS: Final[Mapping[str, int]] = MappingProxyType({
    "storm": 1, "lost": 2, "collapse": 2, "asleep": 1, "no_vehicle": 1, "slipped_away": 1, "silent_station": 1,
    "wrong_clock": 1, "wrong_bibs": 1, "dead_laptop": 1,
})  # fmt: skip
"""How often each fault is planted on a stage."""
LOSSES: Final[Mapping[str, int]] = MappingProxyType({"lost": 2, "collapse": 2})
"""Only people in trouble, every passing written as it was."""


def invent_scene(
    stage: Stage, bibs: Sequence[Bib], seed: int, faults: Mapping[str, int] = ALL_FAULTS, going: Going | None = None
) -> Scene:
    """A scene of a stage; the same seed gives the same, bit by bit. `going` is how a field went, if something knows."""
    dice = np.random.default_rng((seed, stage.n))
    scene = Scene(going or go(stage, bibs, dice), dice)
    plant(scene, faults)
    return scene
