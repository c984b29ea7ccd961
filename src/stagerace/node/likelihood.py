"""What was likely in a season that is made ready, beside which a page lays what happened."""

import os
from collections.abc import Callable, Sequence

from stagerace.node.readying import Readied
from stagerace.simulation.likely import SeasonLikely, ToRun, season_likely


def likely_of(
    ready: Sequence[Readied], replicates: int, seed: int, threads: int | None = None,
    tick: Callable[[int], None] = lambda done: None,
) -> SeasonLikely:  # fmt: skip
    """Run the races of a season so often with nothing known of its people but age and gender."""
    races = [ToRun(one.plan, one.race) for one in ready]
    return season_likely(races, replicates, seed, ready[0].free, threads or os.cpu_count() or 1, tick)
