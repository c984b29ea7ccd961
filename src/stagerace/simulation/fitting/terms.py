"""How far simulated races lie from real ones: the terms of the losses that are made least."""

from typing import Final

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array
from stagerace.simulation.drawing import Of, edition_draw
from stagerace.simulation.fitting.mountains import Went
from stagerace.simulation.fitting.observed import Observed, quantiles
from stagerace.simulation.scenarios.going import Gone
from stagerace.simulation.scenarios.leaving import editions_finished, left_by_stage
from stagerace.simulation.scenarios.pacing import speeds

_HOURS: Final = 0.8
_SHARE: Final = 0.03
_PLACES: Final = 0.015
_SPEED: Final = 0.03
_SHAPE: Final = 0.3


def pace_term(gone: Gone, observed: Observed) -> float:
    """Speeds of men and women who finished a week, at quantiles, in thirtieths; the women, fewer, weigh half."""
    found = 0.0
    for women, theirs, weight in ((False, observed.men, 1.0), (True, observed.women, 0.5)):
        ours = speeds(gone, women)
        if len(ours) < 20:
            return 1e6
        away = np.log(quantiles(ours) / quantiles(theirs)) / _SPEED
        found += weight * float(np.mean(away**2))
    return found


def mountain_term(ours: Went, theirs: Went) -> float:
    """Times, the share that left, and at which places and hours they did."""
    times = float(np.mean(((ours.finish - theirs.finish) / _HOURS) ** 2))
    share = ((ours.leaving - theirs.leaving) / _SHARE) ** 2
    places = float(np.mean(((ours.by_place - theirs.by_place) / _PLACES) ** 2))
    hours = float(np.mean(((ours.by_hour - theirs.by_hour) / _PLACES) ** 2))
    return 2.0 * times + share + 2.0 * places + 2.0 * hours


def shape_term(gone: Gone) -> float:
    """Illness is to take most people out on the first day, feet and legs most on the third to fifth: V04."""
    ill = left_by_stage(gone, (f.BY_HEAT, f.BY_STOMACH))
    feet = left_by_stage(gone, (f.BY_FEET, f.BY_LEGS))
    late, early = max(0.0, float(ill[1:3].max() - ill[0])), max(0.0, float(feet[0] - feet[2:5].max()))
    return _SHAPE * ((late / 0.003) ** 2 + (early / 0.003) ** 2)


def weeks_left(observed: Observed) -> float:
    """The share that leaves a usual edition of a week."""
    return float(np.median(observed.weeks))


def log_hazards(shares: Array) -> Array:
    """Shares that left as logarithms of what was borne: editions spread evenly in them."""
    found: Array = np.log(-np.log(1.0 - np.clip(shares, 0.002, 0.998)))
    return found


def heat_slope(warmth: Array, finishing: Array) -> tuple[float, float]:
    """Share of finishers lost for each degree by which a year is warmer, and the spread of years around that line."""
    slope, level = np.polyfit(warmth, finishing, 1)
    return -float(slope), float(np.std(finishing - (slope * warmth + level)))


def editions_of(gone: Gone, seed: int) -> tuple[Array, Array]:
    """How warm each simulated edition was [K above its usual day] and the share that finished it."""
    spread = gone.race.warmth[0] if gone.race.warmth else 0.0
    air = spread * edition_draw(seed, np.arange(gone.replicates), gone.race.number, Of.EDITION_AIR)
    return air, editions_finished(gone)
