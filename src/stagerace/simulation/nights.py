"""What runners carry from one stage to the next: water, salt, food, legs, heat; and what a night does to it."""

from typing import Final, NamedTuple

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array, Flags
from stagerace.physiology.acclimatisation import acclimatised_after
from stagerace.physiology.fatigue import FatigueState, rested_legs
from stagerace.simulation.drawing import People
from stagerace.simulation.free import NightNumbers
from stagerace.simulation.lived import Lived

FULL: Final = 0.5
"""Carbohydrate that a rested body has in store [kg]."""


class Morning(NamedTuple):
    """Everyone before a stage, m runners."""

    there: Flags
    """Who goes on."""
    finished: Flags
    """Who has done all stages so far, or all the metres that count."""
    water: Array
    """Missing [kg]."""
    salts: Array
    """Missing [mmol]."""
    glycogen: Array
    """In store [kg]."""
    fat: Array
    """Burnt so far [kg]."""
    acute: Array
    slow: Array
    acclimatised: Array
    minutes: Array
    """On the clock so far [min]."""
    metres: Array
    """Done so far [m]."""


def first_morning(people: People) -> Morning:
    """Everyone rested, before the first stage."""
    none = np.zeros(people.mass.size)
    return Morning(
        none == 0.0, none == 0.0, none, none, none + FULL, none, none, none, people.acclimatised.reshape(-1), none, none
    )  # fmt: skip


def after(
    before: Morning, went: Lived, stays: Flags, people: People, clock: Array, hours: Array, n: NightNumbers
) -> Morning:
    """The morning after a stage: `stays` are still in the race, `clock` is what the stage took them [min], `hours` how
    long they had until their next start."""
    hours = np.clip(hours, 0.0, 200.0)
    water = np.asarray(people.usual.water).reshape(-1) - went[f.WATER] - went[f.STOMACH]
    salts = np.asarray(people.usual.salts).reshape(-1) - went[f.SALTS] - went[f.BRINE]
    legs = rested_legs.plain(FatigueState(went[f.ACUTE], went[f.SLOW]), hours, n.sleep)
    dose = np.clip(went[f.LIVED] / 120.0, 0.0, 1.0) * (went[f.PEAK_CORE] > 38.0)
    return Morning(
        there=stays,
        finished=stays,
        water=water * np.exp(-hours / n.water_hours),
        salts=salts * np.exp(-hours / n.salt_hours),
        glycogen=np.minimum(went[f.GLYCOGEN] + n.glycogen * hours, FULL),
        fat=before.fat + went[f.FAT],
        acute=np.asarray(legs.acute),
        slow=np.asarray(legs.slow),
        acclimatised=np.asarray(acclimatised_after.plain(before.acclimatised, dose)),
        minutes=before.minutes + np.where(stays, clock, 0.0),
        metres=before.metres + went[f.POSITION],
    )
