"""Field figures as terms of a loss: how far each of ours lies from theirs, in halves of its band."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

from stagerace.simulation.free import Free
from stagerace.simulation.scenarios.all import SCENARIOS
from stagerace.simulation.scenarios.figures import measure
from stagerace.simulation.scenarios.going import Outcome, run_scenario
from stagerace.simulation.scenarios.scenario import Scenario

_WITHIN: Final = 0.85
"""From here on, in halves of a band, a figure is pulled back hard: luck must not carry it out of its band."""
_OUTSIDE: Final = 8.0


class Held(NamedTuple):
    """A figure that ours is held against: its row, its name, the value, half of its band, and how much it weighs."""

    row: str
    name: str
    scenario: str
    value: float
    half: float
    weight: float = 1.0

    def term(self, ours: float) -> float:
        """What it adds to a loss: little within its band, much outside and where none was measured."""
        away = abs(ours - self.value) / self.half
        outside = max(0.0, away - _WITHIN)
        return self.weight * (away * away + _OUTSIDE * outside * outside if away == away else 36.0)


def made(held: Sequence[Held]) -> dict[str, Scenario]:
    """The scenarios that figures ask for, made once."""
    return {name: SCENARIOS[name]() for name in sorted({each.scenario for each in held})}


def outcomes(
    scenarios: Mapping[str, Scenario], free: Free, seed: int, share: Mapping[str, float]
) -> dict[str, Outcome]:
    """Every scenario run with some numbers, `share` of its usual replicates (all of them where nothing is said)."""
    with ThreadPoolExecutor(2) as pool:
        ran = pool.map(lambda name: run_scenario(scenarios[name], free, seed, share.get(name, 1.0)), scenarios)
        return dict(zip(scenarios, ran, strict=True))


def loss_of(held: Sequence[Held], ran: Mapping[str, Outcome]) -> float:
    """The sum of all terms."""
    return sum(each.term(measure(ran[each.scenario], each.row, each.name)) for each in held)
