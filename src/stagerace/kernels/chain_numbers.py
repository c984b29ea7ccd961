"""The numbers of all models that a stage needs."""

from typing import Any, NamedTuple


class Numbers(NamedTuple):
    """The numbers of all models in the chain, each tuple owned by its model; `hazards` by the simulation."""

    gait: Any
    heat: Any
    throttle: Any
    water: Any
    fatigue: Any
    hazards: Any
