"""How many of a stage that is over are accounted for, where somebody is still to be told about."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.node.site.history import Values
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting
from stagerace.node.site.race_now import over_since


class Accounted(NewsKind):
    """A stage is over, and of some there is no word yet; once it was told, that all are is told too."""

    name: ClassVar[str] = "accounted"
    gaps: ClassVar[Gaps] = {"stage": "stage", "known": "count", "all": "count", "open": "count"}
    is_always: ClassVar[bool] = True

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a stage that is over by the clock, and of which everybody was not in by then."""
        for stage in rests.begun:
            since, about = over_since(rests.seen, stage), key(self.name, stage.n)
            count = len(rests.awaited(stage.n)) if since is not None else 0
            if since is not None and (count or about in rests.seen.history.news):
                everyone = rests.expected(stage.n)
                records = rests.on_stage(rests.seen.race.bibs, [stage.n])
                yield Item(about, since, (stage.n, everyone - count, everyone, count), records)

    def form(self, key: str, values: Values) -> str:
        """By how many are still to be told about."""
        form = {0: "all", 1: "one"}.get(int(values[3]), "some")
        return f"news.accounted.{form}"
