"""Invented seasons for tests: the ground and the skies are laid once, people and luck are each seed's own."""

import random
import tempfile
from functools import cache
from pathlib import Path

from stagerace.feeds.free_numbers import shipped_numbers
from stagerace.node.inventing import ready_draft
from stagerace.simulation.entrants import field_of
from stagerace.simulation.invented import Invented
from stagerace.simulation.ready import ReadyRace, for_field
from stagerace.simulation.season import (
    Drafted,
    Planned,
    SeasonFiles,
    draft_season,
    planned,
    run_race_once,
    season_files,
)
from stagerace.simulation.watching import Faults

FREE = shipped_numbers()
"""What is tested holds for any numbers that are plausible."""


def invented(seed: int, faults: Faults | None = None) -> SeasonFiles:
    """A season as files."""
    luck = random.Random(seed)
    engine = luck.randrange(1, 2**31)
    return season_files(_planned(luck, engine), engine, FREE, luck, faults)


def lived(seed: int) -> list[tuple[Invented, random.Random]]:
    """The races of a season as they went, each with the luck that is left."""
    luck = random.Random(seed)
    engine = luck.randrange(1, 2**31)
    return [(run_race_once(race, engine, FREE, luck), luck) for race in _planned(luck, engine)]


def _planned(luck: random.Random, engine: int) -> list[Planned]:
    drafts = draft_season(luck, engine, FREE)
    return [planned(drafted, _on(ready, drafted), FREE) for drafted, ready in zip(drafts, _ground(), strict=True)]


def _on(ready: ReadyRace, drafted: Drafted) -> ReadyRace:
    known = [starter.entrant(drafted.desert.start)._replace(wave="") for starter in drafted.field]
    return for_field(ready, drafted.plan, field_of(known))


@cache
def _ground() -> tuple[ReadyRace, ...]:
    luck = random.Random(2031)
    with tempfile.TemporaryDirectory() as folder:
        drafts = draft_season(luck, 1, FREE)
        return tuple(ready_draft(Path(folder), drafted, FREE, k).race for k, drafted in enumerate(drafts))
