"""Who left in a scenario: shares, causes, places and hours."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array
from stagerace.simulation.scenarios.going import Gone
from stagerace.simulation.week import Went

CODES: Final = (f.BY_HEAT, f.BY_STOMACH, f.BY_FEET, f.BY_LEGS, f.BY_CUT_OFF, f.BY_WILL)


def editions_finished(gone: Gone) -> Array:
    """The share of starters who finish, by edition."""
    found: Array = gone.end.finished.reshape(gone.replicates, -1).mean(axis=1)
    return found


def share_leaving(gone: Gone) -> float:
    """The share of starters who do not finish."""
    return 1.0 - float(gone.end.finished.mean())


def causes(went: Went) -> Array:
    """Why everyone left a stage, 0 for those who did it or did not start; whoever was still out at its end was late."""
    left = went.started & ~went.done
    code = np.where(np.isin(went.lived[f.OUT], CODES), went.lived[f.OUT], f.BY_CUT_OFF)
    found: Array = np.where(left, code, 0.0)
    return found


def shares_of_causes(gone: Sequence[Gone]) -> dict[int, float]:
    """The share of each cause among those who left, the mean of races."""
    found = dict.fromkeys(CODES, 0.0)
    for each in gone:
        why = np.concatenate([causes(went) for went in each.stages])
        left = max(int((why > 0).sum()), 1)
        for code in CODES:
            found[code] += float((why == code).sum()) / left / len(gone)
    return found


def left_by_stage(gone: Gone, codes: Sequence[int] = CODES) -> Array:
    """How many of those who started a stage left it for some causes [share], by stage."""
    return np.array([np.isin(causes(went), codes).sum() / max(int(went.started.sum()), 1) for went in gone.stages])
