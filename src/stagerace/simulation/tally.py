"""What is counted while a race is run again and again: everything an outlook needs, and nothing of anyone's days."""

from dataclasses import dataclass, fields
from typing import Any, Final, Self

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array
from stagerace.simulation.hazards import CAUSES
from stagerace.simulation.histograms import CORE, DRY, FINE, HOURS, KILOMETRE, SLOT, SODIUM, Bins, Counts
from stagerace.simulation.nights import Morning
from stagerace.simulation.ready import ReadyRace, ReadyStage
from stagerace.simulation.week import Went

CODES = (f.BY_HEAT, f.BY_STOMACH, f.BY_FEET, f.BY_LEGS, f.BY_CUT_OFF, f.BY_WILL)
"""Why people leave, in the order of `hazards.CAUSES`."""


@dataclass
class Adding:
    """Counts that add up."""

    def add(self, other: Self) -> None:
        """Add what another counted."""
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if isinstance(mine, np.ndarray):
                mine += theirs
            elif isinstance(mine, list):
                for one, more in zip(mine, theirs, strict=True):
                    one.add(more)


@dataclass
class StageTally(Adding):
    """The counts of a stage; bins are those of `histograms`, runners and places in their order."""

    started: Counts
    """By runner."""
    done: Counts
    finish: Counts
    """By runner and 5 min from one's own start."""
    metres: Counts
    """Of stages run for a time: by km done."""
    arrivals: Counts
    """By place and 5 min from the stage's start."""
    first: Counts
    """The first arrival of each replicate, by place and 5 min."""
    last: Counts
    heads: Counts
    """Replicates by place, quarter of an hour and how many were there then."""
    on_course: Counts
    """Replicates by quarter of an hour and how many were out on the course."""
    water: Counts
    """Replicates by place and litres taken there."""
    outs: Counts
    """By cause, hour from the stage's start and km."""
    legs: Counts
    """Who left, by cause and the place they had last to reach or were at."""
    outs_in_all: Counts
    """Replicates by how many left."""
    outs_by_cause: Counts
    """Replicates by cause and how many left."""
    core: Counts
    dry: Counts
    low_sodium: Counts
    high_sodium: Counts
    sweat: Counts
    """Of everyone, by tenths of a litre."""
    drunk_nothing: Counts
    """Water wanted when the bottles were empty, of everyone, by tenths of a litre."""
    salt: Counts
    """Salt of everyone's sweat, by mmol a litre."""
    rates: Counts
    """Replicates by the share of starters who did the stage."""
    minutes: Counts
    """Lived on the course, moved, beyond what the heat models were measured for [min]."""


SWEAT: Final = Bins(0.0, 0.1, 400)
"""Litres of one runner in a stage."""
SALT_OF: Final = Bins(0.0, 1.0, 120)
"""Salt of sweat [mmol/L]."""
RATES: Final = Bins(-0.0025, 0.005, 202)
"""Shares, to the nearest half per cent."""


def stage_tally(stage: ReadyStage, runners: int) -> StageTally:
    """Nothing counted yet."""
    fine, slots, hours = (stage.longest // int(width) + 2 for width in (FINE, SLOT, HOURS))
    places = len(stage.places)

    def none(*shape: int) -> Counts:
        return np.zeros(shape, dtype=np.int64)

    return StageTally(
        started=none(runners), done=none(runners), finish=none(runners, fine),
        metres=none(int(stage.metres[-1] // KILOMETRE) + 2),
        arrivals=none(places, fine), first=none(places, fine), last=none(places, fine),
        heads=none(places, slots, runners + 1), on_course=none(slots, runners + 1),
        water=none(places, 4 * runners + 2),
        outs=none(len(CAUSES), hours, int(stage.metres[-1] // KILOMETRE) + 1),
        legs=none(len(CAUSES), places),
        outs_in_all=none(runners + 1), outs_by_cause=none(len(CAUSES), runners + 1),
        core=none(CORE.number), dry=none(DRY.number), low_sodium=none(SODIUM.number), high_sodium=none(SODIUM.number),
        sweat=none(SWEAT.number), drunk_nothing=none(SWEAT.number), salt=none(SALT_OF.number), rates=none(RATES.number),
        minutes=none(3),
    )  # fmt: skip


@dataclass
class RaceTally(Adding):
    """The counts of a race: its stages, and what they come to."""

    stages: list[StageTally]
    finished: Counts
    """By runner."""
    total: Counts
    """By runner and 10 min: the time of all stages."""
    finishers: Counts
    """Replicates by how many finished the race."""
    replicates: Counts


TOTAL: Final = Bins(0.0, 10.0, 1_200)
"""Time of all stages [min]."""


def race_tally(race: ReadyRace) -> RaceTally:
    """Nothing counted yet."""
    runners = len(race.field)
    return RaceTally(
        [stage_tally(stage, runners) for stage in race.stages],
        np.zeros(runners, dtype=np.int64), np.zeros((runners, TOTAL.number), dtype=np.int64),
        np.zeros(runners + 1, dtype=np.int64), np.zeros(1, dtype=np.int64),
    )  # fmt: skip


def count_end(tally: RaceTally, end: Morning, replicates: int) -> None:
    """Count who finished the race, and how long they took."""
    done = end.finished.reshape(replicates, -1)
    tally.finished += done.sum(axis=0)
    tally.total += TOTAL.by_row(np.where(done, end.minutes.reshape(replicates, -1), np.nan).T)
    tally.finishers += np.bincount(done.sum(axis=1), minlength=len(tally.finishers))
    tally.replicates += replicates


def count_stage(tally: StageTally, went: Went) -> None:
    """Count a stage of some replicates."""
    by = (went.replicates, -1)
    started, done = went.started.reshape(by), went.done.reshape(by)
    tally.started += started.sum(axis=0)
    tally.done += done.sum(axis=0)
    any_started = started.any(axis=1)
    tally.rates += RATES.counted(done.sum(axis=1)[any_started] / started.sum(axis=1)[any_started])
    fine = Bins(0.0, FINE, tally.finish.shape[1])
    clock = np.where(done & (not went.stage.boxed), went.clock.reshape(by), np.nan)
    tally.finish += fine.by_row(clock.T)
    km = Bins(0.0, KILOMETRE, len(tally.metres))
    tally.metres += km.counted(went.lived[f.POSITION][went.done])
    _count_places(tally, went, fine)
    _count_outs(tally, went)
    _count_bodies(tally, went)


def _count_places(tally: StageTally, went: Went, fine: Bins) -> None:
    slots = Bins(0.0, SLOT, tally.on_course.shape[0])
    by = (went.replicates, -1)
    for place in range(len(went.stage.places)):
        came, left = went.lived.arrived[place].reshape(by), went.left[place].reshape(by)
        tally.arrivals[place] += fine.counted(came)
        any_came = np.isfinite(came).any(axis=1)
        tally.first[place] += fine.counted(np.nanmin(came[any_came], axis=1))
        tally.last[place] += fine.counted(np.nanmax(came[any_came], axis=1))
        litres = went.lived.filled[place].reshape(by).sum(axis=1)
        tally.water[place] += Bins(0.0, 1.0, tally.water.shape[1]).counted(litres)
        if place < len(went.stage.places) - 1:
            # Who is out at a place has left it for the vehicle: they count as there until the quarter ends.
            until = np.where(np.isfinite(left), left, came + SLOT)
            _count_heads(tally.heads[place], came, until, slots)
    begun = np.where(went.started.reshape(by), np.tile(went.stage.starts, went.replicates).reshape(by), np.nan)
    _count_heads(
        tally.on_course, begun, np.where(np.isfinite(begun), went.lived[f.OUT_MINUTE].reshape(by), np.nan), slots
    )


def _count_heads(heads: Counts, came: Array, left: Array, slots: Bins) -> None:
    """Add, for every quarter of an hour, in how many replicates how many were there at its end."""
    there = np.cumsum(slots.by_row(came) - slots.by_row(left), axis=1)
    width = heads.shape[1]
    flat = np.arange(slots.number)[None, :] * width + np.clip(there, 0, width - 1)
    heads += np.bincount(flat.reshape(-1), minlength=heads.size).reshape(heads.shape)


def _count_outs(tally: StageTally, went: Went) -> None:
    _causes, hours, kilometres = tally.outs.shape
    in_all = np.zeros(went.replicates, dtype=np.int64)
    for k, code in enumerate(CODES):
        left = went.started & ~went.done & (went.lived[f.OUT] == code)
        count = left.reshape(went.replicates, -1).sum(axis=1)
        in_all += count
        tally.outs_by_cause[k] += np.bincount(count, minlength=tally.outs_by_cause.shape[1])
        hour = Bins(0.0, HOURS, hours).of(went.lived[f.OUT_MINUTE][left])
        metres = went.lived[f.OUT_AT][left]
        leg = np.minimum(np.searchsorted(went.stage.metres, metres - 0.5), len(went.stage.metres) - 1)
        tally.legs[k] += np.bincount(leg, minlength=len(went.stage.metres))
        km = Bins(0.0, KILOMETRE, kilometres).of(metres)
        tally.outs[k] += np.bincount(hour * kilometres + km, minlength=hours * kilometres).reshape(hours, kilometres)
    tally.outs_in_all += np.bincount(in_all, minlength=len(tally.outs_in_all))


def _count_bodies(tally: StageTally, went: Went) -> None:
    lived: Any = {field: went.lived[field][went.started] for field in went.lived.state}
    tally.core += CORE.counted(lived[f.PEAK_CORE])
    tally.dry += DRY.counted(lived[f.PEAK_DRY])
    tally.low_sodium += SODIUM.counted(lived[f.LEAST_SODIUM])
    tally.high_sodium += SODIUM.counted(lived[f.MOST_SODIUM])
    tally.sweat += SWEAT.counted(lived[f.SWEATED])
    tally.drunk_nothing += SWEAT.counted(lived[f.UNMET])
    tally.salt += SALT_OF.counted(lived[f.SALTED] / np.maximum(lived[f.SWEATED], 1e-6))
    for k, field in enumerate((f.LIVED, f.MOVED, f.BEYOND)):
        tally.minutes[k] += int(np.round(lived[field]).sum())
