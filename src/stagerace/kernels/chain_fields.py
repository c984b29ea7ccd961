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
HOT: Final = 39.0
"""A core from here on is hot [°C]."""
SLOWEST: Final = 100.0 / 720.0
"""Nobody who is still on the course goes slower [m/s]: a cell in twelve minutes."""
STRETCH: Final = 3
"""How many cells are walked before the models of the body follow in one step."""
LONGEST_STEP: Final = 4.0
LONGEST_REST: Final = 6.0
"""The longest step of the models of the body on the way and at rest [min]; what takes longer is lived in equal parts.

On the stage of the tests all three together put a runner's arrival off by 0.3 % at most and 0.02 % in the mean, and the
highest core temperature by 0.06 K at most, against steps of a cell or of six seconds, whichever is shorter."""

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
that power that is used [-]; for how long they sleep [min] at the first place, not the finish, which they reach at or
after a minute of the clock; and for each cause how much hazard is borne before it ends the race.
"""

(
    CLOCK, POSITION, CORE, SKIN, SWEAT, FILM, EFFORT, WATER, SALTS, STOMACH, BRINE, GLYCOGEN, FAT, ACUTE, SLOW, CARRIED,
    OUT, OUT_AT, OUT_MINUTE, HEAT, GUT, FEET, LEGS, WILL, HEAVY, STEEPER, SLEPT, TAKEN, TIRED, FELT, PEAK_CORE,
    PEAK_DRY, LEAST_SODIUM, MOST_SODIUM, BEYOND, MOVED, LIVED, TIME_HOT, UNMET, SWEATED, SALTED, DRUNK, SPENT,
) = range(43)  # fmt: skip
STATE: Final = 43
"""Fields of a state: the clock [min] and where on the stage [m]; the body of the heat balance, of water and salt, of
fatigue; water carried [kg]; why out (0 while in), where [m] and when [min]; summed hazards; the load's factor on
walking as a line, its height without load and its slope [-]; whether they slept on the stage (1), when hazards were
last taken [min]; strength lost before the start and water missing now, as a share of mass [-]; extremes; minutes
extrapolated, moved, lived and with a hot core; water wanted and not there and sweated [kg], salt sweated [mmol], water
drunk [kg], energy spent [kJ]."""

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
