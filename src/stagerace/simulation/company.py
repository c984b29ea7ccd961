"""Who walks with whom: teams that stay together, and neighbours in pace who find each other."""

from collections.abc import Sequence

import numpy as np

from stagerace.kernels.model import Array
from stagerace.simulation.chance import Keys, uniform
from stagerace.simulation.entrants import Field
from stagerace.simulation.free import HabitNumbers


def in_company(used: Array, field: Field, keys: Keys, purpose: int, n: HabitNumbers) -> Array:
    """The power that everyone uses, r replicates by n runners, after some have fallen in with a slower one."""
    found = used.copy()
    for members in _teams(field):
        found[:, members] = found[:, members].min(axis=1, keepdims=True)
    order = np.argsort(found, axis=1, kind="stable")
    ranked = np.take_along_axis(found, order, axis=1)
    luck = np.take_along_axis(uniform(keys, purpose), order, axis=1)
    pairs = ranked.shape[1] // 2 * 2
    slow, fast = ranked[:, 0:pairs:2], ranked[:, 1:pairs:2]
    meet = (luck[:, 0:pairs:2] < n.together) & (fast < slow * (1.0 + n.apart))
    ranked[:, 1:pairs:2] = np.where(meet, slow, fast)
    np.put_along_axis(found, order, ranked, axis=1)
    return found


def _teams(field: Field) -> Sequence[list[int]]:
    teams: dict[str, list[int]] = {}
    for k, entrant in enumerate(field.entrants):
        if entrant.team:
            teams.setdefault(entrant.team, []).append(k)
    return [members for members in teams.values() if len(members) > 1]
