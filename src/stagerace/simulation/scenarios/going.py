"""A scenario run: its stages as they went, everyone as they were each morning and on the way."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array, Flags
from stagerace.simulation.drawing import Draws, People, draw_people
from stagerace.simulation.entrants import field_of
from stagerace.simulation.free import Free
from stagerace.simulation.nights import Morning, after, first_morning
from stagerace.simulation.ready import ReadyRace
from stagerace.simulation.scenarios.scenario import Scenario, with_taken
from stagerace.simulation.week import Went, hours_until, run_race


class Gone(NamedTuple):
    """A race as it went for r replicates of n runners, one replicate after the other in every array."""

    race: ReadyRace
    replicates: int
    people: People
    mornings: tuple[Morning, ...]
    """Before each stage."""
    stages: tuple[Went, ...]
    end: Morning
    cores: Array
    """By sample and runner [°C], NaN where not on the course; no rows where none were asked for."""

    @property
    def female(self) -> Flags:
        """Who is a woman, by runner and replicate."""
        found: Flags = self.people.female.reshape(-1)
        return found


class Outcome(NamedTuple):
    """What running a scenario came to."""

    scenario: Scenario
    gone: tuple[Gone, ...]
    free: Free


def run_scenario(scenario: Scenario, free: Free, seed: int = 1, share: float = 1.0) -> Outcome:
    """Run a scenario; `share` of its usual replicates, one at least."""
    numbers = with_taken(free, scenario.taken)
    count = max(1, round(share * scenario.editions))
    races = _as_able(scenario, numbers, seed) if scenario.minutes else scenario.races
    return Outcome(scenario, tuple(run_gone(race, count, seed, numbers, scenario.samples) for race in races), numbers)


def run_gone(race: ReadyRace, replicates: int, seed: int, free: Free, samples: tuple[int, ...] = ()) -> Gone:
    """Run a race and keep everything of it."""
    stages: list[Went] = []
    draws = np.arange(replicates)
    end = run_race(race, draws, seed, free, lambda _, went: stages.append(went))
    people = draw_people(race.field, draws, seed, free, race.days)
    mornings = [first_morning(people)]
    for went, later in zip(stages, race.stages[1:], strict=False):
        slept = after(mornings[-1], went.lived, went.done, people, went.clock, hours_until(went, later), free.nights)
        mornings.append(slept)
    cores = [_core_at(race, draws, seed, free, minute) for minute in samples]
    seen = np.array(cores).reshape(len(samples), len(race.field) * replicates)
    return Gone(race, replicates, people, tuple(mornings), tuple(stages), end, seen)


def _core_at(race: ReadyRace, draws: Draws, seed: int, free: Free, minute: int) -> Array:
    """Everyone's core on the first stage after so many minutes, by running it only so far."""
    cut = race._replace(stages=(race.stages[0]._replace(longest=minute),))
    found: list[Array] = []

    def told(_: int, went: Went) -> None:
        found.append(np.where(went.lived[f.OUT] == f.FINISHED, np.nan, went.lived[f.CORE]))

    run_race(cut, draws, seed, free, told)
    return found[0]


def _as_able(scenario: Scenario, free: Free, seed: int) -> tuple[ReadyRace, ...]:
    """The races with everyone made as able as it takes to need the study's time in the first of them."""
    race, power = scenario.races[0], 1.0
    for _ in range(8):
        end = run_race(able(race, power), np.arange(1), seed, free, lambda *_: None)
        took = float(end.minutes[end.finished].mean()) if end.finished.any() else 2.0 * scenario.minutes
        if abs(took / scenario.minutes - 1.0) < 0.005:
            break
        power *= float(np.clip(took / scenario.minutes, 0.6, 1.7))
    return tuple(able(each, power) for each in scenario.races)


def able(race: ReadyRace, power: float) -> ReadyRace:
    """A race whose field is so much abler."""
    return race._replace(field=field_of([e._replace(power=e.power * power) for e in race.field.entrants]))


def settings(scenario: Scenario) -> Mapping[str, float]:
    """The free numbers that the study fixes."""
    return scenario.taken
