"""The day over a stage made ready for the chain: what a body meets on every leg, by slots of time."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from stagerace.climate.conditions import Conditions
from stagerace.core.clock import MINUTE, Instant
from stagerace.kernels.chain_fields import SKY, Sky
from stagerace.kernels.model import Array
from stagerace.physiology.heat_numbers import HEAT

SLOT: Final = 15
"""How long a slot is [min]."""
_SEA_LEVEL: Final = 1013.25
_CONVECTION: Final = 0.55
"""Convection grows with this power of the air's pressure."""


def sky_of(felt: Sequence[Conditions], start: Instant, minutes: int) -> Sky:
    """What lies over the legs between places whose conditions are known, for so many minutes from a start on.

    A leg is the mean of its two ends; beyond the known hours the last one holds. Raises ValueError for fewer than two
    places.
    """
    if len(felt) < 2:
        raise ValueError("a sky needs the conditions at two places at least")
    slots = -(-minutes // SLOT)
    at: Array = start + (np.arange(slots, dtype=np.float64) + 0.5) * SLOT * MINUTE
    over = [_over(place, at) for place in felt]
    values = np.stack([(one + other) / 2 for one, other in pairwise(over)], axis=1)
    return Sky(np.ascontiguousarray(values).reshape(-1), len(felt) - 1, slots, SLOT)


def _over(felt: Conditions, at: Array) -> Array:
    """Air, vapour, radiant temperature, wind and what thin air does, by slot."""
    thin = felt.pressure / _SEA_LEVEL
    fields = (felt.air, felt.vapour, felt.radiant, felt.wind_body, thin**_CONVECTION, HEAT.lewis / thin)
    assert len(fields) == SKY
    return np.stack([np.interp(at, felt.time, field) for field in fields], axis=1)
