"""A runner home from a stage."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.node.site.history import mark
from stagerace.node.site.news.homecoming import HOMECOMING, homecoming
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting


class CameHome(NewsKind):
    """A runner came to the end of a stage."""

    name: ClassVar[str] = "home"
    gaps: ClassVar[Gaps] = HOMECOMING
    is_personal: ClassVar[bool] = True

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a runner and stage; on a loop laps tell it."""
        for stage in rests.begun:
            for at, bib in rests.home(stage.n) if stage.loop is None else ():
                values, records = homecoming(rests, stage.n, at, bib), rests.on_stage([bib], [stage.n])
                yield Item(key(self.name, mark(bib), stage.n), at, values, records)
