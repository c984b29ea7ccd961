"""How fast people were in a scenario."""

import numpy as np

from stagerace.kernels.model import Array
from stagerace.simulation.scenarios.going import Gone, Outcome
from stagerace.simulation.scenarios.single import WARMTHS

_FIRST: int = 10


def speeds(gone: Gone, women: bool | None = None) -> Array:
    """The mean speeds of those who finished, rests included [km/h]."""
    who = gone.end.finished
    if women is not None:
        who = who & (gone.female == women)
    metres = sum(float(stage.metres[-1]) for stage in gone.race.stages)
    found: Array = metres / 1000.0 / (gone.end.minutes[who] / 60.0)
    return found


def time_lost(outcome: Outcome, cool: float, warm: float) -> float:
    """How much longer the middle of the field takes on a warmer day [%], by WBGT."""
    took = {wbgt: float(np.median(1.0 / speeds(gone))) for wbgt, gone in zip(WARMTHS, outcome.gone, strict=True)}
    return 100.0 * (took[warm] / took[cool] - 1.0)


def part_speeds(gone: Gone) -> tuple[float, float, float]:
    """The speed of the first ten on each part of the way beside the part before [%]; parts end at the last four
    places."""
    went = gone.stages[0]
    arrived = went.lived.arrived.reshape(len(went.stage.places), gone.replicates, -1)
    first = np.argsort(np.where(np.isfinite(arrived[-1]), arrived[-1], np.inf), axis=1)[:, :_FIRST]
    marks = np.concatenate(([0.0], went.stage.metres[-4:]))
    at = np.stack([np.zeros(first.shape), *(np.take_along_axis(arrived[k], first, axis=1) for k in range(-4, 0))])
    speed = np.diff(marks)[:, None, None] / np.diff(at, axis=0)
    parts = [100.0 * float(np.mean(speed[k + 1] / speed[k])) for k in range(3)]
    return parts[0], parts[1], parts[2]
