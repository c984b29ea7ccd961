"""What a comparison is run on: races like those of a study, and what is known of the people in it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from stagerace.simulation.free import Free
from stagerace.simulation.ready import ReadyRace


class Scenario(NamedTuple):
    """Races that resemble those of a study; everyone and everything in them is invented."""

    name: str
    told: str
    """What it resembles, and what of it is assumed."""
    races: tuple[ReadyRace, ...]
    editions: int = 20
    """How many replicates say enough."""
    taken: Mapping[str, float] = {}
    """Free numbers (`group.number`) that the study itself fixes: who was in it, how used to heat they were."""
    minutes: float = 0.0
    """How long the people of the study took on average: everyone is made as able as that takes. 0 leaves it open."""
    samples: tuple[int, ...] = ()
    """Minutes at which bodies are looked at on the way."""


Maker = Callable[[], Scenario]


def with_taken(free: Free, taken: Mapping[str, float]) -> Free:
    """Free numbers with some of them replaced by `group.number`."""
    for name, value in taken.items():
        group, number = name.split(".")
        free = free._replace(**{group: getattr(free, group)._replace(**{number: value})})
    return free


NOBODY_LEAVES: Mapping[str, float] = {
    f"hazards.{cause}": 0.0 for cause in ("heat", "gut", "feet", "legs", "will")
}  # fmt: skip
"""For studies of people who were all measured to the end."""
