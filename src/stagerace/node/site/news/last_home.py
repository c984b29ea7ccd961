"""The last home on a stage, who was out there longest."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.node.site.news.homecoming import HOMECOMING, homecoming
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting


class LastHome(NewsKind):
    """The last to arrive, told once nobody can come any more."""

    name: ClassVar[str] = "last_home"
    gaps: ClassVar[Gaps] = HOMECOMING
    is_always: ClassVar[bool] = True

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a stage that is over."""
        for stage in rests.begun:
            if rests.is_over(stage):
                at, bib = rests.home(stage.n)[-1]
                records = rests.on_stage(rests.seen.race.bibs, [stage.n])
                yield Item(key(self.name, stage.n), at, homecoming(rests, stage.n, at, bib), records)
