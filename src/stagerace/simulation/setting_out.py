"""Everyone on the morning of a stage, as the chain wants them: who they are, how they feel, what luck they have."""

from typing import Final

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array
from stagerace.physiology.heat_balance import HeatState
from stagerace.simulation.chance import Keys, normal, patience, uniform
from stagerace.simulation.drawing import Of, People
from stagerace.simulation.free import Free
from stagerace.simulation.lasting import minutes_for
from stagerace.simulation.lived import Fields
from stagerace.simulation.nights import Morning
from stagerace.simulation.ready import ReadyStage

SHIRT: Final = 0.2
DESERT: Final = 0.35
"""Clothes of someone who carries nothing, and of someone under a pack in the sun [clo]."""
PERMEABLE: Final = 0.38
"""How permeable to vapour they are."""
COVERED: Final = 0.1
FULL_PACK: Final = 5.0
"""The skin that a pack of so many kilograms or more covers."""
WARM_ENOUGH: Final = 16.0
"""Where the warmest hour of the stage is cooler, people put more on [°C]."""
MORE: Final = 0.045
"""So much for each degree [clo/K], our guess; at most as much as polar clothing for work."""
POLAR: Final = 1.2
BOTTLES: Final = 2.5
"""Water that people have bottles for [kg]."""
PLANNED_FOR: Final = 25.0
"""Air for which people's usual plan of drinking is [°C]."""
USUAL_STAGE: Final = 480.0
"""How long a usual stage takes [min]."""
STRIKES: Final = (f.HEAT_PATIENCE, f.STOMACH_PATIENCE, f.FEET_PATIENCE, f.LEGS_PATIENCE, f.WILL_PATIENCE)
"""The causes that wear out somebody's patience, in the order of their fields."""


def person_of(
    stage: ReadyStage, people: People, morning: Morning, most: Array, share: Array, days_left: float
) -> Fields:
    """Who everyone is today: the most power that lasts, the share of it that is used, what is on their back."""
    usual = people.usual
    copies = len(people.mass)
    pack = _flat(people.kit + people.food * days_left)
    laden = np.minimum(pack / FULL_PACK, 1.0)
    return {
        f.MASS: _flat(people.mass), f.AREA: _flat(people.area), f.CAPACITY: _flat(people.capacity),
        f.MOST: _flat(most), f.TAIL: _flat(share), f.DRIVE: _flat(people.drive),
        f.KIT: pack,
        f.ACCLIMATISED: morning.acclimatised, f.SALTINESS: _flat(people.saltiness),
        f.RETENTION: _flat(people.retention), f.WANTED: _flat(people.drinks) * _planned(stage, people),
        f.BY_THIRST: _flat(people.thirst),
        f.SALT: _flat(people.salt), f.EATEN: _flat(people.eaten),
        f.USUAL_WATER: _flat(np.asarray(usual.water)), f.USUAL_SALTS: _flat(np.asarray(usual.salts)),
        f.START: np.tile(stage.starts, copies), f.BOTTLES: BOTTLES,
        f.INSULATION: SHIRT + (DESERT - SHIRT) * laden + for_the_cold(stage),
        f.PERMEABILITY: PERMEABLE, f.COVERED: COVERED * laden,
    }  # fmt: skip


def for_the_cold(stage: ReadyStage) -> float:
    """What is worn on top on a cold stage [clo]."""
    warmest = float(stage.sky.values.reshape(-1, f.SKY)[:, 0].max())
    return min(MORE * max(WARM_ENOUGH - warmest, 0.0), POLAR)


def _planned(stage: ReadyStage, people: People) -> float:
    """By how much people plan to drink more than on a first day of 25 °C."""
    air = float(stage.sky.values.reshape(-1, f.SKY)[:, 0].mean())
    return float(np.exp(people.warmed * (air - PLANNED_FOR))) * (people.learnt if stage.since else 1.0)


def add_luck(
    stage: ReadyStage, person: Fields, people: People, keys: Keys, purpose: int, hardship: list[Array], free: Free
) -> None:  # fmt: skip
    """How long everyone rests and whether they sleep, what they drink and salt today, how much of each cause
    they bear; `hardship` is what the edition does to each cause, one number a replicate."""
    person[f.DWELL] = _flat(people.rest * np.exp(0.2 * normal(keys, purpose + Of.REST)))
    sleeps = uniform(keys, purpose + Of.SLEEPS) < free.habits.sleepers
    person[f.SLEEP] = _flat(np.where(sleeps, free.habits.sleep, 0.0))
    person[f.SLEEP_FROM] = np.asarray(person[f.START]) + free.habits.sleep_after
    for field, of, apart in (
        (f.WANTED, Of.DRINKS, free.people.drinks_day),
        (f.SALT, Of.SALT, free.people.salt_day),
    ):
        person[field] = np.asarray(person[field]) * _flat(np.exp(apart * normal(keys, purpose + of)))
    long = _long(stage, person, free)
    for k, field in enumerate(STRIKES):
        drawn = patience(keys, purpose + Of.PATIENCE + k)
        sooner = long * _worn(stage, free) if field == f.FEET_PATIENCE else long
        person[field] = _flat(drawn / (people.frailty * hardship[k][:, None])) / sooner


def _long(stage: ReadyStage, person: Fields, free: Free) -> Array:
    """By how much every hazard is more for someone for whom the stage is long."""
    used = np.asarray(person[f.MOST]) * np.asarray(person[f.TAIL])
    minutes = np.minimum(minutes_for(used, stage.lasting), stage.longest)
    found: Array = (minutes / USUAL_STAGE) ** free.hazards.long
    return found


def _worn(stage: ReadyStage, free: Free) -> float:
    """By how much feet are worn more than on the first day."""
    return 1.0 + free.hazards.feet_days * stage.since / 24.0


def state_of(morning: Morning, person: Fields) -> Fields:
    """How everyone feels at the start, with full bottles."""
    rest = HeatState()
    return {
        f.CORE: rest.core, f.SKIN: rest.skin, f.EFFORT: rest.effort, f.CLOCK: person[f.START],
        f.WATER: np.asarray(person[f.USUAL_WATER]) - morning.water,
        f.SALTS: np.asarray(person[f.USUAL_SALTS]) - morning.salts,
        f.GLYCOGEN: morning.glycogen, f.ACUTE: morning.acute, f.SLOW: morning.slow,
        f.TIRED: morning.acute + morning.slow, f.CARRIED: BOTTLES, f.LEAST_SODIUM: 200.0,
        f.FELT: np.maximum(morning.water, 0.0) / np.asarray(person[f.MASS]),
    }  # fmt: skip


def _flat(values: Array) -> Array:
    found: Array = np.ascontiguousarray(values).reshape(-1)
    return found
