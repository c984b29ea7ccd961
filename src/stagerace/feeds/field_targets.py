"""The figures from the field that the simulation is held against, from the file that comes with the program."""

from collections.abc import Sequence
from importlib.resources import files
from typing import Final, Literal

import msgspec
from msgspec import Struct

from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.nearest import did_you_mean

SHIPPED: Final = "field_targets.toml"


class TargetFigure(Struct, frozen=True):
    """A figure of a study: the value, and from where to where ours may lie to count as met."""

    name: str
    unit: str
    value: float
    low: float
    high: float
    band: Literal["stated", "sampling", "studies", "editions", "ours"]
    note: str = ""
    beside: bool = False
    """Whether it only stands beside the row's own figures and does not decide."""

    @property
    def half(self) -> float:
        """Half of the band."""
        return (self.high - self.low) / 2


class Target(Struct, frozen=True, rename={"figures": "figure"}):
    """A row: what was measured where, and what of it can be simulated."""

    id: str
    what: str
    source: str
    doi: str
    n: int | None = None
    url: str = ""
    scenario: str = ""
    """The scenario it is held against; empty where it cannot be simulated."""
    role: Literal["", "fitted", "set", "check"] = ""
    figures: tuple[TargetFigure, ...] = ()
    why_not: str = ""
    """Why it cannot be simulated."""
    published: str = ""
    """What was published, where it cannot be."""
    missed: str = ""
    """Why ours lies outside, where it is known to."""


class _File(Struct, frozen=True):
    target: tuple[Target, ...]


def shipped_targets() -> tuple[Target, ...]:
    """All rows in the order of their numbers."""
    return msgspec.toml.decode(files("stagerace.feeds").joinpath(SHIPPED).read_bytes(), type=_File).target


def chosen(targets: Sequence[Target], only: Sequence[str]) -> tuple[Target, ...]:
    """The rows asked for, all where none are named. Raises BadInput for a name that no row has."""
    known = {target.id: target for target in targets}
    wrong = [name for name in only if name.upper() not in known]
    if wrong:
        raise BadInput(
            *(Problem(f"there is no row {name}", did_you_mean(name.upper(), tuple(known))) for name in wrong)
        )
    return tuple(known[name.upper()] for name in only) if only else tuple(targets)
