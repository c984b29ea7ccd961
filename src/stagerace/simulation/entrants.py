"""Who is simulated: what is known of a runner before the race, and what is asked of them in a what-if."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from stagerace.kernels.model import Array, Flags
from stagerace.simulation.chance import Keys, mixed

USUAL_AGE: Final = 45.0
"""Taken where no age is known."""
YOUNGEST, OLDEST = 16, 90
"""Ages at which people are simulated; others are doubted and taken as the usual age."""


class Entrant(NamedTuple):
    """A runner as the simulation knows one; nothing here is a name."""

    bib: str
    runner: str
    """The same for the same person in all races of a season; the draws hang on it."""
    gender: str = ""
    age: float | None = None
    team: str = ""
    """A team that stays together; empty for anyone else."""
    wave: str = ""
    pack: float | None = None
    """Pack at the first start, food in it and no water [kg]; drawn where not known."""
    power: float = 1.0
    """How much more or less able than the draw says [factor]."""
    begins: float = 1.0
    """Which share of the usual power is used on the first stage: `slower` starts below 1."""
    frailty: float = 1.0
    """How much more or less of every hazard than the draw says [factor]."""


class Field(NamedTuple):
    """The field as arrays, n runners in the order of bibs."""

    entrants: tuple[Entrant, ...]
    keys: Keys
    female: Flags
    age: Array
    pack: Array
    """[kg], NaN where it is drawn."""
    power: Array
    begins: Array
    frailty: Array

    def __len__(self) -> int:
        return len(self.entrants)


def field_of(entrants: Sequence[Entrant]) -> Field:
    """The arrays of a field; whoever's gender is unknown is drawn as most are, a man."""
    ages = [USUAL_AGE if e.age is None or not YOUNGEST <= e.age <= OLDEST else float(e.age) for e in entrants]
    return Field(
        tuple(entrants),
        np.array([key_of(e.runner) for e in entrants], dtype=np.uint64),
        np.array([e.gender == "F" for e in entrants]),
        np.array(ages),
        np.array([np.nan if e.pack is None else e.pack for e in entrants]),
        np.array([e.power for e in entrants]),
        np.array([e.begins for e in entrants]),
        np.array([e.frailty for e in entrants]),
    )


def key_of(runner: str) -> int:
    """A number of 64 bits that stands for a runner, the same on every machine (FNV-1a, Fowler, Noll & Vo)."""
    found = 0xCBF29CE484222325
    for byte in runner.encode():
        found = ((found ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return int(mixed(np.array([found], dtype=np.uint64))[0])


def invented_field(count: int, women: float = 0.24) -> list[Entrant]:
    """A field like those of desert races: about a quarter women, ages of 25 to 68, the middle at 44.

    Shares and ages follow the published fields of the Marathon des Sables and the 4 Deserts; the people are invented.
    """
    found = []
    for n in range(count):
        low, high = (((n + 0.5) * step) % 1.0 for step in (0.7548776662466927, 0.5698402909980532))
        age = 44.0 + 9.5 * float(np.sqrt(2) * _erfinv(2 * high - 1))
        gender = "F" if low < women else "M"
        found.append(Entrant(str(n + 1), f"invented-{n + 1}", gender, float(np.clip(round(age), 19, 75))))
    return found


def _erfinv(x: float) -> float:
    from scipy.special import erfinv

    return float(erfinv(x))
