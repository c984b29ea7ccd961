"""What lies over each runner at their own hour, fetched anew only for those whom another quarter of an hour has met."""

from typing import Any

from stagerace.kernels import chain_fields as f
from stagerace.kernels import chain_found as c
from stagerace.kernels.chain_fields import ROW, Sky
from stagerace.kernels.lanes import LANE, lanes
from stagerace.kernels.model import Array


@lanes
def fetch_sky(zone: int, sky: Sky, state: Array, found: Array, over: Any, now: Any, who: Any) -> None:
    """The air of the slot in the middle of everyone's time; `over` says where in the sky they were before (-1:
    nowhere), `now` and `who` are scratch."""
    values, per_minute = sky.values, 1.0 / sky.minutes
    for i in range(LANE):
        slot = min(int((state[f.CLOCK * ROW + i] + 0.5 * found[c.PART * ROW + i]) * per_minute), sky.slots - 1)
        now[i] = (slot * sky.zones + zone) * f.SKY
    others = 0
    for i in range(LANE):
        who[others] = i
        others += 1 if now[i] != over[i] else 0
    for j in range(others):
        i = who[j]
        over[i] = now[i]
        for k in range(f.SKY):
            found[k * ROW + i] = values[now[i] + k]
