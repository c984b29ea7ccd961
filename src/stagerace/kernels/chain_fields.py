"""What the chain of a stage knows of every runner of a lane: flat arrays, field `k` from `k * ROW` on."""

from typing import Final, NamedTuple

from stagerace.kernels.model import Array

ROW: Final = 512 + 8
"""How far apart the fields lie: a lane and a little, or all would fall on one another in the processor's cache."""
BREATH: Final = 0.0004
"""Water in a minute's breath [kg]: some 25 g an hour of hard breathing in dry air."""
GRAVITY: Final = 9.81
MEASURED_TO: Final = 250.0
"""Metabolic power up to which heat models were measured [W/m²]: ISO 7933."""
SLOWEST: Final = 0.14
"""Nobody who is still on the course goes slower [m/s]."""
LONGEST_STEP: Final = 3.0
LONGEST_REST: Final = 5.0
"""The longest step of the body's models on the way and at rest [min]."""

(
    MASS, AREA, CAPACITY, MOST, DRIVE, KIT, ACCLIMATISED, SALTINESS, RETENTION, WANTED, BY_THIRST, SALT, EATEN,
    USUAL_WATER, USUAL_SALTS, INSULATION, PERMEABILITY, COVERED, START, DWELL, BOTTLES, TAIL, SLEEP, SLEEP_FROM,
    HEAT_PATIENCE, STOMACH_PATIENCE, FEET_PATIENCE, LEGS_PATIENCE, WILL_PATIENCE,
) = range(29)  # fmt: skip
PERSON: Final = 29
"""Fields of a person, which a stage does not change.

Body mass [kg], surface [m²], heat capacity [W min/(m² K)], the most power above rest that lasts for this stage [W/kg],
drive [K], pack without water [kg], acclimatisation, saltiness and retention [-], drinking planned [kg/min] and by
thirst [-], salt [mmol/min] and carbohydrate [kg/min] eaten, usual water [kg] and salts [mmol], clothes [clo], their
permeability and the covered share [-], the minute of the start, the factor on rests, the bottles [kg], the share of
power used, how long they sleep at the first place reached after which minute, and for each cause how much hazard is
borne before it ends the race.
"""

(
    CLOCK, POSITION, CORE, SKIN, SWEAT, FILM, EFFORT, WATER, SALTS, STOMACH, BRINE, GLYCOGEN, FAT, ACUTE, SLOW, CARRIED,
    OUT, OUT_AT, OUT_MINUTE, HEAT, GUT, FEET, LEGS, WILL, HEAVY, SPEED, POWER, STEP, PARTS, REST, SLEPT, TAKEN, TIRED,
    FELT, PEAK_CORE, PEAK_DRY, LEAST_SODIUM, MOST_SODIUM, BEYOND, MOVED, LIVED, UNMET, SWEATED, SALTED, SPENT,
) = range(45)  # fmt: skip
STATE: Final = 45
"""Fields of a state: the clock [min] and where on the stage [m]; the body of the heat balance, of water and salt, of
fatigue; water carried [kg]; why out (0 while in), where [m] and when [min]; summed hazards; the load's factor, speed
[m/s], power [W/kg], the length of a step's parts [min] and their number, the rest that is due [min], whether they have
slept, when hazards were last taken [min]; strength lost before the start, water missing now [-]; extremes; minutes
extrapolated, moved and lived; water wanted and not there and sweated [kg], salt sweated [mmol], energy spent [kJ]."""

(FINISHED, BY_HEAT, BY_STOMACH, BY_FEET, BY_LEGS, BY_CUT_OFF, BY_WILL) = range(1, 8)
"""Why somebody is no longer on the course."""


class Sky(NamedTuple):
    """The air by slot of time and zone of the course, flat, `SKY` numbers each: air [°C], vapour [kPa], radiant [°C],
    wind at body height [m/s], and what thin air does to convection and evaporation."""

    values: Array
    zones: int
    slots: int
    minutes: int
    """How long a slot is [min]."""


SKY: Final = 6


class Route(NamedTuple):
    """A stage for the chain: what each cell costs, where it lies, and the places after the start."""

    speeds: Array
    facts: Array
    cells: Array
    """Zone, grade, share of power, hazard of feet of each cell, flat."""
    places: Array
    """Metres, closing, rest, water of each place after the start, flat; the last is the finish."""


CELL: Final = 4
PLACE: Final = 4
CELL_METRES: Final = 100.0
