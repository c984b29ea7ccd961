"""The first home on a stage."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.core.names import Bib
from stagerace.node.site.news.homecoming import HOMECOMING, homecoming
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting


class FirstHome(NewsKind):
    """The first to arrive at the end of a stage, whatever their place will be."""

    name: ClassVar[str] = "first_home"
    gaps: ClassVar[Gaps] = HOMECOMING

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a stage."""
        for stage in rests.begun:
            mine = [each for each in rests.home(stage.n) if self._counts(rests, each[1])]
            if mine and stage.loop is None:
                at, bib = mine[0]
                values, records = homecoming(rests, stage.n, at, bib), rests.on_stage([bib], [stage.n])
                yield Item(key(self.name, stage.n), at, values, records)

    def _counts(self, rests: Resting, bib: Bib) -> bool:
        return True
