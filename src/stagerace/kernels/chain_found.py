"""What is worked out and fetched for a lane under way: a flat array like its state, field `k` from `k * ROW` on."""

from typing import Final

(
    AIR, VAPOUR, RADIANT, WIND, THINNER, LEWIS,
    TIME, WAY, ENERGY, SPEED, POWER, PART,
    ABLE, LOAD, HEAVY, LIGHTER, UNLADEN, PLACE, RUN, SPENT,
    PAST, KEPT, SATURATED, DRY, TOWARDS, TAKES, WET, PASSED,
    LEAN, PER_AREA, PULL, EFFORT, STRONG,
    HEAT_RATE, GUT_RATE, LEGS_RATE, WILL_RATE,
) = range(37)  # fmt: skip
FOUND: Final = 37
"""Fields, a line each: the air over everyone; minutes, metres and energy [W min/kg] of the stretch so far, its mean
speed [m/s] and power [W/kg], and how many of its minutes are lived now; what a cell asks of everyone; the passes of the
heat balance; what stays as it is on the stage (1/mass, mass and gravity over surface, effort for a power, the most
power of tired legs); hazards an hour when last looked at."""
