"""Rows of a weather file in order: one an hour, doubles taken together, short gaps bridged, long ones named."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from stagerace.climate.clock import HOUR
from stagerace.core.findings import Finding
from stagerace.kernels.model import Array

LONGEST: Final = 3
"""The longest gap that is bridged [h]."""


@dataclass(frozen=True)
class Hours:
    """Columns with a row for every hour from the first to the last, and what was odd on the way."""

    time: NDArray[np.int64]
    columns: dict[str, Array]
    findings: tuple[Finding, ...]


def on_full_hours(time: NDArray[np.int64], columns: Mapping[str, Array], lines: NDArray[np.int64], file: str) -> Hours:
    """The rows in order of time on an even grid of an hour; the order they come in does not matter.

    Several rows in an hour become their mean; gaps of up to three hours are bridged by straight lines.
    """
    told = _order(time, lines, file)
    order = np.argsort(time, kind="stable")
    moments = time[order]
    phase = _phase(moments)
    slots = np.floor_divide(moments - phase + HOUR // 2, HOUR)
    slots -= slots[0]
    told += _doubles(moments, lines[order], file)
    grid = moments[0] - (moments[0] - phase + HOUR // 2) % HOUR + HOUR // 2
    many = int(slots[-1]) + 1
    filled: dict[str, Array] = {}
    for name, values in columns.items():
        filled[name] = _means(slots, values[order], many)
    full = grid + HOUR * np.arange(many, dtype=np.int64)
    told += _gaps(full, filled, file)
    return Hours(full, {name: _bridged(values) for name, values in filled.items()}, told)


def _phase(moments: NDArray[np.int64]) -> int:
    """The minute most rows stand at; the middle of the hour where there are several an hour."""
    steps = np.diff(np.unique(moments))
    if len(steps) and float(np.median(steps)) < 0.75 * HOUR:
        return HOUR // 2
    minutes, counts = np.unique(moments % HOUR, return_counts=True)
    return int(minutes[np.argmax(counts)])


def _means(slots: NDArray[np.int64], values: Array, many: int) -> Array:
    """The mean of what is known in each slot, summed by size so that the order of rows leaves no trace."""
    known = np.isfinite(values)
    order = np.lexsort((values[known], slots[known]))
    where, sorted_values = slots[known][order], values[known][order]
    counts = np.bincount(where, minlength=many)
    sums = np.bincount(where, weights=sorted_values, minlength=many)
    return np.asarray(np.where(counts > 0, sums / np.maximum(counts, 1), np.nan), dtype=np.float64)


def _bridged(values: Array) -> Array:
    known = np.flatnonzero(np.isfinite(values))
    if len(known) < 2:
        return values
    everywhere = np.arange(len(values))
    after = np.clip(np.searchsorted(known, everywhere), 0, len(known) - 1)
    before = np.clip(np.searchsorted(known, everywhere, side="right") - 1, 0, len(known) - 1)
    gap = known[after] - known[before] - 1
    inside = (everywhere >= known[0]) & (everywhere <= known[-1]) & (gap <= LONGEST)
    return np.asarray(np.where(inside, np.interp(everywhere, known, values[known]), np.nan), dtype=np.float64)


def _order(time: NDArray[np.int64], lines: NDArray[np.int64], file: str) -> tuple[Finding, ...]:
    back = np.flatnonzero(np.diff(time) < 0)
    if not len(back):
        return ()
    what = f"{len(back)} rows go back in time"
    return (Finding("unordered", what, "sorted", f"{file}, line {lines[back[0] + 1]}"),)


def _doubles(moments: NDArray[np.int64], lines: NDArray[np.int64], file: str) -> tuple[Finding, ...]:
    same = np.flatnonzero(np.diff(moments) == 0)
    if not len(same):
        return ()
    what = f"{len(same)} moments stand there twice, the first {said(int(moments[same[0]]))}"
    return (Finding("duplicate-hour", what, "took their mean", f"{file}, line {lines[same[0] + 1]}"),)


def _gaps(time: NDArray[np.int64], columns: Mapping[str, Array], file: str) -> tuple[Finding, ...]:
    """The gaps of each column that is not empty; columns with the same gaps are told together."""
    by_gaps: dict[tuple[tuple[int, int], ...], list[str]] = {}
    for name, values in columns.items():
        runs = _runs(np.isnan(values))
        if runs and not np.isnan(values).all():
            by_gaps.setdefault(runs, []).append(name)
    return tuple(_gap(time, runs, names, file) for runs, names in by_gaps.items())


def _gap(time: NDArray[np.int64], runs: tuple[tuple[int, int], ...], names: list[str], file: str) -> Finding:
    longest = max(runs, key=lambda run: run[1])
    hours = sum(length for _, length in runs)
    short = sum(length for _, length in runs if length <= LONGEST)
    what = (
        f"{hours} hours missing in {len(runs)} gaps of {', '.join(names)}, "
        f"the longest {longest[1]} h from {said(int(time[longest[0]]))}"
    )
    done = [f"{short} hours in gaps of up to {LONGEST} h bridged"] if short else []
    done += [f"{hours - short} hours left open"] if hours > short else []
    return Finding("gap", what, ", ".join(done), file)


def _runs(missing: NDArray[np.bool_]) -> tuple[tuple[int, int], ...]:
    """Where values are missing: first row and number of rows of each gap."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], missing, [False])).astype(np.int8)))
    return tuple((int(first), int(last - first)) for first, last in zip(edges[::2], edges[1::2], strict=True))


def said(moment: int) -> str:
    """A moment [ms, UTC] as people write it."""
    return f"{np.datetime64(moment, 'ms').astype('datetime64[m]')}Z".replace("T", " ")
