"""From how scenarios went to the figures that studies measured, one small function each."""

from collections.abc import Callable
from typing import Final

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array, Flags
from stagerace.simulation.scenarios.bodies import (
    drunk,
    gained,
    hours_out,
    lighter,
    lost_in_stage,
    sodium,
    water_of_day,
)
from stagerace.simulation.scenarios.feet import blistered
from stagerace.simulation.scenarios.going import Gone, Outcome
from stagerace.simulation.scenarios.leaving import editions_finished, share_leaving, shares_of_causes
from stagerace.simulation.scenarios.pacing import part_speeds, speeds, time_lost

Figure = Callable[[Outcome], float]
WARM: Final = 39.0
"""Core temperature up to which the time is counted [°C]."""
LOW: Final = 135.0
HIGH: Final = 145.0
"""Plasma sodium below which and above which it counts as too low and too high [mmol/L]."""


def measure(outcome: Outcome, row: str, figure: str) -> float:
    """A figure of a row, from the outcome of its scenario. Raises KeyError for one that is not known."""
    return float(_FIGURES[row, figure](outcome))


def known() -> frozenset[tuple[str, str]]:
    """The rows and figures that can be measured."""
    return frozenset(_FIGURES)


def _over(gone: tuple[Gone, ...], of: Callable[[Gone], Array]) -> Array:
    return np.concatenate([of(each) for each in gone])


def _percent(values: Array | Flags) -> float:
    return 100.0 * float(np.mean(values)) if len(values) else float("nan")


def _share_of(gone: tuple[Gone, ...], of: Callable[[Gone], Flags]) -> float:
    return _percent(np.concatenate([of(each) for each in gone]))


def _lighter(stage: int) -> Figure:
    return lambda o: _share_of(o.gone, lambda g: lighter(g, stage) > 3.0)


def _low(stage: int) -> Figure:
    return lambda o: _share_of(o.gone, lambda g: sodium(g, stage) < LOW)


def _high(stage: int) -> Figure:
    return lambda o: _share_of(o.gone, lambda g: sodium(g, stage) > HIGH)


_MEASURED: Final = (0, 2, 4)
"""The stages after which blood was drawn, from 0."""


def _once(beyond: Callable[[Array], Flags]) -> Figure:
    def of(gone: Gone) -> Flags:
        found = np.zeros(gone.female.size, dtype=bool)
        for stage in _MEASURED:
            found |= beyond(sodium(gone, stage, everyone=True))
        return found

    return lambda o: _share_of(o.gone, of)


def _blistered(after: int) -> Figure:
    return lambda o: 100.0 * float(np.mean([blistered(g, after) for g in o.gone]))


def _all_stages(of: Callable[[Gone, int], Array]) -> Figure:
    return lambda o: float(np.mean(_over(o.gone, lambda g: np.concatenate([of(g, k) for k in range(len(g.stages))]))))


def _mean(field: int) -> Figure:
    return lambda o: float(np.mean(_over(o.gone, lambda g: g.stages[-1].lived[field][g.stages[-1].done])))


def _share(field: int, above: float) -> Figure:
    return lambda o: _share_of(o.gone, lambda g: g.stages[-1].lived[field][g.stages[-1].done] > above)


def _hourly(of: Callable[[Gone, int], Array]) -> Figure:
    """Millilitres an hour over all stages."""
    return lambda o: 1000.0 * _all_stages(lambda g, k: of(g, k) / hours_out(g, k))(o)


def _sweat(gone: Gone, stage: int) -> Array:
    went = gone.stages[stage]
    return went.lived[f.SWEATED][went.done]


def _kilograms(gone: Gone, stage: int) -> Array:
    done = gone.stages[stage].done
    mass: Array = lost_in_stage(gone, stage) / 100.0 * gone.people.mass.reshape(-1)[done]
    return mass


def _cool(outcome: Outcome) -> float:
    """The share of the samples on the way at which the core was at most 39 °C, mean of runners."""
    cores = outcome.gone[0].cores
    looked = np.isfinite(cores).sum(axis=0)
    cool = (cores <= WARM).sum(axis=0)
    return 100.0 * float(np.mean(cool[looked > 0] / looked[looked > 0]))


def _speed(women: bool) -> Figure:
    return lambda o: float(np.mean(speeds(o.gone[0], women)))


def _first(women: bool, share: float) -> Figure:
    """The mean of the fastest share: the first three of an edition."""

    def of(outcome: Outcome) -> float:
        found = np.sort(speeds(outcome.gone[0], women))
        return float(np.mean(found[-max(1, round(share * len(found))) :]))

    return of


def _strength(leg: int) -> Figure:
    def of(outcome: Outcome) -> float:
        went = outcome.gone[0].stages[leg]
        return _percent((went.lived[f.ACUTE] + went.lived[f.SLOW])[went.done])

    return of


def _cause(*codes: int) -> Figure:
    return lambda o: 100.0 * sum(shares_of_causes(o.gone)[code] for code in codes)


_FIGURES: Final[dict[tuple[str, str], Figure]] = {
    ("V05", "stage 1"): _lighter(0), ("V05", "stage 3"): _lighter(2), ("V05", "stage 5"): _lighter(4),
    ("V06", "stage 1"): _low(0), ("V06", "stage 3"): _low(2), ("V06", "stage 5"): _low(4),
    ("V06", "at least once"): _once(lambda found: found < LOW),
    ("V07", "stage 1"): _high(0), ("V07", "stage 3"): _high(2), ("V07", "stage 5"): _high(4),
    ("V07", "at least once"): _once(lambda found: found > HIGH),
    ("V08", "in the end"): _blistered(6), ("V08", "by stage 2"): _blistered(2),
    ("V09", "in the end"): _blistered(6),
    ("V09", "of them by stage 2"): lambda o: 100.0 * _blistered(2)(o) / _blistered(6)(o),
    ("V13", "mean"): _all_stages(water_of_day),
    ("V14", "mean"): _hourly(drunk),
    ("V15", "mean"): _all_stages(lost_in_stage),
    ("V15", "gained on some stage"): lambda o: _percent(gained(o.gone[0])),
    ("V17", "mean"): _hourly(drunk),
    ("V18", "mean"): _hourly(_sweat),
    ("V19", "mean"): _all_stages(_kilograms),
    ("V20", "mean"): _mean(f.PEAK_CORE),
    ("V21", "mean"): _mean(f.PEAK_CORE),
    ("V22", "mean"): _cool,
    ("V22", "water missing at the end"): _all_stages(lost_in_stage),
    ("V22", "plasma sodium at the end"): lambda o: float(np.mean(sodium(o.gone[0], 0))),
    ("V22", "sweat that was replaced"): lambda o: 100.0 * _all_stages(lambda g, k: drunk(g, k) / _sweat(g, k))(o),
    ("V23", "mean"): _mean(f.PEAK_CORE),
    ("V23", "above 40 °C"): _share(f.PEAK_CORE, 40.0),
    ("V23", "above 41 °C"): _share(f.PEAK_CORE, 41.0),
    ("V24", "mean"): _speed(False), ("V24", "first three"): _first(False, 3 / 634),
    ("V25", "mean"): _speed(True), ("V25", "first three"): _first(True, 3 / 94),
    ("V26", "editions"): lambda o: _percent(editions_finished(o.gone[0]) <= 0.6),
    ("V26", "middle edition's share leaving"): lambda o: 100.0 * (1 - float(np.median(editions_finished(o.gone[0])))),
    ("V27", "mean"): lambda o: 100.0 * (1 - share_leaving(o.gone[0])),
    ("V27", "hot tenth of editions"): lambda o: 100.0 * float(np.quantile(editions_finished(o.gone[0]), 0.1)),
    ("V28", "too late at a cut-off"): _cause(f.BY_CUT_OFF),
    ("V28", "nausea or vomiting"): _cause(f.BY_STOMACH),
    ("V28", "injury, new or brought along"): _cause(f.BY_LEGS),
    ("V29", "of those who leave"): _cause(f.BY_STOMACH),
    ("V30", "mean"): lambda o: 100.0 * share_leaving(o.gone[0]),
    ("V31", "10 to 15 °C"): lambda o: time_lost(o, 7.5, 12.5),
    ("V31", "15 to 20 °C"): lambda o: time_lost(o, 7.5, 17.5),
    ("V31", "20 to 25 °C"): lambda o: time_lost(o, 7.5, 22.5),
    ("V32", "to 25 °C"): lambda o: time_lost(o, 15.0, 25.0) / 10.0,
    ("V35", "half way"): _strength(0), ("V35", "in the end"): _strength(1),
    ("V38", "second part"): lambda o: part_speeds(o.gone[0])[0],
    ("V38", "third part"): lambda o: part_speeds(o.gone[0])[1],
    ("V38", "fourth part"): lambda o: part_speeds(o.gone[0])[2],
}  # fmt: skip
