"""How able people really are: what the engine draws of them, known to nobody in the race but told by their bibs."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np

from stagerace.kernels.model import Array
from stagerace.physiology.age import age_share
from stagerace.physiology.ludlow_weyand import WATTS
from stagerace.physiology.walking import REST
from stagerace.simulation.drawing import draw_people
from stagerace.simulation.entrants import Entrant, field_of
from stagerace.simulation.free import Free

YEAR: Final = np.zeros(1, dtype=np.int64)
"""The one replicate that the invented season is."""


def strengths(entrants: Sequence[Entrant], seed: int, free: Free) -> Array:
    """The power that everyone uses, against that of a usual runner of their age and gender [factor], as drawn."""
    field = field_of(entrants)
    people = draw_people(field, YEAR, seed, free)
    n = free.people
    uptake = np.where(field.female, n.uptake_women, n.uptake_men)
    usual = (WATTS * uptake - REST) * age_share.plain(field.age, field.female) * n.goal
    found: Array = (people.able * people.goal)[0] / usual
    return found


def used_power(entrants: Sequence[Entrant], seed: int, free: Free) -> Array:
    """The power above rest that everyone uses, if it need last six minutes only, as drawn [W/kg]."""
    people = draw_people(field_of(entrants), YEAR, seed, free)
    found: Array = (people.able * people.goal)[0]
    return found


def age_on(born: date, day: date) -> float:
    """Full years of age."""
    return float(day.year - born.year - ((day.month, day.day) < (born.month, born.day)))
