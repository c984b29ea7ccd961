"""Laps that may be two, or someone else's: odd beside the runner's others, or beside the checkpoints passed in them."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median_low
from typing import Final

from msgspec import Struct, structs

from stagerace.core.clock import HOUR, Elapsed, Instant, say_length
from stagerace.core.plan import Loop, Point, Stage
from stagerace.rules.clusters import Cluster
from stagerace.rules.limits import FASTEST
from stagerace.rules.readings import Reading, apart

MUCH_LONGER: Final = 1.6
"""A lap so much longer than a runner's others may be two [factor]."""
MUCH_SHORTER: Final = 0.6
"""A lap so much shorter than a runner's others may be someone else's passing [factor]."""


class Lapped(Struct, frozen=True):
    """One runner's laps on a stage: the start and the end of each in turn, and everything seen of the runner."""

    stage: Stage
    loop: Loop
    ends: tuple[Instant, ...]
    """The runner's own start, then the end of every lap that counts."""
    seen: Mapping[Point, Sequence[Cluster]]

    def doubted(self, reading: Reading) -> Reading:
        """A lap's reading, doubtful where something says that it may be two laps, or none of this runner's."""
        if reading.verdict != "good" or not reading.counts:
            return reading
        number = self.ends.index(reading.seen_at, 1)
        why = apart(reading.cluster) or self._oddity(number)
        return structs.replace(reading, verdict="doubtful", why=f"lap {number}: {why}") if why else reading

    def _oddity(self, number: int) -> str:
        return self._beside_checkpoints(number) or self._beside_others(number)

    def _beside_checkpoints(self, number: int) -> str:
        since, until = self.ends[number - 1], self.ends[number]
        for place in self.stage.checkpoints:
            passed = self.seen.get((place.id, "in"), ())
            inside = [cluster.seen_at for cluster in passed if since < cluster.seen_at < until]
            if len(inside) > 1 and (inside[-1] - inside[0]) * FASTEST >= self.loop.metres * HOUR:
                return f"{place.id} was passed {len(inside)} times in it, so a finish may be missing"
            if passed and not inside and number > 1:
                return f"{place.id} was not passed in it, so it may be someone else's"
        return ""

    def _beside_others(self, number: int) -> str:
        laps = [end - start for start, end in pairwise(self.ends)]
        lap = laps.pop(number - 1)
        usual = median_low(laps or [lap])
        said = f"{say_length(Elapsed(lap))}, usually {say_length(Elapsed(usual))}"
        if lap > MUCH_LONGER * usual:
            return f"{said}: a finish may be missing"
        return f"{said}: it may be someone else's" if lap < MUCH_SHORTER * usual else ""
