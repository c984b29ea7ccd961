"""Where a runner stands after a stage that is over."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.core.names import Bib
from stagerace.node.site.history import mark
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting
from stagerace.rules.classes import Scope


class StandsAfter(NewsKind):
    """A runner's place after a stage; told once everyone is in, for until then places move."""

    name: ClassVar[str] = "stands"
    gaps: ClassVar[Gaps] = {"stage": "stage", "who": "who", "rank": "count", "all": "count"}
    is_personal: ClassVar[bool] = True

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a ranked runner and stage."""
        seen = rests.seen
        for position, stage in enumerate(rests.begun):
            if not rests.is_over(stage) or seen.is_incomplete(Scope(after=stage.n)):
                continue
            at = rests.home(stage.n)[-1][0]
            ranked = [row for row in seen.table(Scope(after=stage.n)).rows if row.rank is not None]
            records = rests.on_stage(seen.race.bibs, [each.n for each in rests.begun[: position + 1]])
            for row in ranked:
                mine = mark(Bib(row.bib))
                yield Item(key(self.name, mine, stage.n), at, (stage.n, mine, row.rank or 0, len(ranked)), records)
