"""Every scenario by its name."""

from typing import Final

from stagerace.simulation.scenarios import single, weeks
from stagerace.simulation.scenarios.scenario import Maker, Scenario


def hundreds() -> Scenario:
    """The two races of 100 miles and more together."""
    races = (*single.western().races, *single.alps().races)
    return Scenario("hundreds", "the races of `western` and `alps`, each as heavy", races, 80)


SCENARIOS: Final[dict[str, Maker]] = {
    maker.__name__: maker
    for maker in (
        weeks.deserts, weeks.spain, weeks.sables, single.march, single.road, single.half, single.marathon,
        single.hundred, single.giants, single.western, single.alps, hundreds,
    )
}  # fmt: skip
