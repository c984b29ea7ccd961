"""What makes people leave a race: six causes, each a hazard an hour that summed up meets a runner's patience."""

from typing import Final, NamedTuple

CAUSES: Final = ("heat", "stomach", "feet", "legs", "cut-off", "own decision")
"""Why runners leave, in the order of the codes of `kernels.chain_fields`."""


class HazardNumbers(NamedTuple):
    """How much each cause weighs and what it grows with; all are free and wait for their calibration.

    Each is a hazard an hour [1/h] at the stated state, times e to the slope times what is beyond it.
    """

    effort_at_most: float = 0.55
    """Effort of the fatigue model when someone spends all the power that lasts for the stage [-]."""
    heat: float = 2e-4
    """At a core of 39 °C."""
    heat_slope: float = 2.5
    """[1/K]"""
    gut: float = 1e-3
    """At 3 % of body mass lost as water and a core of 38.5 °C."""
    gut_slope: float = 40.0
    """For each part of body mass lost [-]."""
    gut_heat: float = 1.0
    """[1/K]"""
    feet: float = 4e-4
    """For a kilometre of hard ground [1/km]."""
    feet_days: float = 0.3
    """How much more of it for each day that feet have been on the way already [1/day]."""
    legs: float = 1e-3
    """At a fifth of strength lost."""
    legs_slope: float = 8.0
    """For each part of strength lost [-]."""
    will: float = 5e-4
    """After ten hours on the stage."""
    will_slope: float = 0.8
    """For each further ten hours [-]."""
    long: float = 1.1
    """Every hazard grows with this power of how long a stage is for someone, 8 h being usual [-]: whoever has a night
    and a day before them gives up sooner than whoever has an afternoon."""


HAZARDS: Final = HazardNumbers()
