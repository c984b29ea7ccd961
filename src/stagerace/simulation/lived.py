"""One stage of many runners, run by the chain: who was where when, and what it did to them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain import stage_lanes
from stagerace.kernels.chain_fields import Sky
from stagerace.kernels.chain_numbers import Numbers
from stagerace.kernels.model import Array
from stagerace.physiology.fatigue import FATIGUE
from stagerace.physiology.ground_cells import COSTS
from stagerace.physiology.heat_numbers import HEAT
from stagerace.physiology.heat_throttle import THROTTLE
from stagerace.physiology.water_numbers import WATER
from stagerace.simulation.free import Free
from stagerace.simulation.ready import ReadyStage
from stagerace.simulation.rows import Who, into_rows, like_together, out_of_rows

EVERY: Final = 5
"""Cells between two looks at what may make somebody leave."""
KEPT: Final = (
    f.OUT, f.OUT_AT, f.OUT_MINUTE, f.POSITION, f.WATER, f.SALTS, f.STOMACH, f.BRINE, f.GLYCOGEN, f.FAT, f.ACUTE, f.SLOW,
    f.PEAK_CORE, f.PEAK_DRY, f.LEAST_SODIUM, f.MOST_SODIUM, f.BEYOND, f.LIVED, f.MOVED, f.UNMET, f.SWEATED,
    f.SALTED, f.SPENT, f.CARRIED, f.CORE,
)  # fmt: skip
"""What is kept of everyone's state at the end."""

Fields = dict[int, Array | float]


@dataclass(frozen=True)
class Lived:
    """A stage as it went for m runners; NaN and zeros for those who were not in it."""

    state: dict[int, Array]
    """The kept fields by their number."""
    arrived: Array
    """By place and runner: the minute of the arrival [min since the stage's start], NaN where never."""
    filled: Array
    """By place and runner: water taken [kg]."""

    def __getitem__(self, field: int) -> Array:
        return self.state[field]


def live(
    stage: ReadyStage, who: Who, warmth: NDArray[np.int64], person: Fields, state: Fields, runners: int, free: Free
) -> Lived:
    """Run a stage for those of `runners` runners who start it; `warmth` is each one's day, in whole kelvins above the
    day that the sky was made for."""
    places = len(stage.places)
    kept = {field: np.zeros(runners) for field in KEPT}
    arrived, filled = np.full((places, runners), np.nan), np.zeros((places, runners))
    numbers = Numbers(COSTS, HEAT, THROTTLE, WATER, FATIGUE, free.hazards)
    pace = np.asarray(person[f.MOST]) * np.asarray(person[f.TAIL])
    for kelvin, lane_of in like_together(who, warmth, pace):
        rows, begun = into_rows(person, f.PERSON, lane_of), into_rows(state, f.STATE, lane_of)
        shape = (len(rows), places * f.ROW)
        came, took = np.full(shape, np.nan), np.zeros(shape)
        stage_lanes(rows, begun, stage.route, warmer(stage.sky, kelvin), stage.longest, EVERY, numbers, came, took)
        for field, values in kept.items():
            values[lane_of] = out_of_rows(begun, field)
        for place in range(places):
            arrived[place, lane_of] = out_of_rows(came, place)
            filled[place, lane_of] = out_of_rows(took, place)
    _call_in(kept, who, stage.longest)
    return Lived(kept, arrived, filled)


def _call_in(kept: dict[int, Array], who: Who, longest: int) -> None:
    """Whoever is still out when the stage ends is out by its cut-off, where they are."""
    over = who[kept[f.OUT][who] == 0.0]
    kept[f.OUT][over], kept[f.OUT_MINUTE][over] = f.BY_CUT_OFF, longest
    kept[f.OUT_AT][over] = kept[f.POSITION][over]


def warmer(sky: Sky, kelvin: float) -> Sky:
    """The sky of a day so much warmer: the air and what shines back are, its vapour and wind are as they were."""
    if not kelvin:
        return sky
    values = sky.values.reshape(-1, f.SKY).copy()
    values[:, 0] += kelvin
    values[:, 2] += kelvin
    return Sky(values.reshape(-1), sky.zones, sky.slots, sky.minutes)
