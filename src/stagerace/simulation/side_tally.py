"""What is counted of a stage planned otherwise, held against the same people on the same morning as planned."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array, Flags
from stagerace.simulation.hazards import CAUSES
from stagerace.simulation.histograms import FINE, KILOMETRE, SLOT, Bins, Counts
from stagerace.simulation.ready import ReadyStage
from stagerace.simulation.tally import CODES, RATES, Adding
from stagerace.simulation.week import Went

HOT: Final = 39.0
"""Core temperature from which on somebody is counted as hot [°C]."""


@dataclass
class SideTally(Adding):
    """Replicates by how many people, and by how many more of them than as planned (from -n to n)."""

    rates: Counts
    """Replicates by the share of starters who do it."""
    done_more: Counts
    outs: Counts
    """By cause and how many."""
    hot: Counts
    hot_more: Counts
    water: Counts
    """Replicates by litres taken on the whole stage."""
    last: Counts
    """Replicates by the last arrival at the finish, 5 min since the stage's start."""
    metres: Counts
    """Of stages run for a time: people by km done."""
    there: Counts
    """People by leg and quarter of an hour in which they are on it."""
    started: Counts
    """One number: everyone who started."""


def side_tally(stage: ReadyStage, runners: int) -> SideTally:
    """Nothing counted yet."""
    places = len(stage.places)

    def none(*shape: int) -> Counts:
        return np.zeros(shape, dtype=np.int64)

    return SideTally(
        none(RATES.number), none(2 * runners + 1), none(len(CAUSES), runners + 1),
        none(runners + 1), none(2 * runners + 1), none(2 * places * runners + 2),
        none(stage.longest // int(FINE) + 2), none(int(stage.metres[-1] // KILOMETRE) + 2),
        none(places, stage.longest // int(SLOT) + 2), none(1),
    )  # fmt: skip


def count_side(tally: SideTally, went: Went, planned: Went) -> None:
    """Count a stage planned otherwise, for some replicates, against the same replicates as planned."""
    tally.done_more += _more(_by_replicate(went, went.done), _by_replicate(planned, planned.done), tally.done_more)
    hot = _by_replicate(went, _hot(went))
    tally.hot += np.bincount(hot, minlength=len(tally.hot))
    tally.hot_more += _more(hot, _by_replicate(planned, _hot(planned)), tally.hot_more)
    starters = _by_replicate(went, went.started)
    begun = starters > 0
    tally.rates += RATES.counted(_by_replicate(went, went.done)[begun] / starters[begun])
    for k, code in enumerate(CODES):
        left = _by_replicate(went, _out(went) & (went.lived[f.OUT] == code))
        tally.outs[k] += np.bincount(left, minlength=tally.outs.shape[1])
    litres = went.lived.filled.sum(axis=0).reshape(went.replicates, -1).sum(axis=1)
    tally.water += Bins(0.0, 1.0, len(tally.water)).counted(litres)
    ends = np.where(went.done, ended(went), np.nan).reshape(went.replicates, -1)
    some = np.isfinite(ends).any(axis=1)
    tally.last += Bins(0.0, FINE, len(tally.last)).counted(np.nanmax(ends[some], axis=1))
    tally.metres += Bins(0.0, KILOMETRE, len(tally.metres)).counted(went.lived[f.POSITION][went.done])
    tally.started += int(went.started.sum())
    _count_there(tally.there, went)


def ended(went: Went) -> Array:
    """When the stage ended for everyone, wherever [min since its start]; its last minute for whoever was still out."""
    found: Array = np.where(went.lived[f.OUT] > 0.0, went.lived[f.OUT_MINUTE], float(went.stage.longest))
    return found


def _by_replicate(went: Went, who: Flags) -> Counts:
    found: Counts = who.reshape(went.replicates, -1).sum(axis=1)
    return found


def _more(mine: Counts, theirs: Counts, like: Counts) -> Counts:
    """Replicates by the difference, counted from -n to n."""
    return np.bincount(mine - theirs + len(like) // 2, minlength=len(like))


def _out(went: Went) -> Flags:
    found: Flags = went.started & ~went.done
    return found


def _hot(went: Went) -> Flags:
    found: Flags = went.started & (went.lived[f.PEAK_CORE] > HOT)
    return found


def _count_there(there: Counts, went: Went) -> None:
    """Who is on which leg at the end of every quarter of an hour."""
    slots = Bins(0.0, SLOT, there.shape[1])
    begins: Array = np.where(went.started, np.tile(went.stage.starts, went.replicates), np.nan)
    ends = np.where(went.started, ended(went), np.nan)
    for leg in range(len(there)):
        came = went.lived.arrived[leg]
        until = np.where(np.isfinite(came), np.minimum(came, ends), ends)
        until = np.where(np.isfinite(begins), until, np.nan)
        there[leg] += np.cumsum(slots.counted(begins) - slots.counted(until))
        begins = np.where(until < ends, until, np.nan)
