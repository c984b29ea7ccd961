"""Every kind of inconsistency in published results, in the order they are looked for."""

from typing import Final

from stagerace.rules.published.base import Kind
from stagerace.rules.published.clock_times import ClockTimes
from stagerace.rules.published.counts import Counts
from stagerace.rules.published.gaps import Gaps
from stagerace.rules.published.laps import Laps
from stagerace.rules.published.nationality import Nationality
from stagerace.rules.published.order import Order
from stagerace.rules.published.rank_sums import RankSums
from stagerace.rules.published.rank_without_time import RankWithoutTime
from stagerace.rules.published.sources import Sources
from stagerace.rules.published.speed import Speed
from stagerace.rules.published.sums import Sums
from stagerace.rules.published.units import Units

FIRST: Final[tuple[Kind, ...]] = (ClockTimes(),)
"""Kinds that put right how a figure is read; the others go by what it then is."""

KINDS: Final[tuple[Kind, ...]] = (
    Sums(),
    Order(),
    Gaps(),
    Speed(),
    Nationality(),
    Units(),
    RankWithoutTime(),
    Sources(),
    Laps(),
    RankSums(),
    Counts(),
)
"""All other kinds."""
