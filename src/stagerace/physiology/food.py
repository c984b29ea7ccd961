"""Food: the energy a day takes, the food that is carried for it and grows lighter, and what going short costs."""

from typing import Final

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model

KCAL: Final = 4184.0
"""One kilocalorie [J]."""
FOOD_ENERGY: Final = 16_360.0
"""Energy of what multi-day runners carry [kJ/kg], 14,750 to 18,140: McCubbin 2016."""
LEAST_A_DAY: Final = 8_360.0
"""What organisers make everyone carry for a day [kJ]: 2,000 kcal."""
CAMP: Final = 1.2
"""Power at camp as a multiple of rest."""
_DEFICITS: Final = np.array([0.0, 5_686.0, 19_109.0, 39_243.0, 59_377.0])
_LOSSES: Final = np.array([0.0, 0.0, 0.02, 0.07, 0.10])
_MIFFLIN = "Mifflin, St Jeor, Hill, Scott, Daugherty & Koh 1990, Am. J. Clin. Nutr. 51:241"


@model(
    title="Power at rest",
    source=_MIFFLIN,
    doi="10.1093/ajcn/51.2.241",
    unit="W",
    valid={"mass": Range(45, 120, "kg"), "height": Range(1.45, 1.95, "m"), "age": Range(19, 78, "years")},
    caution="A tenth off is usual.",
)
def resting_power(mass: Numbers, height: Numbers, age: Numbers, female: bool | Array = False) -> Array:
    """Metabolic power at rest of a mass [kg], a height [m] and an age [years].

    >>> round(float(resting_power.plain(70.0, 1.75, 40)))
    77
    """
    kcal = 10 * mass + 625 * height - 5 * age + np.where(female, -161.0, 5.0)
    found: Array = np.asarray(kcal * KCAL / 86_400)
    return found


@model(
    title="Energy of a day",
    source="Power on the move over its hours, and 1.2 times rest for the others; rest: " + _MIFFLIN,
    unit="kJ",
    valid={"moving": Range(100, 900, "W"), "hours": Range(0, 24, "h"), "resting": Range(45, 120, "W")},
    standing="uncertain",
    caution="1.2 for camp is a convention for people who sit.",
)
def day_energy(moving: Numbers, hours: Numbers, resting: Numbers) -> Numbers:
    """Energy spent in a day with so many hours on the move at a metabolic power [W] and the others at camp."""
    return 3.6 * (moving * hours + CAMP * resting * (24 - hours))


@model(
    title="Food carried",
    source="McCubbin, Cox & Broad 2016, Int. J. Sport Nutr. Exerc. Metab. 26:581",
    doi="10.1123/ijsnem.2016-0016",
    unit="kg",
    valid={"days_eaten": Range(0, 7, "days"), "days": Range(1, 7, "days"), "daily": Range(0.5, 1.1, "kg")},
    standing="uncertain",
    caution="Five runners packed 0.5 to 1.1 kg a day, 0.7 in the middle. Eaten evenly, which nobody does.",
)
def food_carried(days_eaten: Numbers, days: float = 7.0, daily: Numbers = 0.65) -> Array:
    """Food still in the pack after days of eating [kg], packed for so many days at so much a day [kg].

    >>> float(food_carried.plain(0.0)), round(float(food_carried.plain(6.0)), 2)
    (4.55, 0.65)
    """
    left: Array = daily * np.clip(days - np.asarray(days_eaten, dtype=np.float64), 0.0, days)
    return left


def food_energy(mass: Numbers) -> Numbers:
    """Energy [kJ] of a mass of food as it is carried [kg]."""
    return FOOD_ENERGY * mass


@model(
    title="Power kept on too little food",
    source="Murphy, Carrigan, Karl, Pasiakos & Margolis 2018, Sports Med. 48:2169",
    doi="10.1007/s40279-018-0945-x",
    unit="-",
    valid={"deficit": Range(0, 59_377, "kcal")},
    standing="uncertain",
    caution="Leg power and strength of soldiers over days to weeks, from the abstract; taken for power that lasts.",
)
def underfed_share(deficit: Numbers) -> Array:
    """The share of power kept after a deficit summed over the days [kcal], between the points of the abstract.

    >>> round(float(underfed_share.plain(20_000)), 3)
    0.978
    """
    lost = np.interp(np.asarray(deficit, dtype=np.float64), _DEFICITS, _LOSSES)
    share: Array = np.asarray(1 - lost)
    return share


@model(
    title="Power kept without carbohydrate",
    source="Own: a bounded gain from 0 to 60 g an hour, on days longer than two hours",
    unit="-",
    valid={"intake": Range(0, 90, "g/h"), "glycogen": Range(0, 0.7, "kg")},
    standing="uncertain",
    caution="Trials of two to four hours say 2 to 6 %; nobody has measured it over days at walking effort.",
)
def fuelled_share(intake: Numbers, glycogen: Numbers = 0.5) -> Array:
    """The share of power kept with a carbohydrate intake [g/h] and so much glycogen left [kg]: 1 with full stores or
    60 g/h, 0.94 with neither."""
    fed = np.clip(np.asarray(intake, dtype=np.float64) / 60, 0.0, 1.0)
    stored = np.clip(np.asarray(glycogen, dtype=np.float64) / 0.3, 0.0, 1.0)
    share: Array = 1 - 0.06 * (1 - fed) * (1 - stored)
    return share
