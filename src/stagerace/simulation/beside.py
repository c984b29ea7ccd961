"""A race run many times, and each of its stages run again otherwise: the same people, morning and luck."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, NamedTuple, Self, cast

import numpy as np

from stagerace.kernels import chain_fields as f
from stagerace.kernels.model import Array
from stagerace.simulation.choices import ChoiceTally, choice_tally, count_choices
from stagerace.simulation.drawing import Draws, draw_people
from stagerace.simulation.free import Free
from stagerace.simulation.nights import after, first_morning
from stagerace.simulation.ready import ReadyRace, ReadyStage
from stagerace.simulation.sharing import shared_out
from stagerace.simulation.side_tally import SideTally, count_side, side_tally
from stagerace.simulation.tally import Adding, RaceTally, count_end, count_stage, race_tally
from stagerace.simulation.variants import Variant
from stagerace.simulation.week import Went, hours_until, luck_of, run_stage

AT_ONCE: Final = 20_000
"""Runners that are run at once; more need more memory and save little time."""


class StageVariants(NamedTuple):
    """What is tried of a stage, and the minutes of night up to each minute since its start."""

    variants: tuple[Variant, ...]
    dark: Array


class Holding(Adding):
    """Counts that hold others which add up."""

    def add(self, other: Self) -> None:
        """Add what another counted."""
        super().add(other)
        for field in fields(cast(Any, self)):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if isinstance(mine, Adding):
                mine.add(theirs)


@dataclass
class StageBeside(Holding):
    """The counts of a stage as planned and otherwise, in the order of its variants."""

    planned: SideTally
    otherwise: list[SideTally]
    choices: list[ChoiceTally]
    """One where a variant is without closings; else none."""


@dataclass
class Beside(Holding):
    """The counts of a race as planned, and of its stages otherwise."""

    race: RaceTally
    stages: list[StageBeside]


def run_beside(
    race: ReadyRace, tried: Sequence[StageVariants], replicates: int, seed: int, free: Free, *, threads: int = 1,
    tick: Callable[[int], None] = lambda done: None,
) -> Beside:  # fmt: skip
    """Run a race so many times, and at each stage its variants; `tick` hears how many stages were run each time.

    A variant changes nothing of the days that follow: they go on from the stage as planned.
    """
    size = max(1, min(AT_ONCE // max(len(race.field), 1), -(-replicates // threads)))
    chunks = [np.arange(first, min(first + size, replicates)) for first in range(0, replicates, size)]

    def nothing() -> Beside:
        return _nothing(race, tried)

    def count(counts: Beside, chunk: Draws) -> None:
        _count(counts, race, tried, chunk, seed, free, tick)

    found = nothing()
    for counts in shared_out(chunks, threads, nothing, count):
        found.add(counts)
    return found


def stages_run(tried: Sequence[StageVariants], replicates: int) -> int:
    """How often a stage is run in all."""
    return replicates * sum(1 + len(stage.variants) for stage in tried)


def _nothing(race: ReadyRace, tried: Sequence[StageVariants]) -> Beside:
    runners = len(race.field)
    stages = [
        StageBeside(
            side_tally(stage, runners),
            [side_tally(variant.stage, runners) for variant in of.variants],
            [choice_tally(variant.stage, runners) for variant in of.variants if _closes(variant)],
        )
        for stage, of in zip(race.stages, tried, strict=True)
    ]
    return Beside(race_tally(race), stages)


def _closes(variant: Variant) -> bool:
    return variant.kind == "open" and not variant.stage.boxed


def _count(
    counts: Beside, race: ReadyRace, tried: Sequence[StageVariants], chunk: Draws, seed: int, free: Free,
    tick: Callable[[int], None],
) -> None:  # fmt: skip
    people = draw_people(race.field, chunk, seed, free, race.days)
    luck = luck_of(race, chunk, seed, free, 0.0)
    morning = first_morning(people)
    for position, stage in enumerate(race.stages):
        went = run_stage(race, stage, morning, people, luck, free)
        count_stage(counts.race.stages[position], went)
        tick(len(chunk))

        def again(variant: Variant, first: ReadyStage = stage, now: int = position) -> Went:
            with_it = race._replace(stages=tuple(variant.stage if one is first else one for one in race.stages))
            warm = luck._replace(air=luck.air + variant.warmer)
            return run_stage(with_it, with_it.stages[now], morning, people, warm, free)  # noqa: B023 - called at once

        _count_variants(counts.stages[position], went, tried[position], again, lambda: tick(len(chunk)))
        later = race.stages[position + 1] if position + 1 < len(race.stages) else None
        stays = went.done & (morning.metres + went.lived[f.POSITION] < race.cap)
        morning = after(morning, went.lived, went.done, people, went.clock, hours_until(went, later), free.nights)
        morning = morning._replace(there=stays, finished=went.done | morning.finished & ~went.started)
    count_end(counts.race, morning, len(chunk))


def _count_variants(
    counts: StageBeside, planned: Went, of: StageVariants, again: Callable[[Variant], Went], tick: Callable[[], None]
) -> None:
    count_side(counts.planned, planned, planned)
    choices = iter(counts.choices)
    for variant, tally in zip(of.variants, counts.otherwise, strict=True):
        went = again(variant)
        count_side(tally, went, planned)
        if _closes(variant):
            count_choices(next(choices), went, of.dark)
        tick()
