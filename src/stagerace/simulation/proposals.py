"""Cut-offs proposed from a stage that nobody closes, and what each choice of a closing comes to."""

from typing import Final, NamedTuple

import numpy as np

from stagerace.kernels.model import Array
from stagerace.simulation.choices import QUARTER, ChoiceTally
from stagerace.simulation.histograms import Counts

LATE: Final = 0.02
"""The finish closes when only this share of all who would reach it is still to come."""
IN_VAIN: Final = 0.10
"""A checkpoint closes when at most this share of those still to come would reach the finish in time."""


class Cost(NamedTuple):
    """What a closing comes to, a replicate's mean unless said."""

    stopped: float
    stopped_p95: float
    would_finish: float
    hours: float
    outs: float
    dark: float
    dark_hours: float


def proposed(tally: ChoiceTally) -> list[int | None]:
    """The quarter of an hour at which each place closes, the finish last; None where nobody comes.

    The finish by `LATE`, checkpoints by `IN_VAIN`, none of them before the one before it.
    """
    finishing = tally.ended[-1].sum(axis=0)[:-1]
    if not finishing.sum():
        return [None] * len(tally.ended)
    end = int(np.searchsorted(np.cumsum(finishing), (1 - LATE) * finishing.sum())) + 1
    found: list[int | None] = []
    earliest = 0
    for place in tally.ended[:-1]:
        at = _in_vain(place, end)
        at = None if at is None else min(max(at, earliest), end)
        earliest = at or earliest
        found.append(at)
    return [*found, end]


def _in_vain(place: Counts, end: int) -> int | None:
    """From which quarter on hardly anybody who comes would still be in time."""
    came = place.sum(axis=1)
    if not came.sum():
        return None
    later = np.cumsum(came[::-1])[::-1]
    in_time = np.cumsum(place[:, :end].sum(axis=1)[::-1])[::-1]
    half = int(np.searchsorted(np.cumsum(came), came.sum() / 2))
    vain = in_time <= IN_VAIN * later
    vain[: half + 1] = False
    return int(np.argmax(vain)) if vain.any() else int(np.flatnonzero(came)[-1]) + 1


def cost(tally: ChoiceTally, place: int, quarter: int, finish: int | None, replicates: int, dark: Array) -> Cost:
    """What it comes to when a place, by number, closes at a quarter; the finish itself at `finish` or never."""
    last = place == len(tally.ended) - 1
    ended = tally.ended[place][quarter:]
    in_time = ended[:, :-1] if last or finish is None else ended[:, :finish]
    hours, dark_hours, in_dark = _after(tally, place, quarter, dark) if last else _stopped(tally, place, quarter)
    each = float(max(replicates, 1))
    return Cost(
        float(ended.sum()) / each, _quantile(tally.stopped[place, min(quarter, tally.stopped.shape[1] - 1)], 0.95),
        float(in_time.sum()) / each, hours / each, float(ended[:, -1].sum()) / each, in_dark / each, dark_hours / each,
    )  # fmt: skip


def _stopped(tally: ChoiceTally, place: int, quarter: int) -> tuple[float, float, float]:
    """Person-hours after a checkpoint of those who come too late, those in the dark, and how many people that is."""
    minutes, night, people = (float(c[place, quarter:].sum()) for c in (tally.minutes, tally.dark, tally.in_dark))
    return minutes / 60.0, night / 60.0, people


def _after(tally: ChoiceTally, place: int, quarter: int, dark: Array) -> tuple[float, float, float]:
    """The same of those still out when the finish closes: they are taken off the course then, wherever they are."""
    ends = tally.ended[place].sum(axis=1).astype(np.float64)
    out = np.cumsum(ends[::-1])[::-1] - 0.5 * ends
    edges = np.interp(np.arange(len(ends) + 1) * QUARTER, np.arange(len(dark)), dark)
    night = np.diff(edges)
    dark_slots = np.flatnonzero(night[quarter:] > 0.5)
    people = float(ends[quarter + dark_slots[0] :].sum()) if len(dark_slots) else 0.0
    return float(out[quarter:].sum()) * QUARTER / 60.0, float((out * night)[quarter:].sum()) / 60.0, people


def _quantile(counts: Counts, share: float) -> float:
    return float(np.searchsorted(np.cumsum(counts), share * counts.sum()))
