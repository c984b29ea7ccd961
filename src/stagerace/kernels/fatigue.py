"""A step of fatigue for whole lanes of runners; `physiology.fatigue` says what it means.

`n` is always the tuple of numbers that `physiology.fatigue` owns.
"""

from typing import Any, Final

from stagerace.kernels.lags import lag_shares
from stagerace.kernels.lanes import LANE, lanes, scalar
from stagerace.kernels.model import Array

STATE: Final = 2
"""Fields of a state: acute and slow."""
INPUTS: Final = 3
"""Fields of what holds for a minute: effort, descent, sleep."""


@scalar
def fatigue_step(
    acute: float, slow: float, effort: float, descent: float, sleep: float, minutes: float, n: Any
) -> tuple[float, float]:
    """Acute and slow loss of strength some minutes later; `descent` is for a minute."""
    room = max(1.0 - (acute + slow) * (1.0 / n.limit), 0.0)
    gained = (n.work * effort * effort * effort + n.descent * descent) * room * minutes
    back = 1.0 - n.sleepless * (1.0 - sleep)
    of_acute, of_slow = lag_shares(n.acute_recovery * back, n.slow_recovery * back, minutes)
    return acute - acute * of_acute + gained * (1.0 - n.lasting), slow - slow * of_slow + gained * n.lasting


@scalar
def tired(lost: float, n: Any) -> float:
    """The share of sustainable power kept."""
    share: float = max(1.0 - n.power_cost * lost, n.least)
    return share


@lanes
def fatigue_lanes(state: Array, now: Array, minutes: int, n: Any) -> None:
    """Packed states and inputs of whole lanes, over minutes in which nothing changes; `state` is overwritten."""
    for lane in range(len(state) // (STATE * LANE)):
        for _ in range(minutes):
            for i in range(LANE):
                a, b = lane * STATE * LANE + i, lane * INPUTS * LANE + i
                acute, slow = fatigue_step(
                    state[a], state[a + LANE], now[b], now[b + LANE], now[b + 2 * LANE], 1.0, n
                )  # fmt: skip
                state[a] = acute
                state[a + LANE] = slow
