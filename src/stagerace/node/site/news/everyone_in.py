"""Everyone is in: the line that those at home wait for."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.node.site.history import Values
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting


class EveryoneIn(NewsKind):
    """Nobody is still racing on a stage, and of nobody is news still waited for."""

    name: ClassVar[str] = "everyone_in"
    gaps: ClassVar[Gaps] = {"stage": "stage", "home": "count", "all": "count", "clock": "clock"}
    is_always: ClassVar[bool] = True

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a stage that is over."""
        for stage in rests.begun:
            if rests.is_over(stage):
                home, everyone = rests.came_in(stage.n), rests.set_out(stage.n)
                values = (stage.n, len(home), len(everyone), rests.home(stage.n)[-1][0])
                records = rests.on_stage(rests.seen.race.bibs, [stage.n])
                yield Item(key(self.name, stage.n), rests.over_at(stage.n), values, records)

    def form(self, key: str, values: Values) -> str:
        """Whether all who set out came home, and whether they were one."""
        if values[1] == values[2] == 1:
            return "news.everyone_in.alone"
        return "news.everyone_in.all" if values[1] == values[2] else "news.everyone_in.some"
