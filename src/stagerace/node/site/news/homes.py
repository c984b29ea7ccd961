"""So many of all are home: told at a quarter, a half and three quarters."""

from collections.abc import Iterator
from typing import ClassVar, Final

from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting

QUARTERS: Final = (1, 2, 3)
FEW: Final = 8
"""With fewer runners than this nobody needs a count."""


class Homes(NewsKind):
    """How many are home."""

    name: ClassVar[str] = "homes"
    gaps: ClassVar[Gaps] = {"stage": "stage", "home": "count", "all": "count", "clock": "clock"}

    def items(self, rests: Resting) -> Iterator[Item]:
        """Up to three lines a stage."""
        for stage in rests.begun:
            everyone, home = rests.set_out(stage.n), rests.home(stage.n)
            if stage.loop is not None or len(everyone) < FEW:
                continue
            for quarter in QUARTERS:
                count = -(-len(everyone) * quarter // 4)
                if count <= len(home):
                    at = home[count - 1][0]
                    records = rests.on_stage(everyone, [stage.n])
                    yield Item(key(self.name, stage.n, quarter), at, (stage.n, count, len(everyone), at), records)
