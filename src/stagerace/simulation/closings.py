"""The closings of an invented race, as a director sets them who asks first when people are likely to come."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec import structs

from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant
from stagerace.core.names import Metres
from stagerace.core.plan import Plan, Stage
from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array, Flags
from stagerace.simulation.field import SHARES
from stagerace.simulation.free import Free
from stagerace.simulation.ready import ReadyRace, without_closings
from stagerace.simulation.week import Went, run_race

IN_TIME: Final = 0.97
"""Which share of those who come at all each place stays open for."""
MISJUDGED: Final = 0.25
"""How much farther down the field than it was meant to the slowest of a wave may be [share]."""
TIMES: Final = 6
"""How often the week is run to see when people come."""
SEED: Final = 1
QUARTER: Final = 15
HALF_HOUR: Final = 30
LONGEST: Final = 17.0
"""No ordinary stage is open for longer, or nobody would sleep before the next [h]."""
LONGEST_OF_ALL: Final = 42.0
"""Nor is the long one, which has two days."""
LONG: Final = Metres(60_000)
FAR: Final = 0.05
"""Which share of a field may reach the cap of a race by distance."""
ROUND: Final = 10_000
"""Caps are whole tens of kilometres."""


def closed(plan: Plan, race: ReadyRace, free: Free) -> Plan:
    """The plan with closings and limits that the field is likely to meet, all starting together.

    Where distance ranks, with a cap that its best are likely to reach, and no farther than the plan had it.
    """
    seen: list[Went] = []
    generous = without_closings(race)
    twice = tuple(stage._replace(longest=stage.longest * (1 if stage.boxed else 2)) for stage in generous.stages)
    end = run_race(
        generous._replace(stages=twice), np.arange(TIMES), SEED, free, lambda _position, went: seen.append(went)
    )
    stages = tuple(_closed(stage, went) for stage, went in zip(plan.stages, seen, strict=True))
    if plan.cap is None:
        return structs.replace(plan, stages=stages)
    far = float(np.quantile(end.metres, 1.0 - FAR))
    cap = min(int(plan.cap), max(1, int(far // ROUND)) * ROUND)
    return structs.replace(plan, stages=stages, cap=Metres(cap))


def _closed(stage: Stage, went: Went) -> Stage:
    if stage.loop is not None:
        return stage
    goes_on: Flags = went.started & np.isin(went.lived[f.OUT], (f.FINISHED, f.BY_CUT_OFF))
    most = (LONGEST_OF_ALL if stage.metres > LONG else LONGEST) * 60.0
    limit = min(_up(_by_when(went.lived.arrived[-1], goes_on, IN_TIME), HALF_HOUR), most)
    closes = [min(_up(_last_wave(stage, came, goes_on), QUARTER), most) for came in went.lived.arrived[:-1]]
    places = tuple(
        structs.replace(place, close=Instant(stage.start + round(minutes) * MINUTE))
        for place, minutes in zip(stage.checkpoints, _in_order(closes), strict=True)
    )
    return structs.replace(stage, limit=Elapsed(round(limit) * MINUTE), checkpoints=places)


def _last_wave(stage: Stage, came: Array, goes_on: Flags) -> float:
    """By when nearly all of every wave come: those who start later are the faster ones [min]."""
    offsets = [(wave.start - stage.start) / MINUTE for wave in stage.waves] or [0.0]
    slowest = (*SHARES[len(offsets)], 1.0)[::-1]
    return max(
        offset + _by_when(came, goes_on, min(IN_TIME, share + MISJUDGED))
        for offset, share in zip(offsets, slowest, strict=True)
    )


def _by_when(came: Array, goes_on: Flags, share: float) -> float:
    """By when that share come, of those whom nothing but time keeps from it [min]."""
    times = np.where(np.isfinite(came[goes_on]), came[goes_on], 100.0 * HOUR / MINUTE)
    return float(np.sort(times)[int(share * (len(times) - 1))])


def _up(minutes: float, to: int) -> float:
    return float(-(-minutes // to) * to)


def _in_order(closes: Sequence[float]) -> list[float]:
    """No place closes before the one it follows."""
    return [max(closes[: k + 1]) for k in range(len(closes))]
