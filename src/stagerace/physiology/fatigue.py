"""Tired legs: what a day's work and its descents take from them, and what a night gives back."""

from typing import NamedTuple

import numpy as np

from stagerace.kernels.model import Array, Numbers, Range, model
from stagerace.physiology.lags import lag_share


class FatigueNumbers(NamedTuple):
    """What the fatigue model takes as given; *fitted* to two races run in one go (see the page), the rest is ours."""

    work: float = 0.01255
    """Strength lost in a minute at full effort [1/min]: *fitted*."""
    descent: float = 0.000015
    """Strength lost for each metre of descent [1/m]: *ours*; the two races do not tell it from work."""
    lasting: float = 0.07
    """Share of what is lost that goes to the slow state: *fitted*, to what twelve hours give back (Markov 2025)."""
    limit: float = 0.75
    """The most strength that can be lost [-]: *ours*."""
    acute_recovery: float = 1 / (6 * 60)
    """Share of the acute state that a minute gives back [1/min]: six hours for 63 %, *ours*."""
    slow_recovery: float = 1 / (96 * 60)
    """The same of the slow state: four days (Millet 2011: most of it back within nine)."""
    sleepless: float = 0.0
    """How much slower a night without sleep gives back; 0 because nobody has published a figure for stage races."""
    power_cost: float = 0.4
    """Sustainable power lost for each share of strength lost [-]: *ours*."""
    least: float = 0.5
    """Share of power that is always left [-]: *ours*."""


FATIGUE = FatigueNumbers()


class FatigueState(NamedTuple):
    """Strength lost, as shares of what fresh legs have; together they are the loss of a maximal contraction."""

    acute: Numbers = 0.0
    """What hours give back."""
    slow: Numbers = 0.0
    """What takes days."""

    @property
    def lost(self) -> Numbers:
        """Strength lost in all."""
        return self.acute + self.slow


@model(
    title="One minute of fatigue",
    source="Own two states; held against Saugy 2013, PLoS ONE 8:e65596; fitted to Millet 2011, PLoS ONE 6:e17059, and "
    "Markov 2025, Front. Sports Act. Living 7:1734785",
    doi="10.1371/journal.pone.0065596",
    unit="-",
    valid={"effort": Range(0, 1, "-"), "descent": Range(0, 40, "m/min"), "sleep": Range(0, 1, "-")},
    standing="uncertain",
    caution="Three races gave its numbers and its check; what loss of strength means for speed nobody has measured.",
)  # fmt: skip
def fatigue_minute(
    state: FatigueState, effort: Numbers, descent: Numbers = 0.0, sleep: Numbers = 1.0, n: FatigueNumbers = FATIGUE,
    minutes: Numbers = 1.0,
) -> FatigueState:  # fmt: skip
    """The state a minute later, or some minutes: effort as a share of what a fresh person can take up, metres of
    descent a minute, and how much of the sleep needed was had. What was lost comes back all the time, and on the move
    is lost again."""
    room = np.maximum(1 - (state.acute + state.slow) / n.limit, 0.0)
    gained = (n.work * effort * effort * effort + n.descent * descent) * room * minutes
    back = 1 - n.sleepless * (1 - sleep)
    return FatigueState(
        state.acute * (1 - lag_share(n.acute_recovery * back, minutes)) + gained * (1 - n.lasting),
        state.slow * (1 - lag_share(n.slow_recovery * back, minutes)) + gained * n.lasting,
    )


@model(
    title="What a night gives back",
    source="The recovery of `fatigue_minute`, over hours",
    unit="-",
    valid={"hours": Range(0, 24, "h"), "sleep": Range(0, 1, "-")},
    standing="uncertain",
    caution="Sleep has no published coefficient for stage races: its number is free, and 0 until it is fitted.",
)
def rested_legs(state: FatigueState, hours: Numbers, sleep: Numbers = 1.0, n: FatigueNumbers = FATIGUE) -> FatigueState:
    """The state after so many hours of rest, with so much of the sleep needed.

    >>> night = rested_legs.plain(FatigueState(0.2, 0.1), 12.0)
    >>> round(float(night.acute), 3), round(float(night.slow), 3)
    (0.027, 0.088)
    """
    minutes = np.asarray(hours, dtype=np.float64) * 60 * (1 - n.sleepless * (1 - sleep))
    return FatigueState(state.acute * (1 - n.acute_recovery) ** minutes, state.slow * (1 - n.slow_recovery) ** minutes)


@model(
    title="Power kept on tired legs",
    source="Own: a share of the strength lost, down to a floor",
    unit="-",
    valid={"lost": Range(0, 0.4, "-")},
    standing="uncertain",
    caution="0.4 is a guess between 0 and 1. Power that lasts for a time counts the day's own tiring already: give "
    "this what was lost before the start.",
)
def tired_share(lost: Numbers, n: FatigueNumbers = FATIGUE) -> Array:
    """The share of sustainable power kept by someone who has lost a share of their strength."""
    found: Array = np.maximum(1 - n.power_cost * np.asarray(lost, dtype=np.float64), n.least)
    return found
