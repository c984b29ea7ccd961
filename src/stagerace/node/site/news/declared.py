"""Results that the race director made provisional or official."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.node.site.history import Values
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting


class Results(NewsKind):
    """Results are provisional, or official."""

    name: ClassVar[str] = "results"
    gaps: ClassVar[Gaps] = {"stage": "stage"}

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a table and state."""
        first: dict[str, Item] = {}
        for record, said in sorted(rests.declared, key=lambda each: each[1].declared_at):
            stage = said.stage if said.stage is not None else said.after
            if stage is not None:
                about = key(self.name, "stage" if said.stage is not None else "after", said.state, stage)
                first.setdefault(about, Item(about, said.declared_at, (stage,), (*rests.plan, record)))
        yield from first.values()

    def form(self, key: str, values: Values) -> str:
        """By the table and its state."""
        return f"news.results.{'.'.join(key.split('/')[1:3])}"
