"""How forecasts that were kept turned out: whether ranges held, how far off they were, whether chances came true."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Final

from msgspec import Struct

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, StageNo

Where = tuple[Bib, str]
"""A runner, and a column of a stage as it is told: `2CP3`, `out of 2CP3`, `lap 3`."""
BINS: Final = 10


class KeptArrival(Struct, frozen=True, array_like=True):
    """One arrival of a snapshot: who, where, and the ranges."""

    bib: Bib
    where: str
    p05: Instant
    p25: Instant
    p50: Instant
    p75: Instant
    p95: Instant


class KeptChance(Struct, frozen=True, array_like=True):
    """One chance of a snapshot: who, and how likely they were to finish the stage."""

    bib: Bib
    p_stage: float


class Snapshot(Struct, frozen=True):
    """What was forecast of a stage at an instant, from the log up to a position."""

    at: Instant
    position: int
    stage: StageNo
    forecaster: str
    arrivals: tuple[KeptArrival, ...]
    chances: tuple[KeptChance, ...]


class Bin(Struct, frozen=True):
    """Chances between two tenths: how many there were, what they said on average, and how many of them finished."""

    n: int
    said: float
    came: float


class StageScore(Struct, frozen=True):
    """How the snapshots of a stage turned out."""

    stage: StageNo
    snapshots: int
    forecasts: int
    """How many forecast arrivals have come since."""
    held50: float | None
    held90: float | None
    """The shares of them inside their ranges; None where nothing came."""
    off_min: float | None
    """How far off the middle was, in half of them at most [min]."""
    bins: tuple[Bin | None, ...]
    """The chances to finish the stage by tenths."""


def score(
    snapshots: Sequence[Snapshot], came: Mapping[Where, Instant], finished: Mapping[Bib, bool]
) -> list[StageScore]:
    """The score of every stage that snapshots are of, in the order of stages.

    `came` says when runners really were where; only what happened after a snapshot is held against it. `finished` says
    who finished their stage; whoever is still on it is left out of both.
    """
    stages = sorted({snapshot.stage for snapshot in snapshots})
    return [_stage([each for each in snapshots if each.stage == stage], stage, came, finished) for stage in stages]


def _stage(
    snapshots: Sequence[Snapshot], stage: StageNo, came: Mapping[Where, Instant], finished: Mapping[Bib, bool]
) -> StageScore:
    held = [
        (each, moment)
        for snapshot in snapshots
        for each in snapshot.arrivals
        if (moment := came.get((each.bib, each.where))) is not None and moment > snapshot.at
    ]
    off = [abs(moment - each.p50) / MINUTE for each, moment in held]
    chances = [(each.p_stage, finished[each.bib]) for s in snapshots for each in s.chances if each.bib in finished]
    return StageScore(
        stage, len(snapshots), len(held),
        _share(each.p25 <= moment <= each.p75 for each, moment in held),
        _share(each.p05 <= moment <= each.p95 for each, moment in held),
        round(median(off), 1) if off else None,
        tuple(_bin(chances, k) for k in range(BINS)),
    )  # fmt: skip


def _share(held: Iterable[bool]) -> float | None:
    each = list(held)
    return round(sum(each) / len(each), 4) if each else None


def _bin(chances: Sequence[tuple[float, bool]], k: int) -> Bin | None:
    inside = [(said, came) for said, came in chances if min(int(said * BINS), BINS - 1) == k]
    if not inside:
        return None
    count = len(inside)
    return Bin(count, round(sum(s for s, _ in inside) / count, 4), round(sum(c for _, c in inside) / count, 4))


def say_score(score: StageScore) -> str:
    """A score in a sentence: `stage 2: 90 % ranges held 91 %, ...`."""
    if score.held90 is None or score.held50 is None or score.off_min is None:
        return f"stage {score.stage}: {score.snapshots} snapshots, and nothing of what they say has come yet"
    held = f"90 % ranges held {100 * score.held90:.0f} %, 50 % ranges held {100 * score.held50:.0f} %"
    of = f"{score.forecasts} arrivals forecast in {score.snapshots} snapshots"
    return f"stage {score.stage}: {held}, half were off by {score.off_min:g} min or less ({of})"
