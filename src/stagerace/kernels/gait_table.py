"""The ground as the pace kernel reads it."""

from typing import Final, NamedTuple

from stagerace.kernels.model import Array

NODES: Final = 256
"""How many budgets a row of the walk table has."""
FACTS: Final = 8
"""How many numbers a cell has besides its row."""


class Cells(NamedTuple):
    """The ground by cell, flat: rows of walking speed by budget; and for each cell nodes per budget, both terrain
    factors, what speed costs a run, the footing limit, and at that limit the motion part of walking and of running on
    hard ground without load, and whether it can be run (1) or not (0)."""

    speeds: Array
    facts: Array


class Costs(NamedTuple):
    """The numbers of both gaits: seven of walking, four of running, and what is rest and what is standing [W/kg]."""

    walking: tuple[float, float, float, float, float, float, float]
    running: tuple[float, float, float, float]
    rest: float
    standing: float
    slowest_run: float
