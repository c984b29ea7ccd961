"""What a runner carries: the pack from day to day, and water between one checkpoint and the next."""

from typing import NamedTuple

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model
from stagerace.physiology.food import food_carried


class Leg(NamedTuple):
    """A way between two checkpoints, as the bottles saw it."""

    drunk: Array
    """[kg]"""
    unmet: Array
    """Wanted after the bottles were empty [kg]."""
    left: Array
    """Brought to the next checkpoint [kg]."""
    dry_after: Array
    """Minutes until the bottles were empty; infinite where they were not."""


class Filled(NamedTuple):
    """What happened at a checkpoint."""

    carried: Array
    """Water in the bottles on leaving [kg]."""
    taken: Array
    """Of the ration, into the bottles [kg]."""
    refused: Array
    """Of the ration, what the bottles had no room for [kg]: drunk on the spot, poured over the head or left."""


@model(
    title="Bottles between checkpoints",
    source="Own book-keeping: what was issued is all there is",
    unit="kg, kg, kg, min",
    valid={"carried": Range(0, 6, "kg"), "wanted": Range(0, 0.03, "kg/min"), "minutes": Range(0, 720, "min")},
    caution="Nobody is given water by others, and nobody turns back.",
)
def leg_water(carried: Numbers, wanted: Numbers, minutes: Numbers) -> Leg:
    """What is drunk of water carried [kg] in so many minutes when so much a minute is wanted [kg/min].

    >>> leg = leg_water.plain(1.5, 0.0125, 180.0)
    >>> float(leg.drunk), float(leg.unmet), float(leg.dry_after)
    (1.5, 0.75, 120.0)
    """
    asked = np.asarray(wanted, dtype=np.float64) * minutes
    drunk = np.minimum(asked, carried)
    lasts = np.asarray(carried, dtype=np.float64) / np.maximum(wanted, 1e-12)
    return Leg(drunk, asked - drunk, carried - drunk, np.where(drunk < asked, lasts, np.inf))


@model(
    title="Bottles filled at a checkpoint",
    source="Own book-keeping; rations of 1.5 to 3 L are usual in self-supported desert races",
    unit="kg",
    valid={"left": Range(0, 6, "kg"), "ration": Range(0, 6, "kg"), "bottles": Range(0.5, 6, "kg")},
    caution="A ration is what each runner is given, not what the checkpoint has.",
)
def filled_up(left: Numbers, ration: Numbers, bottles: Numbers) -> Filled:
    """Bottles that hold so much, with so much left in them, when a ration is issued [all kg]."""
    room = np.maximum(np.asarray(bottles, dtype=np.float64) - left, 0.0)
    taken = np.minimum(ration, room)
    return Filled(left + taken, taken, ration - taken)


@model(
    title="The pack",
    source="Own sum; 11 ± 1.8 kg at the start of 250 km races: Lipman 2014, Wilderness Environ. Med. 25:457",
    unit="kg",
    valid={"kit": Range(2, 12, "kg"), "days_eaten": Range(0, 7, "days"), "water": Range(0, 6, "kg")},
    standing="uncertain",
    caution="Fuel, rubbish and wet clothes are not in it.",
)
def pack_mass(
    kit: Numbers, days_eaten: Numbers, water: Numbers = 0.0, days: float = 7.0, daily: Numbers = 0.65
) -> Array:
    """What is carried [kg] with kit [kg], food for what is left of the days, and water [kg].

    >>> round(float(pack_mass.plain(5.0, 0.0, 1.5)), 2), round(float(pack_mass.plain(5.0, 6.0, 1.5)), 2)
    (11.05, 7.15)
    """
    found: Array = kit + food_carried.plain(days_eaten, days, daily) + water
    return found
