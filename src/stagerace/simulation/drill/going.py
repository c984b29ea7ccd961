"""How a field really goes over a stage: not by any forecaster's model, and quick to invent.

Everybody has a level of their own and fades or not; every leg has its ground, every hour its heat; a leg now and then
takes far longer than any before it (a blister, a wrong turn, a nap in the shade), and so does a stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from stagerace.core.clock import SECOND, Instant
from stagerace.core.names import Bib, Direction
from stagerace.core.plan import Checkpoint, Stage

Array = NDArray[np.float64]
Dice = np.random.Generator
"""Where chance comes from: whoever calls has seeded it."""


class People(Struct, frozen=True):
    """How the people of a field go, and how far they differ; of logarithms where nothing else is said."""

    pace: float = 0.545
    """What a runner in the middle takes on level ground in the morning [s/m]: 4.3 km in 39 min."""
    level: float = 0.2
    """How far the runners of a field lie apart."""
    fade: tuple[float, float] = (0.10, 0.12)
    """By how much people slow from start to end of a stage, and how far they differ in that."""
    ground: float = 0.13
    """How far legs lie apart that look alike on the plan."""
    leg: float = 0.09
    """How far one leg of one runner goes its own way."""
    tail: tuple[float, float] = (0.04, 0.18)
    """How many legs take far longer, and by how much on average."""
    stay: tuple[float, float] = (260.0, 0.7)
    """How long people stay at a checkpoint: the middle [s], and how far they differ."""
    rest: tuple[float, float] = (0.02, 1_500.0)
    """How many stays are a long rest, and how much longer that is on average [s]."""
    heat: float = 0.12
    """By how much the hottest hour slows everybody, as a share."""
    gives_up: float = 0.0022
    """How many of those who come to a checkpoint give up there."""
    absent: float = 0.008
    """How many do not stand at the start."""


USUAL: Final = People()
EVEN: Final = People(
    fade=(0.25, 0.1), ground=0.12, leg=0.19, tail=(0.0, 0.0), stay=(60.0, 0.5), rest=(0.0, 0.0), heat=0.0
)
"""Legs that differ much and evenly, none by very much: in such a field a fixed ratio does what the prototype did."""
_HOTTEST, _HOT_FOR = 8.0, 3.5
"""So many hours after the start it is hottest; so wide is the heat of the day [h]."""


@dataclass(eq=False)
class Going:
    """When everybody really was where, in seconds after the start; changed while faults are planted.

    Columns are the ways in and out of every place after the start, in the order of the course, the last one the finish.
    """

    stage: Stage
    start: Instant
    bibs: tuple[Bib, ...]
    at: Array
    """By runner and column [s]; NaN where they never came."""

    @property
    def places(self) -> tuple[Checkpoint, ...]:
        """The places after the start."""
        return self.stage.places[1:]

    def place(self, column: int) -> Checkpoint:
        """The place of a column."""
        return self.places[column // 2]

    def way(self, column: int) -> Direction:
        """Whether a column is a way in or out."""
        return "out" if column % 2 else "in"

    def instant(self, seconds: float) -> Instant:
        """Seconds after the start as an instant."""
        return Instant(self.start + round(seconds * SECOND))

    def seconds(self, instant: Instant) -> float:
        """An instant as seconds after the start."""
        return (instant - self.start) / SECOND

    def last(self, runner: int) -> int:
        """The last column a runner came to; -1 where none."""
        known = np.flatnonzero(np.isfinite(self.at[runner]))
        return int(known[-1]) if len(known) else -1

    def began(self, runner: int, leg: int) -> float:
        """When a runner set out on the leg to a place [s]."""
        return 0.0 if leg == 0 else float(self.at[runner, 2 * leg - 1])

    def stop(self, runner: int, column: int) -> None:
        """Let a runner come to no column from this one on."""
        self.at[runner, column:] = np.nan

    def delay(self, runner: int, column: int, seconds: float) -> None:
        """Let a runner come so much later to this column and all behind it."""
        self.at[runner, column:] += seconds


def go(stage: Stage, bibs: Sequence[Bib], dice: Dice, people: People = USUAL) -> Going:
    """A field over a stage on an ordinary day; who comes too late, or gives up, ends at that checkpoint."""
    metres = np.diff([place.metres for place in stage.places]).astype(np.float64)
    runners, legs = len(bibs), len(metres)
    share = np.cumsum(metres) / metres.sum()
    ground = np.exp(dice.normal(0.0, people.ground, legs))
    level = dice.normal(0.0, people.level, runners)[:, None]
    fade = dice.normal(*people.fade, runners)[:, None] * share
    far = dice.exponential(people.tail[1], (runners, legs)) * (dice.random((runners, legs)) < people.tail[0])
    own = np.exp(level + fade + dice.normal(0.0, people.leg, (runners, legs)) + far)
    stays = people.stay[0] * np.exp(dice.normal(0.0, people.stay[1], (runners, legs)))
    stays += dice.exponential(people.rest[1], (runners, legs)) * (dice.random((runners, legs)) < people.rest[0])
    at = _walked(metres * ground * people.pace, own, stays, people.heat)
    at[dice.random(runners) < people.absent] = np.nan
    going = Going(stage, stage.start, tuple(bibs), at)
    _end(going, dice, people.gives_up)
    return going


def _walked(legs: Array, own: Array, stays: Array, hottest: float) -> Array:
    """Columns from legs and stays, each leg in the heat of its hour."""
    runners, count = own.shape
    at = np.full((runners, 2 * count - 1), np.nan)
    now = np.zeros(runners)
    for k in range(count):
        heat = 1.0 + hottest * np.exp(-(((now / 3600.0 - _HOTTEST) / _HOT_FOR) ** 2))
        now = now + legs[k] * own[:, k] * heat
        at[:, 2 * k] = now
        if k < count - 1:
            now = now + stays[:, k]
            at[:, 2 * k + 1] = now
    return at


def _end(going: Going, dice: Dice, share: float) -> None:
    """End the stage of those who give up or are too late."""
    arrivals = going.at[:, 0:-1:2]
    gives_up = dice.random(arrivals.shape) < share
    closes = np.array([going.seconds(place.close) if place.close else np.inf for place in going.places[:-1]])
    for runner, place in np.argwhere(gives_up | (arrivals > closes)):
        going.stop(int(runner), 2 * int(place) + 1)
