"""Where and when risk is highest on a stage, and what changes if it is planned otherwise."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from stagerace.kernels.model import Array
from stagerace.simulation.hazards import CAUSES
from stagerace.simulation.histograms import CORE, FINE, HOURS, KILOMETRE, SLOT, Bins, Counts
from stagerace.simulation.outlook import Spread, StageOutlook
from stagerace.simulation.plan_places import Clock
from stagerace.simulation.race_plan import Change, Hour, Leg, Risk, Week
from stagerace.simulation.ready import ReadyStage
from stagerace.simulation.side_tally import SideTally
from stagerace.simulation.tally import RaceTally
from stagerace.simulation.telling import rates, spread, whole
from stagerace.simulation.variants import Variant

HEAT: Final = 28.0
"""The WBGT from which on hours are counted [°C]: the first at which road races raise a red flag."""
_CUT_OFF: Final = CAUSES.index("cut-off")
_A_QUARTER: Final = int(HOURS / SLOT)


def risk(told: StageOutlook, stage: ReadyStage, tally: SideTally, wbgt: Array, dark: Array, clock: Clock) -> Risk:
    """The hours and legs of a stage with who leaves there; `wbgt` is by leg and quarter of an hour [°C]."""
    by_hour, by_km = np.array(told.outs_by_hour), np.array(told.outs_by_km)
    when, where = fewest(own(by_hour).sum(axis=0)), fewest(own(by_km).sum(axis=0))
    body = told.body
    return Risk(
        _hours(told, tally, wbgt, dark, clock), [] if stage.boxed else _legs(stage, tally, by_km, wbgt),
        clock(when[0] * HOURS) if when else None, clock(when[1] * HOURS) if when else None,
        float(where[0]) if where else None, min(float(where[1]), told.km) if where else None,
        body.core_above_39, body.core_above_40, body.dehydrated_3, body.sodium_below_135, told.extrapolated,
    )  # fmt: skip


def own(by_cause: Array) -> Array:
    """Without those whom a closing stopped; the causes come first."""
    return np.delete(by_cause, _CUT_OFF, axis=0)


def fewest(counts: Array) -> tuple[int, int] | None:
    """The fewest bins in a row that hold half of all, from and to; None of nothing.

    >>> fewest(np.array([1.0, 0.0, 3.0, 2.0, 0.0]))
    (2, 3)
    """
    total = float(counts.sum())
    if total <= 0.0:
        return None
    sums = np.concatenate(([0.0], np.cumsum(counts)))
    for width in range(1, len(counts) + 1):
        held = sums[width:] - sums[:-width]
        if held.max() >= total / 2 - 1e-12:
            begin = int(held.argmax())
            return begin, begin + width
    return None


def _hours(told: StageOutlook, tally: SideTally, wbgt: Array, dark: Array, clock: Clock) -> list[Hour]:
    by_hour = np.array(told.outs_by_hour)
    found = []
    for hour in range(by_hour.shape[1]):
        quarters = slice(hour * _A_QUARTER, (hour + 1) * _A_QUARTER)
        half, most = (max(heads[quarters], default=0) for heads in (told.on_course_p50, told.on_course_p95))
        if not most and not by_hour[:, hour].sum():
            continue
        weights = tally.there[:, quarters]
        night = np.interp([hour * HOURS, (hour + 1) * HOURS], np.arange(len(dark)), dark)
        found.append(
            Hour(clock(hour * HOURS), half, most, _rounded(by_hour[:, hour]), met(wbgt[:, quarters], weights),
                 bool(night[1] - night[0] > HOURS / 2))
        )  # fmt: skip
    return found


def _legs(stage: ReadyStage, tally: SideTally, by_km: Array, wbgt: Array) -> list[Leg]:
    edges = np.concatenate(([0.0], stage.metres / KILOMETRE))
    sums = np.concatenate((np.zeros((len(CAUSES), 1)), np.cumsum(by_km, axis=1)), axis=1)
    at = np.array([np.interp(edges, np.arange(sums.shape[1]), row) for row in sums])
    at[:, -1] = sums[:, -1]
    return [
        Leg(name, round(float(edges[k]), 2), round(float(edges[k + 1]), 2), _rounded(at[:, k + 1] - at[:, k]),
            met(wbgt[[k]], tally.there[[k]]), _hottest(wbgt[k], tally.there[k]))
        for k, name in enumerate(stage.places)
    ]  # fmt: skip


def met(wbgt: Array, people: Counts) -> float | None:
    """The mean of what people meet; None where nobody is there or it is not known."""
    shape = min(wbgt.shape[1], people.shape[1])
    values, weights = wbgt[:, :shape], people[:, :shape]
    known = np.isfinite(values)
    total = float(weights[known].sum())
    return round(float((values[known] * weights[known]).sum() / total), 1) if total else None


def _hottest(wbgt: Array, people: Counts) -> float | None:
    """What one person-hour of twenty exceeds."""
    shape = min(len(wbgt), len(people))
    order = np.argsort(wbgt[:shape])
    values, sums = wbgt[:shape][order], np.cumsum(people[:shape][order])
    if not sums[-1]:
        return None
    found = float(values[int(np.searchsorted(sums, 0.95 * sums[-1]))])
    return round(found, 1) if np.isfinite(found) else None


def change(of: Variant, tally: SideTally, wbgt: Array, replicates: int, clock: Clock, *, planned: bool) -> Change:
    """A stage planned otherwise, or as it is; `wbgt` is by leg and quarter of an hour of its own day [°C]."""
    runners = len(tally.done_more) // 2
    last = spread(Bins(0.0, FINE, len(tally.last)), tally.last)
    hot = float((tally.hot * np.arange(runners + 1)).sum() / max(int(tally.started[0]), 1))
    return Change(
        "planned" if planned else of.kind, "as planned" if planned else of.label,
        round(float(of.stage.metres[-1]) / KILOMETRE, 1),
        rates(tally.rates),
        None if planned else _more(tally.done_more),
        [round(float((row * np.arange(runners + 1)).sum() / replicates), 3) for row in tally.outs],
        round(hot, 4), None if planned else _more(tally.hot_more),
        met(wbgt, tally.there), _hot_hours(wbgt, tally), whole(tally.water),
        None if of.stage.boxed or last is None else clock(last.p95 + of.moved),
        spread(Bins(0.0, 1.0, len(tally.metres)), tally.metres) if of.stage.boxed else None,
    )  # fmt: skip


def _hot_hours(wbgt: Array, tally: SideTally) -> float | None:
    shape = min(wbgt.shape[1], tally.there.shape[1])
    if not np.isfinite(wbgt[:, :shape]).any():
        return None
    people = float(tally.there[:, :shape][wbgt[:, :shape] >= HEAT].sum())
    return round(people * SLOT / 60.0 / max(int(tally.started[0]), 1), 2)


def _more(counts: Counts) -> Spread:
    """The spread of a difference, counted from -n to n."""
    found, lowest = whole(counts), len(counts) // 2
    return Spread(*(round(getattr(found, name) - lowest, 4) for name in Spread.__struct_fields__))


def week(label: str, tally: RaceTally, finish_rate: Spread) -> Week:
    """A whole race."""
    replicates = max(int(tally.replicates[0]), 1)
    outs = sum((stage.outs.sum(axis=(1, 2)) for stage in tally.stages), np.zeros(len(CAUSES)))
    started = sum(int(stage.started.sum()) for stage in tally.stages)
    hot = sum(float(_above(stage.core)) for stage in tally.stages)
    litres = sum(float((stage.water * np.arange(stage.water.shape[1])).sum()) for stage in tally.stages)
    return Week(label, finish_rate, _rounded(outs / replicates), round(hot / max(started, 1), 4),
                round(litres / replicates, 1))  # fmt: skip


def _above(core: Counts) -> float:
    return float(core[round((39.0 - CORE.low) / CORE.width) :].sum())


def _rounded(values: Sequence[float] | Array) -> list[float]:
    return [round(float(value), 3) for value in values]
