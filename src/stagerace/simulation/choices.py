"""What a closing costs and spares, counted on a stage that nobody closes, for every quarter of an hour at once."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from stagerace.kernels.model import Array
from stagerace.simulation.histograms import Bins, Counts
from stagerace.simulation.ready import ReadyStage
from stagerace.simulation.side_tally import ended
from stagerace.simulation.tally import Adding
from stagerace.simulation.week import Went

QUARTER: Final = 15.0
"""Closings are tried at every quarter of an hour [min]."""


@dataclass
class ChoiceTally(Adding):
    """Counts by place, the finish last, and by quarter of an hour since the stage's start.

    A closing at a checkpoint stops who comes later. The closing of the finish takes everyone off the course: there the
    quarter is that in which somebody's stage ended, wherever.
    """

    ended: Counts
    """People by place, quarter in which they came, and quarter in which they finished; the last: who never did."""
    stopped: Counts
    """Replicates by place, closing and how many it would stop."""
    minutes: Counts
    """That those who come in a quarter are on the course afterwards [min]."""
    dark: Counts
    """The same between sunset and sunrise [min]."""
    in_dark: Counts
    """How many of them are."""
    started: Counts
    """One number: everyone who started."""


def choice_tally(stage: ReadyStage, runners: int) -> ChoiceTally:
    """Nothing counted yet."""
    places, quarters = len(stage.places), stage.longest // int(QUARTER) + 2

    def none(*shape: int) -> Counts:
        return np.zeros(shape, dtype=np.int64)

    each = (places, quarters)
    return ChoiceTally(
        none(*each, quarters + 1), none(*each, runners + 1), none(*each), none(*each), none(*each), none(1)
    )


def count_choices(tally: ChoiceTally, went: Went, dark: Array) -> None:
    """Count a stage without closings; `dark` are the minutes of night up to each minute since its start."""
    quarters = tally.minutes.shape[1]
    bins = Bins(0.0, QUARTER, quarters)
    ends = np.where(went.started, ended(went), np.nan)
    finish = np.where(went.done, bins.of(ended(went)), quarters)
    night_after = np.asarray(np.interp(ends, np.arange(len(dark)), dark))
    tally.started += int(went.started.sum())
    last = len(tally.minutes) - 1
    for place in range(last + 1):
        came = ends if place == last else np.where(went.started, went.lived.arrived[place], np.nan)
        here = np.isfinite(came)
        at, when = bins.of(came[here]), came[here]
        flat = at * (quarters + 1) + finish[here]
        tally.ended[place] += np.bincount(flat, minlength=tally.ended[place].size).reshape(quarters, -1)
        after = ends[here] - when
        night = night_after[here] - np.interp(when, np.arange(len(dark)), dark)
        for counts, values in ((tally.minutes, after), (tally.dark, night), (tally.in_dark, night > 0.5)):
            counts[place] += np.bincount(at, weights=np.round(values), minlength=quarters).astype(np.int64)
        _count_stopped(tally.stopped[place], bins.by_row(came.reshape(went.replicates, -1)))


def _count_stopped(stopped: Counts, by_row: Counts) -> None:
    """For every closing, in how many replicates how many come after it."""
    later = np.cumsum(by_row[:, ::-1], axis=1)[:, ::-1]
    width = stopped.shape[1]
    flat = np.arange(stopped.shape[0])[None, :] * width + np.clip(later, 0, width - 1)
    stopped += np.bincount(flat.reshape(-1), minlength=stopped.size).reshape(stopped.shape)
