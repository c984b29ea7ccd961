"""What scales, bottles and blood samples would have shown after a stage."""

from typing import Final

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array
from stagerace.physiology.food import CAMP, food_energy
from stagerace.physiology.sodium import plasma_sodium
from stagerace.physiology.water_numbers import WATER
from stagerace.simulation.chance import keyed, normal
from stagerace.simulation.nights import FULL
from stagerace.simulation.scenarios.going import Gone
from stagerace.simulation.setting_out import BOTTLES

CAMP_WATER: Final = 0.1
"""What a body loses in camp by breath, skin and urine [kg/h]: 2.4 kg a day, a usual adult's."""
BOUND: Final = 3.0
"""Water that goes with glycogen, by mass: 3 to 4, Olsson & Saltin 1970 (Acta Physiol. Scand. 80:11). The model's one
pool of water does not know it, so what scales show has it added."""
_OWN: Final = 2.0
_SAMPLE: Final = 1.5
"""Spread of sodium between rested people and between samples [mmol/L]: together 2.5, for 135 to 145 is where 95 % of
the healthy lie."""
_SAMPLES: Final = 8_406
_RESTING: Final = 80.0
"""Power at rest [W]."""
_AT_ONCE: Final = 0.35
"""Share of a day's food that has been eaten when a stage ends."""


def sodium(gone: Gone, stage: int, *, everyone: bool = False) -> Array:
    """Plasma sodium after a stage as blood samples show it [mmol/L], of those who did it; with `everyone` NaN for the
    others. Healthy people differ at rest, and so do two samples of one: the model's 140 mmol/L stand for all."""
    went = gone.stages[stage]
    keys = keyed(_SAMPLES, np.arange(gone.replicates), gone.race.field.keys)
    own, now = (normal(keys, purpose).reshape(-1) for purpose in (1, 2 + stage))
    rested = _OWN * own + _SAMPLE * now
    found = rested + np.asarray(plasma_sodium.plain(went.lived[f.SALTS], np.maximum(went.lived[f.WATER], 1.0)))
    return np.where(went.done, found, np.nan) if everyone else found[went.done]


def drunk(gone: Gone, stage: int) -> Array:
    """What those who did a stage drank on the way [kg]."""
    went = gone.stages[stage]
    found: Array = (BOTTLES + went.lived.filled.sum(axis=0) - went.lived[f.CARRIED])[went.done]
    return found


def hours_out(gone: Gone, stage: int) -> Array:
    """How long those who did a stage were on it [h]."""
    went = gone.stages[stage]
    found: Array = went.clock[went.done] / 60.0
    return found


def lost_in_stage(gone: Gone, stage: int) -> Array:
    """Body mass lost from start to finish by those who did a stage [% of a rested body's]."""
    went, morning = gone.stages[stage], gone.mornings[stage]
    usual = np.asarray(gone.people.usual.water).reshape(-1)
    water = usual - morning.water - went.lived[f.WATER] - went.lived[f.STOMACH]
    burnt = (1.0 + BOUND) * (morning.glycogen - went.lived[f.GLYCOGEN]) + went.lived[f.FAT]
    found: Array = (100.0 * (water + burnt) / gone.people.mass.reshape(-1))[went.done]
    return found


def gained(gone: Gone) -> Array:
    """Who of those who did every stage was heavier at the end of one of them than at its start."""
    through = gone.stages[-1].done
    found = np.zeros(through.size, dtype=bool)
    for stage, went in enumerate(gone.stages):
        found[went.done] |= lost_in_stage(gone, stage) < 0.0
    return found[through]


def lighter(gone: Gone, stage: int) -> Array:
    """How much lighter those who did a stage are than before the race [%]: water, carbohydrate and fat."""
    went = gone.stages[stage]
    water = np.asarray(gone.people.usual.water).reshape(-1) - went.lived[f.WATER] - went.lived[f.STOMACH]
    sugar = FULL - went.lived[f.GLYCOGEN]
    spent = sum(np.asarray(each.lived[f.SPENT]) for each in gone.stages[: stage + 1])
    moving = sum(np.asarray(each.clock) for each in gone.stages[: stage + 1]) / 60.0
    camp = np.maximum(went.stage.since + went.clock / 60.0 - moving, 0.0)
    eaten = food_energy(gone.people.food.reshape(-1)) * (went.stage.since / 24.0 + _AT_ONCE)
    short = spent + 3.6 * CAMP * _RESTING * camp - eaten
    fat = np.maximum(short * 1000.0 - sugar * WATER.glycogen_heat, 0.0) / WATER.fat_heat
    found: Array = (100.0 * (water + (1.0 + BOUND) * sugar + fat) / gone.people.mass.reshape(-1))[went.done]
    return found


def water_of_day(gone: Gone, stage: int) -> Array:
    """Water taken on the way and in camp in the day of a stage [L], by those who did it."""
    went = gone.stages[stage]
    in_camp = np.maximum(24.0 - went.clock / 60.0, 0.0) * CAMP_WATER
    usual = np.asarray(gone.people.usual.water).reshape(-1)
    missing = np.maximum(usual - went.lived[f.WATER] - went.lived[f.STOMACH], 0.0)
    later = gone.mornings[stage + 1].water if stage + 1 < len(gone.mornings) else np.zeros(missing.size)
    made_up = np.maximum(missing - np.maximum(later, 0.0), 0.0)
    found: Array = drunk(gone, stage) + (in_camp + made_up)[went.done]
    return found
